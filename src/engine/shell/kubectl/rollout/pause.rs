//! `kubectl rollout pause` and `resume`: whether a change of the template is rolled out.

use crate::{
    shell::{
        Reply,
        kubectl::target::{Done, edit_each},
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    world::Kind,
};

use super::{FLAGS, cannot, objects};

/// `kubectl rollout pause`.
pub static PAUSE: Verb = Verb {
    tool: "kubectl",
    name: "rollout pause",
    aliases: &[],
    usage: "RESOURCE",
    help: "Mark the provided resource as paused",
    examples: &["kubectl rollout pause deployment/shop"],
    flags: FLAGS,
    complete: Complete::Resources(&[Kind::Deployment]),
    run: |call| set(call, true),
};

/// `kubectl rollout resume`.
pub static RESUME: Verb = Verb {
    name: "rollout resume",
    help: "Resume a paused resource",
    examples: &["kubectl rollout resume deployment/shop"],
    run: |call| set(call, false),
    ..PAUSE
};

fn set(call: &Call, paused: bool) -> Result<Reply, Refusal> {
    let selection = objects(call)?;
    edit_each(call, selection, |found, form| {
        if found.resource.kind != Kind::Deployment {
            let what = if paused { "pausing" } else { "resuming" };
            return Err(cannot(found, &format!("{what} is not supported")));
        }
        match (paused, form["spec"]["paused"] == true) {
            (true, true) => return Err(cannot(found, "is already paused")),
            (false, false) => return Err(cannot(found, "is not paused")),
            _ => form["spec"]["paused"] = paused.into(),
        }
        Ok(Done::Told(if paused { "paused" } else { "resumed" }))
    })
}
