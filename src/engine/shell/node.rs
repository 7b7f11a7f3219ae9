//! `node add` and `node remove`: the machines of the cluster, which in reality a cloud or a data centre provides.

#[cfg(test)]
mod tests;

use crate::sort::Gather;
use std::collections::BTreeSet;

use crate::{
    kube::{Condition, Labels, Meta, Node, NodeResources, NodeSpec, NodeStatus, Truth, ZONE, cluster},
    text::{names, quantity::Quantity},
    time::Time,
    world::{Change, Key, Kind, Text, World},
};

use super::{
    Reply,
    flags::{Flag, Takes},
    refusal::Refusal,
    verb::{Call, Complete, Tool, Verb},
};

/// A machine unless told otherwise: 4 CPUs, 16Gi, and the kubelet's `--max-pods`. The first two are chosen by us.
const USUAL: NodeResources = NodeResources {
    cpu_milli: 4000,
    memory_bytes: 16 << 30,
    storage_bytes: 100 << 30,
    pods: 110,
};

/// The most pods a node's range of addresses (a /24) has room for.
const PODS_MAX: i64 = 250;

/// As many nodes have a range of addresses of their own inside 10.244.0.0 to 10.255.255.255.
const NODES_MAX: usize = 3_000;

/// Machine types with their CPUs and memory [GiB]. Source: AWS EC2 instance types page, read 2026-11.
const TYPES: [(&str, i64, i64); 8] = [
    ("t3.micro", 2, 1),
    ("t3.small", 2, 2),
    ("t3.medium", 2, 4),
    ("t3.large", 2, 8),
    ("m5.large", 2, 8),
    ("m5.xlarge", 4, 16),
    ("m5.2xlarge", 8, 32),
    ("c5.xlarge", 4, 8),
];

/// The tool.
pub const TOOL: &Tool = &Tool {
    name: "node",
    verbs: &[&ADD, &REMOVE],
    flags: &[],
    check: |_| Ok(()),
    words: || TOOL.verbs.iter().map(|it| it.name).collect(),
    help: || format!("{}\n{}", ADD.manual(), REMOVE.manual()),
    not_here: |_| None,
};

static ADD: Verb = Verb {
    tool: "node",
    name: "add",
    aliases: &[],
    usage: "NAME... [--cpu=4] [--memory=16Gi] [--zone=ZONE] [--type=TYPE]",
    help: "Switch on machines that join the cluster as nodes.",
    examples: &["node add n1 n2 n3", "node add n4 --cpu=8 --memory=32Gi --zone=b"],
    flags: &[CPU, MEMORY, PODS, ZONE_FLAG, TYPE, LABELS],
    complete: Complete::Nothing,
    run: add,
};

static REMOVE: Verb = Verb {
    tool: "node",
    name: "remove",
    aliases: &[],
    usage: "NAME...",
    help: "Switch machines off for good and take their nodes out of the cluster.",
    examples: &["node remove n1"],
    flags: &[],
    complete: Complete::Names(Kind::Node),
    run: remove,
};

const CPU: &Flag = &Flag {
    name: "cpu",
    short: None,
    takes: Takes::Text(""),
    help: "CPUs of each, e.g. 4 or 1500m; 4 unless given.",
};

const MEMORY: &Flag = &Flag {
    name: "memory",
    short: None,
    takes: Takes::Text(""),
    help: "Memory of each, e.g. 16Gi; 16Gi unless given.",
};

const PODS: &Flag = &Flag {
    name: "pods",
    short: None,
    takes: Takes::Number(USUAL.pods),
    help: "How many pods each may run.",
};

const ZONE_FLAG: &Flag = &Flag {
    name: "zone",
    short: None,
    takes: Takes::Text(""),
    help: "The availability zone they stand in.",
};

const TYPE: &Flag = &Flag {
    name: "type",
    short: None,
    takes: Takes::Text(""),
    help: "A machine type of AWS, e.g. t3.medium, which gives CPUs and memory.",
};

const LABELS: &Flag = &Flag {
    name: "labels",
    short: None,
    takes: Takes::Text(""),
    help: "More labels, e.g. disk=ssd,team=a.",
};

/// What was asked for of new nodes.
struct Wanted {
    resources: NodeResources,
    labels: Labels,
}

