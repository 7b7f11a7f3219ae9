//! The stage: nodes and the pods on them, workloads, services, and which part of the control plane just acted.

use crate::sort::Sort;
use std::collections::BTreeMap;

use crate::{
    infra::Network,
    kube::{self, Uid},
    log::Entry,
    sim::YOU,
    time::{Span, Time},
    world::{Key, Kind, Object, Text},
};

use super::{
    Moment, Stay,
    tile::{self, COMES_WITHIN, Tile, TileState, thousandths},
};

/// A Deployment, or a ReplicaSet that stands alone, with what it owns.
#[derive(Clone, Debug, PartialEq)]
pub struct Workload {
    /// Its key.
    pub key: Key,
    /// `spec.replicas`.
    pub wanted: u32,
    /// How many pods are ready.
    pub ready: u32,
    /// Whether it is paused.
    pub is_paused: bool,
    /// Its ReplicaSets, oldest revision first.
    pub sets: Vec<SetPicture>,
}

/// A ReplicaSet.
#[derive(Clone, Debug, PartialEq)]
pub struct SetPicture {
    /// Its key.
    pub key: Key,
    /// The image of its template.
    pub image: Text,
    /// The version, by its number in the history, once a pod has run it.
    pub version: Option<usize>,
    /// `deployment.kubernetes.io/revision`; 0 if it has none.
    pub revision: u64,
    /// `spec.replicas`.
    pub wanted: u32,
    /// How many pods are ready.
    pub ready: u32,
    /// What it asked for before, while the change is recent.
    pub changed_from: Option<u32>,
    /// Its pods that no node has been chosen for.
    pub unscheduled: Vec<Key>,
}

/// A Service.
#[derive(Clone, Debug, PartialEq)]
pub struct ServicePicture {
    /// Its key.
    pub key: Key,
    /// The pods that its rules name right now: these are sent requests.
    pub targets: Vec<Key>,
}

/// What is on the stage for a while only, so that it can change though nothing happens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Passing {
    /// How many pods have just gone and can still be seen.
    pub fading: usize,
    /// How many ReplicaSets show what they asked for before.
    pub changed: usize,
}

/// Something a component just did.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// The component, or `you`.
    pub by: &'static str,
    /// The entry.
    pub number: u64,
    /// What changed.
    pub key: Key,
    /// How long ago [thousandths of the time it stays lit].
    pub age: u32,
}

/// The components that have their place in the control plane, the API server (which takes what `you` type) first.
/// What runs on every node, and what stands below Kubernetes, has its place elsewhere.
pub fn parts() -> impl Iterator<Item = &'static str> {
    let names = kube::CONTROLLERS.iter().map(|it| it.name());
    let central = names.filter(|it| !matches!(*it, "kubelet" | "kube-proxy"));
    std::iter::once(YOU).chain(central)
}

/// What is on the stage for a while only. While this and the log stay the same, so do the tiles and the workloads.
pub fn passing(moment: &Moment) -> Passing {
    let sets = moment.world().replica_sets();
    Passing {
        fading: fading(moment).count(),
        changed: sets
            .filter(|it| changed_from(moment, &it.key()).is_some())
            .count(),
    }
}

/// The pods that are there, and those just gone, by uid.
pub fn tiles(moment: &Moment) -> BTreeMap<Uid, Tile> {
    let entries = moment.sim.entries();
    let mut tiles = BTreeMap::new();
    for pod in moment.world().pods() {
        let mut it = tile::tile(pod);
        it.version = moment.history.version_of(&it.image).unwrap_or_default();
        if let Some(stay) = moment.history.stay(pod.meta.uid, entries) {
            it.place = Some((stay.node.clone(), stay.slot));
            it.came = Some(stay.from.1);
        }
        tiles.insert(pod.meta.uid, it);
    }
    for (uid, stay) in fading(moment) {
        let Some((number, at)) = stay.to else { continue };
        let gone = moment.log.get(number).and_then(|it| it.before.clone());
        if let Some(Object::Pod(pod)) = gone
            && !tiles.contains_key(&uid)
        {
            let mut it = tile::tile(&pod);
            it.state = TileState::Terminating;
            it.version = stay.version;
            it.place = Some((stay.node.clone(), stay.slot));
            it.gone = Some(at);
            it.spell = None;
            tiles.insert(uid, it);
        }
    }
    tiles
}

/// How many requests each pod answered in the last second that is in the books.
pub fn answered(moment: &Moment) -> BTreeMap<Key, u64> {
    let network = moment.world().network(&Network::key());
    let last = network.and_then(|it| it.seconds().next_back());
    let mut answered = BTreeMap::new();
    for target in last.iter().flat_map(|it| it.targets.iter()) {
        *answered.entry(pod_of(&target.process)).or_default() += target.answered;
    }
    answered
}

