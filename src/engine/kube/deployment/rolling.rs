//! The strategy `RollingUpdate`: new pods up to the surge, then old ones down to what must stay available.
//!
//! Source: pkg/controller/deployment/rolling.go, Kubernetes 1.34.9, read 2026-11.

use crate::sort::Sort;
use crate::{
    kube::{Deployment, ReplicaSet},
    reason::rollout::Why,
};

use super::{Scale, bounds};

/// What the new ReplicaSet should become, if something else than it is. `sets` are all, the new one among them.
pub fn scale_new(deployment: &Deployment, new: &ReplicaSet, sets: &[&ReplicaSet]) -> Option<Scale> {
    let (replicas, from) = (deployment.spec.replicas, new.spec.replicas);
    if from == replicas {
        return None;
    }
    if from > replicas {
        return Some(Scale::of(new, replicas, Why::ScaleDownNew { replicas, from }));
    }
    let total = bounds::total(sets.iter().copied());
    let to = bounds::new_set_size(deployment, total, from);
    let why = Why::ScaleUpNew {
        replicas,
        surge: bounds::max_surge(deployment),
        total_before: total,
        from,
        to,
    };
    (to != from).then(|| Scale::of(new, to, why))
}

/// What the old ReplicaSets should become: first those of their pods go that are not available, then as many as may be missing.
/// `old` are those that ask for pods.
pub fn scale_old(deployment: &Deployment, new: &ReplicaSet, old: &[&ReplicaSet]) -> Vec<Scale> {
    let mut old: Vec<ReplicaSet> = old.iter().copied().cloned().collect();
    old.order_by(super::by_age);
    if bounds::total(&old) == 0 {
        return Vec::new();
    }
    let total = bounds::total(&old) + new.spec.replicas;
    let least = bounds::min_available(deployment);
    let new_unavailable = i64::from(new.spec.replicas) - i64::from(new.status.available_replicas);
    let may_go = i64::from(total) - i64::from(least) - new_unavailable;
    if may_go <= 0 {
        return Vec::new();
    }
    let facts = Facts {
        total,
        least,
        new_unavailable: u32::try_from(new_unavailable).unwrap_or(0),
    };
    let (mut scales, is_certain) = clean_up_unhealthy(&mut old, may_go, facts);
    if is_certain {
        let sets: Vec<&ReplicaSet> = old.iter().collect();
        scales.extend(scale_down(deployment, &sets, Some(new)));
    }
    scales
}

/// The numbers behind a clean-up.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts {
    /// What all ReplicaSets ask for.
    pub total: u32,
    /// How many pods must stay available.
    pub least: u32,
    /// Pods of the new ReplicaSet that are not available.
    pub new_unavailable: u32,
}

/// Takes up to `may_go` pods that are not available from old ReplicaSets, oldest first, and writes the new sizes into `old`.
/// Not certain, and ended there, if a ReplicaSet says that more pods are available than it asks for: it is behind.
pub fn clean_up_unhealthy(old: &mut [ReplicaSet], may_go: i64, facts: Facts) -> (Vec<Scale>, bool) {
    let mut scales = Vec::new();
    let mut left = may_go;
    for set in old {
        if left <= 0 {
            break;
        }
        let (from, available) = (set.spec.replicas, set.status.available_replicas);
        if from == 0 || from == available {
            continue;
        }
        let Some(unhealthy) = from.checked_sub(available) else {
            return (scales, false);
        };
        let goes = u32::try_from(left).map_or(unhealthy, |left| left.min(unhealthy));
        let to = from - goes;
        let why = Why::CleanUpUnhealthy {
            total: facts.total,
            least: facts.least,
            new_unavailable: facts.new_unavailable,
            unhealthy,
            from,
            to,
        };
        scales.push(Scale::of(set, to, why));
        set.spec.replicas = to;
        left -= i64::from(goes);
    }
    (scales, true)
}

/// Takes as many pods from old ReplicaSets, oldest first, as there are available beyond what must be.
pub fn scale_down(deployment: &Deployment, old: &[&ReplicaSet], new: Option<&ReplicaSet>) -> Vec<Scale> {
    let least = bounds::min_available(deployment);
    let available = bounds::available(old.iter().copied().chain(new));
    let mut left = available.saturating_sub(least);
    let mut scales = Vec::new();
    for set in old {
        let from = set.spec.replicas;
        let goes = from.min(left);
        if goes == 0 {
            continue;
        }
        let to = from - goes;
        let why = Why::ScaleDownOld {
            available,
            least,
            from,
            to,
        };
        scales.push(Scale::of(set, to, why));
        left -= goes;
    }
    scales
}
