//! Flags that several verbs share.
//!
//! A flag whose help is empty is taken because real lines carry it; it changes nothing here, and help and completion leave it out.

use crate::shell::{
    flags::{Flag, Takes},
    refusal::Refusal,
    verb::Call,
};

use super::version::CONTEXT;

const fn flag(name: &'static str, short: Option<char>, takes: Takes, help: &'static str) -> Flag {
    Flag {
        name,
        short,
        takes,
        help,
    }
}

/// A flag that is taken and changes nothing.
pub const fn quiet(name: &'static str, takes: Takes) -> Flag {
    flag(name, None, takes, "")
}

/// Flags of every verb. Source: cli-runtime pkg/genericclioptions/config_flags.go and kubectl pkg/cmd/cmd.go, Kubernetes 1.28.7,
/// read 2026-11.
pub const OF_ALL: &[&Flag] = &[
    NAMESPACE,
    &quiet("as", Takes::Text("")),
    &quiet("as-group", Takes::Texts),
    &quiet("as-uid", Takes::Text("")),
    &quiet("cache-dir", Takes::Text("")),
    &quiet("certificate-authority", Takes::Text("")),
    &quiet("client-certificate", Takes::Text("")),
    &quiet("client-key", Takes::Text("")),
    &quiet("cluster", Takes::Text("")),
    &quiet("context", Takes::Text("")),
    &quiet("disable-compression", Takes::Switch),
    &quiet("insecure-skip-tls-verify", Takes::Switch),
    &quiet("kubeconfig", Takes::Text("")),
    &quiet("log-flush-frequency", Takes::Seconds(5)),
    &quiet("match-server-version", Takes::Switch),
    &quiet("password", Takes::Text("")),
    &quiet("profile", Takes::Text("none")),
    &quiet("profile-output", Takes::Text("profile.pprof")),
    &quiet("request-timeout", Takes::Text("0")),
    &flag("server", Some('s'), Takes::Text(""), ""),
    &quiet("tls-server-name", Takes::Text("")),
    &quiet("token", Takes::Text("")),
    &quiet("user", Takes::Text("")),
    &quiet("username", Takes::Text("")),
    &flag("v", Some('v'), Takes::Number(0), ""),
    &quiet("vmodule", Takes::Text("")),
    &quiet("warnings-as-errors", Takes::Switch),
];

/// How an answer is printed. Source: cli-runtime pkg/genericclioptions/print_flags.go, Kubernetes 1.28.7, read 2026-11.
pub const PRINTED: &[&Flag] = &[OUTPUT, TEMPLATE, ALLOW_MISSING, SHOW_MANAGED_FIELDS];

/// Objects by the files that describe them. Source: kubectl pkg/cmd/util/helpers.go `AddFilenameOptionFlags`, Kubernetes 1.28.7,
/// read 2026-11.
pub const FILES: &[&Flag] = &[FILENAME, KUSTOMIZE, RECURSIVE];

/// Lists of flags as one.
macro_rules! flags {
    ($($list:expr),+ $(,)?) => {{
        const LISTS: &[&[&$crate::shell::flags::Flag]] = &[$($list),+];
        const ALL: [&$crate::shell::flags::Flag; $crate::shell::kubectl::options::count(LISTS)] =
            $crate::shell::kubectl::options::joined(LISTS);
        &ALL
    }};
}
pub(super) use flags;

/// How many flags there are in lists.
pub const fn count(lists: &[&[&Flag]]) -> usize {
    let (mut count, mut list) = (0, 0);
    while list < lists.len() {
        count += lists[list].len();
        list += 1;
    }
    count
}

/// The flags of lists; there are `N`.
pub const fn joined<const N: usize>(lists: &[&[&'static Flag]]) -> [&'static Flag; N] {
    let mut all = [FILENAME; N];
    let (mut place, mut list) = (0, 0);
    while list < lists.len() {
        let mut at = 0;
        while at < lists[list].len() {
            all[place] = lists[list][at];
            (place, at) = (place + 1, at + 1);
        }
        list += 1;
    }
    all
}

/// Of every verb that makes up an object itself.
pub const MADE: &[&Flag] = flags![&[DRY_RUN], PRINTED, &[FIELD_MANAGER, SAVE_CONFIG]];

/// Switches that real lines carry and that ask for what Beanpod has not.
const NOT_SWITCHED_ON: &[&str] = &[
    "attach",
    "edit",
    "force-conflicts",
    "interactive",
    "leave-stdin-open",
    "local",
    "prune",
    "server-side",
];

/// The labels by which the line chooses objects; other flags of this name mean other things.
pub fn selector<'a>(call: &'a Call) -> Option<&'a str> {
    call.verb
        .flags
        .contains(&SELECTOR)
        .then(|| call.flags.some_text("selector"))
        .flatten()
}

