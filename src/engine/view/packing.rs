//! How a node is packed: each pod a step of a staircase, as wide as its CPU request and as high as its memory request.

use crate::sort::{Gather, Sort};
use std::collections::BTreeMap;

use crate::{
    infra::usage,
    kube::{self, NodeResources, Pod, Truth, condition},
    world::{Key, Kind, Text},
};

use super::{
    Moment,
    history::image_of,
    stage::processes_of,
    tile::{TileState, state_of},
};

/// A node on the stage.
#[derive(Clone, Debug, PartialEq)]
pub struct NodePicture {
    /// Its name.
    pub name: Text,
    /// Its zone, if it has one.
    pub zone: Option<Text>,
    /// The kind of machine, if it says.
    pub machine: Option<Text>,
    /// Whether its `Ready` condition is true.
    pub is_ready: bool,
    /// Whether it is cordoned.
    pub is_cordoned: bool,
    /// Its taints, as `key=value:effect`.
    pub taints: Vec<Text>,
    /// What it offers to pods.
    pub allocatable: NodeResources,
    /// What its pods have requested.
    pub requested: NodeResources,
    /// The staircase, from the corner where nothing is requested.
    pub steps: Vec<Step>,
}

/// One pod's part of the staircase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The pod.
    pub pod: Key,
    /// The version, by its number in the history.
    pub version: Option<usize>,
    /// What it is doing.
    pub state: TileState,
    /// The CPU requested by the pods before it [millicores].
    pub cpu_from: i64,
    /// The memory requested by the pods before it [bytes].
    pub memory_from: i64,
    /// What it requests.
    pub requests: NodeResources,
}

impl NodePicture {
    /// How many of its pods wait after a failure or have failed.
    pub fn troubled(&self) -> usize {
        self.steps.iter().filter(|it| it.state.is_trouble()).count()
    }
}

/// Every node, in the order of zones and names.
pub fn nodes(moment: &Moment) -> Vec<NodePicture> {
    let nodes = moment.world().nodes();
    let mut nodes: Vec<NodePicture> = nodes.map(|it| picture(moment, it)).collect();
    nodes.order_by(|a, b| (&a.zone, &a.name).cmp(&(&b.zone, &b.name)));
    nodes
}

/// The names of the nodes, in the order of zones and names.
pub fn names(moment: &Moment) -> Vec<Text> {
    let mut names: Vec<_> = moment
        .world()
        .nodes()
        .map(|it| (it.meta.labels.get(kube::ZONE), &it.meta.name))
        .collect();
    names.order();
    names.into_iter().map(|(_, name)| name.clone()).collect()
}

/// What the processes of each node's pods use, averaged as `kubectl top` shows it: CPU [millicores] and memory [bytes].
pub fn used(moment: &Moment) -> BTreeMap<Text, (i64, i64)> {
    let world = moment.world();
    let usage = usage(world, moment.now());
    let used = |node: &kube::Node| {
        let pods = world.pods_on(&node.meta.name).filter(|it| it.holds_resources());
        let all = pods.flat_map(processes_of).filter_map(|it| usage.get(&it));
        all.fold((0, 0), |(cpu, memory), it| {
            (cpu + it.cpu_milli, memory + it.memory_bytes)
        })
    };
    world.nodes().map(|it| (it.meta.name.clone(), used(it))).to_map()
}

fn picture(moment: &Moment, node: &kube::Node) -> NodePicture {
    let label = |name: &str| node.meta.labels.get(name).cloned();
    let name = &node.meta.name;
    // The staircase keeps the order of the places, so that a step stays where it is while others go.
    let mut pods: Vec<&Pod> = moment
        .world()
        .pods_on(name)
        .filter(|it| it.holds_resources())
        .collect();
    let entries = moment.sim.entries();
    pods.order_by_key(|pod| {
        moment
            .history
            .stay(pod.meta.uid, entries)
            .map_or(usize::MAX, |it| it.slot)
    });
    let mut requested = NodeResources::default();
    let mut steps = Vec::with_capacity(pods.len());
    for pod in pods {
        let requests = pod.spec.requests();
        steps.push(Step {
            pod: Key::new(Kind::Pod, &pod.meta.namespace, &pod.meta.name),
            version: moment.history.version_of(&image_of(pod)),
            state: state_of(pod),
            cpu_from: requested.cpu_milli,
            memory_from: requested.memory_bytes,
            requests,
        });
        requested += requests;
    }
    NodePicture {
        name: name.clone(),
        zone: label(kube::ZONE),
        machine: label("node.kubernetes.io/instance-type"),
        is_ready: condition(&node.status.conditions, "Ready").is_some_and(|it| it.status == Truth::True),
        is_cordoned: node.spec.unschedulable,
        taints: node.spec.taints.iter().map(taint).collect(),
        allocatable: node.status.allocatable,
        requested,
        steps,
    }
}

fn taint(taint: &kube::Taint) -> Text {
    let value = taint.value.as_ref().map(|it| format!("={it}"));
    format!("{}{}:{:?}", taint.key, value.unwrap_or_default(), taint.effect).into()
}
