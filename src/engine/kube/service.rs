//! `Service`, `EndpointSlice` and `Endpoints`: who may be asked, and who answers right now.

use std::{collections::BTreeSet, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::{
    text::int_or_percent::IntOrString,
    world::{Key, Kind, PodRow, Text, World},
};

use super::{Labels, Meta, Pod, Rest, Uid};

/// The label that ties an `EndpointSlice` to its Service.
pub const SERVICE_NAME: &str = "kubernetes.io/service-name";

/// A Service.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Service {
    /// `metadata`.
    pub meta: Meta,
    /// `spec`.
    pub spec: ServiceSpec,
}

/// `ServiceSpec`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ServiceSpec {
    /// `type`: `ClusterIP`, `NodePort`, `LoadBalancer` or `ExternalName`.
    #[serde(rename = "type")]
    pub kind: Text,
    /// `clusterIP`.
    #[serde(rename = "clusterIP", skip_serializing_if = "Option::is_none")]
    pub cluster_ip: Option<Text>,
    /// `selector`; a Service without one has no endpoints of its own.
    #[serde(skip_serializing_if = "Labels::is_empty")]
    pub selector: Labels,
    /// `ports`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ports: Vec<ServicePort>,
    /// `publishNotReadyAddresses`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub publish_not_ready_addresses: bool,
    /// Everything else.
    #[serde(flatten)]
    pub rest: Rest,
}

/// `ServicePort`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServicePort {
    /// `name`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// `nodePort`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node_port: Option<u16>,
    /// `port`.
    pub port: u16,
    /// `protocol`; the API server fills in TCP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protocol: Option<Text>,
    /// `targetPort`; the API server fills in `port`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_port: Option<IntOrString>,
    /// Everything else.
    #[serde(flatten)]
    pub rest: Rest,
}

/// An `EndpointSlice`: a part of the pods behind a Service.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct EndpointSlice {
    /// `metadata`.
    pub meta: Meta,
    /// `ports`.
    pub ports: Vec<EndpointPort>,
    /// `endpoints`, ordered by pod; those that stay are shared with the slice before.
    pub endpoints: Vec<Arc<Endpoint>>,
}

/// `Endpoint` of a slice.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Endpoint {
    /// `targetRef.name`: the pod.
    pub pod: Text,
    /// `targetRef.uid`.
    pub uid: Uid,
    /// `addresses[0]`.
    pub address: Text,
    /// `nodeName`.
    pub node: Option<Text>,
    /// `zone`.
    pub zone: Option<Text>,
    /// `conditions`.
    pub conditions: EndpointConditions,
}

/// `EndpointConditions`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct EndpointConditions {
    /// `ready`: may be sent traffic.
    pub ready: bool,
    /// `serving`: answers, whether or not it is on its way out.
    pub serving: bool,
    /// `terminating`: on its way out.
    pub terminating: bool,
}

/// `EndpointPort`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EndpointPort {
    /// `name`; empty for the only port.
    pub name: Text,
    /// `port`.
    pub port: u16,
    /// `protocol`.
    pub protocol: Text,
}

/// `Endpoints`, the older form: ready and not ready addresses of a Service.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Endpoints {
    /// `metadata`.
    pub meta: Meta,
    /// `subsets`: the pods that are reached at the same ports; of several named ports a pod may stand in more than one.
    pub subsets: Vec<EndpointSubset>,
}

/// `EndpointSubset`.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct EndpointSubset {
    /// `addresses`: those that are ready, ordered by pod; those that stay are shared with the list before.
    pub addresses: Vec<Arc<EndpointAddress>>,
    /// `notReadyAddresses`, likewise.
    pub not_ready_addresses: Vec<Arc<EndpointAddress>>,
    /// `ports`.
    pub ports: Vec<EndpointPort>,
}

/// `EndpointAddress`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EndpointAddress {
    /// `ip`.
    pub ip: Text,
    /// `targetRef.name`: the pod.
    pub pod: Text,
    /// `nodeName`.
    pub node: Option<Text>,
}

impl Endpoint {
    /// What there is to say of a pod with a node and an address; `zone` is that of its node.
    pub fn of(pod: &Pod, zone: Option<&Text>) -> Option<Self> {
        let (serving, terminating) = (pod.is_ready(), pod.meta.is_terminating());
        Some(Self {
            pod: pod.meta.name.clone(),
            uid: pod.meta.uid,
            address: pod.status.pod_ip.clone()?,
            node: Some(pod.node_name.clone()?),
            zone: zone.cloned(),
            conditions: EndpointConditions {
                ready: serving && !terminating,
                serving,
                terminating,
            },
        })
    }
}

impl Endpoints {
    /// How many pods are ready.
    pub fn ready_pods(&self) -> usize {
        if let [one] = &self.subsets[..] {
            return one.addresses.len();
        }
        let pods = self.subsets.iter().flat_map(|it| &it.addresses).map(|it| &it.pod);
        pods.collect::<BTreeSet<_>>().len()
    }
}

impl EndpointAddress {
    /// What there is to say of a pod with an address.
    pub fn of(pod: &Pod) -> Option<Self> {
        Some(Self {
            ip: pod.status.pod_ip.clone()?,
            pod: pod.meta.name.clone(),
            node: pod.node_name.clone(),
        })
    }
}

impl Service {
    /// Its key.
    pub fn key(&self) -> Key {
        self.meta.key(Kind::Service)
    }

    /// Whether the control plane lists pods for it.
    pub fn selects_pods(&self) -> bool {
        !self.spec.selector.is_empty() && &*self.spec.kind != "ExternalName"
    }

    /// Whether it selects the pods of its namespace that carry these labels.
    pub fn selects(&self, labels: &Labels) -> bool {
        let mut wanted = self.spec.selector.iter();
        wanted.all(|(name, value)| labels.get(name) == Some(value))
    }

    /// What is kept of the pods it selects, ordered by their names.
    pub fn pod_rows<'a>(&self, world: &'a World) -> Vec<&'a (Text, PodRow)> {
        let mut all: Vec<&(Text, PodRow)> = Vec::new();
        let Some((name, value)) = self.spec.selector.first_key_value() else {
            return all;
        };
        for (cohort, rows) in world.cohorts_labelled(&self.meta.namespace, name, value) {
            if self.selects(&cohort.labels) {
                // Each cohort is in order; together they are merged.
                let merged = Vec::with_capacity(all.len() + rows.len());
                let mut before = std::mem::replace(&mut all, merged).into_iter().peekable();
                rows.iter().for_each(|row| {
                    while let Some(it) = before.next_if(|it| it.0 < row.0) {
                        all.push(it);
                    }
                    all.push(row);
                });
                all.extend(before);
            }
        }
        all
    }

    /// Whether it has no address of its own: `clusterIP: None`.
    pub fn is_headless(&self) -> bool {
        self.spec.cluster_ip.as_deref() == Some("None")
    }
}
