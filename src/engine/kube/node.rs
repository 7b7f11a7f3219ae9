//! `Node`, `Namespace` and `Event`.

use serde::{Deserialize, Serialize};

use crate::{
    time::Time,
    world::{Key, Kind, Text},
};

use super::{Condition, Meta, NodeResources, Truth, Uid, condition};

/// The label that names a node's zone.
pub const ZONE: &str = "topology.kubernetes.io/zone";

/// A node.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Node {
    /// `metadata`.
    pub meta: Meta,
    /// `spec`.
    pub spec: NodeSpec,
    /// `status`.
    pub status: NodeStatus,
}

/// `NodeSpec`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct NodeSpec {
    /// `podCIDR`: the range its pods have their addresses from.
    #[serde(rename = "podCIDR", skip_serializing_if = "Option::is_none")]
    pub pod_cidr: Option<Text>,
    /// `unschedulable`, set by `kubectl cordon`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unschedulable: bool,
    /// `taints`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub taints: Vec<Taint>,
}

/// `Taint`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Taint {
    /// `effect`.
    pub effect: TaintEffect,
    /// `key`.
    pub key: Text,
    /// `value`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Text>,
}

/// `effect` of a taint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TaintEffect {
    /// New pods stay away.
    NoSchedule,
    /// New pods stay away if they can.
    PreferNoSchedule,
    /// Pods that are there must go.
    NoExecute,
}

/// `NodeStatus`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct NodeStatus {
    /// `capacity`.
    pub capacity: NodeResources,
    /// `allocatable`: what is left for pods.
    pub allocatable: NodeResources,
    /// `allocatable` of extended resources, e.g. `example.com/gpu`.
    pub extended: std::collections::BTreeMap<Text, i64>,
    /// `conditions`.
    pub conditions: Vec<Condition>,
    /// `addresses`, the internal one.
    pub address: Text,
    /// `images`: those already pulled, so that the next pod of the same image starts sooner.
    pub images: std::collections::BTreeSet<Text>,
}

/// A namespace.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Namespace {
    /// `metadata`.
    pub meta: Meta,
}

/// An `Event`: what a component told people about an object.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Event {
    /// `metadata`.
    pub meta: Meta,
    /// `involvedObject`.
    pub about: Option<Key>,
    /// `involvedObject.uid`.
    pub about_uid: Uid,
    /// `involvedObject.fieldPath`, e.g. `spec.containers{shop}`.
    pub field_path: Option<Text>,
    /// `type`.
    pub kind: EventType,
    /// `reason`.
    pub reason: Text,
    /// `message`.
    pub message: Text,
    /// `source.component`.
    pub component: Text,
    /// `source.host`.
    pub host: Option<Text>,
    /// `count`.
    pub count: u32,
    /// `firstTimestamp`.
    pub first: Time,
    /// `lastTimestamp`.
    pub last: Time,
}

/// `type` of an Event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum EventType {
    /// All as it should be.
    #[default]
    Normal,
    /// Something may need attention.
    Warning,
}

impl EventType {
    /// As the API writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Normal => "Normal",
            Self::Warning => "Warning",
        }
    }
}

impl Node {
    /// Its key.
    pub fn key(&self) -> Key {
        self.meta.key(Kind::Node)
    }

    /// Whether its `Ready` condition is true.
    pub fn is_ready(&self) -> bool {
        condition(&self.status.conditions, "Ready").is_some_and(|it| it.status == Truth::True)
    }
}
