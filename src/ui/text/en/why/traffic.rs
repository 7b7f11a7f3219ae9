//! English: why requests go where they go.

use engine::reason::traffic::Why;

pub fn why(why: &Why) -> String {
    match why {
        Why::RequestsMoved => "Requests were sent or answered".to_owned(),
        Why::RulesProgrammed {
            added,
            removed,
            ready,
            endpoints,
            terminating_only,
        } => {
            let mut text = format!("{ready} of {endpoints} endpoints are ready");
            if !added.is_empty() {
                text += &format!("; + {}", added.join(", "));
            }
            if !removed.is_empty() {
                text += &format!("; − {}", removed.join(", "));
            }
            if *terminating_only {
                text += "; none is ready, so those that still serve while terminating are used";
            }
            text
        }
        Why::ServiceGone => "The Service is gone, and its rules with it".to_owned(),
    }
}
