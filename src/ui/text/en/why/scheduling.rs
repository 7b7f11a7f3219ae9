//! English: why the scheduler bound a pod to a node, or to none.

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
                format!(", shared by {tied} nodes; chance decided")
            } else {
                String::new()
            };
            format!("{feasible} of {nodes} nodes could take it; the highest score is {score}{tie}")
        }
        Why::Unschedulable {
            message, attempts, ..
        } => format!("{message} (attempt {attempts})"),
    }
}
