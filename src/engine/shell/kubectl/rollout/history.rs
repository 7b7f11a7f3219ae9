//! `kubectl rollout history`: the revisions of a Deployment that are still kept.
//!
//! Source: kubectl pkg/polymorphichelpers/history.go, Kubernetes 1.34, read 2026-11.

use crate::sort::Gather;
use std::collections::BTreeMap;

use serde_json::Value;

use crate::{
    kube::ReplicaSet,
    shell::{
        Reply,
        flags::{Flag, Takes},
        kubectl::{
            describe::{container, deployment::replica_sets, page::Page},
            options,
            print::json,
            select,
        },
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    world::{Kind, Object},
};

/// The annotation in which people say why they changed something.
const CHANGE_CAUSE: &str = "kubernetes.io/change-cause";

/// The verb.
pub const HISTORY: &Verb = &Verb {
    tool: "kubectl",
    name: "rollout history",
    aliases: &[],
    usage: "(TYPE NAME | TYPE/NAME) [flags]",
    help: "List the revisions of a rollout, or show the pod template of one.",
    examples: &[
        "kubectl rollout history deployment/shop",
        "kubectl rollout history deployment/shop --revision=2",
    ],
    flags: &[REVISION, options::SELECTOR],
    complete: Complete::Resources(&[Kind::Deployment]),
    run,
};

const REVISION: &Flag = &Flag {
    name: "revision",
    short: None,
    takes: Takes::Number(0),
    help: "Show the pod template of this revision.",
};

fn run(call: &Call) -> Result<Reply, Refusal> {
    if call.args.is_empty() {
        return Err(Refusal::tool("required resource not specified"));
    }
    let revision = call.flags.number("revision");
    if revision < 0 {
        return Err(Refusal::tool(format!(
            "revision must be a positive integer: {revision}"
        )));
    }
    let selection = select::read(&call.args)?.select(call, true)?;
    let mut reply = Reply::default();
    for found in &selection.found {
        let Object::Deployment(deployment) = &found.object else {
            let kind = found.resource.kind.name();
            reply.refuse(&Refusal::tool(format!(
                "no history viewer has been implemented for {kind:?}"
            )));
            continue;
        };
        let sets = replica_sets(deployment, call.view.world);
        match history(&sets, revision) {
            Ok(text) if revision > 0 => {
                reply
                    .out
                    .push_str(&format!("{} with revision #{revision}\n{text}\n", found.title()));
            }
            Ok(text) => reply.out.push_str(&format!("{} \n{text}\n", found.title())),
            Err(refusal) => reply.refuse(&refusal),
        }
    }
    selection.problems.iter().for_each(|it| reply.refuse(it));
    Ok(reply)
}

fn history(sets: &[&ReplicaSet], revision: i64) -> Result<String, Refusal> {
    let all: BTreeMap<u64, &ReplicaSet> = sets
        .iter()
        .filter(|set| set.revision() > 0)
        .map(|set| (set.revision(), *set))
        .to_map();
    if all.is_empty() {
        return Ok("No rollout history found.".into());
    }
    let cause = |set: &ReplicaSet| set.meta.annotations.get(CHANGE_CAUSE).cloned();
    if revision > 0 {
        let set = u64::try_from(revision).ok().and_then(|it| all.get(&it));
        let set = set.ok_or_else(|| Refusal::tool("unable to find the specified revision"))?;
        let mut template = json(&Object::from((*set).clone()))["spec"]["template"].take();
        if let Some(cause) = cause(set) {
            template["metadata"]["annotations"][CHANGE_CAUSE] = Value::from(&*cause);
        }
        let mut page = Page::default();
        container::template(&mut page, &template);
        return Ok(page.raw());
    }
    let mut page = Page::default();
    page.line(0, "REVISION\tCHANGE-CAUSE");
    for (number, set) in all {
        let cause = cause(set).filter(|it| !it.is_empty());
        page.line(0, format!("{number}\t{}", cause.as_deref().unwrap_or("<none>")));
    }
    Ok(page.finish())
}
