//! The sentence a pod that no node can take is given: `0/3 nodes are available: …`.
//!
//! Source: pkg/scheduler/framework/types.go (`FitError.Error`) and preemption.go; checked against recordings of 1.28.7, from memory, not yet checked there.

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
