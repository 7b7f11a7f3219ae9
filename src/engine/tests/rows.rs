//! What is kept flat beside the objects says, after any commands and faults, what going through all pods would say.

mod random;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use engine::{
    kube::{
        Endpoint, EndpointAddress, EndpointConditions, Labels, NodeResources, Phase, Pod, PodSpec, Truth,
        Uid, ZONE,
    },
    time::Time,
    timeline::Timeline,
    world::{Cohort, Key, Kind, PodRow, PodRows, Text, World},
};
use random::{Draws, begun, step};

/// What moves pods between cohorts, zones and nodes, beside what any random run does.
const LINES: &[&str] = &[
    "kubectl label node n1 topology.kubernetes.io/zone=c --overwrite",
    "kubectl label node n2 topology.kubernetes.io/zone-",
    "kubectl label pod --all tier=front --overwrite",
    "kubectl label pod --all tier-",
    "kubectl taint node n1 a=b:NoSchedule",
    "kubectl taint node n1 a-",
    "kubectl run alone --image=shop:v1 --labels=app=shop",
    "kubectl delete pod alone",
    "kubectl delete pod --all --grace-period=0 --force",
    "kubectl annotate deployment shop a=b --overwrite",
    "kubectl create namespace team-a",
    "kubectl run other -n team-a --image=shop:v1 --labels=app=shop",
    "kubectl delete namespace team-a",
    "node remove n2",
    "node add n2 --cpu=2 --memory=4Gi --zone=b",
    "fault leak deployment/shop --all --by=1Gi",
    "fault crash pod/alone",
];

/// A row as it is kept, or as it ought to be.
#[derive(Debug, PartialEq)]
struct Row {
    is_active: bool,
    ready_since: Option<Time>,
    created: Time,
    spec: Arc<PodSpec>,
    endpoint: Option<Endpoint>,
    address: Option<EndpointAddress>,
}

/// Rows by what their pods have in common, and by the pods' names.
type Rows = BTreeMap<(Text, Option<Uid>, Labels), BTreeMap<Text, Row>>;

fn kept<'a>(cohorts: impl Iterator<Item = &'a (Cohort, PodRows)>) -> Rows {
    let row = |row: &PodRow| Row {
        is_active: row.is_active,
        ready_since: row.ready_since,
        created: row.created,
        spec: Arc::clone(&row.spec),
        endpoint: row.endpoint.as_deref().cloned(),
        address: row.address.as_deref().cloned(),
    };
    let mut rows = Rows::new();
    for (cohort, pods) in cohorts {
        let common = (cohort.namespace.clone(), cohort.owner, cohort.labels.clone());
        let pods = pods.iter().map(|(name, it)| (name.clone(), row(it))).collect();
        assert!(rows.insert(common, pods).is_none(), "a cohort stands once");
    }
    rows
}

fn scanned(world: &World, is_wanted: impl Fn(&Pod) -> bool) -> Rows {
    let mut rows = Rows::new();
    for pod in world.pods().filter(|pod| is_wanted(pod)) {
        let meta = &pod.meta;
        let owner = meta.owners.iter().find(|it| it.controller).map(|it| it.uid);
        let common = (meta.namespace.clone(), owner, meta.labels.clone());
        let pods = rows.entry(common).or_default();
        pods.insert(meta.name.clone(), row_of(pod, world));
    }
    rows
}

fn row_of(pod: &Pod, world: &World) -> Row {
    let mut conditions = pod.status.conditions.iter();
    let ready = conditions.find(|it| &*it.kind == "Ready" && it.status == Truth::True);
    let is_over = matches!(pod.status.phase, Phase::Succeeded | Phase::Failed);
    let is_leaving = pod.meta.deletion.is_some();
    let ip = pod.status.pod_ip.clone().filter(|_| !is_over);
    let node_of = |name: &Text| world.node(&Key::global(Kind::Node, name.clone()));
    let node = pod.node_name.as_ref().and_then(node_of);
    let endpoint = |address| Endpoint {
        pod: pod.meta.name.clone(),
        uid: pod.meta.uid,
        address,
        node: pod.node_name.clone(),
        zone: node.and_then(|it| it.meta.labels.get(ZONE).cloned()),
        conditions: EndpointConditions {
            ready: ready.is_some() && !is_leaving,
            serving: ready.is_some(),
            terminating: is_leaving,
        },
    };
    let address = |ip| EndpointAddress {
        ip,
        pod: pod.meta.name.clone(),
        node: pod.node_name.clone(),
    };
    Row {
        is_active: !is_over && !is_leaving,
        ready_since: ready.map(|it| it.last_transition),
        created: pod.meta.created,
        spec: Arc::clone(&pod.spec),
        endpoint: ip.clone().map(endpoint),
        address: ip.map(address),
    }
}

