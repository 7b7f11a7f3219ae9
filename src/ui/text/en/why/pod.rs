//! English: why the kubelet changed a pod.

use engine::{
    infra::{ExitCause, catalogue::Missing},
    reason::pod::{StopCause, Why},
};

use crate::ui::parts::amount::secs;

pub fn why(why: &Why) -> String {
    match why {
        Why::NodeLost => "The node is gone; the garbage collector waits in case it comes back".to_owned(),
        Why::NodeBack => "The node is there again".to_owned(),
        Why::Collected { waited } => format!(
            "The node has been gone for {} s, so the pod is removed",
            secs(waited.0)
        ),
        Why::TakenOn { node } => format!("Bound to {node}, so the kubelet there takes it on"),
        Why::PullBegan { image, waits, takes } => {
            let wait = if waits.0 > 0 {
                format!("; waits {} s for the pulls before it", secs(waits.0))
            } else {
                String::new()
            };
            format!("The node lacks {image}; pulling takes {} s{wait}", secs(takes.0))
        }
        Why::Pulled { image, took } => format!("{image} pulled in {} s", secs(took.0)),
        Why::PullFailed {
            image,
            missing,
            retry_in,
        } => {
            let what = match missing {
                Missing::Name => "knows no such name",
                Missing::Tag => "has no such tag",
            };
            format!("The registry {what}: {image}; next try in {} s", secs(retry_in.0))
        }
        Why::PullBackOff { image, delay } => {
            format!(
                "Back-off {} s before pulling {image} again: 10 s, doubled each time, 300 s at most",
                secs(delay.0)
            )
        }
        Why::PullForbidden { image } => format!("{image} is not on the node and imagePullPolicy is Never"),
        Why::ContainerBegan { container } => {
            format!("Image and network are there: {container} is being created")
        }
        Why::Started { container, restarts } => match restarts {
            0 => format!("Container {container} runs"),
            count => format!("Container {container} runs again, restart {count}"),
        },
        Why::Exited {
            container,
            code,
            cause,
            ran,
        } => {
            let cause = match cause {
                Some(ExitCause::Stopped) => "asked to stop",
                Some(ExitCause::ByItself) => "by itself",
                Some(ExitCause::OutOfMemory) => "out of memory",
                Some(ExitCause::Fault) => "a fault was injected",

                None => "its process was lost",
            };
            format!(
                "{container} ended with code {code} after {} s: {cause}",
                secs(ran.0)
            )
        }
        Why::BackOff { container, delay } => {
            format!(
                "{container} waits {} s before its next start: 10 s, doubled with each restart, 300 s at most",
                secs(delay.0)
            )
        }
        Why::ProbeSucceeded {
            container,
            probe,
            in_a_row,
            threshold,
        } => {
            format!(
                "{} probe of {container} succeeded: {in_a_row} of {threshold}",
                probe.name()
            )
        }
        Why::ProbeFailed {
            container,
            probe,
            in_a_row,
            threshold,
            answer,
        } => {
            format!(
                "{} probe of {container} failed: {in_a_row} of {threshold}; {answer}",
                probe.name()
            )
        }
        Why::SaysReady { container } => format!("{container} says that it is ready"),
        Why::StopBegan {
            container,
            cause,
            grace,
            hook,
        } => {
            let cause = match cause {
                StopCause::Deleted => "the pod is deleted",
                StopCause::Liveness => "its liveness probe failed",
                StopCause::Startup => "its startup probe failed",
                StopCause::Finished => "the containers it serves have done their work",
            };
            let hook = hook.map_or_else(String::new, |hook| {
                format!("; preStop takes {} s of it", secs(hook.0))
            });
            format!(
                "{container} is to stop because {cause}; grace period {} s{hook}",
                secs(grace.0)
            )
        }
        Why::Signalled { container, left } => {
            format!("{container} was sent SIGTERM, {} s before SIGKILL", secs(left.0))
        }
        Why::Killed { container, grace } => {
            format!(
                "{container} had not ended after {} s of grace: SIGKILL",
                secs(grace.0)
            )
        }
        Why::Over => "All its containers have ended".to_owned(),
        Why::Removed => "Nothing of it is left on the node".to_owned(),
        Why::Orphaned => "The pod is no longer in the API, so what still ran was killed".to_owned(),
        Why::Reported => "Reported after what the lines above say".to_owned(),
    }
}
