//! `kubectl rollout status`: how far a rollout is, and whether it is done.
//!
//! Source: kubectl pkg/polymorphichelpers/rollout_status.go, Kubernetes 1.34.9, read 2026-11.

use serde_json::Value;

use crate::{
    kube::REVISION,
    shell::{
        Reply,
        flags::{Flag, Takes},
        follow::{Followed, Seen, What},
        kubectl::{
            options,
            print::{
                fields::{list, number, text},
                json,
            },
            resource::Resource,
        },
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    text::quote::go_quote,
    time::Span,
    world::{Key, Kind},
};

use super::objects;

/// The verb.
pub const STATUS: &Verb = &Verb {
    tool: "kubectl",
    name: "rollout status",
    aliases: &[],
    usage: "(TYPE NAME | TYPE/NAME) [flags]",
    help: "Show the status of a rollout, and wait until it is done.",
    examples: &[
        "kubectl rollout status deployment/shop",
        "kubectl rollout status deployment/shop --timeout=60s",
    ],
    flags: &[
        WATCH,
        TIMEOUT,
        TO_REVISION,
        options::FILENAME,
        options::KUSTOMIZE,
        options::RECURSIVE,
        options::SELECTOR,
    ],
    complete: Complete::Resources(&[Kind::Deployment]),
    run,
};

const WATCH: &Flag = &Flag {
    name: "watch",
    short: Some('w'),
    takes: Takes::SwitchOn,
    help: "Wait until the rollout is done.",
};

const TIMEOUT: &Flag = &Flag {
    name: "timeout",
    short: None,
    takes: Takes::Seconds(0),
    help: "How long to wait, e.g. 60s; 0s: without end.",
};

const TO_REVISION: &Flag = &Flag {
    name: "revision",
    short: None,
    takes: Takes::Number(0),
    help: "Fail if the rollout is not the one of this revision.",
};

/// A rollout that is followed.
#[derive(Clone, Debug, PartialEq)]
pub struct Rollout {
    key: Key,
    revision: i64,
    timeout: Span,
}

/// What is known of a rollout at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// One line, without its end.
    pub message: String,
    /// Whether it is done.
    pub done: bool,
}

fn run(call: &Call) -> Result<Reply, Refusal> {
    let selection = objects(call)?;
    let revision = call.flags.number("revision");
    if revision < 0 {
        return Err(Refusal::tool(format!(
            "revision must be a positive integer: {revision}"
        )));
    }
    let mut problems = selection.problems;
    let mut reply = Reply::default();
    for found in &selection.found {
        if found.resource.kind != Kind::Deployment {
            problems.push(no_viewer(found.resource));
            continue;
        }
        match progress(&json(&found.object), revision) {
            Err(refusal) => problems.push(refusal),
            Ok(progress) => {
                reply.out.push_str(&progress.message);
                reply.out.push('\n');
                if !progress.done && call.flags.is_on("watch") {
                    let rollout = Rollout {
                        key: found.key(),
                        revision,
                        timeout: call.flags.span("timeout").unwrap_or_default(),
                    };
                    reply.follow = Some(What::Rollout(rollout).into());
                }
            }
        }
        // kubectl waits for one after the other; Beanpod follows the first that is not done.
        if reply.follow.is_some() {
            break;
        }
    }
    if selection.found.is_empty() && problems.is_empty() {
        reply.err = format!("No resources found in {} namespace.\n", call.namespace());
    }
    if let Some(problem) = Refusal::join(problems) {
        reply.refuse(&problem);
    }
    Ok(reply)
}

/// How far the rollout of a workload in its JSON form is; `revision` 0 means whichever it is at.
pub fn progress(workload: &Value, revision: i64) -> Result<Progress, Refusal> {
    let observed = number(workload, "/status/observedGeneration");
    let is_observed = number(workload, "/metadata/generation") <= observed;
    let kind = text(workload, "/kind");
    let strategy = text(workload, "/spec/updateStrategy/type");
    if kind != "Deployment" && strategy != "RollingUpdate" {
        return Err(Refusal::tool(
            "rollout status is only available for RollingUpdate strategy type",
        ));
    }
    match kind {
        "Deployment" => deployment(workload, revision, is_observed),
        "DaemonSet" if is_observed => Ok(daemon_set(workload)),
        "DaemonSet" => Ok(waiting(
            "Waiting for daemon set spec update to be observed...".into(),
        )),
        _ if is_observed && observed > 0 => Ok(stateful_set(workload)),
        _ => Ok(waiting(
            "Waiting for statefulset spec update to be observed...".into(),
        )),
    }
}

fn waiting(message: String) -> Progress {
    Progress { message, done: false }
}

fn done(message: String) -> Progress {
    Progress { message, done: true }
}

