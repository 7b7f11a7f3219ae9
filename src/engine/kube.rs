//! Kubernetes: the objects here, one controller a file beside them.

pub mod api;
pub mod claim;
pub mod cluster;
pub mod defaults;
pub mod deployment;
pub mod encode;
mod endpoints;
pub mod endpointslice;
pub mod event_recorder;
pub mod garbage_collector;
pub mod kube_proxy;
pub mod kubelet;
mod labels;
pub mod manifest;
mod meta;
pub mod namespace;
mod node;
pub mod patch;
mod pod;
pub mod pod_gc;
mod pod_spec;
pub mod replicaset;
pub mod scheduler;
mod selector;
mod service;
mod workload;

pub use labels::Labels;
pub use meta::{Condition, Deletion, Meta, OwnerReference, Truth, Uid, condition, set_condition};
pub use node::{Event, EventType, Namespace, Node, NodeSpec, NodeStatus, Taint, TaintEffect, ZONE};
pub use pod::{ContainerState, ContainerStatus, Phase, Pod, PodStatus, Queueing, Terminated};
pub use pod_spec::{
    Container, ContainerPort, ExecAction, Lifecycle, LifecycleHandler, NONZERO_DEFAULT, NodeResources,
    PodSpec, PodTemplate, Probe, Resources, Rest, RestartPolicy, SleepAction, TemplateMeta,
};
pub use selector::{LabelSelector, Operator, Requirement};
pub use service::{
    Endpoint, EndpointAddress, EndpointConditions, EndpointPort, EndpointSlice, EndpointSubset, Endpoints,
    SERVICE_NAME, Service, ServicePort, ServiceSpec,
};
pub use workload::{
    Deployment, DeploymentSpec, DeploymentStatus, DeploymentStrategy, POD_TEMPLATE_HASH, REVISION,
    ReplicaSet, ReplicaSetSpec, ReplicaSetStatus, RollingUpdate,
};

use crate::{controller::Controller, world::Object};

/// The release that the simulated cluster says it is: the first of [`crate::fidelity::KUBERNETES_VERSION`].
pub const RELEASE: &str = "v1.34.0";

/// Every controller of Kubernetes, in the order in which ties are broken.
pub const CONTROLLERS: &[&dyn Controller] = &[
    &scheduler::Scheduler,
    &kubelet::Kubelet,
    &endpointslice::EndpointSliceController,
    &endpoints::EndpointsController,
    &kube_proxy::KubeProxy,
    &pod_gc::PodGc,
    &deployment::DeploymentController,
    &replicaset::ReplicaSetController,
    &garbage_collector::GarbageCollector,
    &namespace::NamespaceController,
];

/// Whether two states of an object differ at most in metadata and status, so that its `generation` stays.
pub(crate) fn same_spec(before: &Object, after: &Object) -> bool {
    match (before, after) {
        (Object::Deployment(a), Object::Deployment(b)) => {
            a.spec == b.spec && a.meta.deletion == b.meta.deletion && same_annotations(&a.meta, &b.meta)
        }
        (Object::ReplicaSet(a), Object::ReplicaSet(b)) => {
            a.spec == b.spec && a.meta.deletion == b.meta.deletion
        }
        (Object::Pod(a), Object::Pod(b)) => a.spec == b.spec,
        (Object::EndpointSlice(a), Object::EndpointSlice(b)) => {
            a.endpoints == b.endpoints && a.ports == b.ports
        }
        // The API server keeps no generation of the other kinds.
        _ => true,
    }
}

/// Whether the annotations of a Deployment differ at most in the revision, which its controller writes as part of the status.
/// Others are copied to the ReplicaSets, so that a change of them counts as one of the spec.
/// Source: pkg/registry/apps/deployment/strategy.go, Kubernetes 1.34.9, read 2026-11.
fn same_annotations(a: &Meta, b: &Meta) -> bool {
    let copied = |meta: &Meta| {
        let mut annotations = meta.annotations.clone();
        annotations.remove(REVISION);
        annotations
    };
    a.annotations == b.annotations || copied(a) == copied(b)
}
