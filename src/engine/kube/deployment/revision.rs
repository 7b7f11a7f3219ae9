//! Which ReplicaSet belongs to the present template, its number in the history, and what the history forgets.
//!
//! Source: pkg/controller/deployment/util/deployment_util.go and `getNewReplicaSet`, `cleanupDeployment` in
//! pkg/controller/deployment/sync.go, Kubernetes 1.34.9, read 2026-11.

use crate::sort::Sort;
use crate::{
    kube::{Deployment, Meta, POD_TEMPLATE_HASH, PodTemplate, REVISION, ReplicaSet, ReplicaSetSpec},
    luck,
    world::{Kind, Text},
};

use super::bounds;

/// The annotation with the earlier numbers of a ReplicaSet that was gone back to.
pub const REVISION_HISTORY: &str = "deployment.kubernetes.io/revision-history";

/// The annotation with the `replicas` of the Deployment for which a ReplicaSet was last scaled.
pub const DESIRED_REPLICAS: &str = "deployment.kubernetes.io/desired-replicas";

/// The annotation with `replicas + maxSurge` of that time.
pub const MAX_REPLICAS: &str = "deployment.kubernetes.io/max-replicas";

/// What `kubectl apply` keeps on the object it was given.
const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";

/// Annotations that a ReplicaSet does not take over from its Deployment.
const NOT_COPIED: &[&str] = &[
    LAST_APPLIED,
    REVISION,
    REVISION_HISTORY,
    DESIRED_REPLICAS,
    MAX_REPLICAS,
    "deprecated.deployment.rollback.to",
];

/// No longer revision history is kept [characters].
/// Source: `maxRevHistoryLengthInChars` in pkg/controller/deployment/sync.go, Kubernetes 1.34.9, read 2026-11.
const HISTORY_CHARS_MAX: usize = 2000;

/// This limit means that nothing is ever forgotten.
const UNLIMITED: u32 = i32::MAX.cast_unsigned();

/// The oldest of the ReplicaSets whose template is the Deployment's.
pub fn find_new<'a>(deployment: &Deployment, sets: &[&'a ReplicaSet]) -> Option<&'a ReplicaSet> {
    sets.iter()
        .filter(|set| is_same_template(&deployment.spec.template, &set.spec.template))
        .min_by(|a, b| super::by_age(a, b))
        .copied()
}

/// Whether two templates differ at most in the hash label.
pub fn is_same_template(a: &PodTemplate, b: &PodTemplate) -> bool {
    let labels = |it: &PodTemplate| {
        let mut labels = it.metadata.labels.clone();
        labels.remove(POD_TEMPLATE_HASH);
        labels
    };
    a.spec == b.spec && a.metadata.annotations == b.metadata.annotations && labels(a) == labels(b)
}

/// The highest revision among ReplicaSets.
pub fn highest(sets: &[&ReplicaSet]) -> u64 {
    sets.iter().map(|set| set.revision()).max().unwrap_or(0)
}

/// The hash that tells a template apart. Upstream hashes a Go print-out of it; ours is a hash of its JSON, so the letters differ.
pub fn template_hash(template: &PodTemplate, collisions: Option<u32>) -> String {
    let text = serde_json::to_string(template).expect("a template can be written as JSON");
    let salt = collisions.map(u32::to_le_bytes).into_iter().flatten();
    // FNV-1a, as upstream: 32 bits are few, which is what the collision count is for.
    let hash = text.bytes().chain(salt).fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    luck::safe_encode(&hash.to_string())
}

