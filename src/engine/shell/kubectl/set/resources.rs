//! `kubectl set resources`: what containers request and may use.

use serde_json::{Value, json};

use crate::{
    shell::{
        Reply,
        flags::{Flag, Takes},
        kubectl::{
            options,
            target::{Done, edit_each, pod_spec, targets},
        },
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    text::quantity::Quantity,
    world::Kind,
};

use super::{CONTAINERS, containers};

const LIMITS: &Flag = &Flag {
    name: "limits",
    short: None,
    takes: Takes::Text(""),
    help: "The most a container may use, e.g. cpu=200m,memory=256Mi.",
};

const REQUESTS: &Flag = &Flag {
    name: "requests",
    short: None,
    takes: Takes::Text(""),
    help: "What a container is sure to get, e.g. cpu=100m,memory=64Mi.",
};

/// The verb.
pub static RESOURCES: Verb = Verb {
    tool: "kubectl",
    name: "set resources",
    aliases: &[],
    usage: "(-f FILENAME | TYPE NAME)  ([--limits=LIMITS & --requests=REQUESTS]",
    help: "Update resource requests/limits on objects with pod templates",
    examples: &["kubectl set resources deployment shop --requests=cpu=200m,memory=64Mi"],
    flags: options::flags![
        options::FILES,
        &[options::SELECTOR, options::ALL, options::RECORD, options::DRY_RUN],
        options::PRINTED,
        &[
            options::FIELD_MANAGER,
            CONTAINERS,
            LIMITS,
            REQUESTS,
            options::LOCAL
        ]
    ],
    complete: Complete::Resources(&[Kind::Deployment, Kind::ReplicaSet]),
    run,
};

fn run(call: &Call) -> Result<Reply, Refusal> {
    let mut selection = targets(call, &call.args)?;
    if let Some(problem) = Refusal::join(std::mem::take(&mut selection.problems)) {
        return Err(problem);
    }
    if call.flags.is_on("all") && call.flags.some_text("selector").is_some() {
        return Err(Refusal::tool("cannot set --all and --selector at the same time"));
    }
    let wishes = [
        ("limits", amounts(call.flags.text("limits"))?),
        ("requests", amounts(call.flags.text("requests"))?),
    ];
    if wishes.iter().all(|(_, amounts)| amounts.is_empty()) {
        return Err(Refusal::tool(
            "you must specify an update to requests or limits (in the form of --requests/--limits)",
        ));
    }
    let chosen = call.flags.text("containers");
    edit_each(call, selection, |found, form| {
        let spec = pod_spec(found, form)?;
        let before = spec.clone();
        let mut fitting = containers(spec, chosen);
        if fitting.is_empty() {
            let words = format!("error: unable to find container named {chosen}");
            return Err(Refusal::Plain(words));
        }
        for container in &mut fitting {
            for (name, amounts) in wishes.iter().filter(|(_, amounts)| !amounts.is_empty()) {
                set(&mut container["resources"], name, amounts);
            }
        }
        Ok(if *spec == before {
            Done::Silent
        } else {
            Done::Told("resource requirements updated")
        })
    })
}

fn set(resources: &mut Value, name: &str, amounts: &[(&str, Quantity)]) {
    if !resources[name].is_object() {
        resources[name] = json!({});
    }
    for (resource, amount) in amounts {
        resources[name][*resource] = amount.to_string().into();
    }
}

fn amounts(text: &str) -> Result<Vec<(&str, Quantity)>, Refusal> {
    let statements = text.split(',').filter(|_| !text.is_empty());
    statements
        .map(|statement| match statement.split('=').collect::<Vec<_>>()[..] {
            [resource, amount] => amount
                .parse()
                .map(|amount| (resource, amount))
                .map_err(|error: crate::text::quantity::QuantityError| Refusal::tool(error.to_string())),
            _ => Err(Refusal::tool(format!(
                "Invalid argument syntax {statement}, expected <resource>=<value>"
            ))),
        })
        .collect()
}
