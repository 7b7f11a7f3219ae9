//! The ReplicaSet controller: as many pods as wanted, no matter which.
//!
//! Source: pkg/controller/replicaset/replica_set.go, Kubernetes 1.34.9, read 2026-11.

pub mod ranking;
pub mod slow_start;
pub mod status;

use crate::{
    controller::{Controller, Note, Outcome, Step, View},
    reason::{Reason, rollout::Why},
    sort::Sort,
    time::{Span, Time},
    world::{Change, Changed, Key, Kind, Object, PodRow, Text, World},
};

use super::{
    Pod, ReplicaSet,
    api::{self, Propagation, Refused},
    claim::{claim, settle},
};
use status::pods_count;

/// The ReplicaSet controller.
pub struct ReplicaSetController;

/// Chosen by us, within the recordings' 5 ms to 1 s. Changes that come closer together are seen at one look.
const NOTICES_AFTER: Span = Span(20);

/// No more pods are created or deleted at one look.
/// Source: `BurstReplicas` in pkg/controller/replicaset/replica_set.go, Kubernetes 1.34.9, read 2026-11.
const BURST_MAX: usize = 500;

/// A creation belongs to the row of batches before it if no more time has passed. Chosen by us: some times `NOTICES_AFTER`.
const ROW_OF_BATCHES: Span = Span(200);

/// The first and the longest wait before a failed creation is tried again; it doubles.
/// Source: client-go/util/workqueue/default_rate_limiters.go, Kubernetes 1.34.9, read 2026-11.
const RETRY: (Span, Span) = (Span(5), Span::secs(1000));

impl Controller for ReplicaSetController {
    fn name(&self) -> &'static str {
        "replicaset-controller"
    }

    fn notices_after(&self) -> Span {
        NOTICES_AFTER
    }

    fn woken_by(&self, changed: &Changed, world: &World, wake: &mut dyn FnMut(Key)) {
        let (before, after) = (changed.before.as_ref(), changed.after.as_ref());
        match changed.key.kind {
            Kind::ReplicaSet if is_news(before, after) => wake(changed.key.clone()),
            Kind::Pod => wake_owners(before, after, world, wake),
            _ => {}
        }
    }

    fn reconcile(&self, key: &Key, view: &View) -> Outcome {
        let mut outcome = Outcome::default();
        let Some(set) = view.world.replica_set(key) else {
            return outcome;
        };
        let own = Own::of(set, view.world, &mut outcome);
        if !outcome.steps.is_empty() {
            // Each adoption and release is a change that leads back here.
            return outcome;
        }
        let mut failure = None;
        let mut is_amid = false;
        if !set.meta.is_terminating() {
            let have = own.rows.len();
            let want = set.spec.replicas as usize;
            if have < want {
                failure = create(set, &own, want - have, view, &mut outcome);
                is_amid = failure.is_none() && have + outcome.steps.len() < want;
            } else if have > want {
                delete(set, &own, have - want, view, &mut outcome);
            }
        }
        // Upstream creates all batches in one go and says how it went at the end.
        if !is_amid || set.status.observed_generation != set.meta.generation {
            say_status(set, &own, failure.as_ref(), view.now, &mut outcome);
        }
        if let Some(span) = status::next_check(set, &own.rows, view.now) {
            outcome.look_again(span);
        }
        if failure.is_some() {
            outcome.look_again(retry_after(set, view.now));
        }
        outcome
    }
}

/// Whether a ReplicaSet changed in more than its status, which this controller writes itself.
fn is_news(before: Option<&Object>, after: Option<&Object>) -> bool {
    match (before, after) {
        (Some(before), Some(after)) => {
            !super::same_spec(before, after)
                || before.meta().map(|it| &it.owners) != after.meta().map(|it| &it.owners)
        }
        (_, after) => after.is_some(),
    }
}

/// Wakes the owner of a pod, or the ReplicaSets that may adopt it.
fn wake_owners(before: Option<&Object>, after: Option<&Object>, world: &World, wake: &mut dyn FnMut(Key)) {
    let owner = |object: Option<&Object>| {
        let meta = object.and_then(Object::meta)?;
        let owner = meta.controller().filter(|it| it.kind == Kind::ReplicaSet)?;
        Some(Key::new(Kind::ReplicaSet, &meta.namespace, &owner.name))
    };
    let (owner_before, owner_after) = (owner(before), owner(after));
    if owner_before != owner_after {
        owner_before.into_iter().for_each(&mut *wake);
    }
    if let Some(owner) = owner_after {
        wake(owner);
        return;
    }
    let Some(meta) = after.and_then(Object::meta) else {
        return;
    };
    if meta.controller().is_none() {
        for set in world.replica_sets() {
            if set.meta.namespace == meta.namespace && set.spec.selector.matches(&meta.labels) {
                wake(set.key());
            }
        }
    }
}

/// The active pods of a ReplicaSet.
struct Own<'a> {
    /// What is kept of them, ordered by their names.
    rows: Vec<&'a (Text, PodRow)>,
    /// How many of them carry all labels of the template.
    fully_labelled: usize,
}