/// The ReplicaSet of the present template, as it is created.
pub fn new_set(deployment: &Deployment, size: u32, revision: u64) -> ReplicaSet {
    let hash: Text = template_hash(&deployment.spec.template, deployment.status.collision_count).into();
    let mut template = deployment.spec.template.clone();
    template
        .metadata
        .labels
        .insert(POD_TEMPLATE_HASH.into(), hash.clone());
    let mut selector = deployment.spec.selector.clone();
    selector
        .match_labels
        .insert(POD_TEMPLATE_HASH.into(), hash.clone());
    let mut set = ReplicaSet {
        meta: Meta {
            labels: template.metadata.labels.clone(),
            owners: vec![deployment.meta.as_controller(Kind::Deployment)],
            ..Meta::named(
                &deployment.meta.namespace,
                format!("{}-{hash}", deployment.meta.name),
            )
        },
        spec: ReplicaSetSpec {
            replicas: size,
            min_ready_seconds: deployment.spec.min_ready_seconds,
            selector,
            template,
        },
        ..ReplicaSet::default()
    };
    annotate(&mut set, deployment, revision);
    annotate_replicas(&mut set, deployment);
    set
}

/// Gives the new ReplicaSet the Deployment's annotations and, if it is higher, the revision.
pub fn annotate(set: &mut ReplicaSet, deployment: &Deployment, revision: u64) {
    for (name, value) in &deployment.meta.annotations {
        if !NOT_COPIED.contains(&&**name) {
            set.meta.annotations.insert(name.clone(), value.clone());
        }
    }
    let known = set.meta.annotations.get(REVISION).cloned();
    if set.revision() >= revision {
        return;
    }
    set.meta
        .annotations
        .insert(REVISION.into(), revision.to_string().into());
    if let Some(known) = known {
        let history = set.meta.annotations.get(REVISION_HISTORY).map_or("", |it| &**it);
        let history = longer_history(history, &known);
        set.meta
            .annotations
            .insert(REVISION_HISTORY.into(), history.into());
    }
}

/// The history with one more number; the oldest are dropped if it grows too long.
fn longer_history(history: &str, revision: &str) -> String {
    let mut numbers: Vec<&str> = history.split(',').filter(|it| !it.is_empty()).collect();
    numbers.push(revision);
    while numbers.join(",").len() > HISTORY_CHARS_MAX && numbers.len() > 1 {
        numbers.remove(0);
    }
    numbers.join(",")
}

/// Writes for which `replicas` a ReplicaSet is scaled.
pub fn annotate_replicas(set: &mut ReplicaSet, deployment: &Deployment) {
    let numbers = [
        (DESIRED_REPLICAS, deployment.spec.replicas),
        (MAX_REPLICAS, bounds::max_total(deployment)),
    ];
    for (name, number) in numbers {
        set.meta
            .annotations
            .insert(name.into(), number.to_string().into());
    }
}

/// The `replicas` for which a ReplicaSet was last scaled.
pub fn desired_replicas(set: &ReplicaSet) -> Option<u32> {
    set.meta.annotations.get(DESIRED_REPLICAS)?.parse().ok()
}

/// `replicas + maxSurge` when a ReplicaSet was last scaled.
pub fn max_replicas(set: &ReplicaSet) -> Option<u32> {
    set.meta.annotations.get(MAX_REPLICAS)?.parse().ok()
}

/// The old ReplicaSets that are too many for `revisionHistoryLimit`, lowest revision first. One that still has pods is passed over.
pub fn beyond_limit<'a>(old: &[&'a ReplicaSet], limit: u32) -> Vec<&'a ReplicaSet> {
    if limit == UNLIMITED {
        return Vec::new();
    }
    let mut alive: Vec<&ReplicaSet> = old
        .iter()
        .copied()
        .filter(|set| !set.meta.is_terminating())
        .collect();
    let too_many = alive.len().saturating_sub(limit as usize);
    alive.order_by(|a, b| a.revision().cmp(&b.revision()).then_with(|| super::by_age(a, b)));
    alive.truncate(too_many);
    alive.retain(|set| {
        let is_seen = set.meta.generation <= set.status.observed_generation;
        set.spec.replicas == 0 && set.status.replicas == 0 && is_seen
    });
    alive
}
