//! The pod garbage collector: removes pods whose node no longer exists, which no kubelet will ever do.
//!
//! Source: pkg/controller/podgc/gc_controller.go, Kubernetes 1.34.9, read 2026-11.

use crate::{
    controller::{Controller, Outcome, View},
    reason::{Reason, pod::Why},
    time::{Span, Time},
    world::{Change, Changed, Key, Kind, Object, World},
};

use super::{Condition, Deletion, Phase, Pod, Truth, set_condition};

/// How often it looks. Source: gc_controller.go `gcCheckPeriod`.
const PERIOD: Span = Span::secs(20);

/// How long a node must be missing before its pods are removed. Source: gc_controller.go `quarantineTime`.
const QUARANTINE: Span = Span::secs(40);

/// Looks at a pod whose node is gone.
pub struct PodGc;

impl Controller for PodGc {
    fn name(&self) -> &'static str {
        "pod-garbage-collector"
    }

    fn notices_after(&self) -> Span {
        Span(100)
    }

    fn woken_by(&self, changed: &Changed, world: &World, wake: &mut dyn FnMut(Key)) {
        match (&changed.before, &changed.after) {
            (Some(Object::Node(node)), None) | (None, Some(Object::Node(node))) => {
                world.pods_on(&node.meta.name).for_each(|pod| wake(pod.key()));
            }
            (None, Some(Object::Pod(pod))) if node_is_gone(pod, world) => wake(changed.key.clone()),
            _ => {}
        }
    }

    fn reconcile(&self, key: &Key, view: &View) -> Outcome {
        let mut outcome = Outcome::settled();
        let Some(pod) = view.world.pod(key) else {
            return outcome;
        };
        let mut next = pod.clone();
        if !node_is_gone(pod, view.world) {
            if pod.memory.node_lost.is_some() {
                next.memory.node_lost = None;
                outcome.step(Change::Put(next.into()), Reason::Pod(Why::NodeBack));
            }
            return outcome;
        }
        let lost = pod.memory.node_lost.unwrap_or(view.now);
        let due = next_turn(lost + QUARANTINE);
        if view.now < due {
            next.memory.node_lost = Some(lost);
            outcome.step(Change::Put(next.into()), Reason::Pod(Why::NodeLost));
            outcome.look_again(due.since(view.now));
            return outcome;
        }
        let why = Reason::Pod(Why::Collected {
            waited: view.now.since(lost),
        });
        collect(next, why, view.now, &mut outcome);
        outcome
    }
}

fn node_is_gone(pod: &Pod, world: &World) -> bool {
    let name = pod.node_name.as_ref();
    name.is_some_and(|it| world.node(&Key::global(Kind::Node, it.clone())).is_none())
}

/// The first of its turns that is not before `at`.
fn next_turn(at: Time) -> Time {
    Time(at.0.div_ceil(PERIOD.0) * PERIOD.0)
}

fn collect(mut pod: Pod, why: Reason, now: Time, outcome: &mut Outcome) {
    if !pod.status.phase.is_terminal() {
        pod.status.phase = Phase::Failed;
        let message = "PodGC: node no longer exists";
        let disrupted = Condition::new("DisruptionTarget", Truth::True, now, "DeletionByPodGC", message);
        set_condition(&mut pod.status.conditions, disrupted);
    }
    let key = pod.key();
    let is_free = pod.meta.finalizers.is_empty();
    if !is_free {
        let asked = pod.meta.deletion.map_or(now, |it| it.asked);
        let grace = Span::ZERO;
        pod.meta.deletion = Some(Deletion { asked, grace });
    }
    outcome.step(Change::Put(pod.into()), why.clone());
    if is_free {
        outcome.step(Change::Remove(key), why);
    }
}
