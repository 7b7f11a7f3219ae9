//! `kubectl set env`: environment variables of the containers.

use serde_json::{Value, json};

use crate::{
    shell::{
        Reply,
        flags::{Flag, Takes},
        kubectl::{
            options,
            target::{Done, edit_each, pod_spec, split_pairs, targets},
        },
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    text::{names::env_var_name, quote::go_quote},
    world::Kind,
};

use super::{CONTAINERS, containers};

const LIST: &Flag = &Flag {
    name: "list",
    short: None,
    takes: Takes::Switch,
    help: "Print the environment and change nothing.",
};

const OVERWRITE: &Flag = &Flag {
    name: "overwrite",
    short: None,
    takes: Takes::SwitchOn,
    help: "Allow a variable that is there to get another value.",
};

const ENV_PAIR: &Flag = &Flag {
    name: "env",
    short: Some('e'),
    takes: Takes::Texts,
    help: "A variable as NAME=VALUE; may be repeated.",
};

/// The verb.
pub static ENV: Verb = Verb {
    tool: "kubectl",
    name: "set env",
    aliases: &[],
    usage: "RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N",
    help: "Update environment variables on a pod template",
    examples: &[
        "kubectl set env deployment/shop TIER=gold",
        "kubectl set env deployment/shop TIER-",
        "kubectl set env deployment/shop --list",
    ],
    flags: &[
        options::FILENAME,
        options::SELECTOR,
        options::ALL,
        options::RECORD,
        options::DRY_RUN,
        options::OUTPUT,
        options::FIELD_MANAGER,
        CONTAINERS,
        LIST,
        OVERWRITE,
        ENV_PAIR,
    ],
    complete: Complete::Resources(&[Kind::Deployment, Kind::ReplicaSet]),
    run,
};

/// What is to be done with variables: given a value, or taken away where there is none.
type Wishes = Vec<(String, Option<String>)>;

fn run(call: &Call) -> Result<Reply, Refusal> {
    let (words, pairs) = split_pairs(&call.args, true);
    if pairs.iter().any(|it| !it.contains('=') && !it.ends_with('-')) {
        return Err(Refusal::tool(format!(
            "all resources must be specified before environment changes: {}",
            call.args.join(" ")
        )));
    }
    if words.is_empty() && !call.flags.has("filename") {
        return Err(Refusal::tool(
            "one or more resources must be specified as <resource> <name> or <resource>/<name>",
        ));
    }
    let wishes = wishes(call.flags.texts("env").chain(pairs.iter().map(String::as_str)))?;
    let selection = targets(call, &words)?;
    if let Some(problem) = Refusal::join(selection.problems.clone()) {
        return Err(problem);
    }
    let chosen = call.flags.text("containers");
    let mut listed = String::new();
    let reply = edit_each(call, selection, |found, form| {
        let spec = pod_spec(found, form)?;
        let before = spec.clone();
        for container in containers(spec, chosen) {
            if !call.flags.is_on("overwrite") {
                refuse_overwriting(container, &wishes).map_err(|text| {
                    Refusal::tool(format!("{}/{} {text}", found.resource.plural, found.key().name))
                })?;
            }
            set(container, &wishes);
            let (kind, name) = (found.resource.kind.name(), found.key().name);
            listed += &format!("# {kind} {name}, container {}\n", text(&container["name"]));
            for variable in container["env"].as_array().into_iter().flatten() {
                listed += &format!("{}={}\n", text(&variable["name"]), text(&variable["value"]));
            }
        }
        if call.flags.is_on("list") {
            *pod_spec(found, form)? = before;
            return Ok(Done::Silent);
        }
        Ok(if *spec == before {
            Done::Silent
        } else {
            Done::Told("env updated")
        })
    })?;
    if call.flags.is_on("list") {
        return Ok(Reply::print(listed));
    }
    Ok(reply)
}

fn wishes<'a>(pairs: impl Iterator<Item = &'a str>) -> Result<Wishes, Refusal> {
    let mut wishes = Wishes::new();
    for pair in pairs {
        match (pair.split_once('='), pair.strip_suffix('-')) {
            (Some((name, value)), _) => {
                let problems = env_var_name(name);
                if !problems.is_empty() {
                    return Err(Refusal::tool(format!(
                        "{} is not a valid key name: {}",
                        go_quote(name),
                        problems.join(";")
                    )));
                }
                wishes.push((name.to_owned(), Some(value.to_owned())));
            }
            (None, Some(name)) => wishes.push((name.to_owned(), None)),
            (None, None) => {
                return Err(Refusal::tool(format!("unknown environment variable: {pair}")));
            }
        }
    }
    let is_set = |name: &str| {
        wishes
            .iter()
            .any(|(other, value)| other == name && value.is_some())
    };
    if wishes.iter().any(|(name, value)| value.is_none() && is_set(name)) {
        return Err(Refusal::tool(
            "can not both modify and remove the same environment variable in the same command",
        ));
    }
    Ok(wishes)
}

fn refuse_overwriting(container: &Value, wishes: &Wishes) -> Result<(), String> {
    for known in container["env"].as_array().into_iter().flatten() {
        let (name, value) = (text(&known["name"]), text(&known["value"]));
        let clash = |(other, new): &&(String, Option<String>)| {
            other == name && new.as_deref().is_some_and(|new| new != value)
        };
        if wishes.iter().any(|it| clash(&it)) {
            return Err(format!(
                "'{name}' already has a value ({value}), and --overwrite is false"
            ));
        }
    }
    Ok(())
}

fn set(container: &mut Value, wishes: &Wishes) {
    let mut variables = container["env"].as_array().cloned().unwrap_or_default();
    for (name, value) in wishes {
        let known = variables.iter().position(|it| it["name"] == *name);
        match (value, known) {
            (Some(value), Some(at)) => variables[at] = json!({ "name": name, "value": value }),
            (Some(value), None) => variables.push(json!({ "name": name, "value": value })),
            (None, Some(at)) => {
                variables.remove(at);
            }
            (None, None) => {}
        }
    }
    if let Some(fields) = container.as_object_mut() {
        if variables.is_empty() {
            fields.remove("env");
        } else {
            fields.insert("env".to_owned(), variables.into());
        }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
