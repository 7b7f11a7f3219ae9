//! What a ReplicaSet says of its pods.
//!
//! Source: `calculateStatus` in pkg/controller/replicaset/replica_set_utils.go, Kubernetes 1.34.9, read 2026-11.

use crate::{
    kube::{Condition, Labels, ReplicaSet, ReplicaSetStatus, Truth, api::Refused, condition},
    time::{Span, Time},
    world::{PodRow, Text},
};

/// The condition that says that pods cannot be created.
pub const REPLICA_FAILURE: &str = "ReplicaFailure";

/// How much longer than `minReadySeconds` after a pod became ready the ReplicaSet looks again [s]: its times are whole seconds.
/// Source: `updatePod` in pkg/controller/replicaset/replica_set.go, Kubernetes 1.28.3, read 2026-11, as recorded; 1.34.9 adds nothing.
const LATER: Span = Span::secs(1);

/// The status that follows from the active pods and from how the last change of their number went.
pub fn of(
    set: &ReplicaSet,
    pods: &[&(Text, PodRow)],
    fully_labelled: usize,
    failure: Option<&Refused>,
    now: Time,
) -> ReplicaSetStatus {
    let ready_since = || pods.iter().filter_map(|(_, row)| row.ready_since);
    let wait = Span::secs(set.spec.min_ready_seconds);
    let mut conditions = set.status.conditions.clone();
    match failure {
        None => conditions.retain(|it| &*it.kind != REPLICA_FAILURE),
        Some(failure) if condition(&conditions, REPLICA_FAILURE).is_none() => {
            conditions.push(Condition::new(
                REPLICA_FAILURE,
                Truth::True,
                now,
                "FailedCreate",
                failure.to_string(),
            ));
        }
        Some(_) => {}
    }
    ReplicaSetStatus {
        observed_generation: set.meta.generation,
        replicas: pods_count(pods.len()),
        fully_labeled_replicas: pods_count(fully_labelled),
        ready_replicas: pods_count(ready_since().count()),
        available_replicas: pods_count(ready_since().filter(|since| *since + wait <= now).count()),
        conditions,
    }
}

/// When a ready pod should next be looked at to see that it is available; none if nothing is to be expected.
pub fn next_check(set: &ReplicaSet, pods: &[&(Text, PodRow)], now: Time) -> Option<Span> {
    let wait = Span::secs(set.spec.min_ready_seconds);
    let soonest = pods
        .iter()
        .filter_map(|(_, row)| row.ready_since)
        .filter(|since| *since + wait > now)
        .min()?;
    Some((soonest + wait + LATER).since(now))
}

/// Whether labels have all that are wanted.
pub fn covers(wanted: &Labels, labels: &Labels) -> bool {
    wanted.iter().all(|(name, value)| labels.get(name) == Some(value))
}

/// A number of pods in the width the API has for it.
pub fn pods_count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
