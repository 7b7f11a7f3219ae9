//! `Pod`: the spec it was made from, the node it is bound to, and what the kubelet reports of it.

use std::sync::Arc;

use crate::{
    time::Time,
    world::{Key, Kind, Text},
};

use super::{Condition, Meta, PodSpec, Truth, condition, kubelet::Memory};

/// A pod.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Pod {
    /// `metadata`.
    pub meta: Meta,
    /// `spec`, shared with the other pods of the template.
    pub spec: Arc<PodSpec>,
    /// `spec.nodeName`, written by the scheduler.
    pub node_name: Option<Text>,
    /// `status`.
    pub status: PodStatus,
    /// What the scheduler remembers of it while it waits; a real scheduler keeps this to itself.
    pub queueing: Queueing,
    /// What the kubelet remembers of its containers and probes; a real kubelet keeps this to itself.
    pub memory: Memory,
}

/// A pod's place in the scheduler's queues.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Queueing {
    /// How often the scheduler has tried in vain.
    pub attempts: u32,
    /// When it last tried.
    pub tried_at: Option<Time>,
}

/// `PodStatus`.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct PodStatus {
    /// `phase`.
    pub phase: Phase,
    /// `conditions`.
    pub conditions: Vec<Condition>,
    /// `reason`, e.g. `Evicted`.
    pub reason: Option<Text>,
    /// `message`.
    pub message: Option<Text>,
    /// `podIP`.
    pub pod_ip: Option<Text>,
    /// `hostIP`.
    pub host_ip: Option<Text>,
    /// `startTime`: when the kubelet took the pod on.
    pub start_time: Option<Time>,
    /// `initContainerStatuses`.
    pub init_containers: Vec<ContainerStatus>,
    /// `containerStatuses`.
    pub containers: Vec<ContainerStatus>,
    /// `nominatedNodeName`.
    pub nominated_node: Option<Text>,
}

/// `phase`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Not all containers have started.
    #[default]
    Pending,
    /// At least one container runs, starts or restarts.
    Running,
    /// All ended well and none will be restarted.
    Succeeded,
    /// All ended, at least one in failure, and none will be restarted.
    Failed,
    /// The node cannot be asked.
    Unknown,
}

impl Phase {
    /// As the API writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pending => "Pending",
            Self::Running => "Running",
            Self::Succeeded => "Succeeded",
            Self::Failed => "Failed",
            Self::Unknown => "Unknown",
        }
    }

    /// Whether no container will run again.
    pub const fn is_terminal(self) -> bool {
        matches!(self, Self::Succeeded | Self::Failed)
    }
}

/// `ContainerStatus`.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct ContainerStatus {
    /// `name`.
    pub name: Text,
    /// `image`.
    pub image: Text,
    /// `state`.
    pub state: ContainerState,
    /// `lastState`: how it ended before.
    pub last_state: Option<Terminated>,
    /// `ready`.
    pub ready: bool,
    /// `started`: whether the startup probe has succeeded.
    pub started: bool,
    /// `restartCount`.
    pub restart_count: u32,
}

/// `ContainerState`.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum ContainerState {
    /// Not running yet, or not again yet.
    Waiting {
        /// One word, e.g. `ContainerCreating`, `CrashLoopBackOff`.
        reason: Text,
        /// A sentence; may be empty.
        message: Text,
    },
    /// Running.
    Running {
        /// `startedAt`.
        started_at: Time,
    },
    /// Ended.
    Terminated(Terminated),
}

/// `ContainerStateTerminated`.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Terminated {
    /// `exitCode`.
    pub exit_code: i32,
    /// `reason`: `Completed`, `Error`, `OOMKilled`.
    pub reason: Text,
    /// `startedAt`.
    pub started_at: Time,
    /// `finishedAt`.
    pub finished_at: Time,
}

impl Pod {
    /// Its key.
    pub fn key(&self) -> Key {
        self.meta.key(Kind::Pod)
    }

    /// Whether its `Ready` condition is true.
    pub fn is_ready(&self) -> bool {
        self.ready_since().is_some()
    }

    /// Since when its `Ready` condition is true, if it is.
    pub fn ready_since(&self) -> Option<Time> {
        condition(&self.status.conditions, "Ready")
            .filter(|it| it.status == Truth::True)
            .map(|it| it.last_transition)
    }

    /// Whether it takes room on its node: bound, and not all over.
    pub fn holds_resources(&self) -> bool {
        self.node_name.is_some() && !self.status.phase.is_terminal()
    }

    /// `controller.IsPodActive`: neither over nor on its way out.
    pub fn is_active(&self) -> bool {
        !self.status.phase.is_terminal() && !self.meta.is_terminating()
    }
}
