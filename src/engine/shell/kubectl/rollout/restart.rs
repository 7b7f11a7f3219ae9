//! `kubectl rollout restart`: the same template once more, told apart by an annotation.

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

/// The verb.
pub static RESTART: Verb = Verb {
    tool: "kubectl",
    name: "rollout restart",
    aliases: &[],
    usage: "RESOURCE",
    help: "Restart a resource",
    examples: &["kubectl rollout restart deployment/shop"],
    flags: FLAGS,
    complete: Complete::Resources(&[Kind::Deployment]),
    run,
};

/// The annotation that makes the template another one.
const RESTARTED_AT: &str = "kubectl.kubernetes.io/restartedAt";

fn run(call: &Call) -> Result<Reply, Refusal> {
    let selection = objects(call)?;
    let now = call.view.now.rfc3339();
    edit_each(call, selection, |found, form| {
        if found.resource.kind != Kind::Deployment {
            return Err(cannot(found, "restarting is not supported"));
        }
        if form["spec"]["paused"] == true {
            return Err(cannot(
                found,
                "can't restart paused deployment (run rollout resume first)",
            ));
        }
        let annotation = &mut form["spec"]["template"]["metadata"]["annotations"][RESTARTED_AT];
        if *annotation == now {
            return Err(Refusal::tool(format!(
                "failed to create patch for {}: if restart has already been triggered within the past second, please \
                 wait before attempting to trigger another",
                found.key().name
            )));
        }
        *annotation = now.clone().into();
        Ok(Done::Told("restarted"))
    })
}
