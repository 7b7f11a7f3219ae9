//! `kubectl logs`: the lines that a simulated app has written.
//!
//! An app writes when it starts, listens, has answered a request, is asked to stop, and ends. The lines are not kept: they
//! follow from its process and from the requests in the ledger, so they reach back as far as the ledger does.

mod asked;
mod written;

use crate::sort::Sort;
use crate::{
    kube::{ContainerState, Pod},
    shell::{
        Reply,
        flags::{Flag, Takes},
        follow::{Followed, Seen, What},
        kubectl::{
            describe::deployment::pods_of,
            options,
            select::{self, Asked},
        },
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    time::{Span, Time},
    world::{Key, Kind, Object, Text},
};
use asked::{check, since_time, words};
use written::{Line, lines, status};

const ALL_CONTAINERS: &Flag = &switch("all-containers", None, "Show every container of a pod.");
const SINCE_TIME: &Flag = &Flag {
    name: "since-time",
    short: None,
    takes: Takes::Text(""),
    help: "Show only lines written after this moment, e.g. 2026-01-01T00:01:00Z.",
};
const LIMIT_BYTES: &Flag = &Flag {
    name: "limit-bytes",
    short: None,
    takes: Takes::Number(0),
    help: "Show no more than so many bytes.",
};
const IGNORE_ERRORS: &Flag = &options::quiet("ignore-errors", Takes::Switch);
const INSECURE: &Flag = &options::quiet("insecure-skip-tls-verify-backend", Takes::Switch);
const MAX_REQUESTS: &Flag = &options::quiet("max-log-requests", Takes::Number(5));
const POD_RUNNING_TIMEOUT: &Flag = &options::quiet("pod-running-timeout", Takes::Seconds(20));

/// The verb.
pub const LOGS: &Verb = &Verb {
    tool: "kubectl",
    name: "logs",
    aliases: &["log"],
    usage: "[-f] [-p] (POD | TYPE/NAME) [-c CONTAINER] [flags]",
    help: "Show what an app has written.",
    examples: &[
        "kubectl logs deployment/shop --tail=20",
        "kubectl logs shop-7d9c5b6f4-x2k4p -f",
        "kubectl logs -l app=shop --prefix",
    ],
    flags: &[
        FOLLOW,
        PREVIOUS,
        CONTAINER,
        TAIL,
        SINCE,
        TIMESTAMPS,
        PREFIX,
        options::SELECTOR,
        ALL_CONTAINERS,
        SINCE_TIME,
        LIMIT_BYTES,
        IGNORE_ERRORS,
        INSECURE,
        MAX_REQUESTS,
        POD_RUNNING_TIMEOUT,
    ],
    complete: Complete::Names(Kind::Pod),
    run,
};

const fn switch(name: &'static str, short: Option<char>, help: &'static str) -> Flag {
    Flag {
        name,
        short,
        takes: Takes::Switch,
        help,
    }
}

const FOLLOW: &Flag = &switch("follow", Some('f'), "Go on showing what is written.");
const PREVIOUS: &Flag = &switch(
    "previous",
    Some('p'),
    "Show what the container wrote before it was restarted.",
);
const TIMESTAMPS: &Flag = &switch("timestamps", None, "Show when each line was written.");
const PREFIX: &Flag = &switch("prefix", None, "Show where each line comes from.");
const CONTAINER: &Flag = &Flag {
    name: "container",
    short: Some('c'),
    takes: Takes::Text(""),
    help: "The container, where a pod has several.",
};
const TAIL: &Flag = &Flag {
    name: "tail",
    short: None,
    takes: Takes::Number(-1),
    help: "Show only so many of the last lines.",
};
const SINCE: &Flag = &Flag {
    name: "since",
    short: None,
    takes: Takes::Seconds(0),
    help: "Show only lines that are newer than this, e.g. 30s.",
};

/// With a selector, so many lines of each pod are shown unless told otherwise. Source: `selectorTail` in kubectl pkg/cmd/logs/logs.go, Kubernetes 1.34.9, read 2026-11.
const SELECTOR_TAIL: i64 = 10;

/// Where lines come from, and how they are shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Logs {
    sources: Vec<(Key, Text)>,
    previous: bool,
    timestamps: bool,
    prefix: bool,
}

