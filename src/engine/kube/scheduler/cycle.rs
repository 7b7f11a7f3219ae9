//! One scheduling cycle: filter every node, score the rest, choose.

use crate::{
    controller::View,
    kube::{Node, NodeResources, Pod, Uid},
    luck,
    reason::scheduling::{Finding, Verdict, Verdicts, Why},
    world::{Key, Kind, NodeRow, Text},
};

use super::{
    balanced_allocation, fit, least_allocated, message, node_selector, node_unschedulable, taint_toleration,
};

/// The verdicts of so many nodes are kept for the inspector. Chosen by us, so that the log stays small.
const VERDICTS_MAX: usize = 64;

/// What a pod asks for, read once a cycle.
pub(super) struct Wanted<'a> {
    pub pod: &'a Pod,
    pub requests: NodeResources,
    nonzero: NodeResources,
    /// Whether only sums have to be compared, so that node objects need not be read.
    is_plain: bool,
}

/// A filter's no: why, and whether removing pods from the node could turn it into a yes.
pub(super) struct No {
    pub plugin: &'static str,
    pub reasons: Vec<Text>,
    pub is_resolvable: bool,
}

/// Filters and scores every node and chooses the best.
pub(super) fn choose(pod: &Pod, view: &View) -> Why {
    let wanted = Wanted {
        pod,
        requests: pod.spec.requests(),
        nonzero: pod.spec.nonzero_requests(),
        is_plain: pod.spec.node_selector.is_empty() && pod.spec.extended_requests().is_empty(),
    };
    let rows = view.world.node_rows();
    let mut best: Option<(i64, Vec<&NodeRow>)> = None;
    let mut feasible = 0;
    for row in rows.values() {
        if filter(&wanted, row, view).is_some() {
            continue;
        }
        feasible += 1;
        let (least, balanced) = score(&wanted, row);
        let total = least + balanced;
        match &mut best {
            Some((top, tied)) if *top == total => tied.push(row),
            Some((top, _)) if total < *top => {}
            _ => best = Some((total, vec![row])),
        }
    }
    let table = verdicts(&wanted, view);
    let nodes = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    match best {
        Some((score, tied)) => Why::Bound {
            node: pick(&tied, pod.meta.uid, view.seed),
            score,
            tied: u32::try_from(tied.len()).unwrap_or(u32::MAX),
            feasible,
            nodes,
            table,
        },
        None => {
            let noes: Vec<No> = rows
                .values()
                .filter_map(|row| filter(&wanted, row, view))
                .collect();
            Why::Unschedulable {
                message: message::unschedulable(&noes).into(),
                attempts: pod.queueing.attempts + 1,
                table,
            }
        }
    }
}

/// The first filter's no, in upstream's order of filters; none if the node can take the pod.
fn filter(wanted: &Wanted, row: &NodeRow, view: &View) -> Option<No> {
    if wanted.is_plain && row.is_open {
        return if fit::fits(wanted.requests, row) {
            None
        } else {
            Some(fit::no(wanted, row, view))
        };
    }
    let node: &Node = view.world.node(&Key::global(Kind::Node, row.name.clone()))?;
    node_unschedulable::no(wanted.pod, node)
        .or_else(|| taint_toleration::no(wanted.pod, node))
        .or_else(|| node_selector::no(wanted.pod, node))
        .or_else(|| {
            (!fit::fits(wanted.requests, row) || fit::lacks_extended(wanted.pod, node, view.world))
                .then(|| fit::no(wanted, row, view))
        })
}

fn score(wanted: &Wanted, row: &NodeRow) -> (i64, i64) {
    let (capacity, more) = (row.allocatable, wanted.nonzero);
    let least = least_allocated::score(&[
        (row.nonzero.cpu_milli + more.cpu_milli, capacity.cpu_milli, 1),
        (
            row.nonzero.memory_bytes + more.memory_bytes,
            capacity.memory_bytes,
            1,
        ),
    ]);
    let asked = wanted.requests;
    if (asked.cpu_milli, asked.memory_bytes) == (0, 0) {
        // Upstream skips the plugin then, or such pods would pile up on the most balanced node.
        return (least, 0);
    }
    let balanced = balanced_allocation::score(&[
        (row.requested.cpu_milli + asked.cpu_milli, capacity.cpu_milli),
        (
            row.requested.memory_bytes + asked.memory_bytes,
            capacity.memory_bytes,
        ),
    ]);
    (least, balanced)
}

/// One of the best, by luck that belongs to the pod.
fn pick(tied: &[&NodeRow], pod: Uid, seed: u64) -> Text {
    let draw = luck::numbered(seed, "scheduler-tie", pod.0) % tied.len() as u64;
    tied[usize::try_from(draw).expect("smaller than a length")]
        .name
        .clone()
}

fn verdicts(wanted: &Wanted, view: &View) -> Verdicts {
    let finding = |row: &NodeRow| match filter(wanted, row, view) {
        Some(no) => Finding::Filtered {
            plugin: no.plugin,
            reasons: no.reasons,
        },
        None => {
            let (least_allocated, balanced_allocation) = score(wanted, row);
            Finding::Scored {
                least_allocated,
                balanced_allocation,
            }
        }
    };
    let rows = view.world.node_rows().values().take(VERDICTS_MAX);
    rows.map(|row| Verdict {
        node: row.name.clone(),
        finding: finding(row),
    })
    .collect()
}
