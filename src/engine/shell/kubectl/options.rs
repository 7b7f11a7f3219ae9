//! Flags that several verbs share.

use crate::shell::flags::{Flag, Takes};

const fn flag(name: &'static str, short: Option<char>, takes: Takes, help: &'static str) -> Flag {
    Flag {
        name,
        short,
        takes,
        help,
    }
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