fn run(call: &Call) -> Result<Reply, Refusal> {
    let mut reply = Reply::default();
    let (object, inline) = words(call)?;
    let pods = pods(call, object, &mut reply)?;
    check(call, inline)?;
    let wanted = inline.unwrap_or(call.flags.text("container"));
    let mut logs = Logs {
        sources: Vec::new(),
        previous: call.flags.is_on("previous"),
        timestamps: call.flags.is_on("timestamps"),
        prefix: call.flags.is_on("prefix"),
    };
    let by_selector = call.flags.some_text("selector").is_some();
    let tail = match call.flags.number("tail") {
        -1 if by_selector => SELECTOR_TAIL,
        given => given,
    };
    let since = call.flags.span("since").filter(|it| *it > Span::ZERO);
    let since_time = since_time(call)?;
    let limit = usize::try_from(call.flags.number("limit-bytes"))
        .ok()
        .filter(|it| *it > 0);
    let sources = match sources(call, pods, wanted, &mut reply) {
        Ok(sources) => sources,
        Err(refusal) => {
            reply.refuse(&refusal);
            return Ok(reply);
        }
    };
    let most = call.flags.number("max-log-requests");
    if call.flags.is_on("follow") && i64::try_from(sources.len()).is_ok_and(|it| it > 1 && it > most) {
        return Err(Refusal::tool(format!(
            "you are attempting to follow {} log streams, but maximum allowed concurrency is {most}, use --max-log-requests \
             to increase the limit",
            sources.len()
        )));
    }
    for (pod, container) in sources {
        if let Err(refusal) = instance(pod, &container, logs.previous) {
            if call.flags.is_on("ignore-errors") {
                reply
                    .out
                    .push_str(&format!("error: {}\n", refusal.status().unwrap_or_default()));
                continue;
            }
            reply.refuse(&refusal);
            break;
        }
        let mut lines = lines(pod, &container, logs.previous, call.view);
        lines.retain(|line| {
            since.is_none_or(|since| call.view.now.since(line.at) <= since)
                && since_time.is_none_or(|since| since <= line.at)
        });
        let skipped = usize::try_from(tail).map_or(0, |tail| lines.len().saturating_sub(tail));
        let text: String = lines[skipped..]
            .iter()
            .map(|line| logs.shown(&pod.meta.name, &container, line))
            .collect();
        reply.out.extend(text.chars().take(limit.unwrap_or(usize::MAX)));
        logs.sources.push((pod.key(), container));
    }
    if call.flags.is_on("follow") && !logs.sources.is_empty() {
        reply.follow = Some(What::Logs(logs).into());
    }
    Ok(reply)
}

/// The containers of the pods whose lines are asked for.
fn sources<'a>(
    call: &Call,
    pods: Vec<&'a Pod>,
    wanted: &str,
    reply: &mut Reply,
) -> Result<Vec<(&'a Pod, Text)>, Refusal> {
    let mut sources = Vec::new();
    for pod in pods {
        if call.flags.is_on("all-containers") {
            let all = pod.spec.init_containers.iter().chain(&pod.spec.containers);
            sources.extend(all.map(|it| (pod, it.name.clone())));
        } else {
            sources.push((pod, container(pod, wanted, reply)?));
        }
    }
    Ok(sources)
}

