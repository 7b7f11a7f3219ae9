//! The EndpointSlice controller: lists the pods behind each Service, and whether each may be sent traffic.
//!
//! Source: pkg/controller/endpointslice and k8s.io/endpointslice, Kubernetes 1.34, read 2026-11.

mod differences;
pub(super) mod heads;
mod plan;

use std::{borrow::Cow, sync::Arc};

use crate::{
    controller::{Controller, Outcome, View},
    reason::{Reason, endpoint::Why},
    text::int_or_percent::IntOrString,
    time::Span,
    world::{Change, Changed, Key, Kind, Object, Text, World},
};

use super::{
    Endpoint, EndpointConditions, EndpointPort, EndpointSlice, Pod, PodSpec, SERVICE_NAME, Service,
    ServicePort,
};

/// How long the controller takes to notice. Chosen by us; the recordings show 30 to 200 ms.
const NOTICES_AFTER: Span = Span(50);

/// The label that says who looks after a slice, and its value for this controller.
pub const MANAGED_BY: (&str, &str) = (
    "endpointslice.kubernetes.io/managed-by",
    "endpointslice-controller.k8s.io",
);

/// The label of what belongs to a headless Service.
pub const HEADLESS: &str = "service.kubernetes.io/headless";

/// Pods that can be reached on the same ports.
pub(super) struct Group<'a> {
    /// The ports.
    pub ports: Vec<EndpointPort>,
    /// The pods, ordered by name. Most are told of as they are kept.
    pub endpoints: Vec<Cow<'a, Arc<Endpoint>>>,
}

/// Looks at a Service and writes its slices.
pub struct EndpointSliceController;

impl Controller for EndpointSliceController {
    fn name(&self) -> &'static str {
        "endpoint-slice-controller"
    }

    fn notices_after(&self) -> Span {
        NOTICES_AFTER
    }

    fn woken_by(&self, changed: &Changed, world: &World, wake: &mut dyn FnMut(Key)) {
        services_touched(changed, world, wake);
        // A slice that someone else changed is put right.
        if changed.key.kind == Kind::EndpointSlice {
            let object = changed.after.as_ref().or(changed.before.as_ref());
            if let Some(Object::EndpointSlice(slice)) = object
                && let Some(service) = slice.meta.labels.get(SERVICE_NAME)
            {
                wake(Key::new(Kind::Service, &slice.meta.namespace, service));
            }
        }
    }

    fn reconcile(&self, key: &Key, view: &View) -> Outcome {
        let known = slices_of(key, view.world);
        let mut outcome = Outcome::settled();
        let Some(service) = view.world.service(key) else {
            for slice in known {
                let gone = Change::Remove(slice.meta.key(Kind::EndpointSlice));
                outcome.step(gone, Reason::Endpoint(Why::ServiceGone));
            }
            return outcome;
        };
        if !service.selects_pods() {
            // Whoever took the selector away looks after the slices from then on.
            return outcome;
        }
        let groups = groups(service, view.world);
        let (changes, differences) = plan::changes(service, &known, &groups, view);
        if changes.is_empty() {
            return outcome;
        }
        let why = differences.why(&groups);
        for change in changes {
            outcome.step(change, Reason::Endpoint(why.clone()));
        }
        outcome
    }
}

/// Wakes for every Service that a change may concern: of itself or of a pod it selects.
pub(super) fn services_touched(changed: &Changed, world: &World, wake: &mut dyn FnMut(Key)) {
    match (&changed.before, &changed.after) {
        _ if changed.key.kind == Kind::Service => wake(changed.key.clone()),
        (Some(Object::Pod(before)), Some(Object::Pod(after))) if is_same_endpoint(before, after) => {}
        (before, after) if changed.key.kind == Kind::Pod => {
            let pods = || [before, after].into_iter().flatten().filter_map(as_pod);
            let services = world
                .services()
                .filter(|it| it.meta.namespace == changed.key.namespace && it.selects_pods());
            for service in services {
                if pods().any(|pod| service.selects(&pod.meta.labels)) {
                    wake(service.key());
                }
            }
        }
        _ => {}
    }
}

fn as_pod(object: &Object) -> Option<&Pod> {
    match object {
        Object::Pod(pod) => Some(pod),
        _ => None,
    }
}

