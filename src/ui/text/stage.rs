//! The stage: nodes, pods, workloads, services, requests.

use engine::{infra::network::Cause, view::tile::TileState};

/// What the stage says.
pub struct Stage {
    /// Caption of the controllers.
    pub control_plane: &'static str,
    /// A component of Kubernetes, by its upstream name.
    pub component: fn(&'static str) -> &'static str,
    /// Caption of a Deployment: how many of its pods are ready.
    pub workload: fn(kind: &str, name: &str, ready: u32, wanted: u32) -> String,
    /// Added to the caption of a paused Deployment.
    pub paused: &'static str,
    /// Below a ReplicaSet: so many pods wait for a node.
    pub waiting: fn(usize) -> String,
    /// Said of a ReplicaSet to those who do not see it.
    pub set: fn(name: &str, image: &str, ready: u32, wanted: u32) -> String,
    /// Clients and what they send per second.
    pub clients: fn(rate: &str) -> String,
    /// A Service.
    pub service: fn(name: &str) -> String,
    /// Said of a Service to those who do not see it.
    pub targets: fn(name: &str, pods: usize) -> String,
    /// Caption of the tray.
    pub failed: &'static str,
    /// An empty tray.
    pub none_failed: &'static str,
    /// So many requests failed for a cause.
    pub failures: fn(count: u64, cause: &str) -> String,
    /// Why a request failed, in a word or two.
    pub cause: fn(Cause) -> &'static str,
    /// What a pod is doing, in a word or two.
    pub state: fn(&TileState) -> String,
    /// What a pod is doing, and how many seconds of it are left.
    pub state_left: fn(state: &str, secs: u64) -> String,
    /// Requests answered per second.
    pub per_second: fn(u64) -> String,
    /// How often the containers were restarted.
    pub restarts: fn(u32) -> String,
    /// Said of a pod to those who do not see it.
    pub pod: fn(name: &str, image: &str, state: &str) -> String,
    /// The zone of a node.
    pub zone: fn(&str) -> String,
    /// Sign on a node that is not ready.
    pub not_ready: &'static str,
    /// Sign on a node that is cordoned.
    pub cordoned: &'static str,
    /// Below the staircase.
    pub cpu_requested: fn(used: &str, all: &str) -> String,
    /// Beside the staircase.
    pub memory_requested: fn(used: &str, all: &str) -> String,
    /// Below a narrow staircase.
    pub cpu_short: fn(used: &str, all: &str) -> String,
    /// Beside a low staircase.
    pub memory_short: fn(used: &str, all: &str) -> String,
    /// In the rectangle that can still be requested.
    pub free: fn(cpu: &str, memory: &str) -> String,
    /// Said of a node to those who do not see it.
    pub node: fn(name: &str, pods: usize, cpu: &str, memory: &str) -> String,
    /// So many pods of a node have failed or wait after a failure.
    pub troubled: fn(usize) -> String,
    /// Said of all nodes together to those who do not see them.
    pub nodes: &'static str,
    /// When a dot stands for more than one request.
    pub per_dot: fn(u64) -> String,
    /// On an empty stage.
    pub empty: &'static str,
    /// When a controller never settles.
    pub stuck: fn(who: &str, key: &str) -> String,
    /// Button and title of the tables that say what the stage shows.
    pub table: &'static str,
    /// The columns of the table of pods.
    pub pod_columns: [&'static str; 5],
    /// The columns of the table of nodes.
    pub node_columns: [&'static str; 5],
    /// A node that takes pods.
    pub node_ready: &'static str,
}
