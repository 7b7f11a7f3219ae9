//! Objects as the API shows them: JSON with metadata, spec and status, as `-o yaml` prints and patches read it.
//!
//! Simplified: `managedFields` are not kept.

mod cluster;
mod network;
mod pod;
mod workload;

use serde_json::{Map, Value, json};

use crate::{
    time::Time,
    world::{Kind, Object},
};

use super::{Condition, Meta, OwnerReference};

/// The object in the API's form; none for what stands below Kubernetes.
pub fn encode(object: &Object) -> Option<Value> {
    Some(match object {
        Object::Namespace(it) => cluster::namespace(it),
        Object::Node(it) => cluster::node(it),
        Object::Event(it) => cluster::event(it),
        Object::Deployment(it) => workload::deployment(it),
        Object::ReplicaSet(it) => workload::replica_set(it),
        Object::Pod(it) => pod::pod(it),
        Object::Service(it) => network::service(it),
        Object::Endpoints(it) => network::endpoints(it),
        Object::EndpointSlice(it) => network::endpoint_slice(it),
        Object::Process(_) | Object::Balancer(_) | Object::Network(_) | Object::File(_) => return None,
    })
}

/// The group and version under which the API serves objects of this kind.
pub fn api_version(kind: Kind) -> &'static str {
    match kind {
        Kind::Deployment | Kind::ReplicaSet => "apps/v1",
        Kind::EndpointSlice => "discovery.k8s.io/v1",
        _ => "v1",
    }
}

/// `apiVersion`, `kind` and `metadata`, to which the rest is added.
fn head(object: Kind, meta: &Meta) -> Map<String, Value> {
    let mut head = Map::new();
    head.insert("apiVersion".to_owned(), api_version(object).into());
    head.insert("kind".to_owned(), object.name().into());
    head.insert("metadata".to_owned(), metadata(object, meta));
    head
}

fn with(mut head: Map<String, Value>, parts: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    for (name, value) in parts {
        head.insert(name.to_owned(), value);
    }
    Value::Object(head)
}

fn metadata(kind: Kind, meta: &Meta) -> Value {
    let mut fields = Fields::new();
    fields.some(
        "annotations",
        (!meta.annotations.is_empty()).then(|| json!(meta.annotations)),
    );
    // An object that has not been sent yet has not been created yet either.
    fields.some(
        "creationTimestamp",
        (meta.version > 0).then(|| time(meta.created)),
    );
    if let Some(deletion) = &meta.deletion {
        fields.put("deletionGracePeriodSeconds", deletion.grace.as_secs());
        fields.put("deletionTimestamp", time(deletion.due()));
    }
    // A namespace keeps its own finalizer in its spec.
    let has_finalizers = kind != Kind::Namespace && !meta.finalizers.is_empty();
    fields.some("finalizers", has_finalizers.then(|| json!(meta.finalizers)));
    fields.some("generateName", meta.generate_name.as_ref().map(|it| json!(it)));
    let shows_generation = matches!(kind, Kind::Deployment | Kind::ReplicaSet | Kind::EndpointSlice);
    fields.some(
        "generation",
        (shows_generation && meta.generation > 0).then(|| meta.generation.into()),
    );
    fields.some("labels", (!meta.labels.is_empty()).then(|| json!(meta.labels)));
    fields.put("name", &*meta.name);
    fields.some(
        "namespace",
        (!meta.namespace.is_empty()).then(|| json!(meta.namespace)),
    );
    let owners: Vec<Value> = meta.owners.iter().map(owner).collect();
    fields.some("ownerReferences", (!owners.is_empty()).then(|| owners.into()));
    if meta.version > 0 {
        fields.put("resourceVersion", meta.version.to_string());
        fields.put("uid", meta.uid.to_string());
    }
    fields.into()
}

fn owner(owner: &OwnerReference) -> Value {
    let mut fields = Fields::new();
    fields.put("apiVersion", api_version(owner.kind));
    fields.some(
        "blockOwnerDeletion",
        owner.block_owner_deletion.then_some(true.into()),
    );
    fields.some("controller", owner.controller.then_some(true.into()));
    fields.put("kind", owner.kind.name());
    fields.put("name", &*owner.name);
    fields.put("uid", owner.uid.to_string());
    fields.into()
}

fn time(time: Time) -> Value {
    time.rfc3339().into()
}

/// Which times a condition shows besides `lastTransitionTime`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Times {
    Plain,
    Update,
    Heartbeat,
    Probe,
}

fn conditions(all: &[Condition], times: Times) -> Option<Value> {
    let list: Vec<Value> = all.iter().map(|it| condition(it, times)).collect();
    (!list.is_empty()).then(|| list.into())
}

fn condition(it: &Condition, times: Times) -> Value {
    let mut fields = Fields::new();
    let updated = it.last_update.unwrap_or(it.last_transition);
    match times {
        Times::Plain => {}
        Times::Update => fields.put("lastUpdateTime", time(updated)),
        Times::Heartbeat => fields.put("lastHeartbeatTime", time(updated)),
        Times::Probe => fields.put("lastProbeTime", Value::Null),
    }
    fields.put("lastTransitionTime", time(it.last_transition));
    fields.some("message", (!it.message.is_empty()).then(|| json!(it.message)));
    fields.some("reason", (!it.reason.is_empty()).then(|| json!(it.reason)));
    fields.put("status", it.status.name());
    fields.put("type", &*it.kind);
    fields.into()
}

/// A mapping that is filled field by field; what is zero or empty is left out, as the API does.
struct Fields(Map<String, Value>);

impl Fields {
    fn new() -> Self {
        Self(Map::new())
    }

    fn put(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    fn some(&mut self, name: &str, value: Option<Value>) {
        if let Some(value) = value {
            self.put(name, value);
        }
    }

    fn count(&mut self, name: &str, number: impl Into<u64>) {
        let number = number.into();
        self.some(name, (number > 0).then(|| number.into()));
    }
}

impl From<Fields> for Value {
    fn from(fields: Fields) -> Self {
        Self::Object(fields.0)
    }
}

/// A spec as it would be written; specs hold nothing that JSON cannot.
fn spec(it: &impl serde::Serialize) -> Value {
    serde_json::to_value(it).expect("a spec is made of texts, numbers and lists of them")
}
