//! `kubectl rollout undo`: back to the template of an earlier revision.

use crate::sort::Sort;
use serde_json::Value;

use crate::{
    kube::{
        Deployment, POD_TEMPLATE_HASH, REVISION, ReplicaSet,
        deployment::revision::{DESIRED_REPLICAS, MAX_REPLICAS, REVISION_HISTORY, is_same_template},
    },
    shell::{
        Reply,
        flags::{Flag, Takes},
        kubectl::{
            apply::LAST_APPLIED,
            describe::{container, page::Page},
            options,
            output::Output,
            select::Found,
            server::{DryRun, Server, shown},
        },
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    world::{Kind, Object, World},
};

use super::{FLAGS, objects};

const TO_REVISION: &Flag = &Flag {
    name: "to-revision",
    short: None,
    takes: Takes::Number(0),
    help: "The revision to go back to; 0: the one before the present one.",
};

/// The verb.
pub static UNDO: Verb = Verb {
    tool: "kubectl",
    name: "rollout undo",
    aliases: &[],
    usage: "(TYPE NAME | TYPE/NAME) [flags]",
    help: "Undo a previous rollout",
    examples: &[
        "kubectl rollout undo deployment/shop",
        "kubectl rollout undo deployment/shop --to-revision=3",
    ],
    flags: options::flags![&[TO_REVISION, options::DRY_RUN], FLAGS],
    complete: Complete::Resources(&[Kind::Deployment]),
    run,
};

/// Annotations that belong to the Deployment as it is, or to the ReplicaSet itself.
/// Source: kubectl pkg/polymorphichelpers/rollback.go, Kubernetes 1.34, read 2026-11.
const NOT_TAKEN_OVER: &[&str] = &[
    LAST_APPLIED,
    REVISION,
    REVISION_HISTORY,
    DESIRED_REPLICAS,
    MAX_REPLICAS,
    "deprecated.deployment.rollback.to",
];

fn run(call: &Call) -> Result<Reply, Refusal> {
    let dry_run = DryRun::of(call)?;
    let selection = objects(call)?;
    let mut printer = Output::of(call)?.printer(dry_run);
    let mut server = Server::new(call, dry_run);
    let mut reply = Reply::default();
    let mut problems = selection.problems;
    for found in &selection.found {
        match undo(found, call.flags.number("to-revision"), dry_run, &mut server) {
            Ok(done) => printer.add(found.resource, &shown(&found.object), &done),
            Err(problem) => problems.push(problem),
        }
    }
    printer.finish(&mut reply);
    if let Some(problem) = Refusal::join(problems) {
        reply.refuse(&problem);
    }
    server.finish(&mut reply);
    Ok(reply)
}

fn undo(found: &Found, to: i64, dry_run: DryRun, server: &mut Server) -> Result<String, Refusal> {
    let Object::Deployment(deployment) = &found.object else {
        return Err(Refusal::tool(format!(
            "no rollbacker has been implemented for {}",
            crate::text::quote::go_quote(found.resource.kind.name())
        )));
    };
    let set = revision(deployment, to, server.world())?;
    if dry_run == DryRun::Client {
        let mut page = Page::default();
        container::template(&mut page, &shown(&Object::from(set.clone()))["spec"]["template"]);
        return Ok(page.raw());
    }
    if deployment.spec.paused {
        return Err(Refusal::tool(
            "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
        ));
    }
    if is_same_template(&set.spec.template, &deployment.spec.template) {
        return Ok(format!(
            "skipped rollback (current template already matches revision {to})"
        ));
    }
    let mut form = shown(&found.object);
    let old = shown(&Object::from(set.clone()));
    form["spec"]["template"] = old["spec"]["template"].clone();
    if let Some(labels) = form["spec"]["template"]["metadata"]["labels"].as_object_mut() {
        labels.remove(POD_TEMPLATE_HASH);
    }
    form["metadata"]["annotations"] = annotations(&form["metadata"]["annotations"], &old);
    server
        .update(&found.key(), form)
        .map_err(|problem| match problem.status() {
            Some(status) => Refusal::tool(format!("failed restoring revision {to}: {status}")),
            None => problem,
        })?;
    Ok("rolled back".to_owned())
}

fn annotations(of_deployment: &Value, set: &Value) -> Value {
    let stays = |name: &str| NOT_TAKEN_OVER.contains(&name);
    let own = of_deployment.as_object().into_iter().flatten();
    let old = set["metadata"]["annotations"].as_object().into_iter().flatten();
    own.filter(|(name, _)| stays(name))
        .chain(old.filter(|(name, _)| !stays(name)))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// The ReplicaSet of a revision; of 0 the one before the latest.
fn revision<'a>(deployment: &Deployment, to: i64, world: &'a World) -> Result<&'a ReplicaSet, Refusal> {
    let mut sets: Vec<&ReplicaSet> = world
        .owned_by(deployment.meta.uid)
        .filter_map(|object| match object {
            Object::ReplicaSet(set) => Some(&**set),
            _ => None,
        })
        .filter(|set| set.revision() > 0)
        .collect();
    sets.order_by_key(|set| std::cmp::Reverse(set.revision()));
    let missing = || Refusal::tool(format!("unable to find specified revision {to} in history"));
    match to {
        0 => sets.get(1).copied().ok_or_else(|| {
            Refusal::tool(format!(
                "no rollout history found for deployment {}",
                crate::text::quote::go_quote(&deployment.meta.name)
            ))
        }),
        _ => sets
            .into_iter()
            .find(|set| i64::try_from(set.revision()) == Ok(to))
            .ok_or_else(missing),
    }
}
