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
            output::Output,
            print::json,
            resource::Resource,
            server::DryRun,
        },
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    world::{Kind, Object},
};

use super::objects;

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
    flags: options::flags![&[REVISION, options::SELECTOR], options::FILES, options::PRINTED],
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
    let selection = objects(call)?;
    let revision = call.flags.number("revision");
    if revision < 0 {
        return Err(Refusal::tool(format!(
            "revision must be a positive integer: {revision}"
        )));
    }
    let output = Output::of(call)?;
    let shows_objects = output != Output::Report;
    let mut printer = output.printer(DryRun::None);
    let mut problems = selection.problems;
    let mut reply = Reply::default();
    for found in &selection.found {
        let Object::Deployment(deployment) = &found.object else {
            let kind = found.resource.kind.name();
            problems.push(Refusal::tool(format!(
                "no history viewer has been implemented for {kind:?}"
            )));
            continue;
        };
        let sets = replica_sets(deployment, call.view.world);
        if shows_objects {
            let set = Resource::of(Kind::ReplicaSet).expect("ReplicaSets are a resource");
            for it in revisions(&sets).values() {
                if revision == 0 || i64::try_from(it.revision()) == Ok(revision) {
                    printer.add(set, &json(&Object::from((*it).clone())), "");
                }
            }
            continue;
        }
        match history(&sets, revision) {
            Ok(text) if revision > 0 => {
                reply
                    .out
                    .push_str(&format!("{} with revision #{revision}\n{text}\n", found.title()));
            }
            Ok(text) => reply.out.push_str(&format!("{} \n{text}\n", found.title())),
            Err(refusal) => problems.push(refusal),
        }
    }
    printer.finish(&mut reply);
    if let Some(problem) = Refusal::join(problems) {
        reply.refuse(&problem);
    }
    Ok(reply)
}

/// The ReplicaSets that are revisions, by number.
fn revisions<'a>(sets: &[&'a ReplicaSet]) -> BTreeMap<u64, &'a ReplicaSet> {
    let numbered = sets.iter().filter(|set| set.revision() > 0);
    numbered.map(|set| (set.revision(), *set)).to_map()
}

fn history(sets: &[&ReplicaSet], revision: i64) -> Result<String, Refusal> {
    let all = revisions(sets);
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
