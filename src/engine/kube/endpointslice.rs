//! The EndpointSlice controller: lists the pods behind each Service, and whether each may be sent traffic.
//!
//! Source: pkg/controller/endpointslice and k8s.io/endpointslice, Kubernetes 1.34, read 2026-11.

mod plan;

use crate::sort::Sort;
use crate::{
    controller::{Controller, Outcome, View},
    reason::{
        Reason,
        endpoint::{PodChange, Why},
    },
    text::int_or_percent::IntOrString,
    time::Span,
    world::{Change, Changed, Key, Kind, Object, Text, World},
};

use super::{
    Endpoint, EndpointConditions, EndpointPort, EndpointSlice, Pod, SERVICE_NAME, Service, ServicePort, ZONE,
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
pub(super) struct Group {
    /// The ports.
    pub ports: Vec<EndpointPort>,
    /// The pods, ordered by name.
    pub endpoints: Vec<Endpoint>,
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
        let why = why(&known, &groups);
        for change in plan::changes(service, &known, groups, view) {
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
            let pods: Vec<&Pod> = [before, after].into_iter().flatten().filter_map(as_pod).collect();
            let services = world
                .services()
                .filter(|it| it.meta.namespace == changed.key.namespace && it.selects_pods());
            for service in services {
                if pods.iter().any(|pod| service.selects(pod)) {
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
fn groups(service: &Service, world: &World) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for pod in service.pods(world) {
        let Some(endpoint) = endpoint(service, pod, world) else {
            continue;
        };
        let ports = ports(service, pod);
        match groups.iter_mut().find(|group| group.ports == ports) {
            Some(group) => group.endpoints.push(endpoint),
            None => groups.push(Group {
                ports,
                endpoints: vec![endpoint],
            }),
        }
    }
    groups
}

fn endpoint(service: &Service, pod: &Pod, world: &World) -> Option<Endpoint> {
    let address = pod.status.pod_ip.clone()?;
    if pod.status.phase.is_terminal() {
        return None;
    }
    let node = pod.node_name.as_ref()?;
    let node_object = world.node(&Key::global(Kind::Node, node.clone()));
    let takes_all = service.spec.publish_not_ready_addresses;
    if node_object.is_none() && !takes_all {
        return None;
    }
    let (serving, terminating) = (pod.is_ready(), pod.meta.is_terminating());
    Some(Endpoint {
        pod: pod.meta.name.clone(),
        uid: pod.meta.uid,
        address,
        node: Some(node.clone()),
        zone: node_object.and_then(|it| it.meta.labels.get(ZONE).cloned()),
        conditions: EndpointConditions {
            ready: takes_all || (serving && !terminating),
            serving,
            terminating,
        },
    })
}

/// Where a pod is to be reached for each port of the Service; a name that the pod does not know is left out.
pub(super) fn ports(service: &Service, pod: &Pod) -> Vec<EndpointPort> {
    let resolve = |port: &ServicePort| {
        let protocol: Text = port.protocol.clone().unwrap_or_else(|| "TCP".into());
        Some(EndpointPort {
            name: port.name.clone().unwrap_or_default(),
            port: target_port(port, pod, &protocol)?,
            protocol,
        })
    };
    service.spec.ports.iter().filter_map(resolve).collect()
}

fn target_port(port: &ServicePort, pod: &Pod, protocol: &str) -> Option<u16> {
    let name = match &port.target_port {
        None | Some(IntOrString::Int(0)) => return Some(port.port),
        Some(IntOrString::Int(number)) => return u16::try_from(*number).ok(),
        Some(IntOrString::Text(name)) => name,
    };
    let sidecars = pod.spec.init_containers.iter().filter(|it| it.is_sidecar());
    let containers = pod.spec.containers.iter().chain(sidecars);
    containers
        .flat_map(|it| &it.ports)
        .find(|it| it.name.as_deref() == Some(name) && it.protocol.as_deref().unwrap_or("TCP") == protocol)
        .map(|it| it.container_port)
}

/// What the slices will say that they did not say before.
fn why(known: &[&EndpointSlice], groups: &[Group]) -> Why {
    let sorted = |mut all: Vec<Endpoint>| {
        all.order_by(|a, b| a.pod.cmp(&b.pod));
        all
    };
    let before = sorted(known.iter().flat_map(|it| it.endpoints.iter().cloned()).collect());
    let after = sorted(
        groups
            .iter()
            .flat_map(|it| it.endpoints.iter().cloned())
            .collect(),
    );
    let find = |all: &[Endpoint], pod: &Text| {
        let place = all.binary_search_by(|it| it.pod.cmp(pod)).ok()?;
        Some(all[place].clone())
    };
    let mut changes: Vec<(Text, PodChange)> = Vec::new();
    for new in &after {
        match find(&before, &new.pod) {
            None => changes.push((new.pod.clone(), PodChange::Joined)),
            Some(old) if old != *new => changes.push((new.pod.clone(), pod_change(&old, new))),
            Some(_) => {}
        }
    }
    let gone = before.iter().filter(|old| find(&after, &old.pod).is_none());
    changes.extend(gone.map(|old| (old.pod.clone(), PodChange::Left)));
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    match changes.first().cloned() {
        Some((pod, change)) => Why::PodsChanged {
            pod,
            change,
            changed: count(changes.len()),
            ready: count(after.iter().filter(|it| it.conditions.ready).count()),
            endpoints: count(after.len()),
        },
        None if after.is_empty() => Why::NoPods,
        None => Why::ServiceChanged,
    }
}

fn pod_change(old: &Endpoint, new: &Endpoint) -> PodChange {
    match (&old.conditions, &new.conditions) {
        (old, new) if new.terminating && !old.terminating => PodChange::Terminates,
        (old, new) if new.serving && !old.serving => PodChange::BecameReady,
        (old, new) if old.serving && !new.serving => PodChange::BecameUnready,
        _ => PodChange::Other,
    }
}
