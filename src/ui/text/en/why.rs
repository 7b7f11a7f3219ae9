//! English: causes.

mod endpoint;
mod namespace;
mod pod;
mod process;
mod rollout;
mod scheduling;
mod traffic;

use engine::{
    reason::Reason,
    view::{deed::Deed, why::Link},
    world::Kind,
};

use crate::ui::text::why::Why;

pub const WHY: Why = Why {
    deed,
    reason,
    author,
    on_node: |component, node| format!("{component} on {node}"),
    heading: "Why is it so?",
    nothing: "Nothing has happened to it yet.",
};

/// A kind as people call it; Kubernetes' own kinds keep their names.
pub const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Process => "Container",
        Kind::Balancer => "Rules of Service",
        other => other.name(),
    }
}

/// Components keep their upstream names.
fn author(by: &'static str) -> &'static str {
    match by {
        "process" => "the app",
        "network" => "the network",
        other => other,
    }
}

fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Command { line } => line.to_string(),
        Reason::Endpoint(why) => endpoint::why(why),
        Reason::Namespace(why) => namespace::why(why),
        Reason::Pod(why) => pod::why(why),
        Reason::Process(why) => process::why(why),
        Reason::Rollout(why) => rollout::why(why),
        Reason::Scheduling(why) => scheduling::why(why),
        Reason::Traffic(why) => traffic::why(why),
    }
}

fn deed(link: &Link) -> String {
    let name = &*link.key.name;
    let kind = kind(link.key.kind);
    match &link.deed {
        Deed::Created if link.key.kind == Kind::Process => format!("{kind} {name} started"),
        Deed::Created => format!("{kind} {name} created"),
        Deed::Removed if link.key.kind == Kind::Process => format!("{kind} {name} is gone"),
        Deed::Removed => format!("{kind} {name} removed"),
        Deed::Deleting(grace) => format!("{name} asked to stop, grace period {} s", grace.as_secs()),
        Deed::Scaled { from, to } => format!("{name} {from} → {to}"),
        Deed::Image { from, to } => format!("{name}: {from} → {to}"),
        Deed::Paused(true) => format!("{name} paused"),
        Deed::Paused(false) => format!("{name} resumed"),
        Deed::Bound(node) => format!("{name} bound to {node}"),
        Deed::Became { from, to } => {
            let state = crate::ui::text::en::stage::STAGE.state;
            format!("{name}: {} → {}", state(from), state(to))
        }
        Deed::Started(container) => format!("{name}: container {container} started"),
        Deed::Ready { from, to } => format!("{name}: {from} → {to} ready"),
        Deed::Endpoints { from, to } => format!("{name}: {from} → {to} ready endpoints"),
        Deed::Targets { from, to } => format!("Rules of Service {name}: {from} → {to} pods"),
        Deed::StopAsked => format!("{name} was sent SIGTERM"),
        Deed::Exited(code) => format!("{name} exited with code {code}"),
        Deed::Changed => format!("{kind} {name} changed"),
        Deed::Reported => format!("Status of {name} reported"),
    }
}