fn read(call: &Call) -> Result<Wanted, Refusal> {
    let mut wanted = Wanted {
        resources: USUAL,
        labels: Labels::new(),
    };
    if let Some(name) = given(call, "type") {
        machine(name, &mut wanted)?;
    }
    if let Some(cpu) = given(call, "cpu") {
        wanted.resources.cpu_milli = amount("cpu", cpu)?.millis();
    }
    if let Some(memory) = given(call, "memory") {
        wanted.resources.memory_bytes = amount("memory", memory)?.bytes();
    }
    wanted.resources.pods = call.flags.number("pods");
    if !(1..=PODS_MAX).contains(&wanted.resources.pods) {
        return Err(Refusal::tool(format!(
            "a node runs 1 to {PODS_MAX} pods: it has no addresses for more"
        )));
    }
    if let Some(zone) = given(call, "zone") {
        let region: Text = "topology.kubernetes.io/region".into();
        wanted.labels.insert(ZONE.into(), zone.into());
        wanted.labels.insert(region, "r1".into());
    }
    if let Some(text) = given(call, "labels") {
        wanted.labels.extend(labels(text)?);
    }
    match wanted
        .labels
        .values()
        .find(|it| !names::label_value(it).is_empty())
    {
        Some(value) => Err(Refusal::tool(format!(
            "\"{value}\" cannot be the value of a label"
        ))),
        None => Ok(wanted),
    }
}

fn given<'a>(call: &'a Call, flag: &str) -> Option<&'a str> {
    Some(call.flags.text(flag)).filter(|it| !it.is_empty())
}

/// No machine has more of anything [1 CPU, 1 GiB]; chosen by us, some times the largest that can be rented.
const UNITS_MAX: i64 = 1 << 15;

fn amount(flag: &str, text: &str) -> Result<Quantity, Refusal> {
    let most = if flag == "cpu" { UNITS_MAX } else { UNITS_MAX << 30 };
    match text.parse::<Quantity>() {
        Ok(it) if it.bytes() > most => Err(Refusal::tool(format!(
            "--{flag}={text} is more than any machine has"
        ))),
        Ok(it) if !it.is_zero() && !it.is_negative() => Ok(it),
        _ => Err(Refusal::tool(format!("--{flag}={text} is not an amount"))),
    }
}

/// A type gives CPU and memory, which flags may still change.
fn machine(name: &str, wanted: &mut Wanted) -> Result<(), Refusal> {
    let known = TYPES.iter().find(|(it, ..)| *it == name);
    let Some((_, cpus, gib)) = known else {
        let names: Vec<&str> = TYPES.iter().map(|(it, ..)| *it).collect();
        return Err(Refusal::tool(format!(
            "unknown type {name}; there are {}",
            names.join(", ")
        )));
    };
    wanted.resources.cpu_milli = cpus * 1000;
    wanted.resources.memory_bytes = gib << 30;
    let label: Text = "node.kubernetes.io/instance-type".into();
    wanted.labels.insert(label, name.into());
    Ok(())
}

fn labels(text: &str) -> Result<Vec<(Text, Text)>, Refusal> {
    let pair = |pair: &str| match pair.split_once('=') {
        Some((key, value)) if names::label_key(key).is_empty() => Ok((key.into(), value.into())),
        _ => Err(Refusal::tool(format!("\"{pair}\" is not a label"))),
    };
    text.split(',').map(pair).collect()
}

fn add(call: &Call) -> Result<Reply, Refusal> {
    let world = call.view.world;
    let wanted = read(call)?;
    if call.args.is_empty() {
        return Err(call.misused("a node needs a name"));
    }
    let mut reply = Reply::default();
    let mut taken = taken_places(world);
    for change in cluster::bring_up(world) {
        reply.change(call.line, change);
    }
    for (count, name) in call.args.iter().enumerate() {
        if let Some(problem) = names::dns1123_subdomain(name).first() {
            return Err(Refusal::tool(format!("{name}: {problem}")));
        }
        let is_known = world.node(&Key::global(Kind::Node, name.as_str())).is_some();
        if is_known || call.args[..count].contains(name) {
            return Err(Refusal::AlreadyExists("nodes".to_owned(), name.clone()));
        }
        let place = (1..=NODES_MAX).find(|place| !taken.contains(place));
        let place = place.ok_or_else(|| Refusal::tool(format!("there can be {NODES_MAX} nodes")))?;
        taken.insert(place);
        reply.change(
            call.line,
            Change::Put(node(name, place, &wanted, call.view.now).into()),
        );
        reply.out.push_str(&format!("node/{name} added\n"));
    }
    Ok(reply)
}

