//! `Deployment` and `ReplicaSet`: the objects; their controllers stand in files of their own.

use serde::{Deserialize, Serialize};

use crate::{
    text::int_or_percent::IntOrString,
    world::{Key, Kind},
};

use super::{Condition, LabelSelector, Meta, PodTemplate};

/// The annotation in which a Deployment and its ReplicaSets keep the number of the rollout.
pub const REVISION: &str = "deployment.kubernetes.io/revision";

/// The label that tells the ReplicaSets of a Deployment, and their pods, apart.
pub const POD_TEMPLATE_HASH: &str = "pod-template-hash";

/// A Deployment.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Deployment {
    /// `metadata`.
    pub meta: Meta,
    /// `spec`.
    pub spec: DeploymentSpec,
    /// `status`.
    pub status: DeploymentStatus,
}

/// `DeploymentSpec`. The defaults are the API server's.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct DeploymentSpec {
    /// `replicas`.
    pub replicas: u32,
    /// `selector`.
    pub selector: LabelSelector,
    /// `template`, with room for other workloads to share it.
    pub template: PodTemplate,
    /// `strategy`.
    pub strategy: DeploymentStrategy,
    /// `minReadySeconds` [s].
    #[serde(skip_serializing_if = "is_zero")]
    pub min_ready_seconds: u64,
    /// `revisionHistoryLimit`.
    pub revision_history_limit: u32,
    /// `progressDeadlineSeconds` [s].
    pub progress_deadline_seconds: u64,
    /// `paused`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub paused: bool,
}

impl Default for DeploymentSpec {
    /// Source: pkg/apis/apps/v1/defaults.go, Kubernetes 1.34.9, read 2026-11.
    fn default() -> Self {
        Self {
            replicas: 1,
            selector: LabelSelector::default(),
            template: PodTemplate::default(),
            strategy: DeploymentStrategy::default(),
            min_ready_seconds: 0,
            revision_history_limit: 10,
            progress_deadline_seconds: 600,
            paused: false,
        }
    }
}

/// `DeploymentStrategy`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum DeploymentStrategy {
    /// Old pods go as new ones come.
    RollingUpdate {
        /// `rollingUpdate`.
        #[serde(default, rename = "rollingUpdate")]
        rolling_update: RollingUpdate,
    },
    /// All old pods go before the first new one comes.
    Recreate,
}

impl Default for DeploymentStrategy {
    fn default() -> Self {
        Self::RollingUpdate {
            rolling_update: RollingUpdate::default(),
        }
    }
}

/// `RollingUpdateDeployment`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct RollingUpdate {
    /// `maxSurge`: pods above `replicas`; a percentage is rounded up.
    pub max_surge: IntOrString,
    /// `maxUnavailable`: pods below `replicas`; a percentage is rounded down.
    pub max_unavailable: IntOrString,
}

impl Default for RollingUpdate {
    /// Source: pkg/apis/apps/v1/defaults.go, Kubernetes 1.34.9, read 2026-11.
    fn default() -> Self {
        Self {
            max_surge: IntOrString::Text("25%".into()),
            max_unavailable: IntOrString::Text("25%".into()),
        }
    }
}

/// `DeploymentStatus`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct DeploymentStatus {
    /// `observedGeneration`.
    pub observed_generation: u64,
    /// `replicas`.
    pub replicas: u32,
    /// `updatedReplicas`.
    pub updated_replicas: u32,
    /// `readyReplicas`.
    pub ready_replicas: u32,
    /// `availableReplicas`.
    pub available_replicas: u32,
    /// `unavailableReplicas`.
    pub unavailable_replicas: u32,
    /// `terminatingReplicas` (Kubernetes 1.35 on by default).
    pub terminating_replicas: Option<u32>,
    /// `conditions`.
    pub conditions: Vec<Condition>,
    /// `collisionCount`.
    pub collision_count: Option<u32>,
}

/// A ReplicaSet.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct ReplicaSet {
    /// `metadata`.
    pub meta: Meta,
    /// `spec`.
    pub spec: ReplicaSetSpec,
    /// `status`.
    pub status: ReplicaSetStatus,
}

/// `ReplicaSetSpec`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ReplicaSetSpec {
    /// `replicas`.
    pub replicas: u32,
    /// `minReadySeconds` [s].
    #[serde(skip_serializing_if = "is_zero")]
    pub min_ready_seconds: u64,
    /// `selector`.
    pub selector: LabelSelector,
    /// `template`.
    pub template: PodTemplate,
}

impl Default for ReplicaSetSpec {
    fn default() -> Self {
        Self {
            replicas: 1,
            min_ready_seconds: 0,
            selector: LabelSelector::default(),
            template: PodTemplate::default(),
        }
    }
}

/// `ReplicaSetStatus`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ReplicaSetStatus {
    /// `observedGeneration`.
    pub observed_generation: u64,
    /// `replicas`.
    pub replicas: u32,
    /// `fullyLabeledReplicas`.
    pub fully_labeled_replicas: u32,
    /// `readyReplicas`.
    pub ready_replicas: u32,
    /// `availableReplicas`.
    pub available_replicas: u32,
    /// `conditions`.
    pub conditions: Vec<Condition>,
}

impl Deployment {
    /// Its key.
    pub fn key(&self) -> Key {
        self.meta.key(Kind::Deployment)
    }
}

impl ReplicaSet {
    /// Its key.
    pub fn key(&self) -> Key {
        self.meta.key(Kind::ReplicaSet)
    }

    /// The number of the rollout it belongs to; 0 if it has none.
    pub fn revision(&self) -> u64 {
        self.meta
            .annotations
            .get(REVISION)
            .and_then(|it| it.parse().ok())
            .unwrap_or(0)
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}
