//! The namespace controller: a namespace that is deleted takes its content along, and goes last.
//!
//! Source: pkg/controller/namespace/deletion/namespaced_resources_deleter.go, Kubernetes 1.34.9, read 2026-11. Upstream looks again some
//! seconds later for what remains; here each object that goes leads to the next look.

use crate::{
    controller::{Controller, Outcome, View},
    reason::{Reason, namespace::Why},
    time::Span,
    world::{Changed, Key, Kind, World},
};

use super::api::{self, Propagation};

/// The namespace controller.
pub struct NamespaceController;

/// The finalizer that keeps a namespace until it is empty; the API shows it in `spec.finalizers`.
pub const FINALIZER: &str = "kubernetes";

/// Chosen by us, within the recordings' 5 ms to 1 s.
const NOTICES_AFTER: Span = Span(50);

/// What can stand in a namespace, in the order in which it is deleted: owners first, so that nothing is made anew.
const CONTENT: &[Kind] = &[
    Kind::Deployment,
    Kind::ReplicaSet,
    Kind::Pod,
    Kind::Service,
    Kind::Endpoints,
    Kind::EndpointSlice,
    Kind::Event,
];

impl Controller for NamespaceController {
    fn name(&self) -> &'static str {
        "namespace-controller"
    }

    fn notices_after(&self) -> Span {
        NOTICES_AFTER
    }

    fn woken_by(&self, changed: &Changed, world: &World, wake: &mut dyn FnMut(Key)) {
        let key = match changed.key.kind {
            Kind::Namespace => changed.key.clone(),
            // What is made late, and what has gone, both may be what the namespace waits for.
            kind if CONTENT.contains(&kind) && (changed.before.is_none() || changed.after.is_none()) => {
                Key::global(Kind::Namespace, changed.key.namespace.clone())
            }
            _ => return,
        };
        if world.namespace(&key).is_some_and(|it| it.meta.is_terminating()) {
            wake(key);
        }
    }

    fn reconcile(&self, key: &Key, view: &View) -> Outcome {
        let mut outcome = Outcome::default();
        let Some(namespace) = view
            .world
            .get(key)
            .filter(|it| it.meta().is_some_and(super::Meta::is_terminating))
        else {
            return outcome;
        };
        let mut is_empty = true;
        for (_, object) in CONTENT.iter().flat_map(|kind| view.world.of_kind(*kind)) {
            if object.meta().is_none_or(|meta| meta.namespace != key.name) {
                continue;
            }
            is_empty = false;
            if let Some(change) = api::delete(object, Propagation::Background, None, view.now) {
                outcome.step(change, Reason::Namespace(Why::Emptied));
            }
        }
        if is_empty {
            outcome.step(
                api::without_finalizer(namespace, FINALIZER),
                Reason::Namespace(Why::Empty),
            );
        }
        outcome
    }
}
