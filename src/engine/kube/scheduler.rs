//! kube-scheduler: finds a node for each pod that has none. Filters turn nodes down, scores rank the rest, luck decides ties.
//!
//! Every node is looked at for every pod; upstream looks at a share of them from 100 nodes on (`percentageOfNodesToScore`).
//! Of upstream's plugins those in this folder are here, in the order of pkg/scheduler/apis/config/v1/default_plugins.go, Kubernetes
//! 1.34.9, read 2026-11; host ports, volumes, affinity, topology spread, preemption and image locality are not.

pub mod balanced_allocation;
mod cycle;
pub mod fit;
pub mod least_allocated;
mod message;
mod node_selector;
mod node_unschedulable;
mod taint_toleration;

use crate::{
    controller::{Controller, Note, Outcome, View},
    reason::{Reason, scheduling::Why},
    time::{Span, Time},
    world::{Change, Changed, Key, Kind, Object, World},
};

use super::{Condition, Pod, Truth, set_condition};

/// How long the scheduler takes to notice a pod or a node. Chosen by us: recordings show 5 ms to some 100 ms [ms].
const NOTICES_AFTER: Span = Span(40);

/// How long a pod waits after its first try in vain; each further one doubles it [s].
/// Source: `DefaultPodInitialBackoffDuration` in pkg/scheduler/backend/queue/scheduling_queue.go, Kubernetes 1.34.9, read 2026-11.
const BACKOFF_FIRST: Span = Span::secs(1);

/// It never waits longer [s]. Source: `DefaultPodMaxBackoffDuration`, as above.
const BACKOFF_MAX: Span = Span::secs(10);

/// So long after a try in vain it tries again although nothing has changed that could help [s]; upstream looks for such pods every 30 s.
/// Source: `DefaultPodMaxInUnschedulablePodsDuration`, as above.
const UNSCHEDULABLE_MAX: Span = Span::secs(300);

/// The default scheduler.
pub struct Scheduler;

impl Controller for Scheduler {
    fn name(&self) -> &'static str {
        "default-scheduler"
    }

    fn notices_after(&self) -> Span {
        NOTICES_AFTER
    }

    fn woken_by(&self, changed: &Changed, world: &World, wake: &mut dyn FnMut(Key)) {
        match (&changed.before, &changed.after) {
            (before, Some(Object::Pod(pod))) if waits(pod) => {
                let was = match before {
                    Some(Object::Pod(it)) => Some(it),
                    _ => None,
                };
                // Its own notes on the pod are no news.
                if was.is_none_or(|was| was.spec != pod.spec || was.meta.labels != pod.meta.labels) {
                    wake(changed.key.clone());
                }
            }
            // A node that has more to offer, or a place left by a pod, may suit any pod that waits.
            (Some(Object::Pod(before)), after) if before.holds_resources() && !holds(after.as_ref()) => {
                wake_all(world, wake);
            }
            (before, Some(Object::Node(node))) => {
                let was = match before {
                    Some(Object::Node(it)) => Some(it),
                    _ => None,
                };
                let same = |was: &super::Node| {
                    was.spec == node.spec
                        && was.meta.labels == node.meta.labels
                        && was.status.allocatable == node.status.allocatable
                        && was.status.extended == node.status.extended
                };
                if !was.is_some_and(|was| same(was)) {
                    wake_all(world, wake);
                }
            }
            _ => {}
        }
    }

    fn reconcile(&self, key: &Key, view: &View) -> Outcome {
        let Some(pod) = view.world.pod(key).filter(|pod| waits(pod)) else {
            return Outcome::settled();
        };
        if let Some(left) = backoff_left(pod, view.now) {
            return Outcome::again_in(left);
        }
        let mut outcome = Outcome::settled();
        match cycle::choose(pod, view) {
            why @ Why::Bound { .. } => bind(pod, why, view.now, &mut outcome),
            why @ Why::Unschedulable { .. } => park(pod, why, view.now, &mut outcome),
        }
        outcome
    }
}

/// Whether the scheduler has to find a node for it.
fn waits(pod: &Pod) -> bool {
    let is_gated = pod
        .spec
        .rest
        .get("schedulingGates")
        .and_then(|it| it.as_array())
        .is_some_and(|it| !it.is_empty());
    pod.node_name.is_none() && pod.is_active() && !is_gated
}

fn holds(object: Option<&Object>) -> bool {
    matches!(object, Some(Object::Pod(pod)) if pod.holds_resources())
}

fn wake_all(world: &World, wake: &mut dyn FnMut(Key)) {
    world
        .unassigned_pods()
        .filter(|pod| waits(pod))
        .for_each(|pod| wake(pod.key()));
}

fn backoff_left(pod: &Pod, now: Time) -> Option<Span> {
    let tried_at = pod.queueing.tried_at?;
    let doublings = pod.queueing.attempts.saturating_sub(1).min(10);
    let backoff = Span(BACKOFF_FIRST.0 << doublings).min(BACKOFF_MAX);
    let until = tried_at + backoff;
    (now < until).then(|| until.since(now))
}

fn bind(pod: &Pod, why: Why, now: Time, outcome: &mut Outcome) {
    let Why::Bound { node, .. } = &why else { return };
    let node = node.clone();
    let mut bound = pod.clone();
    bound.node_name = Some(node.clone());
    bound.status.nominated_node = None;
    set_condition(
        &mut bound.status.conditions,
        Condition::new("PodScheduled", Truth::True, now, "", ""),
    );
    let name = &pod.meta.name;
    let message = format!("Successfully assigned {}/{name} to {node}", pod.meta.namespace);
    let step = outcome.step(Change::Put(bound.into()), Reason::Scheduling(why));
    step.note = Some(Note::normal(pod.meta.key(Kind::Pod), "Scheduled", message));
}

fn park(pod: &Pod, why: Why, now: Time, outcome: &mut Outcome) {
    let Why::Unschedulable {
        message, attempts, ..
    } = &why
    else {
        return;
    };
    let (message, attempts) = (message.clone(), *attempts);
    let mut parked = pod.clone();
    parked.queueing = super::Queueing {
        attempts,
        tried_at: Some(now),
    };
    let condition = Condition::new(
        "PodScheduled",
        Truth::False,
        now,
        "Unschedulable",
        message.clone(),
    );
    set_condition(&mut parked.status.conditions, condition);
    let step = outcome.step(Change::Put(parked.into()), Reason::Scheduling(why));
    step.note = Some(Note::warning(
        pod.meta.key(Kind::Pod),
        "FailedScheduling",
        message,
    ));
    outcome.look_again(UNSCHEDULABLE_MAX);
}
