//! `kubectl scale`: how many pods a Deployment or ReplicaSet shall have.

use crate::{
    shell::{
        Reply,
        flags::{Flag, Takes},
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    world::Kind,
};

use super::{
    options,
    target::{Done, edit_each, targets},
};

const REPLICAS: &Flag = &Flag {
    name: "replicas",
    short: None,
    takes: Takes::Number(0),
    help: "How many pods there shall be. Required.",
};

const CURRENT_REPLICAS: &Flag = &Flag {
    name: "current-replicas",
    short: None,
    takes: Takes::Number(-1),
    help: "Scale only if there are so many now; -1: however many there are.",
};

const TIMEOUT: &Flag = &Flag {
    name: "timeout",
    short: None,
    takes: Takes::Seconds(0),
    help: "How long to wait for the pods; taken, but the line does not wait.",
};

/// The verb.
pub static SCALE: Verb = Verb {
    tool: "kubectl",
    name: "scale",
    aliases: &[],
    usage: "[--current-replicas=COUNT] --replicas=COUNT (-f FILENAME | TYPE NAME)",
    help: "Set a new size for a deployment, replica set, or replication controller",
    examples: &[
        "kubectl scale deployment/shop --replicas=5",
        "kubectl scale deployment shop --current-replicas=3 --replicas=2",
    ],
    flags: options::flags![
        &[REPLICAS, CURRENT_REPLICAS, TIMEOUT],
        options::FILES,
        &[options::SELECTOR, options::ALL, options::RECORD, options::DRY_RUN],
        options::PRINTED,
        &[options::RESOURCE_VERSION]
    ],
    complete: Complete::Resources(&[Kind::Deployment, Kind::ReplicaSet]),
    run,
};

/// No object may have more pods: the field is a 32-bit number, and more would not fit into any run.
const REPLICAS_MAX: i64 = i32::MAX as i64;

fn run(call: &Call) -> Result<Reply, Refusal> {
    if !call.flags.has("replicas") {
        return Err(Refusal::tool("required flag(s) \"replicas\" not set"));
    }
    let wanted = call.flags.number("replicas");
    let current = call.flags.number("current-replicas");
    if !(0..=REPLICAS_MAX).contains(&wanted) {
        return Err(Refusal::tool(
            "The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0",
        ));
    }
    if current < -1 {
        return Err(Refusal::tool(
            "The --current-replicas must specify an integer of -1 or greater",
        ));
    }
    let selection = targets(call, &call.args)?;
    if selection.found.is_empty() {
        return Err(Refusal::tool("no objects passed to scale"));
    }
    edit_each(call, selection, |found, form| {
        if !matches!(found.resource.kind, Kind::Deployment | Kind::ReplicaSet) {
            return Err(Refusal::Plain(
                "Error from server (NotFound): the server could not find the requested resource".to_owned(),
            ));
        }
        let replicas = &mut form["spec"]["replicas"];
        if current != -1 && *replicas != current {
            return Err(Refusal::tool(format!(
                "Expected replicas to be {current}, was {replicas}"
            )));
        }
        *replicas = wanted.into();
        Ok(Done::Told("scaled"))
    })
}
