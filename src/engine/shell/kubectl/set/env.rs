//! `kubectl set env`: environment variables of the containers.

use serde_json::{Value, json};

use crate::{
    shell::{
        Reply,
        flags::{Flag, Takes},
        kubectl::{
            options,
            output::Output,
            server::DryRun,
            target::{Done, edit_each, pod_spec, targets},
        },
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    text::{names::env_var_name_strict, quote::go_quote},
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

const FROM: &Flag = &options::quiet("from", Takes::Text(""));
const KEYS: &Flag = &options::quiet("keys", Takes::Texts);
const PREFIX: &Flag = &options::quiet("prefix", Takes::Text(""));
const RESOLVE: &Flag = &options::quiet("resolve", Takes::Switch);

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
    flags: options::flags![
        options::FILES,
        &[options::SELECTOR, options::ALL, options::DRY_RUN],
        options::PRINTED,
        &[
            options::FIELD_MANAGER,
            CONTAINERS,
            LIST,
            OVERWRITE,
            ENV_PAIR,
            FROM,
            KEYS,
            PREFIX,
            RESOLVE,
            options::LOCAL
        ]
    ],
    complete: Complete::Resources(&[Kind::Deployment, Kind::ReplicaSet]),
    run,
};

/// What is to be done with variables: given a value, or taken away where there is none.
type Wishes = Vec<(String, Option<String>)>;

fn run(call: &Call) -> Result<Reply, Refusal> {
    let flags = &call.flags;
    if flags.is_on("all") && flags.some_text("selector").is_some() {
        return Err(Refusal::tool("cannot set --all and --selector at the same time"));
    }
    let (words, pairs) = split_variables(&call.args)?;
    DryRun::of(call)?;
    Output::of(call)?;
    if words.is_empty() && !flags.has("filename") {
        return Err(Refusal::tool(
            "one or more resources must be specified as <resource> <name> or <resource>/<name>",
        ));
    }
    if flags.is_on("list") && flags.some_text("output").is_some() {
        return Err(Refusal::tool("--list and --output may not be specified together"));
    }
    if flags.has("keys") && flags.some_text("from").is_none() {
        return Err(Refusal::tool(
            "when specifying --keys, a configmap or secret must be provided with --from",
        ));
    }
    if flags.some_text("from").is_some() {
        return Err(Refusal::NotSimulated("configmaps and secrets".to_owned()));
    }
    let mut wishes = wishes(flags.texts("env").chain(pairs.iter().map(String::as_str)))?;
    for (name, _) in wishes.iter_mut().filter(|(_, value)| value.is_some()) {
        name.insert_str(0, flags.text("prefix"));
    }
    let mut selection = targets(call, &words)?;
    if let Some(problem) = Refusal::join(std::mem::take(&mut selection.problems)) {
        return Err(problem);
    }
    let chosen = flags.text("containers");
    let (mut listed, mut warned) = (String::new(), String::new());
    let mut reply = edit_each(call, selection, |found, form| {
        let spec = pod_spec(found, form)?;
        let before = spec.clone();
        let (kind, name) = (found.resource.kind.name(), found.key().name);
        let fitting = containers(spec, chosen);
        if fitting.is_empty() {
            warned += &format!(
                "Warning: {kind}/{name} does not have any containers matching {}\n",
                go_quote(chosen)
            );
        }
        for container in fitting {
            if !flags.is_on("overwrite") {
                refuse_overwriting(container, &wishes).map_err(|text| {
                    Refusal::Plain(format!("error: {}/{name} {text}", found.resource.plural))
                })?;
            }
            set(container, &wishes);
            list(container, kind, &name, &mut listed);
        }
        if flags.is_on("list") {
            *pod_spec(found, form)? = before;
            return Ok(Done::Silent);
        }
        Ok(if *spec == before {
            Done::Silent
        } else {
            Done::Told("env updated")
        })
    })?;
    reply.err.insert_str(0, &warned);
    if flags.is_on("list") {
        reply.out = listed;
    }
    Ok(reply)
}

/// Tells resources from variables such as `TIER=gold` and `TIER-`.
fn split_variables(args: &[String]) -> Result<(Vec<String>, Vec<String>), Refusal> {
    let is_variable =
        |word: &String| word.split_once('=').is_some_and(|(name, _)| !name.is_empty()) || word.ends_with('-');
    let first = args.iter().position(is_variable).unwrap_or(args.len());
    let (words, variables) = args.split_at(first);
    if variables.iter().all(is_variable) {
        return Ok((words.to_vec(), variables.to_vec()));
    }
    Err(Refusal::tool(format!(
        "all resources must be specified before environment changes: {}",
        args.join(" ")
    )))
}

/// What a container's variables are, as `--list` shows them.
fn list(container: &Value, kind: &str, name: &str, listed: &mut String) {
    listed.push_str(&format!(
        "# {kind} {name}, container {}\n",
        text(&container["name"])
    ));
    for variable in container["env"].as_array().into_iter().flatten() {
        let (name, from) = (text(&variable["name"]), &variable["valueFrom"]);
        if from.is_null() {
            listed.push_str(&format!("{name}={}\n", text(&variable["value"])));
        } else {
            listed.push_str(&format!("# {name} from {}\n", reference(from)));
        }
    }
}

/// Where a value comes from. Source: `GetEnvVarRefString` in kubectl pkg/cmd/set/env/env_resolve.go, Kubernetes 1.28.7, read 2026-11.
fn reference(from: &Value) -> String {
    let part = |of: &str, field: &str| text(&from[of][field]).to_owned();
    if from["configMapKeyRef"].is_object() {
        let [name, key] = ["name", "key"].map(|field| part("configMapKeyRef", field));
        format!("configmap {name}, key {key}")
    } else if from["secretKeyRef"].is_object() {
        let [name, key] = ["name", "key"].map(|field| part("secretKeyRef", field));
        format!("secret {name}, key {key}")
    } else if from["fieldRef"].is_object() {
        format!("field path {}", part("fieldRef", "fieldPath"))
    } else if from["resourceFieldRef"].is_object() {
        let container = part("resourceFieldRef", "containerName");
        let prefix = if container.is_empty() {
            String::new()
        } else {
            format!("{container}/")
        };
        format!("resource field {prefix}{}", part("resourceFieldRef", "resource"))
    } else {
        "invalid valueFrom".to_owned()
    }
}

fn wishes<'a>(pairs: impl Iterator<Item = &'a str>) -> Result<Wishes, Refusal> {
    let mut wishes = Wishes::new();
    for pair in pairs {
        match (pair.split_once('='), pair.strip_suffix('-')) {
            (Some((name, value)), _) => {
                let problems = env_var_name_strict(name);
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
