//! `kubectl`: the learner's own hands on the cluster. One file a verb.

mod api_resources;
mod apply;
mod delete;
pub mod describe;
mod events;
mod fields;
mod files;
pub mod form;
mod get;
mod help;
pub mod logs;
pub mod options;
pub mod output;
pub mod print;
pub mod resource;
pub mod rollout;
mod scale;
pub mod select;
pub mod server;
mod set;
mod sort;
mod target;
mod top;
pub mod version;
pub mod wait;
pub mod watch;

use crate::shell::verb::{Tool, Verb};

/// Every verb.
pub const VERBS: &[&Verb] = &[
    api_resources::API_RESOURCES,
    api_resources::API_VERSIONS,
    &apply::APPLY,
    &delete::DELETE,
    describe::verb::DESCRIBE,
    events::EVENTS,
    get::GET,
    logs::LOGS,
    rollout::HISTORY,
    rollout::STATUS,
    &scale::SCALE,
    &set::ENV,
    &set::IMAGE,
    &set::RESOURCES,
    top::TOP_NODES,
    top::TOP_PODS,
    version::CLUSTER_INFO,
    version::CURRENT_CONTEXT,
    version::GET_CONTEXTS,
    version::VERSION,
    wait::WAIT,
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
