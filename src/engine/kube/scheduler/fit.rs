//! `NodeResourcesFit`, the filter: whether what is left of a node is enough for what a pod requests.
//!
//! Source: pkg/scheduler/framework/plugins/noderesources/fit.go, Kubernetes 1.34.9, read 2026-11; as in the
//! recorded 1.28, preemption is said to be tried even where the whole node would be too small.

use std::collections::BTreeMap;

use crate::{
    controller::View,
    kube::{Node, NodeResources, Pod},
    world::{Key, Kind, NodeRow, Text, World},
};

use super::cycle::{No, Wanted};

/// One resource of which a node has too little [millicores, bytes or pieces].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insufficient {
    /// The resource's name.
    pub resource: Text,
    /// What the pod requests.
    pub requested: i64,
    /// What other pods hold.
    pub used: i64,
    /// What the node has.
    pub capacity: i64,
}

/// What a node has and what is taken of it.
pub struct Room<'a> {
    /// What the node offers to pods.
    pub allocatable: NodeResources,
    /// What its pods have requested.
    pub used: NodeResources,
    /// What it offers of extended resources.
    pub extended: &'a BTreeMap<Text, i64>,
    /// What its pods have requested of them.
    pub extended_used: BTreeMap<Text, i64>,
}

/// Whether everything that every node counts is enough.
pub(super) fn fits(request: NodeResources, row: &NodeRow) -> bool {
    let (has, used) = (row.allocatable, row.requested);
    used.pods < has.pods
        && enough(request.cpu_milli, used.cpu_milli, has.cpu_milli)
        && enough(request.memory_bytes, used.memory_bytes, has.memory_bytes)
        && enough(request.storage_bytes, used.storage_bytes, has.storage_bytes)
}

/// Whether an extended resource the pod requests is short.
pub(super) fn lacks_extended(pod: &Pod, node: &Node, world: &World) -> bool {
    let requests = pod.spec.extended_requests();
    if requests.is_empty() {
        return false;
    }
    let used = extended_used(held(world, &node.meta.name));
    let of = |map: &BTreeMap<Text, i64>, name| map.get(name).copied().unwrap_or(0);
    requests
        .iter()
        .any(|(name, amount)| !enough(*amount, of(&used, name), of(&node.status.extended, name)))
}

/// Why the pod does not fit.
pub(super) fn no(wanted: &Wanted, row: &NodeRow, view: &View) -> No {
    let node = view.world.node(&Key::global(Kind::Node, row.name.clone()));
    let none = BTreeMap::new();
    let room = Room {
        allocatable: row.allocatable,
        used: row.requested,
        extended: node.map_or(&none, |node| &node.status.extended),
        extended_used: extended_used(held(view.world, &row.name)),
    };
    let (too_many, short) = shortages(wanted.requests, wanted.pod.spec.extended_requests(), &room);
    let mut reasons: Vec<Text> = short
        .iter()
        .map(|it| format!("Insufficient {}", it.resource).into())
        .collect();
    if too_many {
        reasons.insert(0, "Too many pods".into());
    }
    No {
        plugin: "NodeResourcesFit",
        reasons,
        is_resolvable: true,
    }
}

/// Whether the node has no place for one more pod, and every resource of which it has too little.
pub fn shortages(
    request: NodeResources,
    extended: &BTreeMap<Text, i64>,
    room: &Room,
) -> (bool, Vec<Insufficient>) {
    let (has, used) = (room.allocatable, room.used);
    let counted = [
        ("cpu", request.cpu_milli, used.cpu_milli, has.cpu_milli),
        (
            "memory",
            request.memory_bytes,
            used.memory_bytes,
            has.memory_bytes,
        ),
        (
            "ephemeral-storage",
            request.storage_bytes,
            used.storage_bytes,
            has.storage_bytes,
        ),
    ];
    let counted = counted.map(|(name, requested, used, capacity)| Insufficient {
        resource: name.into(),
        requested,
        used,
        capacity,
    });
    let of = |map: &BTreeMap<Text, i64>, name: &Text| map.get(name).copied().unwrap_or(0);
    let extended = extended.iter().map(|(name, amount)| Insufficient {
        resource: name.clone(),
        requested: *amount,
        used: of(&room.extended_used, name),
        capacity: of(room.extended, name),
    });
    let all = counted.into_iter().chain(extended);
    (
        has.pods <= used.pods,
        all.filter(|it| !enough(it.requested, it.used, it.capacity))
            .collect(),
    )
}

/// What pods hold of extended resources.
pub fn extended_used<'a>(pods: impl Iterator<Item = &'a Pod>) -> BTreeMap<Text, i64> {
    let mut used = BTreeMap::new();
    for pod in pods {
        for (name, amount) in pod.spec.extended_requests() {
            *used.entry(name.clone()).or_insert(0) += amount;
        }
    }
    used
}

fn held<'a>(world: &'a World, node: &str) -> impl Iterator<Item = &'a Pod> {
    world.pods_on(node).filter(|pod| pod.holds_resources())
}

/// A pod that requests nothing of a resource fits even where that is used up.
fn enough(requested: i64, used: i64, capacity: i64) -> bool {
    requested <= 0 || requested <= capacity.saturating_sub(used)
}
