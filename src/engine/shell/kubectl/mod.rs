//! `kubectl`: the learner's own hands on the cluster. One file a verb.

mod api_resources;
mod apply;
mod config;
mod cordon;
mod create;
mod delete;
pub mod describe;
mod diff;
mod events;
mod explain;
mod expose;
mod fields;
mod files;
pub mod form;
mod get;
mod help;
mod last_applied;
pub mod logs;
mod marks;
pub mod options;
pub mod output;
mod patch;
pub mod print;
mod replace;
pub mod resource;
pub mod rollout;
mod run;
mod scale;
pub mod select;
pub mod server;
mod set;
mod sort;
mod taint;
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
    &last_applied::VIEW_LAST_APPLIED,
    config::CURRENT_CONTEXT,
    config::GET_CONTEXTS,
    config::USE_CONTEXT,
    config::VIEW,
    &cordon::CORDON,
    &cordon::UNCORDON,
    &create::CLUSTER_IP,
    &create::CREATE,
    &create::DEPLOYMENT,
    &create::EXTERNAL_NAME,
    &create::LOAD_BALANCER,
    &create::NAMESPACE,
    &create::NODE_PORT,
    &delete::DELETE,
    describe::verb::DESCRIBE,
    &diff::DIFF,
    events::EVENTS,
    explain::EXPLAIN,
    &expose::EXPOSE,
    get::GET,
    help::OPTIONS,
    logs::LOGS,
    &marks::ANNOTATE,
    &marks::LABEL,
    &patch::PATCH,
    &replace::REPLACE,
    rollout::HISTORY,
    &rollout::PAUSE,
    &rollout::RESTART,
    &rollout::RESUME,
    rollout::STATUS,
    &rollout::UNDO,
    &run::RUN,
    &scale::SCALE,
    &set::ENV,
    &set::IMAGE,
    &set::RESOURCES,
    &taint::TAINT,
    top::TOP_NODES,
    top::TOP_PODS,
    version::CLUSTER_INFO,
    version::VERSION,
    wait::WAIT,
];

/// The tool.
pub const TOOL: &Tool = &Tool {
    name: "kubectl",
    verbs: VERBS,
    flags: options::OF_ALL,
    check: options::check,
    words: help::words,
    help: help::root,
    not_here: help::not_here,
};
