//! The kubelet: starts, probes, restarts and stops the containers of the pods bound to its node.
//!
//! One controller stands for the kubelets of all nodes; each looks at the pods of its own node only.

mod answer;
pub mod backoff;
pub mod conditions;
pub mod containers;
mod images;
pub mod phase;
pub mod probes;
mod restart;
mod sync;
pub mod termination;

use crate::{
    controller::{Controller, Outcome, View},
    infra::catalogue::Missing,
    reason::{Reason, pod::StopCause, pod::Why},
    time::{Span, Time},
    world::{Change, Changed, Key, Kind, Object, Text, World},
};

use super::PodSpec;
use backoff::Backoff;
use probes::Probes;
use sync::Sync;

/// How long the kubelet takes to notice. Chosen by us; the recordings show 10 to 100 ms.
const NOTICES_AFTER: Span = Span(50);

/// Setting up a pod's network and volumes. Chosen by us; half a second is usual.
const SANDBOX: Span = Span(500);

/// Making and starting a container. Chosen by us.
const CREATE: Span = Span(300);

/// How often a pod that waits is looked at again. Source: pkg/kubelet/kubelet.go `backOffPeriod` of 10 s with up to
/// half as much again by chance, Kubernetes 1.34.9, read 2026-11; here always 12 s.
const RESYNC: Span = Span::secs(12);

/// From the end of the last container until the pod leaves the API. Chosen by us; the recordings show 30 to 100 ms.
const CLEAN_UP: Span = Span(60);

/// What the kubelet remembers of one pod between looks.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Memory {
    /// When the kubelet noticed the pod.
    pub taken_on: Option<Time>,
    /// When its network is set up.
    pub network_due: Option<Time>,
    /// What is remembered of each container: init containers first.
    pub containers: Vec<ContainerMemory>,
    /// When it became ready, where an annotation stands in for a readiness probe.
    pub ready_at: Option<Time>,
    /// When the last container of the deleted pod had ended.
    pub over: Option<Time>,
    /// When the garbage collector first missed the pod's node.
    pub node_lost: Option<Time>,
}

impl Memory {
    /// The images that are being pulled for a pod of this spec, or wait for their turn, and when each will be there.
    pub fn pulls(&self, spec: &PodSpec) -> impl Iterator<Item = (Time, Text)> {
        let pulls = self.containers.iter().enumerate();
        pulls.filter_map(|(place, memory)| match memory.work {
            Work::Pulling { due, .. } => Some((due, probes::container_of(spec, place).image.clone())),
            _ => None,
        })
    }
}

/// What the kubelet remembers of one container.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ContainerMemory {
    /// What is under way.
    pub work: Work,
    /// The wait between pulls that fail.
    pub pull_backoff: Backoff,
    /// The wait between restarts.
    pub restart_backoff: Backoff,
    /// When it last ended.
    pub ended: Option<Time>,
    /// What its probes have found.
    pub probes: Probes,
    /// That it is being stopped.
    pub stop: Option<Stop>,
}

impl Work {
    /// Whether the pod's worker is about to start the container.
    pub const fn is_start(self) -> bool {
        matches!(
            self,
            Self::Pulling { .. } | Self::Creating { .. } | Self::Restart { .. }
        )
    }
}

/// What is under way with a container.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Work {
    /// Nothing.
    #[default]
    None,
    /// Its image is being pulled, or waits for the pulls before it.
    Pulling {
        /// When it was asked for.
        asked: Time,
        /// When the node gets to it.
        begins: Time,
        /// When it is there.
        due: Time,
    },
    /// The pull has failed.
    PullFailed {
        /// When.
        since: Time,
        /// What the registry lacks.
        missing: Missing,
    },
    /// The next pull is put off.
    PullBackOff {
        /// Since when.
        since: Time,
        /// Until when.
        until: Time,
    },
    /// The container is being made.
    Creating {
        /// When it will run.
        due: Time,
    },
    /// It was killed for its probe and is started again at once.
    Restart {
        /// When the container before it had ended, if there was one.
        before: Option<Time>,
    },
    /// The next start is put off.
    BackOff {
        /// Since when.
        since: Time,
        /// Until when.
        until: Time,
    },
}

/// A container on its way out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stop {
    /// Why.
    pub cause: StopCause,
    /// The grace period.
    pub grace: Span,
    /// When the preStop hook is over and SIGTERM is sent.
    pub signal_at: Time,
    /// When SIGKILL is sent.
    pub kill_at: Time,
}

/// The kubelets of all nodes.
pub struct Kubelet;

impl Controller for Kubelet {
    fn name(&self) -> &'static str {
        "kubelet"
    }

    fn notices_after(&self) -> Span {
        NOTICES_AFTER
    }

    fn woken_by(&self, changed: &Changed, world: &World, wake: &mut dyn FnMut(Key)) {
        match (&changed.before, &changed.after) {
            // What the kubelet itself writes into a pod tells it nothing new.
            (Some(Object::Pod(before)), Some(Object::Pod(after)))
                if before.node_name != after.node_name
                    || before.meta.deletion != after.meta.deletion
                    || before.meta.finalizers != after.meta.finalizers
                    || before.meta.annotations != after.meta.annotations =>
            {
                wake(changed.key.clone());
            }
            (None, Some(Object::Pod(pod))) | (Some(Object::Pod(pod)), None) if pod.node_name.is_some() => {
                wake(changed.key.clone());
            }
            (Some(Object::Process(before)), after) => {
                let has_news = match after {
                    Some(Object::Process(after)) => {
                        after.exited != before.exited
                            || after.errors_percent != before.errors_percent
                            || after.hangs != before.hangs
                    }
                    _ => true,
                };
                if let Some((pod, _)) = before.name.split_once('/').filter(|_| has_news) {
                    let key = Key::new(Kind::Pod, &before.namespace, &pod.into());
                    if world.pod(&key).is_some() {
                        wake(key);
                    }
                }
            }
            (None, Some(Object::Node(node))) => {
                let pods = world.pods_on(&node.meta.name);
                pods.for_each(|pod| wake(pod.key()));
            }
            _ => {}
        }
    }

    fn reconcile(&self, key: &Key, view: &View) -> Outcome {
        let Some(pod) = view.world.pod(key) else {
            return kill_what_is_left(key, view);
        };
        let name = pod.node_name.clone().unwrap_or_default();
        let Some(node) = view.world.node(&Key::global(Kind::Node, name)) else {
            // The machine is off or was never there: nobody looks after the pod.
            return Outcome::settled();
        };
        let mut sync = Sync::new(view, node, pod);
        if let Some(deletion) = pod.meta.deletion {
            if pod.memory.taken_on.is_none() {
                containers::take_on(&mut sync);
            }
            containers::collect(&mut sync);
            return termination::proceed(sync, deletion.grace);
        }
        if pod.status.phase.is_terminal() {
            return Outcome::settled();
        }
        if pod.memory.taken_on.is_none() {
            containers::take_on(&mut sync);
        }
        containers::collect(&mut sync);
        termination::advance(&mut sync);
        containers::proceed(&mut sync);
        probes::proceed(&mut sync);
        sync.finish(false)
    }
}

/// A pod that was removed from the API without waiting leaves its processes behind.
fn kill_what_is_left(key: &Key, view: &View) -> Outcome {
    let mut outcome = Outcome::settled();
    let prefix: Text = format!("{}/", key.name).into();
    for process in view.world.processes_of(&key.namespace, &prefix) {
        outcome.step(Change::Remove(process.key()), Reason::Pod(Why::Orphaned));
    }
    outcome
}
