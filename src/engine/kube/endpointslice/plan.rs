//! Which slices to write so that they say what is so, with as few writes as upstream makes.
//!
//! Source: k8s.io/endpointslice/reconciler.go `reconcileByPortMapping`, Kubernetes 1.34.9, read 2026-11.

use std::{borrow::Cow, cmp::Reverse, sync::Arc};

use crate::{
    controller::View,
    kube::{Endpoint, EndpointPort, EndpointSlice, Labels, Meta, SERVICE_NAME, Service},
    luck,
    sort::Sort,
    world::{Change, Key, Kind, Text},
};

use super::{Group, HEADLESS, MANAGED_BY, differences::Differences, heads::Heads};

/// How many endpoints a slice holds at most. Source: `MaxEndpointsPerSlice` in
/// pkg/controller/endpointslice/config/v1alpha1/defaults.go, Kubernetes 1.34.9, read 2026-11.
const ENDPOINTS_MAX: usize = 100;

/// A slice that is kept, and what becomes of it.
struct Draft<'a> {
    slice: &'a EndpointSlice,
    /// How many of its endpoints have been gone through.
    passed: usize,
    /// What it will hold, as far as it has been gone through, from the first difference on.
    next: Option<Vec<Arc<Endpoint>>>,
}

impl Draft<'_> {
    fn len(&self) -> usize {
        self.next.as_ref().map_or(self.slice.endpoints.len(), Vec::len)
    }

    /// Goes past one of its endpoints, which will be `now`, or be left out.
    fn pass(&mut self, now: Option<&Arc<Endpoint>>) {
        let known = &self.slice.endpoints[..self.passed];
        if self.next.is_some() || now != Some(&self.slice.endpoints[self.passed]) {
            let next = self.next.get_or_insert_with(|| known.to_vec());
            next.extend(now.cloned());
        }
        self.passed += 1;
    }

    fn extend(&mut self, more: impl Iterator<Item = Arc<Endpoint>>) {
        let known = &self.slice.endpoints;
        self.next.get_or_insert_with(|| known.clone()).extend(more);
    }

    /// The change that makes it so, if anything is to be changed.
    fn change(self, labels: &Labels) -> Option<Change> {
        if self.next.is_none() && self.slice.meta.labels == *labels {
            return None;
        }
        let endpoints = self.next.unwrap_or_else(|| self.slice.endpoints.clone());
        let (meta, ports) = (self.slice.meta.clone(), self.slice.ports.clone());
        Some(put(meta, labels, ports, endpoints))
    }
}

/// The changes that bring the slices of a Service up to date, and what they do to its pods.
pub fn changes<'a>(
    service: &Service,
    known: &[&'a EndpointSlice],
    groups: &'a [Group<'a>],
    view: &View,
) -> (Vec<Change>, Differences<'a>) {
    let mut differences = Differences::default();
    let mut kept: Vec<Draft> = Vec::new();
    let mut fresh: Vec<(&[EndpointPort], Vec<Arc<Endpoint>>)> = Vec::new();
    let of_none = |slice: &&EndpointSlice| groups.iter().all(|group| group.ports != slice.ports);
    let mut spare: Vec<&EndpointSlice> = known.iter().copied().filter(of_none).collect();
    differences.left.extend(spare.iter().flat_map(|it| &it.endpoints));
    for group in groups {
        let same = known.iter().filter(|it| it.ports == group.ports);
        let mut drafts: Vec<Draft> = same
            .map(|slice| Draft {
                slice,
                passed: 0,
                next: None,
            })
            .collect();
        let new = fill(&mut drafts, &group.endpoints, &mut differences);
        let parts = new.chunks(ENDPOINTS_MAX);
        fresh.extend(parts.map(|part| (&*group.ports, part.to_vec())));
        for draft in drafts {
            if draft.len() == 0 {
                spare.push(draft.slice);
            } else {
                kept.push(draft);
            }
        }
    }
    if kept.is_empty() && fresh.is_empty() {
        fresh.push((&[], Vec::new()));
    }
    let labels = labels(service);
    let mut changes: Vec<Change> = kept.into_iter().filter_map(|it| it.change(&labels)).collect();
    // A slice that is no longer needed is written anew rather than removed while another is made.
    for (ports, endpoints) in fresh {
        let meta = match spare.pop() {
            Some(slice) => slice.meta.clone(),
            None => new_meta(service, &changes, view),
        };
        changes.push(put(meta, &labels, ports.to_vec(), endpoints));
    }
    let removes = spare
        .iter()
        .map(|it| Change::Remove(it.meta.key(Kind::EndpointSlice)));
    changes.extend(removes);
    (changes, differences)
}