/// The pods whose lines are asked for; of a workload the first.
fn pods<'a>(call: &Call<'a>, object: Option<&str>, reply: &mut Reply) -> Result<Vec<&'a Pod>, Refusal> {
    let world = call.view.world;
    let asked = match object {
        None => select::read(&["pods".to_owned()])?,
        Some(name) if !name.contains('/') => select::read(&["pods".to_owned(), name.to_owned()])?,
        Some(name) => select::read(&[name.to_owned()])?,
    };
    let selection = asked.select(call, true)?;
    if let Some(refusal) = Refusal::join(selection.problems) {
        return Err(refusal);
    }
    let mut pods = Vec::new();
    for found in &selection.found {
        match &found.object {
            Object::Pod(pod) => pods.extend(world.pod(&pod.key())),
            Object::Deployment(_) | Object::ReplicaSet(_) | Object::Service(_) => {
                let all = pods_of(&found.object, world);
                let Some(first) = all.first() else {
                    return Err(Refusal::tool("timed out waiting for the condition"));
                };
                if all.len() > 1 {
                    let (count, name) = (all.len(), &first.meta.name);
                    reply
                        .err
                        .push_str(&format!("Found {count} pods, using pod/{name}\n"));
                }
                pods.push(*first);
            }
            _ => {
                let kind = format!("*v1.{}", found.resource.kind.name());
                return Err(Refusal::tool(format!(
                    "cannot get the logs from {kind}: selector for {kind} not implemented"
                )));
            }
        }
    }
    if pods.is_empty() && matches!(asked, Asked::Types(_)) {
        reply.err = format!("No resources found in {} namespace.\n", call.namespace());
    }
    Ok(pods)
}

fn container(pod: &Pod, wanted: &str, reply: &mut Reply) -> Result<Text, Refusal> {
    let all: Vec<&Text> = pod
        .spec
        .containers
        .iter()
        .chain(&pod.spec.init_containers)
        .map(|it| &it.name)
        .collect();
    if !wanted.is_empty() {
        let known = all.iter().find(|it| &****it == wanted);
        return known.map(|it| (*it).clone()).ok_or_else(|| {
            Refusal::tool(format!(
                "container {wanted} is not valid for pod {}",
                pod.meta.name
            ))
        });
    }
    if all.len() > 1 {
        let init = |name: &Text| pod.spec.init_containers.iter().any(|it| it.name == *name);
        let named = |it: &&Text| {
            if init(it) {
                format!("{it} (init)")
            } else {
                it.to_string()
            }
        };
        let names: Vec<String> = all.iter().map(named).collect();
        reply.err.push_str(&format!(
            "Defaulted container \"{}\" out of: {}\n",
            all[0],
            names.join(", ")
        ));
    }
    Ok(all.first().map_or_else(|| "".into(), |it| (*it).clone()))
}

/// Whether there is a copy of the app that has written, or why not.
fn instance(pod: &Pod, container: &str, previous: bool) -> Result<(), Refusal> {
    let name = &pod.meta.name;
    // A pod without a node has written nothing, and the server says nothing.
    let Some(status) = status(pod, container) else {
        return Ok(());
    };
    match &status.state {
        _ if previous && status.last_state.is_none() => Err(Refusal::BadRequest(format!(
            "previous terminated container \"{container}\" in pod \"{name}\" not found"
        ))),
        _ if previous => Ok(()),
        ContainerState::Waiting { reason, .. } if status.last_state.is_none() => {
            let why = match &**reason {
                "ErrImagePull" | "ImagePullBackOff" => "trying and failing to pull image",
                other => other,
            };
            Err(Refusal::BadRequest(format!(
                "container \"{container}\" in pod \"{name}\" is waiting to start: {why}"
            )))
        }
        _ => Ok(()),
    }
}

impl Logs {
    fn shown(&self, pod: &str, container: &str, line: &Line) -> String {
        let prefix = if self.prefix {
            format!("[pod/{pod}/{container}] ")
        } else {
            String::new()
        };
        let time = if self.timestamps {
            format!("{} ", line.at.rfc3339_millis())
        } else {
            String::new()
        };
        format!("{prefix}{time}{}\n", line.text)
    }

    /// What has been written since the command was typed.
    pub fn text(&self, seen: &Seen) -> Followed {
        let view = seen.view;
        let mut all: Vec<(Time, String)> = Vec::new();
        let mut runs_on = false;
        for (key, container) in &self.sources {
            let Some(pod) = view.world.pod(key) else { continue };
            runs_on |= !pod.status.phase.is_terminal();
            let lines = lines(pod, container, self.previous, view);
            let new = lines.iter().filter(|line| seen.from < line.at);
            all.extend(new.map(|line| (line.at, self.shown(&pod.meta.name, container, line))));
        }
        all.order();
        Followed {
            out: all.into_iter().map(|(_, text)| text).collect(),
            code: (!runs_on || self.previous).then_some(0),
            ..Followed::default()
        }
    }
}
