//! The garbage collector: what is owned goes with its owner, before it, or stays, as the deletion asked.
//!
//! Source: pkg/controller/garbagecollector/garbagecollector.go, Kubernetes 1.34.9, read 2026-11.

use crate::{
    controller::{Controller, Outcome, View},
    reason::{Reason, rollout::Why},
    time::Span,
    world::{Change, Changed, Key, Kind, Object, Text, World},
};

use super::{
    OwnerReference,
    api::{self, FOREGROUND, ORPHAN, Propagation},
};

/// The garbage collector.
pub struct GarbageCollector;

/// Chosen by us, within the recordings' 5 ms to 1 s.
const NOTICES_AFTER: Span = Span(50);

impl Controller for GarbageCollector {
    fn name(&self) -> &'static str {
        "garbage-collector"
    }

    fn notices_after(&self) -> Span {
        NOTICES_AFTER
    }

    fn woken_by(&self, changed: &Changed, world: &World, wake: &mut dyn FnMut(Key)) {
        let before = changed.before.as_ref().and_then(Object::meta);
        let after = changed.after.as_ref().and_then(Object::meta);
        if let Some(meta) = after {
            let is_new = before.is_none_or(|it| it.owners != meta.owners) && !meta.owners.is_empty();
            let waits = meta.is_terminating() && !meta.finalizers.is_empty();
            if is_new || waits {
                wake(changed.key.clone());
            }
        }
        let Some(meta) = before else { return };
        // A dependent that is gone, or no longer names its owner, may be what the owner waited for.
        for owner in &meta.owners {
            if after.is_none_or(|after| !after.owners.contains(owner))
                && let Some(it) = find(world, owner, &meta.namespace)
                && it.meta().is_some_and(super::Meta::is_terminating)
            {
                wake(it.key());
            }
        }
        if after.is_none_or(|after| after.uid != meta.uid) {
            for dependent in world.dependents_of(meta.uid) {
                wake(dependent.key());
            }
        }
    }

    fn reconcile(&self, key: &Key, view: &View) -> Outcome {
        let mut outcome = Outcome::default();
        let Some(object) = view.world.get(key) else {
            return outcome;
        };
        let Some(meta) = object.meta() else { return outcome };
        let has = |finalizer: &str| meta.finalizers.iter().any(|it| &**it == finalizer);
        if meta.is_terminating() {
            if has(ORPHAN) {
                release_dependents(object, view, &mut outcome);
            } else if has(FOREGROUND) {
                delete_dependents(object, view, &mut outcome);
            }
        } else {
            check_owners(object, view, &mut outcome);
        }
        outcome
    }
}

/// The owner that a reference means, if it is the very one and still there.
fn find<'a>(world: &'a World, owner: &OwnerReference, namespace: &Text) -> Option<&'a Object> {
    let key = match owner.kind {
        Kind::Node | Kind::Namespace => Key::global(owner.kind, owner.name.clone()),
        kind => Key::new(kind, namespace, &owner.name),
    };
    world
        .get(&key)
        .filter(|it| it.meta().is_some_and(|meta| meta.uid == owner.uid))
}

/// `--cascade=orphan`: takes the references off, then lets the owner go.
fn release_dependents(owner: &Object, view: &View, outcome: &mut Outcome) {
    let Some(uid) = owner.meta().map(|it| it.uid) else {
        return;
    };
    let mut is_free = true;
    for dependent in view.world.dependents_of(uid) {
        is_free = false;
        let mut dependent = dependent.clone();
        if let Some(meta) = dependent.meta_mut() {
            meta.owners.retain(|it| it.uid != uid);
        }
        let why = Why::Orphaned { owner: owner.key() };
        outcome.step(Change::Put(dependent), Reason::Rollout(why));
    }
    if is_free {
        finish(owner, ORPHAN, outcome);
    }
}

/// `--cascade=foreground`: deletes what the owner owns, and lets it go once nothing blocks it.
fn delete_dependents(owner: &Object, view: &View, outcome: &mut Outcome) {
    let Some(uid) = owner.meta().map(|it| it.uid) else {
        return;
    };
    let mut is_blocked = false;
    for dependent in view.world.dependents_of(uid) {
        let Some(meta) = dependent.meta() else { continue };
        is_blocked |= meta
            .owners
            .iter()
            .any(|it| it.uid == uid && it.block_owner_deletion);
        if !meta.is_terminating() {
            check_owners(dependent, view, outcome);
        }
    }
    if !is_blocked {
        finish(owner, FOREGROUND, outcome);
    }
}

fn finish(object: &Object, finalizer: &'static str, outcome: &mut Outcome) {
    let why = Why::FinalizerDone {
        finalizer: finalizer.into(),
    };
    outcome.step(api::without_finalizer(object, finalizer), Reason::Rollout(why));
}

/// What an owner means for what it owns.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    /// It is there, and so the object stays.
    Solid,
    /// It waits until the object is gone.
    Waits,
    /// It is not there.
    Gone,
}

fn state_of(owner: &OwnerReference, namespace: &Text, world: &World) -> Owner {
    match find(world, owner, namespace).and_then(Object::meta) {
        None => Owner::Gone,
        Some(meta) if meta.is_terminating() && meta.finalizers.iter().any(|it| &**it == FOREGROUND) => {
            Owner::Waits
        }
        Some(_) => Owner::Solid,
    }
}

/// Deletes an object that no owner keeps; with one that does, drops the references to the others.
fn check_owners(object: &Object, view: &View, outcome: &mut Outcome) {
    let Some(meta) = object.meta() else { return };
    let state = |it: &OwnerReference| state_of(it, &meta.namespace, view.world);
    let Some(lost) = meta.owners.iter().find(|it| state(it) != Owner::Solid) else {
        return;
    };
    let owner = Key::new(lost.kind, &meta.namespace, &lost.name);
    if meta.owners.iter().any(|it| state(it) == Owner::Solid) {
        let mut object = object.clone();
        if let Some(meta) = object.meta_mut() {
            meta.owners
                .retain(|it| state_of(it, &owner.namespace, view.world) == Owner::Solid);
        }
        let why = Why::OwnerReferenceDropped { owner };
        outcome.step(Change::Put(object), Reason::Rollout(why));
        return;
    }
    let has = |finalizer: &str| meta.finalizers.iter().any(|it| &**it == finalizer);
    let is_awaited = meta.owners.iter().any(|it| state(it) == Owner::Waits);
    // What owns something itself waits for it in turn.
    let propagation = if is_awaited && view.world.dependents_of(meta.uid).next().is_some() {
        Propagation::Foreground
    } else if has(ORPHAN) {
        Propagation::Orphan
    } else if has(FOREGROUND) {
        Propagation::Foreground
    } else {
        Propagation::Background
    };
    let why = if is_awaited {
        Why::OwnerWaits { owner }
    } else {
        Why::OwnerGone { owner }
    };
    if let Some(change) = api::delete(object, propagation, None, view.now) {
        outcome.step(change, Reason::Rollout(why));
    }
}
