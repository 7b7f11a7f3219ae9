//! What a change of `replicas` means for the ReplicaSets, also while a rollout goes on or is paused.
//!
//! Source: `scale` in pkg/controller/deployment/sync.go, Kubernetes 1.34.9, read 2026-11.

use crate::sort::Sort;
use std::cmp::Reverse;

use crate::{
    kube::{Deployment, DeploymentStrategy, ReplicaSet},
    reason::rollout::Why,
};

use super::{
    Scale, bounds,
    revision::{desired_replicas, max_replicas},
};

/// Whether a ReplicaSet with pods was last scaled for another number of `replicas`.
pub fn is_scaling_event(deployment: &Deployment, sets: &[&ReplicaSet]) -> bool {
    sets.iter()
        .filter(|set| set.spec.replicas > 0)
        .filter_map(|set| desired_replicas(set))
        .any(|desired| desired != deployment.spec.replicas)
}

/// What each ReplicaSet should become. A `Scale` to the same size still brings the annotations up to date.
pub fn scale(deployment: &Deployment, new: Option<&ReplicaSet>, old: &[&ReplicaSet]) -> Vec<Scale> {
    let replicas = deployment.spec.replicas;
    if let Some(set) = active_or_latest(new, old) {
        let (from, to) = (set.spec.replicas, replicas);
        let why = Why::FollowReplicas { from, to };
        return (from != to)
            .then(|| Scale::of(set, to, why))
            .into_iter()
            .collect();
    }
    if new.is_some_and(|new| is_saturated(deployment, new)) {
        return old
            .iter()
            .filter(|set| set.spec.replicas > 0)
            .map(|set| {
                Scale::of(
                    set,
                    0,
                    Why::Saturated {
                        from: set.spec.replicas,
                    },
                )
            })
            .collect();
    }
    match deployment.spec.strategy {
        DeploymentStrategy::RollingUpdate { .. } => proportionally(deployment, new, old),
        DeploymentStrategy::Recreate => Vec::new(),
    }
}

/// The only ReplicaSet with pods, or the newest if none has any; none if several have.
fn active_or_latest<'a>(new: Option<&'a ReplicaSet>, old: &[&'a ReplicaSet]) -> Option<&'a ReplicaSet> {
    let mut active = old.iter().copied().chain(new).filter(|set| set.spec.replicas > 0);
    match (active.next(), active.next()) {
        (None, _) => new.or_else(|| old.iter().copied().max_by(|a, b| super::by_age(a, b))),
        (only, None) => only,
        _ => None,
    }
}

fn is_saturated(deployment: &Deployment, new: &ReplicaSet) -> bool {
    let replicas = deployment.spec.replicas;
    new.spec.replicas == replicas
        && desired_replicas(new) == Some(replicas)
        && new.status.available_replicas == replicas
}

/// Spreads the change over the ReplicaSets in proportion to their sizes; what rounding leaves goes to the largest.
fn proportionally(deployment: &Deployment, new: Option<&ReplicaSet>, old: &[&ReplicaSet]) -> Vec<Scale> {
    let mut sets: Vec<&ReplicaSet> = old
        .iter()
        .copied()
        .chain(new)
        .filter(|set| set.spec.replicas > 0)
        .collect();
    let most = if deployment.spec.replicas > 0 {
        bounds::max_total(deployment)
    } else {
        0
    };
    let to_add = i64::from(most) - i64::from(bounds::total(sets.iter().copied()));
    // Of equal sizes the newer grows first, and the older shrinks first.
    sets.order_by(|a, b| {
        let age = super::by_age(a, b);
        let age = if to_add > 0 { age.reverse() } else { age };
        Reverse(a.spec.replicas).cmp(&Reverse(b.spec.replicas)).then(age)
    });
    let mut added = 0;
    let mut parts: Vec<i64> = Vec::new();
    for set in &sets {
        let part = proportion(deployment, set, to_add, added);
        added += part;
        parts.push(part);
    }
    if let Some(largest) = parts.first_mut() {
        *largest += to_add - added;
    }
    let scales = sets.iter().zip(parts).map(|(set, part)| {
        let from = set.spec.replicas;
        let to = u32::try_from((i64::from(from) + part).max(0)).unwrap_or(u32::MAX);
        let most_before = max_replicas(set).unwrap_or(most);
        let why = Why::Proportional {
            to_add,
            most_before,
            most,
            from,
            to,
        };
        Scale::of(set, to, why)
    });
    scales.collect()
}

/// The part of one ReplicaSet, never more than what is left to spread.
fn proportion(deployment: &Deployment, set: &ReplicaSet, to_add: i64, added: i64) -> i64 {
    let left = to_add - added;
    if to_add == 0 || left == 0 {
        return 0;
    }
    let part = fraction(deployment, set);
    if to_add > 0 {
        part.min(left)
    } else {
        part.max(left)
    }
}

/// How much a ReplicaSet would change if it kept its part of the whole.
fn fraction(deployment: &Deployment, set: &ReplicaSet) -> i64 {
    let size = i64::from(set.spec.replicas);
    if deployment.spec.replicas == 0 {
        return -size;
    }
    let before = max_replicas(set)
        .filter(|it| *it > 0)
        .unwrap_or(deployment.status.replicas);
    if before == 0 {
        return 0;
    }
    let (before, most) = (i64::from(before), i64::from(bounds::max_total(deployment)));
    // To the nearest whole number, halves up.
    (2 * size * most + before) / (2 * before) - size
}
