//! The Endpoints controller: the older list of the addresses behind a Service, kept for those who still read it.
//!
//! Source: pkg/controller/endpoint/endpoints_controller.go, Kubernetes 1.34.9, and
//! pkg/api/v1/endpoints/util.go, both read 2026-11. Upstream orders subsets and their ports by a hash; here they come in the
//! order of the pods and of the Service's ports.

use std::{borrow::Cow, sync::Arc};

use crate::{
    controller::{Controller, Outcome, View},
    reason::{
        Reason,
        endpoint::{PodChange, Why},
    },
    sort::Sort,
    text::int_or_percent::IntOrString,
    time::Span,
    world::{Change, Changed, Key, Kind, PodRow, Text},
};

use super::{
    EndpointAddress, EndpointPort, EndpointSubset, Endpoints, Meta, PodSpec, Service,
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
        let why = if next.subsets.is_empty() {
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
    let takes_all = service.spec.publish_not_ready_addresses;
    let rows = service.pod_rows(view.world).into_iter();
    let rows = rows
        .map(|(_, row)| row)
        .filter(|row| takes_all || !is_leaving(row));
    Endpoints {
        meta: Meta {
            labels,
            ..Meta::named(&service.meta.namespace, service.meta.name.clone())
        },
        subsets: repacked(by_ports(service, rows)),
    }
}

/// The pods that are reached at the same ports. A pod that has none of them is left out, unless nobody asks for ports.
fn by_ports<'a>(service: &Service, rows: impl Iterator<Item = &'a PodRow>) -> Vec<EndpointSubset> {
    let wanted = &service.spec.ports;
    let is_named = wanted
        .iter()
        .any(|it| matches!(it.target_port, Some(IntOrString::Text(_))));
    let takes_all = service.spec.publish_not_ready_addresses;
    let mut subsets: Vec<EndpointSubset> = Vec::new();
    // Neighbours mostly have one spec.
    let mut last: Option<(&Arc<PodSpec>, Option<usize>)> = None;
    let found = rows.filter_map(|row| Some((row, row.address.as_ref()?)));
    for (row, address) in found.take(ADDRESSES_MAX) {
        let known = last.filter(|(spec, _)| !is_named || Arc::ptr_eq(spec, &row.spec));
        let place = known.map_or_else(|| place_of(&mut subsets, service, &row.spec), |(_, place)| place);
        last = Some((&row.spec, place));
        let Some(place) = place else { continue };
        let subset = &mut subsets[place];
        if takes_all || row.ready_since.is_some() {
            subset.addresses.push(Arc::clone(address));
        } else {
            subset.not_ready_addresses.push(Arc::clone(address));
        }
    }
    subsets
}

fn place_of(subsets: &mut Vec<EndpointSubset>, service: &Service, spec: &PodSpec) -> Option<usize> {
    let ports = endpointslice::ports(service, spec);
    if ports.is_empty() && !service.spec.ports.is_empty() {
        return None;
    }
    let known = subsets.iter().position(|it| it.ports == ports);
    Some(known.unwrap_or_else(|| {
        subsets.push(EndpointSubset {
            ports,
            ..EndpointSubset::default()
        });
        subsets.len() - 1
    }))
}

/// Ports that the same pods have share a subset, and all pods of a port stand in one (upstream `RepackSubsets`).
fn repacked(subsets: Vec<EndpointSubset>) -> Vec<EndpointSubset> {
    if subsets.len() < 2 {
        return subsets;
    }
    let mut ports: Vec<(&EndpointPort, Vec<usize>)> = Vec::new();
    for (place, subset) in subsets.iter().enumerate() {
        for port in &subset.ports {
            match ports.iter_mut().find(|(known, _)| *known == port) {
                Some((_, places)) => places.push(place),
                None => ports.push((port, vec![place])),
            }
        }
    }
    let mut packed: Vec<(Vec<usize>, EndpointSubset)> = Vec::new();
    for (port, places) in ports {
        if let Some((_, subset)) = packed.iter_mut().find(|(known, _)| *known == places) {
            subset.ports.push(port.clone());
            continue;
        }
        let all = |list: fn(&EndpointSubset) -> &[Arc<EndpointAddress>]| {
            let mut all: Vec<_> = places
                .iter()
                .flat_map(|it| list(&subsets[*it]))
                .cloned()
                .collect();
            all.order_by(|a, b| a.pod.cmp(&b.pod));
            all
        };
        let subset = EndpointSubset {
            addresses: all(|it| &it.addresses),
            not_ready_addresses: all(|it| &it.not_ready_addresses),
            ports: vec![port.clone()],
        };
        packed.push((places, subset));
    }
    packed.into_iter().map(|(_, subset)| subset).collect()
}

/// A pod on its way out is left out at once, unless the Service asks for all. What has an address here is not over.
fn is_leaving(row: &PodRow) -> bool {
    !row.is_active
}

/// The first pod whose place in the list changed, by name.
fn why_of(before: &Endpoints, after: &Endpoints) -> Option<Why> {
    let lists =
        [before, after].map(|it| [all(it, |it| &it.addresses), all(it, |it| &it.not_ready_addresses)]);
    let [[ready_before, not_ready_before], [ready_after, not_ready_after]] = &lists;
    let ready = Moves::between(ready_before, ready_after);
    let not_ready = Moves::between(not_ready_before, not_ready_after);
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
        ready: count(ready_after.len()),
        endpoints: count(ready_after.len() + not_ready_after.len()),
    })
}

/// The addresses of all subsets, each once, ordered by pod.
fn all(
    endpoints: &Endpoints,
    list: fn(&EndpointSubset) -> &[Arc<EndpointAddress>],
) -> Cow<'_, [Arc<EndpointAddress>]> {
    if let [one] = &endpoints.subsets[..] {
        return Cow::Borrowed(list(one));
    }
    let mut all: Vec<_> = endpoints.subsets.iter().flat_map(list).cloned().collect();
    all.order_by(|a, b| a.pod.cmp(&b.pod));
    all.dedup();
    Cow::Owned(all)
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