fn put(meta: Meta, labels: &Labels, ports: Vec<EndpointPort>, mut endpoints: Vec<Arc<Endpoint>>) -> Change {
    endpoints.order_by(|a, b| a.pod.cmp(&b.pod));
    let meta = Meta {
        labels: labels.clone(),
        ..meta
    };
    let slice = EndpointSlice {
        meta,
        ports,
        endpoints,
    };
    Change::Put(slice.into())
}

/// Brings the endpoints that stay up to date where they are, drops those that go, and puts new ones where there is room: into slices that
/// are written anyway, the fullest first, then into one other if it can take all. Gives back those that need new slices.
fn fill<'a>(
    drafts: &mut [Draft<'a>],
    wanted: &'a [Cow<'a, Arc<Endpoint>>],
    differences: &mut Differences<'a>,
) -> Vec<Arc<Endpoint>> {
    let mut new = match_up(drafts, wanted, differences);
    let (mut written, others): (Vec<&mut Draft>, Vec<&mut Draft>) =
        drafts.iter_mut().partition(|it| it.next.is_some());
    written.retain(|it| it.len() > 0);
    written.order_by_key(|it| Reverse(it.len()));
    for draft in written {
        let room = ENDPOINTS_MAX.saturating_sub(draft.len());
        draft.extend(new.drain(..room.min(new.len())));
    }
    // Whole slices are made of what is too much for one.
    let last = new.len() - new.len() % ENDPOINTS_MAX;
    let fitting = others
        .into_iter()
        .filter(|it| it.len() + (new.len() - last) <= ENDPOINTS_MAX)
        .max_by_key(|it| it.len());
    if let Some(draft) = fitting.filter(|_| last < new.len()) {
        draft.extend(new.drain(last..));
    }
    new
}

/// Goes through slices and wanted endpoints side by side; gives back those that stand in no slice.
fn match_up<'a>(
    drafts: &mut [Draft<'a>],
    wanted: &'a [Cow<'a, Arc<Endpoint>>],
    differences: &mut Differences<'a>,
) -> Vec<Arc<Endpoint>> {
    let mut new = Vec::new();
    let mut heads = Heads::new(drafts.iter().map(|it| it.slice));
    for endpoint in wanted {
        let endpoint: &Arc<Endpoint> = endpoint;
        let mut passed = |place: usize, gone| {
            let draft: &mut Draft = &mut drafts[place];
            draft.pass(None);
            differences.left.push(gone);
        };
        match heads.find(&endpoint.pod, endpoint, &mut passed) {
            Some((place, old)) => {
                drafts[place].pass(Some(endpoint));
                if old != endpoint {
                    differences.came.push((Some(old), endpoint));
                }
            }
            None => {
                differences.came.push((None, endpoint));
                new.push(Arc::clone(endpoint));
            }
        }
    }
    heads.finish(&mut |place, gone| {
        drafts[place].pass(None);
        differences.left.push(gone);
    });
    new
}

fn new_meta(service: &Service, changes: &[Change], view: &View) -> Meta {
    let base: Text = format!("{}-", service.meta.name).into();
    let is_free = |name: &Text| {
        let key = Key::new(Kind::EndpointSlice, &service.meta.namespace, name);
        view.world.endpoint_slice(&key).is_none() && changes.iter().all(|it| it.key() != key)
    };
    let name = (0..u32::MAX)
        .map(|turn| -> Text {
            let subject = format!("{}/{turn}", service.meta.uid);
            format!("{base}{}", luck::letters(view.seed, "slice name", &subject, 5)).into()
        })
        .find(is_free)
        .expect("there are more names than slices");
    Meta {
        owners: vec![service.meta.as_controller(Kind::Service)],
        generate_name: Some(base),
        ..Meta::named(&service.meta.namespace, name)
    }
}

/// The labels of the Service, and those by which a slice is found.
fn labels(service: &Service) -> Labels {
    let mut labels = service.meta.labels.clone();
    labels.insert(SERVICE_NAME.into(), service.meta.name.clone());
    labels.insert(MANAGED_BY.0.into(), MANAGED_BY.1.into());
    if service.is_headless() {
        labels.insert(HEADLESS.into(), "".into());
    }
    labels
}
