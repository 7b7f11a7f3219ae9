//! How many pods a rollout may have and must have.
//!
//! Source: pkg/controller/deployment/util/deployment_util.go, Kubernetes 1.34.9, read 2026-11.

use crate::{
    kube::{Deployment, DeploymentStrategy, ReplicaSet},
    text::int_or_percent::{IntOrString, IntOrStringError, Rounding},
};

/// `maxSurge` and `maxUnavailable` in pods. Both may not be 0, or nothing could ever move: then one may be unavailable.
pub fn fenceposts(
    max_surge: &IntOrString,
    max_unavailable: &IntOrString,
    replicas: u32,
) -> Result<(u32, u32), IntOrStringError> {
    let surge = max_surge.scaled(replicas.into(), Rounding::Up)?;
    let unavailable = max_unavailable.scaled(replicas.into(), Rounding::Down)?;
    if surge == 0 && unavailable == 0 {
        return Ok((0, 1));
    }
    Ok((pods(surge), pods(unavailable)))
}

/// How many pods there may be above `replicas`.
pub fn max_surge(deployment: &Deployment) -> u32 {
    of(deployment).0
}

/// How many of `replicas` may be unavailable.
pub fn max_unavailable(deployment: &Deployment) -> u32 {
    of(deployment).1.min(deployment.spec.replicas)
}

/// How many pods must stay available while a rolling update goes on; none under `Recreate`.
pub fn min_available(deployment: &Deployment) -> u32 {
    match deployment.spec.strategy {
        DeploymentStrategy::RollingUpdate { .. } => deployment.spec.replicas - max_unavailable(deployment),
        DeploymentStrategy::Recreate => 0,
    }
}

/// The most pods that the ReplicaSets may ask for together.
pub fn max_total(deployment: &Deployment) -> u32 {
    deployment.spec.replicas.saturating_add(max_surge(deployment))
}

/// The size of the new ReplicaSet, given what all ReplicaSets ask for together: as large as the room allows.
pub fn new_set_size(deployment: &Deployment, total: u32, new: u32) -> u32 {
    let replicas = deployment.spec.replicas;
    match deployment.spec.strategy {
        DeploymentStrategy::Recreate => replicas,
        DeploymentStrategy::RollingUpdate { .. } => {
            let room = max_total(deployment).saturating_sub(total);
            if room == 0 {
                return new;
            }
            // A new ReplicaSet that is too large already is scaled down elsewhere; upstream lets it shrink here too.
            if new >= replicas {
                replicas
            } else {
                new + room.min(replicas - new)
            }
        }
    }
}

/// What ReplicaSets ask for together.
pub fn total<'a>(sets: impl IntoIterator<Item = &'a ReplicaSet>) -> u32 {
    sets.into_iter().map(|set| set.spec.replicas).sum()
}

/// How many pods of ReplicaSets are available, as they say.
pub fn available<'a>(sets: impl IntoIterator<Item = &'a ReplicaSet>) -> u32 {
    sets.into_iter().map(|set| set.status.available_replicas).sum()
}

fn of(deployment: &Deployment) -> (u32, u32) {
    match &deployment.spec.strategy {
        DeploymentStrategy::Recreate => (0, 0),
        DeploymentStrategy::RollingUpdate { rolling_update: it } => {
            // The API server has refused what is no percentage.
            fenceposts(&it.max_surge, &it.max_unavailable, deployment.spec.replicas).unwrap_or_default()
        }
    }
}

fn pods(count: i64) -> u32 {
    u32::try_from(count.max(0)).unwrap_or(u32::MAX)
}