/// The places in the range of addresses that other nodes have.
fn taken_places(world: &World) -> BTreeSet<usize> {
    let place = |cidr: &Text| {
        let mut parts = cidr.split('.').skip(1).map(|it| it.parse::<usize>().ok());
        Some((parts.next()?? - 244) * 256 + parts.next()??)
    };
    world
        .nodes()
        .filter_map(|node| place(node.spec.pod_cidr.as_ref()?))
        .to_set()
}

fn node(name: &str, place: usize, wanted: &Wanted, now: Time) -> Node {
    let mut labels = wanted.labels.clone();
    for (key, value) in [
        ("beta.kubernetes.io/arch", "amd64"),
        ("beta.kubernetes.io/os", "linux"),
        ("kubernetes.io/arch", "amd64"),
        ("kubernetes.io/hostname", name),
        ("kubernetes.io/os", "linux"),
    ] {
        labels.insert(key.into(), value.into());
    }
    let host = place + 10;
    Node {
        meta: Meta {
            labels,
            annotations: annotations(),
            ..Meta::named(&"".into(), name)
        },
        spec: NodeSpec {
            pod_cidr: Some(format!("10.{}.{}.0/24", 244 + place / 256, place % 256).into()),
            ..NodeSpec::default()
        },
        status: NodeStatus {
            capacity: wanted.resources,
            allocatable: wanted.resources,
            conditions: conditions(now),
            address: format!("192.168.{}.{}", host / 256, host % 256).into(),
            ..NodeStatus::default()
        },
    }
}

/// What the ttl controller and the kubelet note on every node. Source: a recording of Kubernetes 1.28.7.
fn annotations() -> Labels {
    let notes = [
        ("node.alpha.kubernetes.io/ttl", "0"),
        ("volumes.kubernetes.io/controller-managed-attach-detach", "true"),
    ];
    notes
        .map(|(name, value)| (name.into(), value.into()))
        .into_iter()
        .collect()
}

/// What the kubelet of a healthy machine reports. Source: pkg/kubelet/nodestatus/setters.go, Kubernetes 1.34.9, read 2026-11.
fn conditions(now: Time) -> Vec<Condition> {
    [
        (
            "MemoryPressure",
            Truth::False,
            "KubeletHasSufficientMemory",
            "kubelet has sufficient memory available",
        ),
        (
            "DiskPressure",
            Truth::False,
            "KubeletHasNoDiskPressure",
            "kubelet has no disk pressure",
        ),
        (
            "PIDPressure",
            Truth::False,
            "KubeletHasSufficientPID",
            "kubelet has sufficient PID available",
        ),
        (
            "Ready",
            Truth::True,
            "KubeletReady",
            "kubelet is posting ready status",
        ),
    ]
    .into_iter()
    .map(|(kind, status, reason, message)| Condition {
        last_update: Some(now.whole_second()),
        ..Condition::new(kind, status, now, reason, message)
    })
    .collect()
}

/// What ran on the machine ends with it; its pods stay in the API until someone cleans them up.
fn remove(call: &Call) -> Result<Reply, Refusal> {
    let world = call.view.world;
    if call.args.is_empty() {
        return Err(call.misused("which node?"));
    }
    let mut reply = Reply::default();
    for name in &call.args {
        let key = Key::global(Kind::Node, name.as_str());
        if world.node(&key).is_none() {
            return Err(Refusal::NotFound("nodes".to_owned(), name.clone()));
        }
        reply.change(call.line, Change::Remove(key));
        for pod in world.pods_on(name) {
            let prefix = format!("{}/", pod.meta.name).into();
            for process in world.processes_of(&pod.meta.namespace, &prefix) {
                reply.change(call.line, Change::Remove(process.key()));
            }
        }
        reply.out.push_str(&format!("node/{name} removed\n"));
    }
    Ok(reply)
}
