//! What the API server does when an object is deleted or a pod is created, whoever asks for it.
//!
//! Source: apiserver/pkg/registry/rest/delete.go and pkg/registry/core/pod/strategy.go, Kubernetes 1.34.9, read 2026-11.

use crate::{
    luck,
    time::{Span, Time},
    world::{Change, Key, Kind, Object, Text, World},
};

use super::{Deletion, Meta, OwnerReference, Pod, PodTemplate};

/// The finalizer of an object that waits until what it owns is gone.
pub const FOREGROUND: &str = "foregroundDeletion";

/// The finalizer of an object that waits until what it owned no longer names it.
pub const ORPHAN: &str = "orphan";

/// `terminationGracePeriodSeconds` where the pod does not say [s]. Source: `DefaultTerminationGracePeriodSeconds` in
/// k8s.io/api/core/v1/types.go, Kubernetes 1.34.9, read 2026-11.
pub const GRACE_DEFAULT: Span = Span::secs(30);

/// How many letters the API server adds to `generateName`, and how much of the rest it keeps [bytes].
/// Source: apiserver/pkg/storage/names/generate.go, Kubernetes 1.34.9, read 2026-11.
const SUFFIX_LETTERS: usize = 5;
const BASE_MAX: usize = 63 - SUFFIX_LETTERS;

/// `propagationPolicy`: what becomes of the objects that name the deleted one as their owner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Propagation {
    /// The owner goes at once, its dependents after it. What `kubectl delete` asks for.
    #[default]
    Background,
    /// The dependents go first.
    Foreground,
    /// The dependents stay.
    Orphan,
}

/// Why the API server did not create an object.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Refused {
    /// There is no such namespace.
    NamespaceNotFound(Text),
}

impl std::fmt::Display for Refused {
    /// In the API server's words.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NamespaceNotFound(name) => write!(f, "namespaces \"{name}\" not found"),
        }
    }
}

impl std::error::Error for Refused {}

/// What deleting an object comes to: it is gone at once, or on its way out; none if it is that already.
///
/// `grace` is what the caller asks for; none leaves it to the object.
pub fn delete(object: &Object, propagation: Propagation, grace: Option<Span>, now: Time) -> Option<Change> {
    let mut object = object.clone();
    let grace = match &object {
        Object::Pod(pod) => pod_grace(pod, grace),
        _ => Span::ZERO,
    };
    let Some(meta) = object.meta_mut() else {
        return Some(Change::Remove(object.key()));
    };
    let asked = meta.finalizers.clone();
    set_propagation(meta, propagation);
    if grace == Span::ZERO && meta.finalizers.is_empty() {
        return Some(Change::Remove(object.key()));
    }
    match &mut meta.deletion {
        // A grace period can be cut short, never extended.
        Some(known) if grace < known.grace => known.grace = grace,
        Some(_) if meta.finalizers == asked => return None,
        Some(_) => {}
        None => meta.deletion = Some(Deletion { asked: now, grace }),
    }
    Some(Change::Put(object))
}

/// Takes a finalizer off an object; one that was only kept by it is gone.
pub fn without_finalizer(object: &Object, finalizer: &str) -> Change {
    let mut object = object.clone();
    let key = object.key();
    let Some(meta) = object.meta_mut() else {
        return Change::Remove(key);
    };
    meta.finalizers.retain(|it| &**it != finalizer);
    let is_last = meta.finalizers.is_empty() && meta.deletion.is_some_and(|it| it.grace == Span::ZERO);
    if is_last {
        Change::Remove(key)
    } else {
        Change::Put(object)
    }
}

/// A pod stamped from a template, or why it is refused. `place` tells pods apart that are made at the same moment.
pub fn create_pod(
    template: &PodTemplate,
    owner: &Meta,
    controller: OwnerReference,
    place: usize,
    (world, now, seed): (&World, Time, u64),
) -> Result<Pod, Refused> {
    let namespace = &owner.namespace;
    if !namespace_exists(world, namespace) {
        return Err(Refused::NamespaceNotFound(namespace.clone()));
    }
    let base: Text = format!("{}-", owner.name).into();
    let name = generated(&base, |try_| {
        let subject = format!("{}/{}/{place}/{try_}", controller.uid, now.0);
        let letters = luck::letters(seed, "pod name", &subject, SUFFIX_LETTERS);
        let name: Text = format!("{}{letters}", &base[..base.len().min(BASE_MAX)]).into();
        let is_free = world.get(&Key::new(Kind::Pod, namespace, &name)).is_none();
        is_free.then_some(name)
    });
    let node_name = template.spec.rest.get("nodeName").and_then(|it| it.as_str());
    Ok(Pod {
        meta: Meta {
            labels: template.metadata.labels.clone(),
            annotations: template.metadata.annotations.clone(),
            owners: vec![controller],
            generate_name: Some(base.clone()),
            ..Meta::named(namespace, name)
        },
        spec: template.spec.clone(),
        node_name: node_name.map(Into::into),
        ..Pod::default()
    })
}

/// Whether things can be created there. The first four are there from the start, as in every cluster.
pub fn namespace_exists(world: &World, namespace: &Text) -> bool {
    matches!(
        &**namespace,
        "default" | "kube-system" | "kube-public" | "kube-node-lease"
    ) || world
        .namespace(&Key::global(Kind::Namespace, namespace.clone()))
        .is_some()
}

/// How long a pod may take to stop. One that no kubelet runs need not be waited for.
fn pod_grace(pod: &Pod, asked: Option<Span>) -> Span {
    if pod.node_name.is_none() || pod.status.phase.is_terminal() {
        return Span::ZERO;
    }
    let own = pod.spec.termination_grace_period_seconds.map(Span::secs);
    asked.or(own).unwrap_or(GRACE_DEFAULT)
}

fn set_propagation(meta: &mut Meta, propagation: Propagation) {
    meta.finalizers.retain(|it| !matches!(&**it, FOREGROUND | ORPHAN));
    match propagation {
        Propagation::Background => {}
        Propagation::Foreground => meta.finalizers.push(FOREGROUND.into()),
        Propagation::Orphan => meta.finalizers.push(ORPHAN.into()),
    }
}

/// The first of a row of tries that is free.
fn generated(base: &Text, find: impl Fn(u32) -> Option<Text>) -> Text {
    (0..u32::MAX).find_map(find).unwrap_or_else(|| base.clone())
}
