//! English: why a process ended.

use engine::reason::process::Why;

use crate::ui::parts::amount::{mib, secs};

pub fn why(why: &Why) -> String {
    match why {
        Why::EndsByItself { after, code } => {
            format!(
                "The app ends by itself after {} s with exit code {code}",
                secs(after.0)
            )
        }
        Why::OutOfMemory {
            used_bytes,
            max_bytes,
        } => {
            format!(
                "It used {} Mi, its limit is {} Mi: killed (OOMKilled)",
                mib(*used_bytes),
                mib(*max_bytes)
            )
        }
        Why::Drained { after, finished } => {
            format!(
                "Asked to stop, it finished {finished} requests and ended {} s later",
                secs(after.0)
            )
        }
        Why::DrainTooShort { after, dropped } => {
            format!(
                "Asked to stop, it went on for {} s and dropped {dropped} requests",
                secs(after.0)
            )
        }
        Why::StoppedAtOnce { after, dropped } => {
            format!(
                "Asked to stop, it ended {} s later without waiting; {dropped} requests were dropped",
                secs(after.0)
            )
        }
    }
}
