//! English: why the endpoints of a Service changed.

use engine::reason::endpoint::{PodChange, Why};

pub fn why(why: &Why) -> String {
    match why {
        Why::NoPods => "no pod of the Service has an address".to_owned(),
        Why::PodsChanged {
            pod,
            change,
            changed,
            ready,
            endpoints,
        } => {
            let what = match change {
                PodChange::Joined => "has an address now",
                PodChange::BecameReady => "is ready, so it may be sent requests",
                PodChange::BecameUnready => "is not ready, so it is sent no more requests",
                PodChange::Terminates => "is being deleted, so it is sent no more requests",
                PodChange::Left => "has stopped",
                PodChange::Other => "changed",
            };
            let others = if *changed > 1 {
                format!(" (and {} more)", changed - 1)
            } else {
                String::new()
            };
            format!("{pod} {what}{others}; {ready} of {endpoints} ready")
        }
        Why::ServiceChanged => "the Service itself changed".to_owned(),
        Why::ServiceGone => "the Service is gone".to_owned(),
    }
}
