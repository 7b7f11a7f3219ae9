//! The sentence a pod that no node can take is given: `0/3 nodes are available: …`.
//!
//! Worded as Kubernetes 1.28 does, which made the recordings. Source: `FitError.Error` in pkg/scheduler/framework/types.go and
//! pkg/scheduler/framework/preemption/preemption.go, Kubernetes 1.28.3, read 2026-11. 1.34.9 ends with one full stop less.

use crate::sort::Sort;
use std::collections::BTreeMap;

use super::cycle::No;

/// How often each reason was given, the lines sorted as text.
fn histogram<'a>(reasons: impl Iterator<Item = &'a str>) -> String {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    reasons.for_each(|reason| *counts.entry(reason).or_insert(0) += 1);
    let mut lines: Vec<String> = counts
        .iter()
        .map(|(reason, count)| format!("{count} {reason}"))
        .collect();
    lines.order();
    lines.join(", ")
}

/// The whole sentence.
pub(super) fn unschedulable(noes: &[No]) -> String {
    if noes.is_empty() {
        return "no nodes available to schedule pods".to_owned();
    }
    let nodes = noes.len();
    let reasons = histogram(noes.iter().flat_map(|no| no.reasons.iter().map(|it| &**it)));
    let preemption = histogram(noes.iter().map(|no| {
        if no.is_resolvable {
            "No preemption victims found for incoming pod"
        } else {
            "Preemption is not helpful for scheduling"
        }
    }));
    format!(
        "0/{nodes} nodes are available: {reasons}. preemption: 0/{nodes} nodes are available: {preemption}.."
    )
}
