//! Deployments and ReplicaSets in the API's form.

use serde_json::Value;

use crate::{
    kube::{Deployment, ReplicaSet},
    world::Kind,
};

use super::{Fields, Times, conditions, head, spec, with};

pub(super) fn deployment(it: &Deployment) -> Value {
    let known = &it.status;
    let mut status = Fields::new();
    status.count("availableReplicas", known.available_replicas);
    status.some("collisionCount", known.collision_count.map(Into::into));
    status.some("conditions", conditions(&known.conditions, Times::Update));
    status.count("observedGeneration", known.observed_generation);
    status.count("readyReplicas", known.ready_replicas);
    status.count("replicas", known.replicas);
    status.some("terminatingReplicas", known.terminating_replicas.map(Into::into));
    status.count("unavailableReplicas", known.unavailable_replicas);
    status.count("updatedReplicas", known.updated_replicas);
    let parts = [("spec", with_template(spec(&it.spec))), ("status", status.into())];
    with(head(Kind::Deployment, &it.meta), parts)
}

pub(super) fn replica_set(it: &ReplicaSet) -> Value {
    let known = &it.status;
    let mut status = Fields::new();
    status.count("availableReplicas", known.available_replicas);
    status.some("conditions", conditions(&known.conditions, Times::Plain));
    status.count("fullyLabeledReplicas", known.fully_labeled_replicas);
    status.count("observedGeneration", known.observed_generation);
    status.count("readyReplicas", known.ready_replicas);
    status.put("replicas", known.replicas);
    let parts = [("spec", with_template(spec(&it.spec))), ("status", status.into())];
    with(head(Kind::ReplicaSet, &it.meta), parts)
}

/// The API shows that a template has no time of creation.
fn with_template(mut spec: Value) -> Value {
    spec["template"]["metadata"]["creationTimestamp"] = Value::Null;
    spec
}
