//! Everything that exists: one ordered map of objects, changed only by `World::apply`.
//!
//! Maps and objects are shared copy-on-write, so a clone (a checkpoint, a fork) costs a few pointers.

mod cohort;
mod index;
mod object;
mod objects;

pub use cohort::{Cohort, PodRow, PodRows};
pub use index::NodeRow;
pub use object::{Key, Kind, Object, Text};

use std::sync::Arc;

use crate::{infra, kube, shared::Map, time::Time};
use index::Index;
use objects::Objects;

/// One thing that happened to one object.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Change {
    /// The object is now so; it is created if it was not there.
    Put(Object),
    /// The object is gone.
    Remove(Key),
}

impl Change {
    /// Which object this is about.
    pub fn key(&self) -> Key {
        match self {
            Self::Put(object) => object.key(),
            Self::Remove(key) => key.clone(),
        }
    }
}

/// A change as it took place: what was there before, and what is there now.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    /// Which object.
    pub key: Key,
    /// As it was; none if it has just been created.
    pub before: Option<Object>,
    /// As it is; none if it has been removed.
    pub after: Option<Object>,
}

/// All objects and the look-ups over them.
#[derive(Clone, Debug, Default)]
pub struct World {
    objects: Objects,
    index: Index,
    /// Counts writes, as `resourceVersion` does.
    version: u64,
}

impl World {
    /// The object of this name.
    pub fn get(&self, key: &Key) -> Option<&Object> {
        self.objects.get(key)
    }

    /// Every object, ordered by kind, namespace and name.
    pub fn objects(&self) -> impl Iterator<Item = (&Key, &Object)> {
        self.objects.iter()
    }

