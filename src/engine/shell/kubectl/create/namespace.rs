//! `kubectl create namespace`.

use serde_json::json;

use crate::{
    shell::{
        Reply,
        kubectl::options,
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    world::Kind,
};

use super::{make, name};

/// The verb.
pub static NAMESPACE: Verb = Verb {
    tool: "kubectl",
    name: "create namespace",
    aliases: &["ns"],
    usage: "NAME [--dry-run=server|client|none]",
    help: "Create a namespace with the specified name",
    examples: &["kubectl create namespace team-a"],
    flags: options::flags![options::MADE, &[options::VALIDATE]],
    complete: Complete::Nothing,
    run,
};

fn run(call: &Call) -> Result<Reply, Refusal> {
    let name = name(call)?;
    let form = json!({ "metadata": { "name": name } });
    make(call, vec![(Kind::Namespace, form)], "created", |it| it)
}