/// The owners and labels that have ever been seen: what is gone must have left no row behind.
#[derive(Default)]
struct Seen {
    owners: BTreeSet<Uid>,
    labels: BTreeSet<(Text, Text, Text)>,
    nodes: BTreeSet<Text>,
}

impl Seen {
    fn look(&mut self, world: &World) {
        for pod in world.pods() {
            let namespace = &pod.meta.namespace;
            self.owners.extend(pod.meta.owners.iter().map(|it| it.uid));
            let labels = pod.meta.labels.iter();
            let labels = labels.map(|(name, value)| (namespace.clone(), name.clone(), value.clone()));
            self.labels.extend(labels);
            self.nodes.insert(pod.node_name.clone().unwrap_or_default());
        }
    }

    #[track_caller]
    fn check(&self, world: &World, at: &str) {
        for owner in &self.owners {
            let is_its = |pod: &Pod| pod.meta.owners.iter().any(|it| it.controller && it.uid == *owner);
            assert_eq!(
                kept(world.cohorts_owned_by(*owner)),
                scanned(world, is_its),
                "{at}"
            );
        }
        for (namespace, name, value) in &self.labels {
            let has =
                |pod: &Pod| pod.meta.namespace == *namespace && pod.meta.labels.get(name) == Some(value);
            let cohorts = world.cohorts_labelled(namespace, name, value);
            assert_eq!(kept(cohorts), scanned(world, has), "{at}: {name}={value}");
        }
        for name in &self.nodes {
            let is_there = |pod: &&Pod| pod.node_name.as_deref().unwrap_or_default() == &**name;
            assert!(
                world.pods_on(name).eq(world.pods().filter(is_there)),
                "{at}: {name}"
            );
        }
        for service in world.services() {
            let rows = service.pod_rows(world);
            let names: Vec<&Text> = rows.iter().map(|(name, _)| name).collect();
            let is_its = |pod: &&Pod| {
                !service.spec.selector.is_empty()
                    && pod.meta.namespace == service.meta.namespace
                    && service.selects(&pod.meta.labels)
            };
            let wanted = world.pods().filter(is_its).map(|pod| &pod.meta.name);
            assert_eq!(names, wanted.collect::<Vec<_>>(), "{at}: {}", service.meta.name);
        }
    }
}

/// What the scheduler reads of the nodes.
#[track_caller]
fn check_nodes(world: &World, at: &str) {
    let nodes = world.nodes().map(|node| {
        let name = &node.meta.name;
        let mut sums = [NodeResources::default(), NodeResources::default()];
        let is_on = |pod: &&Pod| pod.node_name.as_ref() == Some(name);
        for pod in world.pods().filter(is_on) {
            if !matches!(pod.status.phase, Phase::Succeeded | Phase::Failed) {
                sums[0] += pod.spec.requests();
                sums[1] += pod.spec.nonzero_requests();
            }
        }
        let is_open = !node.spec.unschedulable && node.spec.taints.is_empty();
        let zone = node.meta.labels.get(ZONE);
        (name, node.status.allocatable, sums, is_open, zone)
    });
    let rows = world.node_rows().iter().map(|(name, row)| {
        let sums = [row.requested, row.nonzero];
        (name, row.allocatable, sums, row.is_open, row.zone.as_ref())
    });
    assert_eq!(rows.collect::<Vec<_>>(), nodes.collect::<Vec<_>>(), "{at}");
}

#[test]
fn the_rows_kept_of_pods_are_those_that_a_scan_of_all_pods_gives() {
    let mut rows = 0;
    for seed in 0..25 {
        let mut draws = Draws::new(seed);
        let mut timeline: Timeline = begun(seed);
        let mut seen = Seen::default();
        for turn in 0..30 {
            if draws.below(3) == 0 {
                timeline.send(draws.any(LINES));
            } else {
                step(&mut timeline, &mut draws);
            }
            // Rows are to be right at every moment, also while things are on their way.
            for _ in 0..4 {
                let world = timeline.present().world();
                let at = format!(
                    "seed {seed}, turn {turn}, {}\n{}",
                    timeline.now().0,
                    timeline.transcript()
                );
                seen.look(world);
                seen.check(world, &at);
                check_nodes(world, &at);
                rows += world.pods().count();
                timeline.seek(Time(timeline.now().0 + draws.below(700)));
            }
        }
    }
    assert!(rows > 5000, "there is something to compare: {rows}");
}
