//! The garbage collector: what is owned goes with its owner, before it, or stays, as the deletion asked.
//!
//! Source: pkg/controller/garbagecollector/garbagecollector.go, Kubernetes 1.34, from memory, not yet checked there.

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

/// `--cascade=foreground`: deletes what blocks the owner, and lets the owner go once nothing does.
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
        if meta.is_terminating() || has_other_owner(dependent, uid, view.world) {
            continue;
        }
        // What owns something itself waits for it in turn.
        let owns = view.world.dependents_of(meta.uid).next().is_some();
        let propagation = if owns {
            Propagation::Foreground
        } else {
            Propagation::Background
        };
        if let Some(change) = api::delete(dependent, propagation, None, view.now) {
            let why = Why::OwnerWaits { owner: owner.key() };
            outcome.step(change, Reason::Rollout(why));
        }
    }
    if !is_blocked {
        finish(owner, FOREGROUND, outcome);
    }
}

fn has_other_owner(object: &Object, than: super::Uid, world: &World) -> bool {
    object.meta().is_some_and(|meta| {
        let mut others = meta.owners.iter().filter(|it| it.uid != than);
        others.any(|it| find(world, it, &meta.namespace).is_some())
    })
}

fn finish(object: &Object, finalizer: &'static str, outcome: &mut Outcome) {
    let why = Why::FinalizerDone {
        finalizer: finalizer.into(),
    };
    outcome.step(api::without_finalizer(object, finalizer), Reason::Rollout(why));
}

/// Deletes an object none of whose owners is there; with one left, drops the references to the others.
fn check_owners(object: &Object, view: &View, outcome: &mut Outcome) {
    let Some(meta) = object.meta() else { return };
    let is_there = |owner: &&OwnerReference| find(view.world, owner, &meta.namespace).is_some();
    let Some(gone) = meta.owners.iter().find(|it| !is_there(it)) else {
        return;
    };
    let owner = Key::new(gone.kind, &meta.namespace, &gone.name);
    if meta.owners.iter().any(|it| is_there(&it)) {
        let mut object = object.clone();
        let kept = meta.owners.iter().filter(is_there).cloned().collect();
        if let Some(meta) = object.meta_mut() {
            meta.owners = kept;
        }
        let why = Why::OwnerReferenceDropped { owner };
        outcome.step(Change::Put(object), Reason::Rollout(why));
        return;
    }
    let has = |finalizer: &str| meta.finalizers.iter().any(|it| &**it == finalizer);
    let propagation = if has(ORPHAN) {
        Propagation::Orphan
    } else if has(FOREGROUND) {
        Propagation::Foreground
    } else {
        Propagation::Background
    };
    if let Some(change) = api::delete(object, propagation, None, view.now) {
        outcome.step(change, Reason::Rollout(Why::OwnerGone { owner }));
    }
}
