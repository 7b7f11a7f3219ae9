//! The strategy `Recreate`: all old pods go before the first new one comes.
//!
//! Source: pkg/controller/deployment/recreate.go, Kubernetes 1.34.9, read 2026-11.

use crate::{
    kube::{Deployment, Phase, Pod, ReplicaSet},
    reason::rollout::Why,
};

use super::Scale;

/// Every old ReplicaSet that still asks for pods goes to 0.
pub fn scale_old(old: &[&ReplicaSet]) -> Vec<Scale> {
    old.iter()
        .filter(|set| set.spec.replicas > 0)
        .map(|set| {
            let from = set.spec.replicas;
            Scale::of(set, 0, Why::RecreateScaleDown { from })
        })
        .collect()
}

/// Whether an old pod may still run. Pods on their way out count, pods that are over do not.
pub fn are_old_pods_running<'a>(old: &[&ReplicaSet], mut old_pods: impl Iterator<Item = &'a Pod>) -> bool {
    old.iter().any(|set| set.status.replicas > 0)
        || old_pods.any(|pod| !matches!(pod.status.phase, Phase::Failed | Phase::Succeeded))
}

/// The new ReplicaSet gets all pods at once.
pub fn scale_new(deployment: &Deployment, new: &ReplicaSet) -> Option<Scale> {
    let (replicas, from) = (deployment.spec.replicas, new.spec.replicas);
    let why = Why::RecreateScaleUp { replicas, from };
    (from != replicas).then(|| Scale::of(new, replicas, why))
}
