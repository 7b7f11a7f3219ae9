//! `kubectl delete`: objects go, in the way and in the time that was asked for.

use crate::{
    kube::api::{self, Propagation},
    shell::{
        Reply,
        flags::{Flag, Takes},
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    text::quote::go_quote,
    time::Span,
    world::Kind,
};

use super::{
    files, options,
    select::{self, Asked, Found, Selection},
    server::{DryRun, Server},
};

const CASCADE: &Flag = &Flag {
    name: "cascade",
    short: None,
    takes: Takes::Choice("background", "background"),
    help: "What becomes of the objects it owns: background (deleted after it), foreground (before it) or orphan (kept).",
};

const FORCE: &Flag = &Flag {
    name: "force",
    short: None,
    takes: Takes::Switch,
    help: "Remove at once from the API, without waiting for the kubelet.",
};

const GRACE_PERIOD: &Flag = &Flag {
    name: "grace-period",
    short: None,
    takes: Takes::Number(-1),
    help: "How long a pod may take to stop [s]; -1: as it says itself.",
};

const NOW: &Flag = &Flag {
    name: "now",
    short: None,
    takes: Takes::Switch,
    help: "As --grace-period=1.",
};

const IGNORE_NOT_FOUND: &Flag = &Flag {
    name: "ignore-not-found",
    short: None,
    takes: Takes::Switch,
    help: "Take it as done when there is no such object.",
};

const WAIT: &Flag = &Flag {
    name: "wait",
    short: None,
    takes: Takes::SwitchOn,
    help: "Wait until the objects are gone; taken, but the line does not wait.",
};

const TIMEOUT: &Flag = &Flag {
    name: "timeout",
    short: None,
    takes: Takes::Seconds(0),
    help: "How long to wait; taken, but the line does not wait.",
};

const RAW: &Flag = &options::quiet("raw", Takes::Text(""));
const INTERACTIVE: &Flag = &Flag {
    name: "interactive",
    short: Some('i'),
    takes: Takes::Switch,
    help: "",
};

/// The verb.
pub static DELETE: Verb = Verb {
    tool: "kubectl",
    name: "delete",
    aliases: &[],
    usage: "([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)])",
    help: "Delete resources by file names, stdin, resources and names, or by resources and label selector",
    examples: &[
        "kubectl delete pod shop-7d9c5b8f6-x2k4q",
        "kubectl delete deployment shop --cascade=orphan",
        "kubectl delete pods -l app=shop --now",
    ],
    flags: &[
        options::FILENAME,
        options::SELECTOR,
        options::ALL,
        options::ALL_NAMESPACES,
        options::DRY_RUN,
        options::OUTPUT,
        CASCADE,
        FORCE,
        GRACE_PERIOD,
        NOW,
        IGNORE_NOT_FOUND,
        WAIT,
        TIMEOUT,
        options::KUSTOMIZE,
        options::RECURSIVE,
        options::FIELD_SELECTOR,
        RAW,
        INTERACTIVE,
    ],
    complete: Complete::Resources(&[]),
    run,
};

/// Namespaces that may not be deleted. Source: apiserver/pkg/admission/plugin/namespace/lifecycle, Kubernetes 1.34.9, read 2026-11.
const IMMORTAL: &[&str] = &["default", "kube-system", "kube-public"];

fn run(call: &Call) -> Result<Reply, Refusal> {
    let dry_run = DryRun::of(call)?;
    let propagation = propagation(call.flags.text("cascade"))?;
    let grace = grace(call)?;
    let by_name = matches!(call.flags.text("output"), "name");
    if !by_name && call.flags.has("output") {
        return Err(Refusal::tool(format!(
            "unexpected -o output mode: {}. We only support '-o name'",
            call.flags.text("output")
        )));
    }
    let mut reply = Reply::default();
    let is_forced = call.flags.is_on("force");
    if is_forced {
        reply.err.push_str(
            "Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. \
             The resource may continue to run on the cluster indefinitely.\n",
        );
    }
    let selection = chosen(call)?;
    if selection.found.is_empty() && selection.problems.is_empty() {
        let is_by_name = call.flags.has("filename") || matches!(select::read(&call.args)?, Asked::Names(_));
        if !is_by_name {
            reply.out.push_str("No resources found\n");
        }
        return Ok(reply);
    }
    let mut server = Server::new(call, dry_run);
    let mut problems = selection.problems;
    for found in &selection.found {
        if let Err(problem) = delete(&mut server, found, propagation, grace) {
            problems.push(problem);
            continue;
        }
        let name = &found.key().name;
        let done = if is_forced { "force deleted" } else { "deleted" };
        reply.out += &if by_name {
            format!("{}/{name}\n", found.resource.one())
        } else {
            format!(
                "{} {} {done}{}\n",
                found.resource.one(),
                go_quote(name),
                dry_run.suffix()
            )
        };
    }
    if let Some(problem) = Refusal::join(problems) {
        reply.refuse(&problem);
    }
    server.finish(&mut reply);
    Ok(reply)
}

/// Whether it is no problem if there is no such object.
fn is_lenient(call: &Call) -> bool {
    call.flags.is_on("ignore-not-found")
}

/// What the line names; what is not there is no problem where the line says so.
fn chosen(call: &Call) -> Result<Selection, Refusal> {
    let flags = &call.flags;
    if flags.is_on("all") && flags.some_text("selector").is_some() {
        return Err(Refusal::tool("cannot set --all and --selector at the same time"));
    }
    let mut selection = if flags.has("filename") {
        files::find(call, &call.args, |refusal, file| match refusal {
            Refusal::NotFound(..) if is_lenient(call) => refusal,
            refusal => refusal.when("deleting", file),
        })?
    } else {
        select::read(&call.args)?.select(call, false)?
    };
    if is_lenient(call) {
        selection
            .problems
            .retain(|it| !matches!(it, Refusal::NotFound(..)));
    }
    Ok(selection)
}

fn delete(
    server: &mut Server,
    found: &Found,
    propagation: Propagation,
    grace: Option<Span>,
) -> Result<(), Refusal> {
    let key = found.key();
    if key.kind == Kind::Namespace && IMMORTAL.contains(&&*key.name) {
        return Err(Refusal::Forbidden(format!(
            "namespaces {} is forbidden: this namespace may not be deleted",
            go_quote(&key.name)
        )));
    }
    // Something deleted earlier in the line may have taken it along.
    let Some(object) = server.get(&key).cloned() else {
        return Ok(());
    };
    if let Some(change) = api::delete(&object, propagation, grace, server.now()) {
        server.commit(change);
    }
    Ok(())
}

fn propagation(cascade: &str) -> Result<Propagation, Refusal> {
    match cascade {
        "background" | "true" => Ok(Propagation::Background),
        "foreground" => Ok(Propagation::Foreground),
        "orphan" | "false" => Ok(Propagation::Orphan),
        other => Err(Refusal::tool(format!(
            "invalid cascade value ({other}). Must be \"background\", \"foreground\", or \"orphan\""
        ))),
    }
}

/// How long pods may take; none: as they say themselves.
fn grace(call: &Call) -> Result<Option<Span>, Refusal> {
    let (asked, is_forced) = (call.flags.number("grace-period"), call.flags.is_on("force"));
    if call.flags.is_on("now") {
        if asked != -1 {
            return Err(Refusal::tool(
                "--now and --grace-period cannot be specified together",
            ));
        }
        return Ok(Some(Span::secs(1)));
    }
    match (u64::try_from(asked), is_forced) {
        // Without --force nobody loses data by a slip: zero counts as one second.
        (Ok(0), false) => Ok(Some(Span::secs(1))),
        (Ok(0) | Err(_), true) => Ok(Some(Span::ZERO)),
        (Ok(_), true) => Err(Refusal::tool(
            "--force and --grace-period greater than 0 cannot be specified together",
        )),
        (Ok(seconds), false) => Ok(Some(Span(seconds.saturating_mul(1000)))),
        (Err(_), false) => Ok(None),
    }
}