/// Refuses what flags of many verbs ask for and cannot be had here.
pub fn check(call: &Call) -> Result<(), Refusal> {
    let flags = &call.flags;
    if flags.has("filename") && flags.has("kustomize") {
        return Err(Refusal::tool("only one of -f or -k can be specified"));
    }
    for (name, what) in [
        ("as", "acting as somebody else"),
        ("kubeconfig", "other configurations"),
        ("kustomize", "kustomize"),
        ("load-balancer-ip", "--load-balancer-ip"),
        ("overrides", "--overrides"),
        ("raw", "raw requests"),
        ("resource-version", "--resource-version"),
        ("server", "other clusters"),
        ("subresource", "--subresource"),
    ] {
        if flags.some_text(name).is_some() {
            return Err(Refusal::NotSimulated(what.to_owned()));
        }
    }
    if matches!(call.verb.name, "apply" | "replace") && flags.is_on("force") {
        return Err(Refusal::NotSimulated(format!(
            "kubectl {} --force",
            call.verb.name
        )));
    }
    if matches!(call.verb.name, "events" | "wait") && flags.some_text("output").is_some() {
        return Err(Refusal::NotSimulated(format!("-o of kubectl {}", call.verb.name)));
    }
    for name in NOT_SWITCHED_ON {
        if flags.is_on(name) {
            return Err(Refusal::NotSimulated(format!("--{name}")));
        }
    }
    for (name, what) in [
        ("context", "context"),
        ("cluster", "cluster"),
        ("user", "auth info"),
    ] {
        if let Some(other) = flags.some_text(name).filter(|it| *it != CONTEXT) {
            return Err(Refusal::tool(format!("{what} {other:?} does not exist")));
        }
    }
    Ok(())
}

/// `-n`, of every verb.
pub const NAMESPACE: &Flag = &flag(
    "namespace",
    Some('n'),
    Takes::Text(""),
    "The namespace that the line is about; `default` where it is not given.",
);

/// `-A`.
pub const ALL_NAMESPACES: &Flag = &flag(
    "all-namespaces",
    Some('A'),
    Takes::Switch,
    "Take the objects of every namespace.",
);

/// `-l`.
pub const SELECTOR: &Flag = &flag(
    "selector",
    Some('l'),
    Takes::Text(""),
    "Take only objects whose labels match, e.g. -l app=shop,tier!=back.",
);

/// `-f`, may be repeated.
pub const FILENAME: &Flag = &flag(
    "filename",
    Some('f'),
    Takes::Texts,
    "A file of the working folder that holds the objects.",
);

/// `-k`.
pub const KUSTOMIZE: &Flag = &flag("kustomize", Some('k'), Takes::Text(""), "");

/// `-R`; folders have no folders in them here.
pub const RECURSIVE: &Flag = &flag("recursive", Some('R'), Takes::Switch, "");

/// `--field-selector`.
pub const FIELD_SELECTOR: &Flag = &flag(
    "field-selector",
    None,
    Takes::Text(""),
    "Take only objects whose fields match, e.g. status.phase=Running.",
);

/// `--template`, of `-o go-template` and `-o jsonpath`.
pub const TEMPLATE: &Flag = &flag(
    "template",
    None,
    Takes::Text(""),
    "The template of -o go-template or -o jsonpath, or its file.",
);

/// `--allow-missing-template-keys`.
pub const ALLOW_MISSING: &Flag = &flag(
    "allow-missing-template-keys",
    None,
    Takes::SwitchOn,
    "It is no error if a template asks for a field that is not there.",
);

/// `--show-managed-fields`; there are none here.
pub const SHOW_MANAGED_FIELDS: &Flag = &quiet("show-managed-fields", Takes::Switch);

/// `--chunk-size`; answers come whole here.
pub const CHUNK_SIZE: &Flag = &quiet("chunk-size", Takes::Number(500));

/// `--resource-version`.
pub const RESOURCE_VERSION: &Flag = &quiet("resource-version", Takes::Text(""));

/// `--local`: nothing is asked of the server.
pub const LOCAL: &Flag = &quiet("local", Takes::Switch);

/// `--subresource`.
pub const SUBRESOURCE: &Flag = &quiet("subresource", Takes::Text(""));

/// `--save-config`.
pub const SAVE_CONFIG: &Flag = &flag(
    "save-config",
    None,
    Takes::Switch,
    "Keep the manifest on the object, so that kubectl apply can go on from it.",
);

/// `-o`.
pub const OUTPUT: &Flag = &flag(
    "output",
    Some('o'),
    Takes::Text(""),
    "The form of the answer: name, json, yaml, jsonpath=...",
);

/// `--all`.
pub const ALL: &Flag = &flag(
    "all",
    None,
    Takes::Switch,
    "Take every object of the given types in the namespace.",
);

/// `--dry-run`.
pub const DRY_RUN: &Flag = &flag(
    "dry-run",
    None,
    Takes::Choice("none", "unchanged"),
    "none, client (only print what would be sent) or server (let the server check it, keep nothing).",
);

/// `--field-manager`, taken and not kept.
pub const FIELD_MANAGER: &Flag = &flag(
    "field-manager",
    None,
    Takes::Text("kubectl"),
    "Who owns the fields; taken, but managed fields are not simulated.",
);

/// `--record`, which old tutorials use.
pub const RECORD: &Flag = &flag(
    "record",
    None,
    Takes::Switch,
    "Keep the line as the cause of the change, for kubectl rollout history; deprecated.",
);

/// `--validate`.
pub const VALIDATE: &Flag = &flag(
    "validate",
    None,
    Takes::Choice("strict", "strict"),
    "strict: refuse unknown fields; warn: only tell; ignore: drop them.",
);
