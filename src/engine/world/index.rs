//! Look-ups that follow from the objects, so that no controller scans the world.

use std::sync::Arc;

use crate::{
    kube::{NodeResources, Pod, Uid, ZONE},
    shared::{Map, Set},
    time::Time,
    world::{Changed, Key, Kind, Object, Text},
};

use super::cohort::Cohorts;

#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    /// Owner and object, for every owner that an object names.
    dependents: Set<(Uid, Key)>,
    /// Controlling owner and object.
    owned: Set<(Uid, Key)>,
    /// Pods and ReplicaSets without a controlling owner.
    orphans: Set<Key>,
    /// Node and pod; the pods that wait for a node stand under the empty name.
    on_node: Map<(Text, Key), OnNode>,
    cohorts: Cohorts,
    node_rows: Map<Text, NodeRow>,
}

/// What a kubelet reads of every pod of its node when it looks at one of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct OnNode {
    /// Its address, once it has one.
    pub address: Option<Text>,
    /// The images that are being pulled for it, and when each will be there.
    pub pulls: Arc<[(Time, Text)]>,
}

impl OnNode {
    fn of(pod: &Pod) -> Self {
        Self {
            address: pod.status.pod_ip.clone(),
            pulls: pod.memory.pulls(&pod.spec).collect(),
        }
    }

    fn is_same(before: &Pod, after: &Pod) -> bool {
        before.status.pod_ip == after.status.pod_ip
            && before
                .memory
                .pulls(&before.spec)
                .eq(after.memory.pulls(&after.spec))
    }
}

/// What the scheduler reads of a node, kept flat: it is read for every pod and node.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeRow {
    /// The node's name; rows are ordered by it.
    pub name: Text,
    /// What the node offers to pods.
    pub allocatable: NodeResources,
    /// What its pods have requested.
    pub requested: NodeResources,
    /// As `requested`, where a container that requests nothing counts as 100m and 200Mi, as the scheduler's scores do.
    pub nonzero: NodeResources,
    /// Whether it takes any pod that fits: not cordoned, no taints.
    pub is_open: bool,
    /// The zone it is in.
    pub zone: Option<Text>,
}

impl NodeRow {
    fn empty(name: &Text) -> Self {
        Self {
            name: name.clone(),
            allocatable: NodeResources::default(),
            requested: NodeResources::default(),
            nonzero: NodeResources::default(),
            is_open: true,
            zone: None,
        }
    }
}

impl Index {
    pub(super) fn owned_by(&self, owner: Uid) -> impl Iterator<Item = &Key> {
        pairs_from(&self.owned, owner)
    }

    pub(super) fn dependents_of(&self, owner: Uid) -> impl Iterator<Item = &Key> {
        pairs_from(&self.dependents, owner)
    }

    pub(super) fn orphans(&self, kind: Kind, namespace: &Text) -> impl Iterator<Item = &Key> {
        let from = Key::new(kind, namespace, &"".into());
        let namespace = namespace.clone();
        self.orphans
            .from(&from)
            .map(|(key, ())| key)
            .take_while(move |key| key.kind == kind && key.namespace == namespace)
    }

    /// The pods of a node.
    pub(super) fn pods_on(&self, node: &str) -> impl Iterator<Item = (&Key, &OnNode)> {
        let node: Text = node.into();
        let from = (node.clone(), Key::least(Kind::Pod));
        self.on_node
            .from(&from)
            .take_while(move |((name, _), _)| *name == node)
            .map(|((_, key), row)| (key, row))
    }

    pub(super) fn cohorts(&self) -> &Cohorts {
        &self.cohorts
    }

    pub(super) fn node_rows(&self) -> &Map<Text, NodeRow> {
        &self.node_rows
    }

