//! `kubectl top`: the CPU and memory that pods and nodes use, as the metrics server knows it.
//!
//! What the processes of pods use is all that is simulated: a node uses nothing for itself.

use crate::sort::Sort;
use crate::{
    controller::View,
    infra::{WINDOW, usage},
    kube::{Node, Pod},
    shell::{
        Reply,
        flags::{Flag, Takes},
        kubectl::{options, print::Table},
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    text::selector::Selector,
    world::{Key, Kind},
};

const PROTOCOL_BUFFERS: &Flag = &options::quiet("use-protocol-buffers", Takes::SwitchOn);
const SHOW_CAPACITY: &Flag = &switch(
    "show-capacity",
    "Take percentages of what the nodes have, not of what pods may request.",
);

/// `kubectl top pods`.
pub const TOP_PODS: &Verb = &Verb {
    tool: "kubectl",
    name: "top pod",
    aliases: &["pods", "po"],
    usage: "[NAME | -l label] [flags]",
    help: "Show the CPU and memory that pods use.",
    examples: &[
        "kubectl top pods",
        "kubectl top pod --sort-by=cpu",
        "kubectl top pods --containers",
    ],
    flags: &[
        options::SELECTOR,
        options::ALL_NAMESPACES,
        SORT_BY,
        NO_HEADERS,
        CONTAINERS,
        SUM,
        options::FIELD_SELECTOR,
        PROTOCOL_BUFFERS,
    ],
    complete: Complete::Names(Kind::Pod),
    run: pods,
};

/// `kubectl top nodes`.
pub const TOP_NODES: &Verb = &Verb {
    tool: "kubectl",
    name: "top node",
    aliases: &["nodes", "no"],
    usage: "[NAME | -l label] [flags]",
    help: "Show the CPU and memory that the pods of nodes use.",
    examples: &["kubectl top nodes"],
    flags: &[
        options::SELECTOR,
        SORT_BY,
        NO_HEADERS,
        SHOW_CAPACITY,
        PROTOCOL_BUFFERS,
    ],
    complete: Complete::Names(Kind::Node),
    run: nodes,
};

const SORT_BY: &Flag = &Flag {
    name: "sort-by",
    short: None,
    takes: Takes::Text(""),
    help: "Sort by cpu or memory, the most first.",
};

const fn switch(name: &'static str, help: &'static str) -> Flag {
    Flag {
        name,
        short: None,
        takes: Takes::Switch,
        help,
    }
}

const NO_HEADERS: &Flag = &switch("no-headers", "Leave out the headings.");
const CONTAINERS: &Flag = &switch("containers", "Show each container.");
const SUM: &Flag = &switch("sum", "Show the sum of all.");

/// What something uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Use {
    cpu_milli: i64,
    memory_bytes: i64,
}

impl Use {
    fn plus(self, more: Self) -> Self {
        Self {
            cpu_milli: self.cpu_milli + more.cpu_milli,
            memory_bytes: self.memory_bytes + more.memory_bytes,
        }
    }

    fn cells(self) -> [String; 2] {
        [
            format!("{}m", self.cpu_milli),
            format!("{}Mi", self.memory_bytes >> 20),
        ]
    }
}

/// A pod, and what each of its containers uses.
type Measured<'a> = (&'a Pod, Vec<(String, Use)>);

/// What the containers of the pods use that have run long enough for the metrics server to have measured them.
fn measured<'a>(pods: impl Iterator<Item = &'a Pod>, view: &View<'a>) -> Vec<Measured<'a>> {
    let used = usage(view.world, view.now);
    let one = |pod: &'a Pod| {
        let containers = pod.spec.containers.iter().filter_map(|container| {
            let name = format!("{}/{}", pod.meta.name, container.name);
            let key = Key::new(Kind::Process, &pod.meta.namespace, &name.into());
            let process = view.world.process(&key)?;
            let usage = used.get(&key).filter(|_| WINDOW <= process.age(view.now))?;
            let it = Use {
                cpu_milli: usage.cpu_milli,
                memory_bytes: usage.memory_bytes,
            };
            Some((container.name.to_string(), it))
        });
        (pod, containers.collect::<Vec<_>>())
    };
    pods.map(one)
        .filter(|(_, containers)| !containers.is_empty())
        .collect()
}

fn sum(containers: &[(String, Use)]) -> Use {
    containers
        .iter()
        .fold(Use::default(), |sum, (_, it)| sum.plus(*it))
}

/// Rows in the order asked for: by name, or the largest first.
fn sort<T>(rows: &mut Vec<(T, Use)>, call: &Call) {
    match call.flags.text("sort-by") {
        "cpu" => rows.order_by_key(|(_, it)| std::cmp::Reverse(it.cpu_milli)),
        "memory" => rows.order_by_key(|(_, it)| std::cmp::Reverse(it.memory_bytes)),
        _ => {}
    }
}

fn selector(call: &Call) -> Result<Selector, Refusal> {
    let text = call.flags.text("selector");
    text.parse()
        .map_err(|error: crate::text::selector::SelectorError| Refusal::tool(error.to_string()))
}

/// Refuses lines that no table can come of.
fn check(call: &Call, usage: &str, selector: &str) -> Result<(), Refusal> {
    if call.args.len() > 1 {
        return Err(call.misused(format!("{usage} [NAME | -l label]")));
    }
    if !matches!(call.flags.text("sort-by"), "" | "cpu" | "memory") {
        return Err(Refusal::tool("--sort-by accepts only cpu or memory"));
    }
    let selects = ["selector", "field-selector"]
        .iter()
        .any(|it| call.flags.some_text(it).is_some());
    if !call.args.is_empty() && selects {
        return Err(Refusal::tool(format!(
            "only one of NAME or {selector} can be provided"
        )));
    }
    if call.flags.some_text("field-selector").is_some() {
        return Err(Refusal::NotSimulated(
            "--field-selector of kubectl top".to_owned(),
        ));
    }
    Ok(())
}