/// Whether nothing changed that endpoints tell of. The kubelet writes pods often.
fn is_same_endpoint(before: &Pod, after: &Pod) -> bool {
    before.status.pod_ip == after.status.pod_ip
        && before.is_ready() == after.is_ready()
        && before.status.phase.is_terminal() == after.status.phase.is_terminal()
        && before.meta.is_terminating() == after.meta.is_terminating()
        && before.node_name == after.node_name
        && before.meta.labels == after.meta.labels
}

/// The slices this controller looks after for a Service, ordered by name.
fn slices_of<'a>(service: &Key, world: &'a World) -> Vec<&'a EndpointSlice> {
    let is_its = |slice: &&EndpointSlice| {
        let labels = &slice.meta.labels;
        slice.meta.namespace == service.namespace
            && labels.get(SERVICE_NAME) == Some(&service.name)
            && labels.get(MANAGED_BY.0).is_some_and(|it| &**it == MANAGED_BY.1)
    };
    world.endpoint_slices().filter(is_its).collect()
}

/// The pods of a Service that have an address and are not over, by the ports they can be reached on.
fn groups<'a>(service: &Service, world: &'a World) -> Vec<Group<'a>> {
    let rows = service.pod_rows(world);
    let room = rows.len();
    let mut groups: Vec<Group> = Vec::new();
    // Pods of one template stand together, and have the same ports.
    let mut last: Option<(&Arc<PodSpec>, usize)> = None;
    for (_, row) in rows {
        let Some(endpoint) = row.endpoint.as_ref().filter(|it| is_listed(service, it, world)) else {
            continue;
        };
        let place = match last {
            Some((spec, place)) if Arc::ptr_eq(spec, &row.spec) => place,
            _ => place_of(ports(service, &row.spec), room, &mut groups),
        };
        last = Some((&row.spec, place));
        groups[place].endpoints.push(published(service, endpoint));
    }
    groups
}

/// A pod whose node is gone is left out, but where pods are listed whatever their state.
fn is_listed(service: &Service, endpoint: &Endpoint, world: &World) -> bool {
    // A zone is known of a node that is there, so most nodes need not be looked up.
    service.spec.publish_not_ready_addresses
        || endpoint.zone.is_some()
        || endpoint
            .node
            .as_ref()
            .is_some_and(|it| world.node(&Key::global(Kind::Node, it.clone())).is_some())
}

/// Where the group of these ports stands; it is added, with room for so many, if there is none.
fn place_of(ports: Vec<EndpointPort>, room: usize, groups: &mut Vec<Group>) -> usize {
    let known = groups.iter().position(|group| group.ports == ports);
    known.unwrap_or_else(|| {
        let endpoints = Vec::with_capacity(room);
        groups.push(Group { ports, endpoints });
        groups.len() - 1
    })
}

/// An endpoint as the Service wants it told: some want pods sent traffic that are not ready.
fn published<'a>(service: &Service, endpoint: &'a Arc<Endpoint>) -> Cow<'a, Arc<Endpoint>> {
    if endpoint.conditions.ready || !service.spec.publish_not_ready_addresses {
        return Cow::Borrowed(endpoint);
    }
    Cow::Owned(Arc::new(Endpoint {
        conditions: EndpointConditions {
            ready: true,
            ..endpoint.conditions
        },
        ..Endpoint::clone(endpoint)
    }))
}

/// Where a pod is to be reached for each port of the Service; a name that the pod does not know is left out.
pub(super) fn ports(service: &Service, spec: &PodSpec) -> Vec<EndpointPort> {
    let resolve = |port: &ServicePort| {
        let protocol: Text = port.protocol.clone().unwrap_or_else(|| "TCP".into());
        Some(EndpointPort {
            name: port.name.clone().unwrap_or_default(),
            port: target_port(port, spec, &protocol)?,
            protocol,
        })
    };
    service.spec.ports.iter().filter_map(resolve).collect()
}

fn target_port(port: &ServicePort, spec: &PodSpec, protocol: &str) -> Option<u16> {
    let name = match &port.target_port {
        None | Some(IntOrString::Int(0)) => return Some(port.port),
        Some(IntOrString::Int(number)) => return u16::try_from(*number).ok(),
        Some(IntOrString::Text(name)) => name,
    };
    let sidecars = spec.init_containers.iter().filter(|it| it.is_sidecar());
    let containers = spec.containers.iter().chain(sidecars);
    containers
        .flat_map(|it| &it.ports)
        .find(|it| it.name.as_deref() == Some(name) && it.protocol.as_deref().unwrap_or("TCP") == protocol)
        .map(|it| it.container_port)
}
