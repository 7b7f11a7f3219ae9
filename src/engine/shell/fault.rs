//! `fault`: makes running containers fail on purpose, and mends them again.

mod act;
mod target;

use super::{
    Reply,
    flags::{Flag, Takes},
    refusal::Refusal,
    verb::{Call, Complete, Tool, Verb},
};
use crate::world::Kind;

/// The tool.
pub const TOOL: &Tool = &Tool {
    name: "fault",
    verbs: &[&KILL_POD, &CRASH, &OOM, &SLOW, &ERRORS, &HANG, &HEAL],
    flags: &[NAMESPACE],
    check: |_| Ok(()),
    words: || TOOL.verbs.iter().map(|verb| verb.name).collect(),
    help,
    not_here,
};

const NAMESPACE: &Flag = &Flag {
    name: "namespace",
    short: Some('n'),
    takes: Takes::Text("default"),
    help: "The namespace of the pods.",
};
const CONTAINER: &Flag = &Flag {
    name: "container",
    short: Some('c'),
    takes: Takes::Text(""),
    help: "Only this container of the pod.",
};
const ALL: &Flag = &Flag {
    name: "all",
    short: None,
    takes: Takes::Switch,
    help: "Of a deployment, every pod rather than one by chance.",
};
const CODE: &Flag = &Flag {
    name: "code",
    short: None,
    takes: Takes::Number(1),
    help: "The exit code, 0 to 255.",
};
const BY: &Flag = &Flag {
    name: "by",
    short: None,
    takes: Takes::Text("300%"),
    help: "How long work takes, in percent of the usual: 300% is three times as long.",
};
const RATE: &Flag = &Flag {
    name: "rate",
    short: None,
    takes: Takes::Text("50%"),
    help: "How many more of a hundred requests are answered with an error.",
};

const PODS: Verb = Verb {
    tool: "fault",
    name: "",
    aliases: &[],
    usage: "POD | deployment/NAME [-c CONTAINER] [--all]",
    help: "",
    examples: &[],
    flags: &[CONTAINER, ALL],
    complete: Complete::Resources(&[Kind::Pod, Kind::Deployment]),
    run: act::kill_pod,
};

static KILL_POD: Verb = Verb {
    name: "kill-pod",
    aliases: &["kill"],
    help: "Kill the containers of a pod with SIGKILL: they exit with code 137 at once.",
    examples: &[
        "fault kill-pod shop-5d8f9c7b6d-x2k4p",
        "fault kill-pod deployment/shop",
    ],
    ..PODS
};
static CRASH: Verb = Verb {
    name: "crash",
    usage: "POD | deployment/NAME [--code=1] [-c CONTAINER] [--all]",
    help: "Let the containers of a pod crash: they exit at once with the code.",
    examples: &["fault crash deployment/shop --code=2"],
    flags: &[CODE, CONTAINER, ALL],
    run: act::crash,
    ..PODS
};
static OOM: Verb = Verb {
    name: "oom",
    help: "Let the containers of a pod run out of memory: the kernel kills them, OOMKilled.",
    examples: &["fault oom deployment/shop"],
    run: act::oom,
    ..PODS
};
static SLOW: Verb = Verb {
    name: "slow",
    usage: "POD | deployment/NAME [--by=300%] [-c CONTAINER] [--all]",
    help: "Slow the containers of a pod down, for requests that arrive from now on.",
    examples: &["fault slow deployment/shop --by=300%"],
    flags: &[BY, CONTAINER, ALL],
    run: act::slow,
    ..PODS
};
static ERRORS: Verb = Verb {
    name: "errors",
    usage: "POD | deployment/NAME [--rate=50%] [-c CONTAINER] [--all]",
    help: "Let the containers of a pod answer some requests with an error.",
    examples: &["fault errors deployment/shop --rate=20%"],
    flags: &[RATE, CONTAINER, ALL],
    run: act::errors,
    ..PODS
};
static HANG: Verb = Verb {
    name: "hang",
    help: "Let the containers of a pod hang: they take requests but answer neither these nor probes.",
    examples: &["fault hang deployment/shop"],
    run: act::hang,
    ..PODS
};
static HEAL: Verb = Verb {
    name: "heal",
    help: "Take slowness, errors and hanging from the containers of a pod.",
    examples: &["fault heal deployment/shop --all"],
    run: act::heal,
    ..PODS
};

fn help() -> String {
    let mut text = String::from(
        "Make running containers fail on purpose, and mend them again.\n\nAvailable Commands:\n",
    );
    for verb in TOOL.verbs {
        text.push_str(&format!("  {:<9} {}\n", verb.name, verb.help));
    }
    text.push_str("\nUsage:\n  fault COMMAND POD | deployment/NAME\n");
    text
}

/// Faults that people may look for.
fn not_here(names: &[&str]) -> Option<Refusal> {
    let what = match *names.first()? {
        "node-down" | "kill-node" | "stop-node" | "heal-node" => "faults of nodes",
        "partition" | "delay" | "drop" | "loss" | "network" => "faults of the network between pods",
        "zone-down" | "kill-zone" => "faults of zones",
        "disk-full" | "disk" => "faults of disks",
        "cpu" | "memory" | "stress" => "load made by hand; there are slow and oom",
        _ => return None,
    };
    Some(Refusal::NotSimulated(what.to_owned()))
}

/// What a verb of this tool gives back.
type Answer = Result<Reply, Refusal>;

/// What a verb of this tool reads.
type Line<'a> = Call<'a>;

#[cfg(test)]
mod tests;
