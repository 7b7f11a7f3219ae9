//! Pods that are alike, and what controllers read of each of them again and again, kept flat beside the objects.
//!
//! Whoever looks at a Service or a ReplicaSet of a thousand pods asks its selector once and then goes through short rows, instead
//! of finding and reading a thousand objects.

use std::sync::Arc;

use crate::{
    kube::{Endpoint, EndpointAddress, Labels, Pod, PodSpec, Uid},
    shared::{Map, Set},
    time::Time,
    world::Text,
};

/// What pods have in common that no selector and no owner tells apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cohort {
    /// Their controlling owner.
    pub owner: Option<Uid>,
    /// Their namespace.
    pub namespace: Text,
    /// Their labels, all of them.
    pub labels: Labels,
}

/// What is read of a pod wherever many are gone through. The pod's name stands beside it.
#[derive(Clone, Debug)]
pub struct PodRow {
    /// `controller.IsPodActive`: neither over nor on its way out.
    pub is_active: bool,
    /// Since when its `Ready` condition is true, if it is.
    pub ready_since: Option<Time>,
    /// `creationTimestamp`.
    pub created: Time,
    /// Its spec, shared with the other pods of the template.
    pub spec: Arc<PodSpec>,
    /// What a slice says of it; none before it has an address and once it is over.
    pub endpoint: Option<Arc<Endpoint>>,
    /// What an Endpoints object says of it; none in the same cases.
    pub address: Option<Arc<EndpointAddress>>,
}

/// The pods of a cohort by their names.
pub type PodRows = Map<Text, PodRow>;

/// Every pod's row, by cohort.
#[derive(Clone, Debug, Default)]
pub(super) struct Cohorts {
    rows: Map<Cohort, PodRows>,
    /// Label name, label value and cohort.
    labelled: Set<(Text, Text, Cohort)>,
}

impl Cohort {
    fn of(pod: &Pod) -> Self {
        Self {
            owner: pod.meta.controller().map(|owner| owner.uid),
            namespace: pod.meta.namespace.clone(),
            labels: pod.meta.labels.clone(),
        }
    }

    /// One that comes before every other of the owner.
    fn least(owner: Uid) -> Self {
        Self {
            owner: Some(owner),
            namespace: "".into(),
            labels: Labels::new(),
        }
    }
}

impl PodRow {
    fn of(pod: &Pod, zone: Option<&Text>) -> Self {
        let has_address = pod.status.pod_ip.is_some() && !pod.status.phase.is_terminal();
        Self {
            is_active: pod.is_active(),
            ready_since: pod.ready_since(),
            created: pod.meta.created,
            spec: Arc::clone(&pod.spec),
            endpoint: Endpoint::of(pod, zone).filter(|_| has_address).map(Arc::new),
            address: EndpointAddress::of(pod).filter(|_| has_address).map(Arc::new),
        }
    }

    /// Whether two states of a pod have the same row in the same cohort. The kubelet writes pods often.
    fn is_same(before: &Pod, after: &Pod) -> bool {
        before.meta.deletion.is_some() == after.meta.deletion.is_some()
            && before.status.phase.is_terminal() == after.status.phase.is_terminal()
            && before.ready_since() == after.ready_since()
            && before.status.pod_ip == after.status.pod_ip
            && before.node_name == after.node_name
            && before.spec == after.spec
            && Self::is_same_cohort(before, after)
    }

    fn is_same_cohort(before: &Pod, after: &Pod) -> bool {
        before.meta.labels == after.meta.labels && before.meta.owners == after.meta.owners
    }
}

impl Cohorts {
    /// Takes note of a pod that has changed; `zone` is that of its node.
    pub fn follow(&mut self, before: Option<&Pod>, after: Option<&Pod>, zone: Option<&Text>) {
        match (before, after) {
            (Some(before), Some(after)) if PodRow::is_same(before, after) => {}
            (before, after) => {
                let leaves = |before: &&Pod| after.is_none_or(|it| !PodRow::is_same_cohort(before, it));
                before.filter(leaves).into_iter().for_each(|it| self.remove(it));
                after.into_iter().for_each(|it| self.put(it, zone));
            }
        }
    }

    /// Writes the row of a pod.
    pub fn put(&mut self, pod: &Pod, zone: Option<&Text>) {
        let (cohort, row) = (Cohort::of(pod), PodRow::of(pod, zone));
        if let Some(rows) = self.rows.get_mut(&cohort) {
            rows.insert(pod.meta.name.clone(), row);
            return;
        }
        for (name, value) in &cohort.labels {
            let label = (name.clone(), value.clone(), cohort.clone());
            self.labelled.insert(label, ());
        }
        let mut rows = PodRows::default();
        rows.insert(pod.meta.name.clone(), row);
        self.rows.insert(cohort, rows);
    }

    fn remove(&mut self, pod: &Pod) {
        let cohort = Cohort::of(pod);
        let Some(rows) = self.rows.get_mut(&cohort) else {
            return;
        };
        rows.remove(&pod.meta.name);
        if rows.is_empty() {
            for (name, value) in &cohort.labels {
                let label = (name.clone(), value.clone(), cohort.clone());
                self.labelled.remove(&label);
            }
            self.rows.remove(&cohort);
        }
    }

    /// The cohorts of an owner.
    pub fn owned_by(&self, owner: Uid) -> impl Iterator<Item = &(Cohort, PodRows)> {
        self.rows
            .from(&Cohort::least(owner))
            .take_while(move |(cohort, _)| cohort.owner == Some(owner))
    }

    /// The cohorts of a namespace that carry a label.
    pub fn labelled(
        &self,
        namespace: &Text,
        name: &Text,
        value: &Text,
    ) -> impl Iterator<Item = &(Cohort, PodRows)> {
        let (namespace, name, value) = (namespace.clone(), name.clone(), value.clone());
        let least = Cohort {
            owner: None,
            namespace: "".into(),
            labels: Labels::new(),
        };
        self.labelled
            .from(&(name.clone(), value.clone(), least))
            .map(|(label, ())| label)
            .take_while(move |(its_name, its_value, _)| *its_name == name && *its_value == value)
            .filter(move |(_, _, cohort)| cohort.namespace == namespace)
            .filter_map(|(_, _, cohort)| self.rows.get_pair(cohort))
    }
}
