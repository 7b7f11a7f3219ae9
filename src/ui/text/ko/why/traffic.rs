//! 한국어: 요청이 그리로 가는 까닭.

use engine::reason::traffic::Why;

pub fn why(why: &Why) -> String {
    match why {
        Why::RequestsMoved => "요청을 보내거나 응답을 받았어요".to_owned(),
        Why::RulesProgrammed {
            added,
            removed,
            ready,
            endpoints,
            terminating_only,
        } => {
            let mut text = format!("엔드포인트 {endpoints}개 중 {ready}개가 준비됨");
            if !added.is_empty() {
                text += &format!("; + {}", added.join(", "));
            }
            if !removed.is_empty() {
                text += &format!("; − {}", removed.join(", "));
            }
            if *terminating_only {
                text += "; 준비된 것이 없어서 종료하면서도 응답하는 파드로 보내요";
            }
            text
        }
        Why::ServiceGone => "서비스가 사라져서 규칙도 지웠어요".to_owned(),
    }
}