    /// Every object of a kind, ordered by namespace and name.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (&Key, &Object)> {
        self.objects.of(kind).iter().map(|(key, object)| (key, object))
    }

    /// How many objects there are.
    pub fn len(&self) -> usize {
        self.objects.len()
    }

    /// Whether nothing exists yet.
    pub fn is_empty(&self) -> bool {
        self.objects.is_empty()
    }

    /// How many writes there have been.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The objects whose controlling owner has this uid, ordered by key.
    pub fn owned_by(&self, owner: kube::Uid) -> impl Iterator<Item = &Object> {
        self.index.owned_by(owner).filter_map(|key| self.get(key))
    }

    /// The objects that name this uid among their owners, controlling or not, ordered by key.
    pub fn dependents_of(&self, owner: kube::Uid) -> impl Iterator<Item = &Object> {
        self.index.dependents_of(owner).filter_map(|key| self.get(key))
    }

    /// The pods that wait for a node, ordered by key.
    pub fn unassigned_pods(&self) -> impl Iterator<Item = &kube::Pod> {
        self.pods_on("")
    }

    /// The pods bound to a node, ordered by key.
    pub fn pods_on(&self, node: &str) -> impl Iterator<Item = &kube::Pod> {
        self.index.pods_on(node).filter_map(|(key, _)| self.pod(key))
    }

    /// The addresses of the pods bound to a node.
    pub fn addresses_on(&self, node: &str) -> impl Iterator<Item = &Text> {
        self.index
            .pods_on(node)
            .filter_map(|(_, row)| row.address.as_ref())
    }

    /// The images that are being pulled for the pods bound to a node, and when each will be there.
    pub fn pulls_on(&self, node: &str) -> impl Iterator<Item = &(Time, Text)> {
        self.index.pods_on(node).flat_map(|(_, row)| &*row.pulls)
    }

    /// The pods of an owner, by what they have in common.
    pub fn cohorts_owned_by(&self, owner: kube::Uid) -> impl Iterator<Item = &(Cohort, PodRows)> {
        self.index.cohorts().owned_by(owner)
    }

    /// The pods of a namespace that carry a label, by what they have in common.
    pub fn cohorts_labelled(
        &self,
        namespace: &Text,
        name: &Text,
        value: &Text,
    ) -> impl Iterator<Item = &(Cohort, PodRows)> {
        self.index.cohorts().labelled(namespace, name, value)
    }

    /// The pods of a namespace that carry a label.
    pub fn pods_labelled(
        &self,
        namespace: &Text,
        name: &Text,
        value: &Text,
    ) -> impl Iterator<Item = &kube::Pod> {
        self.cohorts_labelled(namespace, name, value)
            .flat_map(|(cohort, rows)| rows.iter().map(|(name, _)| (&cohort.namespace, name)))
            .filter_map(|(namespace, name)| self.pod(&Key::new(Kind::Pod, namespace, name)))
    }

    /// The pods and ReplicaSets of a namespace that no controller owns: candidates for adoption.
    pub fn orphans(&self, kind: Kind, namespace: &Text) -> impl Iterator<Item = &Object> {
        self.index
            .orphans(kind, namespace)
            .filter_map(|key| self.get(key))
    }

    /// The processes of a namespace whose name begins so, ordered by name: those of a pod begin with `pod/`.
    pub fn processes_of<'a>(
        &'a self,
        namespace: &Text,
        prefix: &'a Text,
    ) -> impl Iterator<Item = &'a infra::Process> {
        let from = Key::new(Kind::Process, namespace, prefix);
        let namespace = namespace.clone();
        self.objects
            .of(from.kind)
            .from(&from)
            .map_while(|(_, object)| match object {
                Object::Process(it) => Some(&**it),
                _ => None,
            })
            .take_while(move |it| it.namespace == namespace && it.name.starts_with(&**prefix))
    }

    /// The Events of a namespace whose name begins so, ordered by name: those about an object begin with its name and a dot.
    pub fn events_named<'a>(
        &'a self,
        namespace: &Text,
        prefix: &'a Text,
    ) -> impl Iterator<Item = &'a kube::Event> {
        let from = Key::new(Kind::Event, namespace, prefix);
        let namespace = namespace.clone();
        self.objects
            .of(from.kind)
            .from(&from)
            .map_while(|(_, object)| match object {
                Object::Event(it) => Some(&**it),
                _ => None,
            })
            .take_while(move |it| it.meta.namespace == namespace && it.meta.name.starts_with(&**prefix))
    }

    /// What the scheduler reads of every node, in the order of their names.
    pub fn node_rows(&self) -> &Map<Text, NodeRow> {
        self.index.node_rows()
    }

    /// A hash of everything that exists, equal on every machine.
    pub fn digest(&self) -> u64 {
        crate::digest::of(&(self.version, &self.objects))
    }

    /// The world as it would be with one more change: for looking ahead, nothing happens here.
    pub(crate) fn with(&self, change: Change, now: Time, seed: u64) -> Self {
        let mut next = self.clone();
        next.apply(change, now, seed);
        next
    }

    /// Carries a change out and says what it changed. A `Put` of what is there already, or a `Remove` of what is not, is no change.
    pub(crate) fn apply(&mut self, change: Change, now: Time, seed: u64) -> Option<Changed> {
        let key = change.key();
        let objects = self.objects.of_mut(key.kind);
        let place = objects.place(&key);
        let before = objects.get_at(place, &key).cloned();
        let after = match change {
            Change::Put(object) if before.as_ref() == Some(&object) => return None,
            Change::Put(object) => Some(object.stamped(before.as_ref(), now, self.version + 1, seed)),
            Change::Remove(_) if before.is_none() => return None,
            Change::Remove(_) => None,
        };
        self.version += 1;
        match &after {
            Some(object) => objects.insert_at(place, key.clone(), object.clone()),
            None => drop(objects.remove(&key)),
        }
        let changed = Changed { key, before, after };
        self.index.follow(&changed);
        self.follow_node(&changed);
        Some(changed)
    }

    /// What the index keeps of a node's pods follows the node too.
    fn follow_node(&mut self, changed: &Changed) {
        let node = |object: &Option<Object>| match object {
            Some(Object::Node(node)) => Some(Arc::clone(node)),
            _ => None,
        };
        let (before, after) = (node(&changed.before), node(&changed.after));
        let zone = |node: &Option<Arc<kube::Node>>| node.as_ref()?.meta.labels.get(kube::ZONE).cloned();
        let (was_in, is_in) = (zone(&before), zone(&after));
        let is_new = before.is_none() && after.is_some();
        if !is_new && was_in == is_in {
            return;
        }
        let name = &changed.key.name;
        let pods = self.index.pods_on(name);
        let pods: Vec<&kube::Pod> = pods.filter_map(|(it, _)| pod(&self.objects, it)).collect();
        self.index.rezone(is_in.as_ref(), &pods);
        if is_new {
            self.index.recount(name, &pods);
        }
    }
}

impl PartialEq for World {
    /// The index follows from the objects, so it is not compared.
    fn eq(&self, other: &Self) -> bool {
        self.version == other.version && self.objects == other.objects
    }
}

fn pod<'a>(objects: &'a Objects, key: &Key) -> Option<&'a kube::Pod> {
    match objects.get(key) {
        Some(Object::Pod(pod)) => Some(pod),
        _ => None,
    }
}