fn deployment(deployment: &Value, revision: i64, is_observed: bool) -> Result<Progress, Refusal> {
    let name = go_quote(text(deployment, "/metadata/name"));
    let annotations = &deployment["metadata"]["annotations"];
    let running = annotations[REVISION]
        .as_str()
        .and_then(|it| it.parse().ok())
        .unwrap_or(0);
    if revision > 0 && revision != running {
        return Err(Refusal::tool(format!(
            "desired revision ({revision}) is different from the running revision ({running})"
        )));
    }
    if !is_observed {
        return Ok(waiting(
            "Waiting for deployment spec update to be observed...".into(),
        ));
    }
    let is_late =
        |it: &Value| text(it, "/type") == "Progressing" && text(it, "/reason") == "ProgressDeadlineExceeded";
    if list(deployment, "/status/conditions").iter().any(is_late) {
        return Err(Refusal::tool(format!(
            "deployment {name} exceeded its progress deadline"
        )));
    }
    let start = format!("Waiting for deployment {name} rollout to finish:");
    let wanted = number(deployment, "/spec/replicas");
    let [all, updated, available] = ["replicas", "updatedReplicas", "availableReplicas"]
        .map(|field| number(deployment, &format!("/status/{field}")));
    Ok(if updated < wanted {
        waiting(format!(
            "{start} {updated} out of {wanted} new replicas have been updated..."
        ))
    } else if all > updated {
        waiting(format!(
            "{start} {} old replicas are pending termination...",
            all - updated
        ))
    } else if available < updated {
        waiting(format!(
            "{start} {available} of {updated} updated replicas are available..."
        ))
    } else {
        done(format!("deployment {name} successfully rolled out"))
    })
}

fn daemon_set(set: &Value) -> Progress {
    let name = go_quote(text(set, "/metadata/name"));
    let start = format!("Waiting for daemon set {name} rollout to finish:");
    let [updated, wanted, available] = [
        "updatedNumberScheduled",
        "desiredNumberScheduled",
        "numberAvailable",
    ]
    .map(|field| number(set, &format!("/status/{field}")));
    if updated < wanted {
        waiting(format!(
            "{start} {updated} out of {wanted} new pods have been updated..."
        ))
    } else if available < wanted {
        waiting(format!(
            "{start} {available} of {wanted} updated pods are available..."
        ))
    } else {
        done(format!("daemon set {name} successfully rolled out"))
    }
}

fn stateful_set(set: &Value) -> Progress {
    let wanted = number(set, "/spec/replicas");
    let [ready, updated, current] = ["readyReplicas", "updatedReplicas", "currentReplicas"]
        .map(|field| number(set, &format!("/status/{field}")));
    let [update_revision, current_revision] =
        ["/status/updateRevision", "/status/currentRevision"].map(|field| text(set, field));
    if ready < wanted {
        return waiting(format!("Waiting for {} pods to be ready...", wanted - ready));
    }
    if set["spec"]["updateStrategy"]["rollingUpdate"].is_object() {
        let wanted = wanted - number(set, "/spec/updateStrategy/rollingUpdate/partition");
        if updated < wanted {
            return waiting(format!(
                "Waiting for partitioned roll out to finish: {updated} out of {wanted} new pods have been updated..."
            ));
        }
        return done(format!(
            "partitioned roll out complete: {updated} new pods have been updated..."
        ));
    }
    if update_revision != current_revision {
        return waiting(format!(
            "waiting for statefulset rolling update to complete {updated} pods at revision {update_revision}..."
        ));
    }
    done(format!(
        "statefulset rolling update complete {current} pods at revision {current_revision}..."
    ))
}

impl Rollout {
    /// A line for each change of the Deployment, until it is done.
    pub fn text(&self, seen: &Seen) -> Followed {
        let mut followed = Followed::default();
        let end = seen.over(self.timeout);
        let changes = seen
            .entries()
            .filter(|entry| entry.key == self.key && end.is_none_or(|end| entry.at < end));
        for entry in changes {
            let state = match &entry.after {
                Some(workload) => progress(&json(workload), self.revision),
                None => Err(Refusal::tool("object has been deleted")),
            };
            match state {
                Ok(progress) => {
                    followed.out.push_str(&progress.message);
                    followed.out.push('\n');
                    if progress.done {
                        followed.code = Some(0);
                        return followed;
                    }
                }
                Err(refusal) => return failed(followed, &refusal),
            }
        }
        if end.is_some() {
            return failed(followed, &Refusal::tool("timed out waiting for the condition"));
        }
        followed
    }
}

fn no_viewer(resource: &Resource) -> Refusal {
    let group = match resource.group {
        "" => String::new(),
        group => format!(".{group}"),
    };
    let kind = resource.kind.name();
    Refusal::tool(format!("no status viewer has been implemented for {kind}{group}"))
}

fn failed(followed: Followed, refusal: &Refusal) -> Followed {
    Followed {
        err: format!("{refusal}\n"),
        code: Some(1),
        ..followed
    }
}