fn pods(call: &Call) -> Result<Reply, Refusal> {
    check(call, "pod", "selector")?;
    let selector = selector(call)?;
    let (everywhere, namespace) = (call.flags.is_on("all-namespaces"), call.namespace());
    let name = call.args.first();
    let fits = |pod: &&Pod| {
        (everywhere || pod.meta.namespace == namespace)
            && name.is_none_or(|name| *pod.meta.name == **name)
            && selector.matches_by(|key| pod.meta.labels.get(key).map(|it| &**it))
    };
    let chosen: Vec<&Pod> = call.view.world.pods().filter(fits).collect();
    if let (Some(name), true) = (name, chosen.is_empty()) {
        return Err(Refusal::NotFound("pods".into(), name.clone()));
    }
    let measured = measured(chosen.iter().copied(), call.view);
    if measured.is_empty() {
        return match chosen.is_empty() {
            true if everywhere => Ok(told("No resources found\n".into())),
            true => Ok(told(format!("No resources found in {namespace} namespace.\n"))),
            false => Err(Refusal::tool("metrics not available yet")),
        };
    }
    let mut rows: Vec<(&Measured, Use)> = measured.iter().map(|it| (it, sum(&it.1))).collect();
    sort(&mut rows, call);
    Ok(Reply::print(pods_table(call, &rows)))
}

fn pods_table(call: &Call, rows: &[(&Measured, Use)]) -> String {
    let (everywhere, by_container) = (call.flags.is_on("all-namespaces"), call.flags.is_on("containers"));
    let mut table = Table::default();
    let mut add = |cells: [String; 5]| {
        let kept = cells.into_iter().enumerate().filter(|(place, _)| match place {
            0 => everywhere,
            1 => by_container,
            _ => true,
        });
        // kubectl ends each row with a tab.
        table.add_cells(kept.map(|(_, cell)| cell).chain([String::new()]).collect());
    };
    if !call.flags.is_on("no-headers") {
        add(["NAMESPACE", "POD", "NAME", "CPU(cores)", "MEMORY(bytes)"].map(str::to_owned));
    }
    for ((pod, containers), total) in rows {
        let [namespace, pod_name] = [&pod.meta.namespace, &pod.meta.name].map(ToString::to_string);
        let whole = [(pod_name.clone(), *total)];
        for (name, it) in if by_container { &containers[..] } else { &whole } {
            let [cpu, memory] = it.cells();
            add([namespace.clone(), pod_name.clone(), name.clone(), cpu, memory]);
        }
    }
    if call.flags.is_on("sum") {
        let all = rows.iter().fold(Use::default(), |all, (_, it)| all.plus(*it));
        let [cpu, memory] = all.cells();
        let empty = String::new;
        add([empty(), empty(), empty(), "________".into(), "________".into()]);
        add([empty(), empty(), empty(), cpu, memory]);
    }
    table.flush()
}

fn told(err: String) -> Reply {
    Reply {
        err,
        ..Reply::default()
    }
}

fn nodes(call: &Call) -> Result<Reply, Refusal> {
    check(call, "node", "--selector")?;
    let selector = selector(call)?;
    let name = call.args.first();
    let fits = |node: &&Node| {
        name.is_none_or(|name| *node.meta.name == **name)
            && selector.matches_by(|key| node.meta.labels.get(key).map(|it| &**it))
    };
    let chosen: Vec<&Node> = call.view.world.nodes().filter(fits).collect();
    if let (Some(name), true) = (name, chosen.is_empty()) {
        return Err(Refusal::NotFound("nodes".into(), name.clone()));
    }
    // A node that has gone silent is not measured.
    let (known, silent): (Vec<&Node>, Vec<&Node>) = chosen.into_iter().partition(|node| node.is_ready());
    let used = |node: &Node| {
        let pods = measured(call.view.world.pods_on(&node.meta.name), call.view);
        pods.iter()
            .fold(Use::default(), |all, (_, containers)| all.plus(sum(containers)))
    };
    let mut rows: Vec<(&Node, Use)> = known.into_iter().map(|node| (node, used(node))).collect();
    sort(&mut rows, call);
    let mut table = Table::default();
    if !call.flags.is_on("no-headers") {
        let headings = ["NAME", "CPU(cores)", "CPU%", "MEMORY(bytes)", "MEMORY%", ""];
        table.add_cells(headings.map(str::to_owned).to_vec());
    }
    for (node, it) in rows {
        let whole = node.status.allocatable;
        let percent = |part: i64, whole: i64| format!("{}%", part.saturating_mul(100) / whole.max(1));
        let [cpu, memory] = it.cells();
        table.add_cells(vec![
            node.meta.name.to_string(),
            cpu,
            percent(it.cpu_milli, whole.cpu_milli),
            memory,
            percent(it.memory_bytes, whole.memory_bytes),
            String::new(),
        ]);
    }
    for node in silent {
        let mut cells = vec![node.meta.name.to_string()];
        cells.extend(std::iter::repeat_n("<unknown>".to_owned(), 4));
        cells.push(String::new());
        table.add_cells(cells);
    }
    Ok(Reply::print(table.flush()))
}
