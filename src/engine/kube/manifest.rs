//! Manifests as JSON to objects. Fields have been checked and defaults filled in before.

use std::sync::Arc;

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Error, Value};

use crate::world::{Kind, Object, Text};

use super::{Deployment, Labels, Meta, Namespace, Node, Pod, PodSpec, ReplicaSet, Service};

/// The part of `metadata` that a person writes.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Given {
    name: Text,
    namespace: Option<Text>,
    labels: Option<Labels>,
    annotations: Option<Labels>,
    generate_name: Option<Text>,
    finalizers: Option<Vec<Text>>,
}

/// The object a manifest describes, with an empty status; none if its kind cannot be created by hand.
pub fn decode(manifest: &Value) -> Result<Option<Object>, Error> {
    let meta = meta(manifest)?;
    let spaced = || Meta {
        namespace: if meta.namespace.is_empty() {
            "default".into()
        } else {
            meta.namespace.clone()
        },
        ..meta.clone()
    };
    Ok(Some(match manifest["kind"].as_str().unwrap_or_default() {
        "Deployment" => {
            let mut it = Deployment {
                meta: spaced(),
                spec: spec(manifest)?,
                ..Deployment::default()
            };
            sum_up(&mut it.spec.template.spec);
            it.into()
        }
        "ReplicaSet" => {
            let mut it = ReplicaSet {
                meta: spaced(),
                spec: spec(manifest)?,
                ..ReplicaSet::default()
            };
            sum_up(&mut it.spec.template.spec);
            it.into()
        }
        "Pod" => {
            let mut it = Pod {
                meta: spaced(),
                ..Pod::default()
            };
            let mut given: PodSpec = spec(manifest)?;
            it.node_name = given
                .rest
                .remove("nodeName")
                .and_then(|name| Some(name.as_str()?.into()));
            it.spec = Arc::new(given.summed());
            it.into()
        }
        "Service" => {
            let mut it = Service {
                meta: spaced(),
                spec: spec(manifest)?,
            };
            // The only address is kept once; the list is made of it when it is shown.
            it.spec.rest.remove("clusterIPs");
            it.into()
        }
        "Namespace" => Namespace {
            meta: Meta {
                namespace: "".into(),
                ..meta
            },
        }
        .into(),
        "Node" => Node {
            meta: Meta {
                namespace: "".into(),
                ..meta
            },
            spec: spec(manifest)?,
            ..Node::default()
        }
        .into(),
        _ => return Ok(None),
    }))
}

/// The object as a new version of its manifest has it. What only the server writes stays: identity, node, status.
pub fn update(known: &Object, manifest: &Value) -> Result<Object, Error> {
    let mut new = known.clone();
    if let Some(given) = decode(manifest)? {
        match (&mut new, given) {
            (Object::Deployment(it), Object::Deployment(given)) => {
                Arc::make_mut(it).spec = given.spec.clone();
            }
            (Object::ReplicaSet(it), Object::ReplicaSet(given)) => {
                Arc::make_mut(it).spec = given.spec.clone();
            }
            (Object::Pod(it), Object::Pod(given)) => Arc::make_mut(it).spec = given.spec.clone(),
            (Object::Service(it), Object::Service(given)) => Arc::make_mut(it).spec = given.spec.clone(),
            (Object::Node(it), Object::Node(given)) => Arc::make_mut(it).spec = given.spec.clone(),
            _ => {}
        }
    }
    let given = meta(manifest)?;
    let owners = manifest["metadata"]["ownerReferences"].as_array();
    if let Some(meta) = new.meta_mut() {
        meta.labels = given.labels;
        meta.annotations = given.annotations;
        if known.kind() != Kind::Namespace {
            meta.finalizers = given.finalizers;
        }
        // References can be taken away by hand, not invented.
        let named = |uid: &str| owners.into_iter().flatten().any(|it| it["uid"] == uid);
        meta.owners.retain(|owner| named(&owner.uid.to_string()));
    }
    Ok(new)
}

fn meta(manifest: &Value) -> Result<Meta, Error> {
    let given: Given = part(&manifest["metadata"])?;
    Ok(Meta {
        name: given.name,
        namespace: given.namespace.unwrap_or_default(),
        labels: given.labels.unwrap_or_default(),
        annotations: given.annotations.unwrap_or_default(),
        generate_name: given.generate_name,
        finalizers: given.finalizers.unwrap_or_default(),
        ..Meta::default()
    })
}

fn spec<T: DeserializeOwned + Default>(manifest: &Value) -> Result<T, Error> {
    part(&manifest["spec"])
}

fn part<T: DeserializeOwned + Default>(value: &Value) -> Result<T, Error> {
    if value.is_null() {
        Ok(T::default())
    } else {
        T::deserialize(value)
    }
}

fn sum_up(spec: &mut Arc<PodSpec>) {
    *spec = Arc::new(PodSpec::clone(spec).summed());
}
