//! Which objects belong to a workload: `ownerReferences` and the selector together.
//!
//! Source: pkg/controller/controller_ref_manager.go, Kubernetes 1.34.9, read 2026-11.

use crate::{
    controller::Outcome,
    reason::{Reason, rollout::Why},
    world::{Change, Kind, Object},
};

use super::{LabelSelector, Meta};

/// What an object is to a workload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// Its own.
    Ours,
    /// Nobody's, and it matches: to be adopted.
    Adopt,
    /// Its own, but it no longer matches: to be released.
    Release,
    /// Another's, or none of its business.
    Foreign,
}

/// What an object with metadata `meta` is to the workload `owner`.
pub fn claim(meta: &Meta, owner: &Meta, selector: &LabelSelector) -> Claim {
    match meta.controller() {
        Some(it) if it.uid != owner.uid => Claim::Foreign,
        Some(_) if selector.matches(&meta.labels) => Claim::Ours,
        Some(_) if owner.is_terminating() => Claim::Foreign,
        Some(_) => Claim::Release,
        None if owner.is_terminating() || meta.is_terminating() => Claim::Foreign,
        None if selector.matches(&meta.labels) => Claim::Adopt,
        None => Claim::Foreign,
    }
}

/// Adopts or releases an object, if that is what it needs.
pub fn settle(claim: Claim, object: &Object, owner: &Meta, kind: Kind, outcome: &mut Outcome) {
    let mut object = object.clone();
    let key = owner.key(kind);
    let Some(meta) = object.meta_mut() else { return };
    let why = match claim {
        Claim::Ours | Claim::Foreign => return,
        Claim::Adopt => {
            meta.owners.push(owner.as_controller(kind));
            Why::Adopt { owner: key }
        }
        Claim::Release => {
            meta.owners.retain(|it| it.uid != owner.uid);
            Why::Release { owner: key }
        }
    };
    outcome.step(Change::Put(object), Reason::Rollout(why));
}
