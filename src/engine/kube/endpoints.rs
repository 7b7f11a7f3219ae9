//! The Endpoints controller: the older list of the addresses behind a Service, kept for those who still read it.
//!
//! Source: pkg/controller/endpoint/endpoints_controller.go, Kubernetes 1.34.9, read 2026-11. Here all pods of a Service
//! share the ports of the first; upstream makes a subset for each set of ports.

use crate::sort::Gather;
use crate::{
    controller::{Controller, Outcome, View},
    reason::{Reason, endpoint::Why},
    time::Span,
    world::{Change, Changed, Key, Kind},
};

use super::{
    EndpointAddress, Endpoints, Meta, Pod, Service,
    endpointslice::{self, HEADLESS, services_touched},
};

/// How long the controller takes to notice. Chosen by us; the recordings show 20 to 300 ms.
const NOTICES_AFTER: Span = Span(60);

/// How many addresses are listed at most. Source: endpoints_controller.go `maxCapacity`, Kubernetes 1.34.9, read 2026-11.
const ADDRESSES_MAX: usize = 1000;

/// The label and value by which this controller knows what is its own, since Kubernetes 1.33.
const MANAGED_BY: (&str, &str) = ("endpoints.kubernetes.io/managed-by", "endpoint-controller");

/// Looks at a Service and writes the Endpoints of the same name.
pub struct EndpointsController;

impl Controller for EndpointsController {
    fn name(&self) -> &'static str {
        "endpoint-controller"
    }

    fn notices_after(&self) -> Span {
        NOTICES_AFTER
    }

    fn woken_by(&self, changed: &Changed, world: &crate::world::World, wake: &mut dyn FnMut(Key)) {
        services_touched(changed, world, wake);
    }

    fn reconcile(&self, key: &Key, view: &View) -> Outcome {
        let mut outcome = Outcome::settled();
        let own = Key::new(Kind::Endpoints, &key.namespace, &key.name);
        let known = view.world.endpoints(&own);
        let Some(service) = view.world.service(key) else {
            if known.is_some() {
                outcome.step(Change::Remove(own), Reason::Endpoint(Why::ServiceGone));
            }
            return outcome;
        };
        if !service.selects_pods() {
            return outcome;
        }
        let mut next = endpoints(service, view);
        if let Some(known) = known {
            next.meta = Meta {
                labels: next.meta.labels,
                ..known.meta.clone()
            };
        }
        let why = if next.addresses.is_empty() && next.not_ready_addresses.is_empty() {
            Why::NoPods
        } else {
            Why::ServiceChanged
        };
        let why = known.map_or(why.clone(), |known| why_of(known, &next).unwrap_or(why));
        outcome.step(Change::Put(next.into()), Reason::Endpoint(why));
        outcome
    }
}

fn endpoints(service: &Service, view: &View) -> Endpoints {
    let mut labels = service.meta.labels.clone();
    labels.insert(MANAGED_BY.0.into(), MANAGED_BY.1.into());
    if service.is_headless() {
        labels.insert(HEADLESS.into(), "".into());
    }
    let mut it = Endpoints {
        meta: Meta {
            labels,
            ..Meta::named(&service.meta.namespace, service.meta.name.clone())
        },
        ..Endpoints::default()
    };
    let takes_all = service.spec.publish_not_ready_addresses;
    for pod in service
        .pods(view.world)
        .filter(|pod| belongs(pod, takes_all))
        .take(ADDRESSES_MAX)
    {
        if it.ports.is_empty() {
            it.ports = endpointslice::ports(service, pod);
        }
        let address = EndpointAddress {
            ip: pod.status.pod_ip.clone().unwrap_or_default(),
            pod: pod.meta.name.clone(),
            node: pod.node_name.clone(),
        };
        if takes_all || pod.is_ready() {
            it.addresses.push(address);
        } else {
            it.not_ready_addresses.push(address);
        }
    }
    it
}

/// A pod on its way out is left out at once, unless the Service asks for all.
fn belongs(pod: &Pod, takes_all: bool) -> bool {
    pod.status.pod_ip.is_some()
        && !pod.status.phase.is_terminal()
        && (takes_all || !pod.meta.is_terminating())
}

/// The first pod whose place in the list changed, by name.
fn why_of(before: &Endpoints, after: &Endpoints) -> Option<Why> {
    use crate::reason::endpoint::PodChange;
    let places = |it: &Endpoints| -> std::collections::BTreeMap<crate::world::Text, bool> {
        let ready = it.addresses.iter().map(|it| (it.pod.clone(), true));
        let not_ready = it.not_ready_addresses.iter().map(|it| (it.pod.clone(), false));
        ready.chain(not_ready).to_map()
    };
    let (old, new) = (places(before), places(after));
    let came = new.iter().filter_map(|(pod, is_ready)| match old.get(pod) {
        None => Some((pod, PodChange::Joined)),
        Some(was) if was == is_ready => None,
        Some(_) if *is_ready => Some((pod, PodChange::BecameReady)),
        Some(_) => Some((pod, PodChange::BecameUnready)),
    });
    let went = old.keys().filter(|pod| !new.contains_key(*pod));
    let changes: Vec<_> = came.chain(went.map(|pod| (pod, PodChange::Left))).collect();
    let (pod, change) = *changes.first()?;
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Some(Why::PodsChanged {
        pod: pod.clone(),
        change,
        changed: count(changes.len()),
        ready: count(after.addresses.len()),
        endpoints: count(new.len()),
    })
}
