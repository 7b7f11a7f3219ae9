//! What is there before anyone has done anything: the system's namespaces and the API server's own Service.
//!
//! Whoever starts a cluster (the first `node add`) puts it there.

use std::sync::Arc;

use crate::{
    text::int_or_percent::IntOrString,
    world::{Change, Key, Kind, Object, Text, World},
};

use super::{
    Endpoint, EndpointAddress, EndpointConditions, EndpointPort, EndpointSlice, EndpointSubset, Endpoints,
    Labels, Meta, Namespace, SERVICE_NAME, Service, ServicePort, ServiceSpec,
};

/// Where work goes unless a namespace is named.
pub const DEFAULT: &str = "default";

/// The namespaces of the system. Source: pkg/controlplane/controller/systemnamespaces, Kubernetes 1.34, read 2026-11.
pub const SYSTEM_NAMESPACES: [&str; 4] = [DEFAULT, "kube-node-lease", "kube-public", "kube-system"];

/// The label every namespace carries, so that selectors can name it.
pub const NAMESPACE_NAME: &str = "kubernetes.io/metadata.name";

/// The address of the API server inside the cluster: the first of the Service range 10.96.0.0/12, as kubeadm sets it up.
const API_CLUSTER_IP: &str = "10.96.0.1";

/// The machine the control plane runs on, and the API server's port there. Chosen by us; the port is upstream's default.
const API_ADDRESS: (&str, u16) = ("192.168.0.10", 6443);

/// Whether there is a cluster yet.
pub fn is_up(world: &World) -> bool {
    world.namespace(&Key::global(Kind::Namespace, DEFAULT)).is_some()
}

/// The changes that bring a cluster up; none where it is up.
pub fn bring_up(world: &World) -> Vec<Change> {
    if is_up(world) {
        return Vec::new();
    }
    let namespaces = SYSTEM_NAMESPACES.iter().map(|&name| namespace(name).into());
    namespaces.chain(api_server()).map(Change::Put).collect()
}

/// A namespace as the API server makes it.
pub fn namespace(name: &str) -> Namespace {
    Namespace {
        meta: Meta {
            labels: Labels::from([(NAMESPACE_NAME.into(), name.into())]),
            ..Meta::named(&"".into(), name)
        },
    }
}

/// The Service `kubernetes`, which the API server keeps for itself, with its endpoints.
fn api_server() -> [Object; 3] {
    let meta = Meta::named(&DEFAULT.into(), "kubernetes");
    let tcp: Text = "TCP".into();
    let port = EndpointPort {
        name: "https".into(),
        port: API_ADDRESS.1,
        protocol: tcp.clone(),
    };
    let service = Service {
        meta: Meta {
            labels: Labels::from([
                ("component".into(), "apiserver".into()),
                ("provider".into(), "kubernetes".into()),
            ]),
            ..meta.clone()
        },
        spec: ServiceSpec {
            kind: "ClusterIP".into(),
            cluster_ip: Some(API_CLUSTER_IP.into()),
            ports: vec![ServicePort {
                name: Some("https".into()),
                node_port: None,
                port: 443,
                protocol: Some(tcp),
                target_port: Some(IntOrString::Int(API_ADDRESS.1.into())),
                rest: super::Rest::new(),
            }],
            ..ServiceSpec::default()
        },
    };
    let slice = EndpointSlice {
        meta: Meta {
            labels: Labels::from([(SERVICE_NAME.into(), "kubernetes".into())]),
            ..meta.clone()
        },
        ports: vec![port.clone()],
        endpoints: vec![Arc::new(Endpoint {
            pod: "".into(),
            uid: super::Uid::default(),
            address: API_ADDRESS.0.into(),
            node: None,
            zone: None,
            conditions: EndpointConditions {
                ready: true,
                serving: true,
                terminating: false,
            },
        })],
    };
    let endpoints = Endpoints {
        meta,
        subsets: vec![EndpointSubset {
            addresses: vec![Arc::new(EndpointAddress {
                ip: API_ADDRESS.0.into(),
                pod: "".into(),
                node: None,
            })],
            not_ready_addresses: Vec::new(),
            ports: vec![port],
        }],
    };
    [service.into(), slice.into(), endpoints.into()]
}
