//! Which slices to write so that they say what is so, with as few writes as upstream makes.
//!
//! Source: k8s.io/endpointslice/reconciler.go `reconcileByPortMapping`, Kubernetes 1.34.9, read 2026-11.

use crate::sort::{Gather, Sort};
use std::{cmp::Reverse, collections::BTreeMap};

use crate::{
    controller::View,
    kube::{Endpoint, EndpointSlice, Labels, Meta, SERVICE_NAME, Service},
    luck,
    world::{Change, Key, Kind, Text},
};

use super::{Group, HEADLESS, MANAGED_BY};

/// How many endpoints a slice holds at most. Source: `MaxEndpointsPerSlice` in
/// pkg/controller/endpointslice/config/v1alpha1/defaults.go, Kubernetes 1.34.9, read 2026-11.
const ENDPOINTS_MAX: usize = 100;

/// The changes that bring the slices of a Service up to date.
pub fn changes(service: &Service, known: &[&EndpointSlice], groups: Vec<Group>, view: &View) -> Vec<Change> {
    let mut kept: Vec<EndpointSlice> = Vec::new();
    let mut fresh: Vec<EndpointSlice> = Vec::new();
    let mut spare: Vec<EndpointSlice> = known
        .iter()
        .filter(|slice| groups.iter().all(|group| group.ports != slice.ports))
        .map(|slice| EndpointSlice::clone(slice))
        .collect();
    for group in groups {
        let same = known.iter().filter(|it| it.ports == group.ports);
        let mut slices: Vec<EndpointSlice> = same.map(|it| EndpointSlice::clone(it)).collect();
        let new = fill(&mut slices, group.endpoints);
        for part in new.chunks(ENDPOINTS_MAX) {
            fresh.push(EndpointSlice {
                meta: Meta::default(),
                ports: group.ports.clone(),
                endpoints: part.to_vec(),
            });
        }
        let (empty, filled) = slices
            .into_iter()
            .partition::<Vec<_>, _>(|it| it.endpoints.is_empty());
        spare.extend(empty);
        kept.extend(filled);
    }
    if kept.is_empty() && fresh.is_empty() {
        fresh.push(EndpointSlice::default());
    }
    // A slice that is no longer needed is written anew rather than removed while another is made.
    for slice in fresh {
        let meta = spare
            .pop()
            .map_or_else(|| new_meta(service, &kept, view), |it| it.meta);
        kept.push(EndpointSlice { meta, ..slice });
    }
    let labels = labels(service);
    let puts = kept.into_iter().map(|mut slice| {
        slice.meta.labels.clone_from(&labels);
        slice.endpoints.order_by(|a, b| a.pod.cmp(&b.pod));
        Change::Put(slice.into())
    });
    let removes = spare
        .iter()
        .map(|it| Change::Remove(it.meta.key(Kind::EndpointSlice)));
    puts.chain(removes).collect()
}

/// Brings the endpoints that stay up to date where they are, drops those that go, and puts new ones where there is room: into slices that
/// are written anyway, the fullest first, then into one other if it can take all. Gives back those that need new slices.
fn fill(slices: &mut [EndpointSlice], endpoints: Vec<Endpoint>) -> Vec<Endpoint> {
    let mut wanted: BTreeMap<Text, Endpoint> = endpoints.into_iter().map(|it| (it.pod.clone(), it)).to_map();
    let (mut written, mut others) = (Vec::new(), Vec::new());
    for slice in slices {
        let stay = slice.endpoints.iter().filter_map(|it| wanted.remove(&it.pod));
        let stay: Vec<Endpoint> = stay.collect();
        let is_written = stay != slice.endpoints;
        slice.endpoints = stay;
        if !is_written {
            others.push(slice);
        } else if !slice.endpoints.is_empty() {
            written.push(slice);
        }
    }
    let mut new: Vec<Endpoint> = wanted.into_values().collect();
    written.order_by_key(|it| Reverse(it.endpoints.len()));
    for slice in written {
        let room = ENDPOINTS_MAX - slice.endpoints.len();
        slice.endpoints.extend(new.drain(..room.min(new.len())));
    }
    // Whole slices are made of what is too much for one.
    let last = new.len() - new.len() % ENDPOINTS_MAX;
    let fitting = others
        .into_iter()
        .filter(|it| it.endpoints.len() + (new.len() - last) <= ENDPOINTS_MAX)
        .max_by_key(|it| it.endpoints.len());
    if let Some(slice) = fitting {
        slice.endpoints.extend(new.drain(last..));
    }
    new
}

fn new_meta(service: &Service, kept: &[EndpointSlice], view: &View) -> Meta {
    let base: Text = format!("{}-", service.meta.name).into();
    let is_free = |name: &Text| {
        let key = Key::new(Kind::EndpointSlice, &service.meta.namespace, name);
        view.world.endpoint_slice(&key).is_none() && kept.iter().all(|it| it.meta.name != *name)
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