    /// Takes note of a change that has just been made.
    pub(super) fn follow(&mut self, changed: &Changed) {
        if let Some(before) = &changed.before {
            self.follow_owners(before, &changed.key, changed.after.as_ref(), false);
        }
        if let Some(after) = &changed.after {
            self.follow_owners(after, &changed.key, changed.before.as_ref(), true);
        }
        match (&changed.before, &changed.after) {
            (Some(Object::Pod(before)), Some(Object::Pod(after))) => {
                if before.node_name != after.node_name || before.holds_resources() != after.holds_resources()
                {
                    self.place(before, &changed.key, false);
                    self.place(after, &changed.key, true);
                } else if !OnNode::is_same(before, after) {
                    let on_node = (after.node_name.clone().unwrap_or_default(), changed.key.clone());
                    self.on_node.insert(on_node, OnNode::of(after));
                }
                self.follow_cohort(Some(before), Some(after));
            }
            (Some(Object::Pod(pod)), None) => {
                self.place(pod, &changed.key, false);
                self.follow_cohort(Some(pod), None);
            }
            (None, Some(Object::Pod(pod))) => {
                self.place(pod, &changed.key, true);
                self.follow_cohort(None, Some(pod));
            }
            (_, Some(Object::Node(node))) => {
                let name = &node.meta.name;
                let mut row = self
                    .node_rows
                    .get(name)
                    .cloned()
                    .unwrap_or_else(|| NodeRow::empty(name));
                row.allocatable = node.status.allocatable;
                row.is_open = !node.spec.unschedulable && node.spec.taints.is_empty();
                row.zone = node.meta.labels.get(ZONE).cloned();
                self.node_rows.insert(name.clone(), row);
            }
            (Some(Object::Node(node)), None) => {
                self.node_rows.remove(&node.meta.name);
            }
            _ => {}
        }
    }

    fn follow_owners(&mut self, object: &Object, key: &Key, other: Option<&Object>, add: bool) {
        let Some(meta) = object.meta() else { return };
        if other
            .and_then(Object::meta)
            .is_some_and(|other| other.owners == meta.owners)
        {
            return;
        }
        for owner in &meta.owners {
            put(&mut self.dependents, (owner.uid, key.clone()), add);
        }
        match meta.controller() {
            Some(owner) => put(&mut self.owned, (owner.uid, key.clone()), add),
            None if matches!(key.kind, Kind::Pod | Kind::ReplicaSet) => {
                put(&mut self.orphans, key.clone(), add);
            }
            None => {}
        }
    }

    fn follow_cohort(&mut self, before: Option<&Pod>, after: Option<&Pod>) {
        let node = after.and_then(|pod| pod.node_name.as_ref());
        let zone = node.and_then(|node| self.node_rows.get(node)?.zone.as_ref());
        self.cohorts.follow(before, after, zone);
    }

    fn place(&mut self, pod: &Pod, key: &Key, add: bool) {
        let on_node = (pod.node_name.clone().unwrap_or_default(), key.clone());
        if add {
            self.on_node.insert(on_node, OnNode::of(pod));
        } else {
            self.on_node.remove(&on_node);
        }
        let Some(node) = &pod.node_name else { return };
        if pod.holds_resources()
            && let Some(row) = self.node_rows.get_mut(node)
        {
            let (requested, nonzero) = (pod.spec.requests(), pod.spec.nonzero_requests());
            if add {
                row.requested += requested;
                row.nonzero += nonzero;
            } else {
                row.requested -= requested;
                row.nonzero -= nonzero;
            }
        }
    }

    /// Writes the rows of a node's pods anew, when it is another zone than it was that they are in.
    pub(super) fn rezone(&mut self, zone: Option<&Text>, pods: &[&Pod]) {
        pods.iter().for_each(|pod| self.cohorts.put(pod, zone));
    }

    /// Counts the pods of a node that has just (again) become known.
    pub(super) fn recount(&mut self, node: &Text, pods: &[&Pod]) {
        let Some(row) = self.node_rows.get_mut(node) else {
            return;
        };
        for pod in pods.iter().filter(|pod| pod.holds_resources()) {
            row.requested += pod.spec.requests();
            row.nonzero += pod.spec.nonzero_requests();
        }
    }
}

fn pairs_from(set: &Set<(Uid, Key)>, owner: Uid) -> impl Iterator<Item = &Key> {
    let from = (owner, Key::least(Kind::ALL[0]));
    set.from(&from)
        .map(|(pair, ())| pair)
        .take_while(move |(uid, _)| *uid == owner)
        .map(|(_, key)| key)
}

fn put<T: Ord + Clone>(set: &mut Set<T>, it: T, add: bool) {
    if add {
        set.insert(it, ());
    } else {
        set.remove(&it);
    }
}
