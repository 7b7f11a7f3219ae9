//! `kubectl`: the learner's own hands on the cluster. One file a verb.

mod apply;
mod delete;
mod files;
mod help;
pub mod options;
pub mod output;
pub mod resource;
mod scale;
pub mod select;
pub mod server;
mod set;
mod target;

use crate::shell::verb::{Tool, Verb};

/// Every verb.
pub const VERBS: &[&Verb] = &[
    &apply::APPLY,
    &delete::DELETE,
    &scale::SCALE,
    &set::ENV,
    &set::IMAGE,
    &set::RESOURCES,
];

/// The tool.
pub const TOOL: &Tool = &Tool {
    name: "kubectl",
    verbs: VERBS,
    flags: &[options::NAMESPACE],
    words: help::words,
    help: help::root,
    not_here: help::not_here,
};