impl<'a> Own<'a> {
    /// Finds them; those that come or go because of their labels are asked for on the way.
    fn of(set: &ReplicaSet, world: &'a World, outcome: &mut Outcome) -> Self {
        let mut own = Self {
            rows: Vec::new(),
            fully_labelled: 0,
        };
        let (mut cohorts, mut are_all_alike) = (0, true);
        for (cohort, rows) in world.cohorts_owned_by(set.meta.uid) {
            if !set.spec.selector.matches(&cohort.labels) {
                are_all_alike = false;
                continue;
            }
            let before = own.rows.len();
            own.rows.reserve(rows.len());
            let active = rows.iter().filter(|(_, row)| row.is_active);
            active.for_each(|row| own.rows.push(row));
            if status::covers(&set.spec.template.metadata.labels, &cohort.labels) {
                own.fully_labelled += own.rows.len() - before;
            }
            cohorts += 1;
        }
        if cohorts > 1 {
            own.rows.order_by(|a, b| a.0.cmp(&b.0));
        }
        let odd = (!are_all_alike).then(|| world.owned_by(set.meta.uid));
        for object in odd
            .into_iter()
            .flatten()
            .chain(world.orphans(Kind::Pod, &set.meta.namespace))
        {
            if let Object::Pod(pod) = object
                && pod.is_active()
            {
                let claim = claim(&pod.meta, &set.meta, &set.spec.selector);
                settle(claim, object, &set.meta, Kind::ReplicaSet, outcome);
            }
        }
        own
    }
}

/// Creates the next batch of pods; says what stopped it.
fn create(set: &ReplicaSet, own: &Own, left: usize, view: &View, outcome: &mut Outcome) -> Option<Refused> {
    let row_began = Time(view.now.0.saturating_sub(ROW_OF_BATCHES.0)).whole_second();
    let done = own
        .rows
        .iter()
        .filter(|(_, row)| row.created >= row_began)
        .count();
    let (have, want) = (pods_count(own.rows.len()), set.spec.replicas);
    let batch = pods_count((done + 1).min(left).min(BURST_MAX));
    let result = slow_start::next_batch(done, left.min(BURST_MAX), |place| {
        let controller = set.meta.as_controller(Kind::ReplicaSet);
        let around = (view.world, view.now, view.seed);
        let pod = api::create_pod(&set.spec.template, &set.meta, controller, place, around)?;
        let said = format!("Created pod: {}", pod.meta.name);
        let step = outcome.step(
            Change::Put(pod.into()),
            Reason::Rollout(Why::CreatePod { have, want, batch }),
        );
        step.note = Some(Note::normal(set.key(), "SuccessfulCreate", said));
        Ok(())
    });
    if let Some(refused) = &result.failure {
        outcome.steps.push(Step {
            change: None,
            why: Reason::Rollout(Why::CreateRefused),
            note: Some(Note::warning(
                set.key(),
                "FailedCreate",
                format!("Error creating: {refused}"),
            )),
        });
    }
    result.failure
}

/// Deletes the pods that can best be spared.
fn delete(set: &ReplicaSet, own: &Own, count: usize, view: &View, outcome: &mut Outcome) {
    let names = own.rows.iter().map(|(name, _)| name);
    let pods: Vec<&Pod> = names
        .filter_map(|name| view.world.pod(&Key::new(Kind::Pod, &set.meta.namespace, name)))
        .collect();
    let related = related_pods(set, view.world);
    let (have, want) = (pods_count(pods.len()), set.spec.replicas);
    for (pod, rule) in ranking::pods_to_delete(&pods, &related, count.min(BURST_MAX), view.now) {
        let object = view.world.get(&pod.key()).expect("a pod of the world is in it");
        let Some(change) = api::delete(object, Propagation::Background, None, view.now) else {
            continue;
        };
        let said = format!("Deleted pod: {}", pod.meta.name);
        let step = outcome.step(change, Reason::Rollout(Why::DeletePod { have, want, rule }));
        step.note = Some(Note::normal(set.key(), "SuccessfulDelete", said));
    }
}

/// The active pods of all ReplicaSets of the same owner; none without one, so that a bare ReplicaSet does not look at who shares a node.
fn related_pods<'a>(set: &ReplicaSet, world: &'a World) -> Vec<&'a Pod> {
    let sets: Vec<_> = match set.meta.controller() {
        Some(owner) => world
            .owned_by(owner.uid)
            .filter_map(Object::meta)
            .map(|meta| meta.uid)
            .collect(),
        None => Vec::new(),
    };
    let pods = sets.into_iter().flat_map(|uid| world.owned_by(uid));
    pods.filter_map(|object| match object {
        Object::Pod(pod) if pod.is_active() => Some(&**pod),
        _ => None,
    })
    .collect()
}

fn say_status(set: &ReplicaSet, own: &Own, failure: Option<&Refused>, now: Time, outcome: &mut Outcome) {
    let status = status::of(set, &own.rows, own.fully_labelled, failure, now);
    if status == set.status {
        return;
    }
    let why = Why::ReplicaSetStatus {
        ready: status.ready_replicas,
        available: status.available_replicas,
        replicas: set.spec.replicas,
    };
    let said = ReplicaSet {
        status,
        ..set.clone()
    };
    outcome.step(Change::Put(said.into()), Reason::Rollout(why));
}

/// As long again as it has failed already, which is what doubling comes to.
fn retry_after(set: &ReplicaSet, now: Time) -> Span {
    let failing = super::condition(&set.status.conditions, status::REPLICA_FAILURE)
        .map_or(Span::ZERO, |it| now.since(it.last_transition));
    (failing + RETRY.0).min(RETRY.1)
}
