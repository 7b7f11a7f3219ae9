//! 한국어: 스케줄러가 노드를 고른 까닭, 고르지 못한 까닭.

use engine::reason::scheduling::Why;

pub fn why(why: &Why) -> String {
    match why {
        Why::Bound {
            score,
            tied,
            feasible,
            nodes,
            ..
        } => {
            let tie = if *tied > 1 {
                format!(", {tied}개 노드가 같은 점수라 운으로 골랐어요")
            } else {
                "이에요".to_owned()
            };
            format!("노드 {nodes}개 중 {feasible}개가 받을 수 있었고 가장 높은 점수는 {score}점{tie}")
        }
        Why::Unschedulable {
            message, attempts, ..
        } => format!("{message} ({attempts}번째 시도)"),
    }
}
