//! The Deployment controller: one ReplicaSet a template, and pods handed from the old ones to the new.
//!
//! Source: pkg/controller/deployment/deployment_controller.go, Kubernetes 1.34.9, read 2026-11.

pub mod bounds;
pub mod progress;
pub mod recreate;
pub mod revision;
pub mod rolling;
pub mod scaling;
mod sync;

use crate::sort::Sort;
use std::cmp::Ordering;

use crate::{
    controller::{Controller, Outcome, View},
    reason::rollout::Why,
    time::Span,
    world::{Changed, Key, Kind, Object, Text, World},
};

use super::{
    Deployment, DeploymentStrategy, ReplicaSet,
    claim::{Claim, claim, settle},
};

/// The Deployment controller.
pub struct DeploymentController;

/// Chosen by us, within the recordings' 5 ms to 1 s: a little slower than the ReplicaSet controller, so that cause and effect can be told apart.
const NOTICES_AFTER: Span = Span(30);

/// That a ReplicaSet should have another size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// The ReplicaSet.
    pub set: Text,
    /// The size it has.
    pub from: u32,
    /// The size it should have.
    pub to: u32,
    /// The arithmetic.
    pub why: Why,
}

impl Scale {
    fn of(set: &ReplicaSet, to: u32, why: Why) -> Self {
        Self {
            set: set.meta.name.clone(),
            from: set.spec.replicas,
            to,
            why,
        }
    }
}

/// Older ReplicaSets come first; names decide among those of the same second.
pub fn by_age(a: &ReplicaSet, b: &ReplicaSet) -> Ordering {
    (a.meta.created, &a.meta.name).cmp(&(b.meta.created, &b.meta.name))
}

impl Controller for DeploymentController {
    fn name(&self) -> &'static str {
        "deployment-controller"
    }

    fn notices_after(&self) -> Span {
        NOTICES_AFTER
    }

    fn woken_by(&self, changed: &Changed, world: &World, wake: &mut dyn FnMut(Key)) {
        match changed.key.kind {
            Kind::Deployment if changed.after.is_some() => wake(changed.key.clone()),
            Kind::ReplicaSet => {
                let (before, after) = (owner(changed.before.as_ref()), owner(changed.after.as_ref()));
                if before != after {
                    before.into_iter().for_each(&mut *wake);
                }
                match after {
                    Some(after) => wake(after),
                    None => wake_adopters(changed.after.as_ref(), world, wake),
                }
            }
            // Only `Recreate` waits for pods to be gone.
            Kind::Pod if changed.after.is_none() => {
                let set = changed.before.as_ref().and_then(Object::meta).and_then(|meta| {
                    let set = meta.controller().filter(|it| it.kind == Kind::ReplicaSet)?;
                    world.get(&Key::new(Kind::ReplicaSet, &meta.namespace, &set.name))
                });
                let waits = |key: &Key| {
                    world
                        .deployment(key)
                        .is_some_and(|it| it.spec.strategy == DeploymentStrategy::Recreate)
                };
                owner(set).into_iter().filter(waits).for_each(wake);
            }
            _ => {}
        }
    }

    fn reconcile(&self, key: &Key, view: &View) -> Outcome {
        let mut outcome = Outcome::default();
        let Some(deployment) = view.world.deployment(key) else {
            return outcome;
        };
        let sets = own_sets(deployment, view.world, &mut outcome);
        if outcome.steps.is_empty() {
            sync::Sync::new(deployment, sets, view).run(&mut outcome);
        }
        outcome
    }
}

/// The Deployment that owns a ReplicaSet.
fn owner(set: Option<&Object>) -> Option<Key> {
    let meta = set.and_then(Object::meta)?;
    let owner = meta.controller().filter(|it| it.kind == Kind::Deployment)?;
    Some(Key::new(Kind::Deployment, &meta.namespace, &owner.name))
}

fn wake_adopters(orphan: Option<&Object>, world: &World, wake: &mut dyn FnMut(Key)) {
    let Some(meta) = orphan
        .and_then(Object::meta)
        .filter(|it| it.controller().is_none())
    else {
        return;
    };
    for deployment in world.deployments() {
        if deployment.meta.namespace == meta.namespace && deployment.spec.selector.matches(&meta.labels) {
            wake(deployment.key());
        }
    }
}

/// The ReplicaSets of a Deployment, oldest first; those that come or go because of their labels are asked for on the way.
fn own_sets<'a>(deployment: &Deployment, world: &'a World, outcome: &mut Outcome) -> Vec<&'a ReplicaSet> {
    let mut ours = Vec::new();
    let candidates = world
        .owned_by(deployment.meta.uid)
        .chain(world.orphans(Kind::ReplicaSet, &deployment.meta.namespace));
    for object in candidates {
        let Object::ReplicaSet(set) = object else { continue };
        match claim(&set.meta, &deployment.meta, &deployment.spec.selector) {
            Claim::Ours => ours.push(&**set),
            other => settle(other, object, &deployment.meta, Kind::Deployment, outcome),
        }
    }
    ours.order_by(|a, b| by_age(a, b));
    ours
}
