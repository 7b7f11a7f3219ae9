//! What an entry of the log did, told from what was there before and what is there after.

use crate::{
    kube::{ContainerState, Deployment, Pod, ReplicaSet},
    log::Entry,
    time::Span,
    world::{Object, Text},
};

use super::{
    history::image_of,
    tile::{TileState, state_of},
};

/// What was done to an object.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// It was created.
    Created,
    /// It is gone.
    Removed,
    /// Its deletion was asked for; it has this long.
    Deleting(Span),
    /// A workload asks for another number of pods.
    Scaled {
        /// Before.
        from: u32,
        /// After.
        to: u32,
    },
    /// A workload's template has another image.
    Image {
        /// Before.
        from: Text,
        /// After.
        to: Text,
    },
    /// A workload was paused, or resumed.
    Paused(bool),
    /// The pod was bound to a node.
    Bound(Text),
    /// The pod is doing something else.
    Became {
        /// Before.
        from: TileState,
        /// After.
        to: TileState,
    },
    /// A container was started.
    Started(Text),
    /// The workload reports how many of its pods are ready.
    Ready {
        /// Before.
        from: u32,
        /// After.
        to: u32,
    },
    /// So many endpoints of a Service are ready.
    Endpoints {
        /// Before.
        from: usize,
        /// After.
        to: usize,
    },
    /// So many processes are named by the rules of a Service.
    Targets {
        /// Before.
        from: usize,
        /// After.
        to: usize,
    },
    /// A process was asked to stop.
    StopAsked,
    /// A process ended with this exit code.
    Exited(i32),
    /// The spec of an object changed otherwise.
    Changed,
    /// Only its status changed.
    Reported,
}

/// What an entry did.
pub fn deed(entry: &Entry) -> Deed {
    let (before, after) = match (&entry.before, &entry.after) {
        (None, _) => return Deed::Created,
        (_, None) => return Deed::Removed,
        (Some(before), Some(after)) => (before, after),
    };
    if let (Some(old), Some(new)) = (before.meta(), after.meta())
        && old.deletion.is_none()
        && let Some(deletion) = new.deletion
    {
        return Deed::Deleting(deletion.grace);
    }
    match (before, after) {
        (Object::Deployment(a), Object::Deployment(b)) => deployment(a, b),
        (Object::ReplicaSet(a), Object::ReplicaSet(b)) => replica_set(a, b),
        (Object::Pod(a), Object::Pod(b)) => pod(a, b),
        (Object::EndpointSlice(a), Object::EndpointSlice(b)) => {
            let ready = |it: &crate::kube::EndpointSlice| {
                it.endpoints.iter().filter(|it| it.conditions.ready).count()
            };
            endpoints(ready(a), ready(b))
        }
        (Object::Endpoints(a), Object::Endpoints(b)) => endpoints(a.ready_pods(), b.ready_pods()),
        (Object::Balancer(a), Object::Balancer(b)) if a.targets.len() != b.targets.len() => Deed::Targets {
            from: a.targets.len(),
            to: b.targets.len(),
        },
        (Object::Process(a), Object::Process(b)) => match (&a.exited, &b.exited) {
            (None, Some(exit)) => Deed::Exited(exit.code),
            _ if a.stop_asked.is_none() && b.stop_asked.is_some() => Deed::StopAsked,
            _ => Deed::Changed,
        },
        (Object::Node(a), Object::Node(b)) if a.spec == b.spec => Deed::Reported,
        _ => Deed::Changed,
    }
}

/// As many as before may still be others than before.
fn endpoints(from: usize, to: usize) -> Deed {
    if from == to {
        Deed::Changed
    } else {
        Deed::Endpoints { from, to }
    }
}

fn deployment(before: &Deployment, after: &Deployment) -> Deed {
    let (old, new) = (&before.spec, &after.spec);
    if old.replicas != new.replicas {
        return Deed::Scaled {
            from: old.replicas,
            to: new.replicas,
        };
    }
    if old.paused != new.paused {
        return Deed::Paused(new.paused);
    }
    let image = |it: &Deployment| {
        let first = it.spec.template.spec.containers.first();
        first.map_or_else(|| "".into(), |it| it.image.clone())
    };
    if image(before) != image(after) {
        return Deed::Image {
            from: image(before),
            to: image(after),
        };
    }
    if old != new {
        return Deed::Changed;
    }
    ready(before.status.ready_replicas, after.status.ready_replicas)
}

fn replica_set(before: &ReplicaSet, after: &ReplicaSet) -> Deed {
    let (from, to) = (before.spec.replicas, after.spec.replicas);
    if from != to {
        return Deed::Scaled { from, to };
    }
    if before.spec != after.spec {
        return Deed::Changed;
    }
    ready(before.status.ready_replicas, after.status.ready_replicas)
}

fn ready(from: u32, to: u32) -> Deed {
    if from == to {
        Deed::Reported
    } else {
        Deed::Ready { from, to }
    }
}

fn pod(before: &Pod, after: &Pod) -> Deed {
    if before.node_name != after.node_name
        && let Some(node) = &after.node_name
    {
        return Deed::Bound(node.clone());
    }
    let (from, to) = (state_of(before), state_of(after));
    if from != to {
        return Deed::Became { from, to };
    }
    let is_running = |pod: &Pod, place: usize| {
        let container = pod.status.containers.get(place);
        container.is_some_and(|it| matches!(it.state, ContainerState::Running { .. }))
    };
    for (place, container) in after.status.containers.iter().enumerate() {
        if is_running(after, place) && !is_running(before, place) {
            return Deed::Started(container.name.clone());
        }
    }
    if image_of(before) != image_of(after) {
        return Deed::Image {
            from: image_of(before),
            to: image_of(after),
        };
    }
    Deed::Reported
}