fn fading<'a>(moment: &Moment<'a>) -> impl Iterator<Item = (Uid, &'a Stay)> + use<'a> {
    let since = Time(moment.now().0.saturating_sub(COMES_WITHIN.0));
    moment.history.left_since(since, moment.sim.entries())
}

/// The pod that a process runs in.
fn pod_of(process: &Key) -> Key {
    let (pod, _) = process.name.split_once('/').unwrap_or((&process.name, ""));
    Key::new(Kind::Pod, &process.namespace, &pod.into())
}

/// Deployments and lone ReplicaSets.
pub fn workloads(moment: &Moment) -> Vec<Workload> {
    let world = moment.world();
    let deployments = world.deployments().map(|it| {
        let owned = world.owned_by(it.meta.uid).filter_map(|object| match object {
            Object::ReplicaSet(set) => Some(&**set),
            _ => None,
        });
        Workload {
            key: it.key(),
            wanted: it.spec.replicas,
            ready: it.status.ready_replicas,
            is_paused: it.spec.paused,
            sets: sets(moment, owned),
        }
    });
    let alone = world.replica_sets().filter(|it| it.meta.controller().is_none());
    let alone = alone.map(|it| Workload {
        key: it.key(),
        wanted: it.spec.replicas,
        ready: it.status.ready_replicas,
        is_paused: false,
        sets: sets(moment, std::iter::once(it)),
    });
    deployments.chain(alone).collect()
}

/// Every Service that chooses pods, with whom its rules name. The API server's own, `kubernetes`, chooses none.
pub fn services(moment: &Moment) -> Vec<ServicePicture> {
    let world = moment.world();
    let picture = |service: &kube::Service| {
        let targets = world.balancer(&balancer_of(service)).map(|it| it.targets.iter());
        let process = |name: &Text| Key::new(Kind::Process, &service.meta.namespace, name);
        ServicePicture {
            key: service.key(),
            targets: targets
                .into_iter()
                .flatten()
                .map(|it| pod_of(&process(&it.process)))
                .collect(),
        }
    };
    choosing(moment).map(picture).collect()
}

/// What the clients of each Service send now [thousandths of a request per second], in the order of [`services`].
pub fn rates(moment: &Moment) -> Vec<u32> {
    let now = moment.now();
    let network = moment.world().network(&Network::key());
    let rate = |service: &kube::Service| {
        let to = balancer_of(service);
        let clients = network.into_iter().flat_map(Network::clients);
        clients.filter(|it| it.to == to).map(|it| it.rate(now).0).sum()
    };
    choosing(moment).map(rate).collect()
}

fn choosing<'a>(moment: &Moment<'a>) -> impl Iterator<Item = &'a kube::Service> + use<'a> {
    let services = moment.world().services();
    services.filter(|it| !it.spec.selector.is_empty())
}

fn balancer_of(service: &kube::Service) -> Key {
    Key::new(Kind::Balancer, &service.meta.namespace, &service.meta.name)
}

/// What the parts of the control plane did within the time `lit`, newest first.
pub fn acts(moment: &Moment, lit: &Span) -> Vec<Act> {
    const MOST: usize = 24;
    let now = moment.now();
    let since = Time(now.0.saturating_sub(lit.0));
    let known: Vec<&str> = parts().collect();
    let act = |entry: &Entry| Act {
        by: entry.by,
        number: entry.number,
        key: entry.key.clone(),
        age: thousandths(now.since(entry.at), *lit),
    };
    let central = moment.recent(since).filter(|it| known.contains(&it.by));
    central.take(MOST).map(act).collect()
}

fn sets<'a>(moment: &Moment, owned: impl Iterator<Item = &'a kube::ReplicaSet>) -> Vec<SetPicture> {
    let mut sets: Vec<SetPicture> = owned.map(|it| set(moment, it)).collect();
    sets.order_by(|a, b| (a.revision, &a.key).cmp(&(b.revision, &b.key)));
    sets
}

fn set(moment: &Moment, it: &kube::ReplicaSet) -> SetPicture {
    let first = it.spec.template.spec.containers.first();
    let image: Text = first.map_or_else(|| "".into(), |container| container.image.clone());
    let pods = moment.world().owned_by(it.meta.uid);
    let unscheduled = pods.filter_map(|object| match object {
        Object::Pod(pod) if pod.node_name.is_none() => Some(pod.key()),
        _ => None,
    });
    SetPicture {
        key: it.key(),
        version: moment.history.version_of(&image),
        image,
        revision: it.revision(),
        wanted: it.spec.replicas,
        ready: it.status.ready_replicas,
        changed_from: changed_from(moment, &it.key()),
        unscheduled: unscheduled.collect(),
    }
}

/// What a ReplicaSet asked for before its latest change, if that was within the time a part stays lit.
fn changed_from(moment: &Moment, key: &Key) -> Option<u32> {
    /// Long enough to be read.
    const SHOWN: Span = Span::secs(4);
    let numbers = moment.history.entries_about(key);
    let after = numbers.partition_point(|it| *it < moment.sim.entries());
    let entries = numbers[..after].iter().rev().filter_map(|it| moment.log.get(*it));
    let mut recent = entries.take_while(|it| moment.now().since(it.at) < SHOWN);
    recent.find_map(|entry| match (&entry.before, &entry.after) {
        (Some(Object::ReplicaSet(before)), Some(Object::ReplicaSet(after))) => {
            (before.spec.replicas != after.spec.replicas).then_some(before.spec.replicas)
        }
        (None, Some(Object::ReplicaSet(_))) => Some(0),
        _ => None,
    })
}

/// The keys under which a pod's containers run.
pub(super) fn processes_of(pod: &kube::Pod) -> impl Iterator<Item = Key> {
    pod.spec.containers.iter().map(|it| {
        let name: Text = format!("{}/{}", pod.meta.name, it.name).into();
        Key::new(Kind::Process, &pod.meta.namespace, &name)
    })
}
