//! Which pods a ReplicaSet deletes first.
//!
//! Source: `ActivePodsWithRanks` in pkg/controller/controller_utils.go and `getPodsToDelete` in
//! pkg/controller/replicaset/replica_set.go, Kubernetes 1.34.9, read 2026-11.

use std::{cmp::Ordering, collections::BTreeMap};

use crate::{
    kube::{Phase, Pod, RestartPolicy},
    reason::rollout::DeletionRule,
    time::Time,
};

/// The annotation by which a person says how dear a pod is.
pub const DELETION_COST: &str = "controller.kubernetes.io/pod-deletion-cost";

/// A pod and how many pods of the same workload share its node.
#[derive(Clone, Copy, Debug)]
pub struct Ranked<'a> {
    /// The pod.
    pub pod: &'a Pod,
    /// How many.
    pub rank: usize,
}

/// The `count` pods to delete of `pods`, each with what sets it apart from the first that stays.
/// `related` are the active pods of the whole workload: more on a node means less is lost with one.
pub fn pods_to_delete<'a>(
    pods: &[&'a Pod],
    related: &[&Pod],
    count: usize,
    now: Time,
) -> Vec<(&'a Pod, Option<DeletionRule>)> {
    if count >= pods.len() {
        return pods.iter().map(|pod| (*pod, None)).collect();
    }
    let mut on_node: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    for pod in related.iter().filter(|pod| pod.is_active()) {
        *on_node.entry(pod.node_name.as_deref()).or_default() += 1;
    }
    let rank_of = |pod: &Pod| {
        on_node
            .get(&pod.node_name.as_deref())
            .copied()
            .unwrap_or_default()
    };
    let ranked = sorted(
        pods.iter().map(|pod| Ranked {
            pod,
            rank: rank_of(pod),
        }),
        now,
    );
    let (go, stay) = ranked.split_at(count);
    let first = stay[0];
    go.iter()
        .map(|it| (it.pod, Some(order(*it, first, now).1)))
        .collect()
}

/// Pods in the order in which they are deleted. The rules are not transitive (two pods may differ only through a third),
/// so each is put before the first that comes after it rather than handed to a sort that counts on an order.
pub fn sorted<'a>(pods: impl Iterator<Item = Ranked<'a>>, now: Time) -> Vec<Ranked<'a>> {
    let mut sorted: Vec<Ranked> = Vec::new();
    for pod in pods {
        let place = sorted.partition_point(|known| order(*known, pod, now).0.is_le());
        sorted.insert(place, pod);
    }
    sorted
}

/// Which of two pods is deleted first (`Less`), and the rule that decides it.
pub fn order(a: Ranked, b: Ranked, now: Time) -> (Ordering, DeletionRule) {
    let assigned = |it: Ranked| it.pod.node_name.is_some();
    let phase = |it: Ranked| phase_place(it.pod.status.phase);
    let ready = (a.pod.ready_since(), b.pod.ready_since());
    let restarted = || restarts(b.pod).cmp(&restarts(a.pod));
    // Each is worked out only where those before it do not decide: two pods are compared often.
    let decided = |rule: DeletionRule, order: Ordering| order.is_ne().then_some((order, rule));
    let ready_for_less = || match ready {
        (Some(_), Some(_)) => by_age(
            (a.pod, ready.0),
            (b.pod, ready.1),
            now,
            DeletionRule::ReadyForLess,
        ),
        _ => None,
    };
    let created = |pod: &Pod| Some(pod.meta.created);
    decided(DeletionRule::Unassigned, assigned(a).cmp(&assigned(b)))
        .or_else(|| decided(DeletionRule::Phase, phase(a).cmp(&phase(b))))
        .or_else(|| decided(DeletionRule::NotReady, ready.0.is_some().cmp(&ready.1.is_some())))
        .or_else(|| {
            decided(
                DeletionRule::Cost,
                deletion_cost(a.pod).cmp(&deletion_cost(b.pod)),
            )
        })
        .or_else(|| decided(DeletionRule::DoubledUp, b.rank.cmp(&a.rank)))
        .or_else(ready_for_less)
        .or_else(|| decided(DeletionRule::Restarts, restarted()))
        .or_else(|| {
            by_age(
                (a.pod, created(a.pod)),
                (b.pod, created(b.pod)),
                now,
                DeletionRule::Younger,
            )
        })
        .unwrap_or((Ordering::Equal, DeletionRule::Alike))
}

/// Compares two moments by the power of two of their distance from now; none if they are the same moment.
/// A moment that lies ahead is as good as unknown, and unknown goes first.
fn by_age(
    a: (&Pod, Option<Time>),
    b: (&Pod, Option<Time>),
    now: Time,
    rule: DeletionRule,
) -> Option<(Ordering, DeletionRule)> {
    let known = |since: Option<Time>| since.filter(|it| *it <= now);
    match (known(a.1), known(b.1)) {
        (a, b) if a == b => None,
        (None, _) => Some((Ordering::Less, rule)),
        (_, None) => Some((Ordering::Greater, rule)),
        (Some(since_a), Some(since_b)) => {
            let order = age_bucket(since_a, now).cmp(&age_bucket(since_b, now));
            if order.is_eq() {
                Some((a.0.meta.uid.cmp(&b.0.meta.uid), DeletionRule::Uid))
            } else {
                Some((order, rule))
            }
        }
    }
}

/// `floor(log2(nanoseconds))` of an age; -1 for none at all.
fn age_bucket(since: Time, now: Time) -> i32 {
    let nanos = u128::from(now.since(since).0) * 1_000_000;
    nanos
        .checked_ilog2()
        .map_or(-1, |it| i32::try_from(it).unwrap_or(i32::MAX))
}

fn phase_place(phase: Phase) -> u8 {
    match phase {
        // Upstream's map of phases leaves out those that end, which gives 0.
        Phase::Pending | Phase::Succeeded | Phase::Failed => 0,
        Phase::Unknown => 1,
        Phase::Running => 2,
    }
}

/// An annotation that is no number counts as 0; the API server refuses it when a person writes it.
fn deletion_cost(pod: &Pod) -> i32 {
    pod.meta
        .annotations
        .get(DELETION_COST)
        .and_then(|it| it.parse().ok())
        .unwrap_or(0)
}

/// The most restarts of a container, then of a sidecar.
fn restarts(pod: &Pod) -> (u32, u32) {
    let is_sidecar = |name: &str| {
        let mut init = pod.spec.init_containers.iter();
        init.any(|it| &*it.name == name && it.restart_policy == Some(RestartPolicy::Always))
    };
    let most = |it: &mut dyn Iterator<Item = u32>| it.max().unwrap_or(0);
    (
        most(&mut pod.status.containers.iter().map(|it| it.restart_count)),
        most(
            &mut pod
                .status
                .init_containers
                .iter()
                .filter(|it| is_sidecar(&it.name))
                .map(|it| it.restart_count),
        ),
    )
}
