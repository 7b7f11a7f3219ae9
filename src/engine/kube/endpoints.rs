//! The Endpoints controller: the older list of the addresses behind a Service, kept for those who still read it.
//!
//! Source: pkg/controller/endpoint/endpoints_controller.go, Kubernetes 1.34.9, read 2026-11. Here all pods of a Service
//! share the ports of the first; upstream makes a subset for each set of ports.

use std::sync::Arc;

use crate::{
    controller::{Controller, Outcome, View},
    reason::{
        Reason,
        endpoint::{PodChange, Why},
    },
    sort::Sort,
    time::Span,
    world::{Change, Changed, Key, Kind, PodRow, Text},
};

use super::{
    EndpointAddress, Endpoints, Meta, Service,
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
    let rows = service.pod_rows(view.world).into_iter();
    let found = rows.filter_map(|(_, row)| Some((row, row.address.as_ref()?)));
    for (row, address) in found
        .filter(|(row, _)| takes_all || !is_leaving(row))
        .take(ADDRESSES_MAX)
    {
        if it.ports.is_empty() {
            it.ports = endpointslice::ports(service, &row.spec);
        }
        if takes_all || row.ready_since.is_some() {
            it.addresses.push(Arc::clone(address));
        } else {
            it.not_ready_addresses.push(Arc::clone(address));
        }
    }
    it
}

/// A pod on its way out is left out at once, unless the Service asks for all. What has an address here is not over.
fn is_leaving(row: &PodRow) -> bool {
    !row.is_active
}

/// The first pod whose place in the list changed, by name.
fn why_of(before: &Endpoints, after: &Endpoints) -> Option<Why> {
    let ready = Moves::between(&before.addresses, &after.addresses);
    let not_ready = Moves::between(&before.not_ready_addresses, &after.not_ready_addresses);
    let has = |pods: &[&Text], pod: &Text| pods.binary_search(&pod).is_ok();
    let became = |other: &Moves, pod: &Text, change: PodChange| {
        if has(&other.out, pod) {
            change
        } else {
            PodChange::Joined
        }
    };
    let to_ready = ready
        .into
        .iter()
        .map(|pod| (*pod, became(&not_ready, pod, PodChange::BecameReady)));
    let to_not_ready = not_ready
        .into
        .iter()
        .map(|pod| (*pod, became(&ready, pod, PodChange::BecameUnready)));
    let mut changes: Vec<(&Text, PodChange)> = to_ready.chain(to_not_ready).collect();
    changes.order_by(|(a, _), (b, _)| a.cmp(b));
    let mut gone: Vec<&Text> = ready.out.iter().chain(&not_ready.out).copied().collect();
    gone.retain(|pod| !has(&ready.into, pod) && !has(&not_ready.into, pod));
    gone.order();
    changes.extend(gone.into_iter().map(|pod| (pod, PodChange::Left)));
    let (pod, change) = *changes.first()?;
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Some(Why::PodsChanged {
        pod: pod.clone(),
        change,
        changed: count(changes.len()),
        ready: count(after.addresses.len()),
        endpoints: count(after.addresses.len() + after.not_ready_addresses.len()),
    })
}

/// The pods that came into a list and those that went out of it, each in order.
struct Moves<'a> {
    into: Vec<&'a Text>,
    out: Vec<&'a Text>,
}

impl<'a> Moves<'a> {
    fn between(mut before: &'a [Arc<EndpointAddress>], mut after: &'a [Arc<EndpointAddress>]) -> Self {
        let mut moves = Self {
            into: Vec::new(),
            out: Vec::new(),
        };
        loop {
            match (before.split_first(), after.split_first()) {
                (None, None) => return moves,
                (Some((old, olds)), Some((new, news))) if Arc::ptr_eq(old, new) || old.pod == new.pod => {
                    (before, after) = (olds, news);
                }
                (Some((old, olds)), new) if new.is_none_or(|(new, _)| old.pod < new.pod) => {
                    moves.out.push(&old.pod);
                    before = olds;
                }
                (_, Some((new, news))) => {
                    moves.into.push(&new.pod);
                    after = news;
                }
                (Some(_), None) => unreachable!("an old pod without a new one comes before it"),
            }
        }
    }
}
