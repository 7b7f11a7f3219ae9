//! What a Deployment says of itself: counts, `Available`, and whether the rollout gets on.
//!
//! Source: pkg/controller/deployment/progress.go and `calculateStatus` in sync.go, Kubernetes 1.34.9, read 2026-11.

use crate::{
    kube::{
        Condition, Deployment, DeploymentStatus, ReplicaSet, Truth, condition,
        replicaset::status::REPLICA_FAILURE,
    },
    time::{Span, Time},
};

use super::bounds;

/// The condition that tells whether the rollout gets on.
pub const PROGRESSING: &str = "Progressing";

/// The condition that tells whether enough pods are available.
pub const AVAILABLE: &str = "Available";

/// `reason` of a rollout that is complete.
pub const NEW_SET_AVAILABLE: &str = "NewReplicaSetAvailable";

/// `reason` of a rollout that is stuck.
pub const DEADLINE_EXCEEDED: &str = "ProgressDeadlineExceeded";

/// `reason` of a rollout that is paused.
pub const PAUSED: &str = "DeploymentPaused";

/// This deadline means that there is none.
pub const NO_DEADLINE: u64 = i32::MAX as u64;

/// How much later than needed the deadline is looked at [s]: times are whole seconds.
/// Source: `requeueStuckDeployment` in pkg/controller/deployment/progress.go, Kubernetes 1.34.9, read 2026-11.
const LATER: Span = Span::secs(1);

/// The counts and the condition `Available`; the other conditions stay.
pub fn counted(
    deployment: &Deployment,
    sets: &[&ReplicaSet],
    new: Option<&ReplicaSet>,
    now: Time,
) -> DeploymentStatus {
    let sum = |of: fn(&ReplicaSet) -> u32| sets.iter().map(|set| of(set)).sum::<u32>();
    let available = bounds::available(sets.iter().copied());
    let mut status = DeploymentStatus {
        observed_generation: deployment.meta.generation,
        replicas: sum(|set| set.status.replicas),
        updated_replicas: new.map_or(0, |set| set.status.replicas),
        ready_replicas: sum(|set| set.status.ready_replicas),
        available_replicas: available,
        unavailable_replicas: bounds::total(sets.iter().copied()).saturating_sub(available),
        ..deployment.status.clone()
    };
    let least = deployment.spec.replicas - bounds::max_unavailable(deployment);
    let (truth, reason, message) = if available >= least {
        (
            Truth::True,
            "MinimumReplicasAvailable",
            "Deployment has minimum availability.",
        )
    } else {
        (
            Truth::False,
            "MinimumReplicasUnavailable",
            "Deployment does not have minimum availability.",
        )
    };
    set(
        &mut status.conditions,
        stated(AVAILABLE, truth, reason, message, now),
    );
    status
}

/// The status during a rollout: counts, progress, and the failures of the ReplicaSets.
pub fn of_rollout(
    deployment: &Deployment,
    sets: &[&ReplicaSet],
    new: Option<&ReplicaSet>,
    now: Time,
) -> DeploymentStatus {
    let mut status = counted(deployment, sets, new, now);
    judge_progress(deployment, &mut status, new, now);
    let failure = new
        .into_iter()
        .chain(sets.iter().copied())
        .find_map(|set| condition(&set.status.conditions, REPLICA_FAILURE));
    match failure {
        Some(failure) => set(
            &mut status.conditions,
            Condition {
                last_update: Some(failure.last_transition),
                ..failure.clone()
            },
        ),
        None => remove(&mut status.conditions, REPLICA_FAILURE),
    }
    status
}

fn judge_progress(
    deployment: &Deployment,
    status: &mut DeploymentStatus,
    new: Option<&ReplicaSet>,
    now: Time,
) {
    if !has_deadline(deployment) {
        remove(&mut status.conditions, PROGRESSING);
        return;
    }
    let known = condition(&deployment.status.conditions, PROGRESSING);
    let is_settled = status.replicas == status.updated_replicas
        && known.is_some_and(|it| &*it.reason == NEW_SET_AVAILABLE);
    if is_settled {
        return;
    }
    let subject = match new {
        Some(new) => format!("ReplicaSet \"{}\"", new.meta.name),
        None => format!("Deployment \"{}\"", deployment.meta.name),
    };
    let say =
        |truth, reason, what: &str| stated(PROGRESSING, truth, reason, &format!("{subject} {what}"), now);
    if is_complete(deployment, status) {
        let told = say(Truth::True, NEW_SET_AVAILABLE, "has successfully progressed.");
        set(&mut status.conditions, told);
    } else if is_progressing(&deployment.status, status) {
        let mut told = say(Truth::True, "ReplicaSetUpdated", "is progressing.");
        if let Some(known) = known.filter(|it| it.status == Truth::True) {
            told.last_transition = known.last_transition;
        }
        // Said again with each step forward, so that the deadline counts from the last.
        remove(&mut status.conditions, PROGRESSING);
        status.conditions.push(told);
    } else if is_timed_out(deployment, status, now) {
        let told = say(Truth::False, DEADLINE_EXCEEDED, "has timed out progressing.");
        set(&mut status.conditions, told);
    }
}

/// The condition to state if the Deployment has just been paused or resumed. It keeps the deadline from passing meanwhile.
pub fn pause_condition(deployment: &Deployment, now: Time) -> Option<Condition> {
    if !has_deadline(deployment) {
        return None;
    }
    let known = condition(&deployment.status.conditions, PROGRESSING).map(|it| &*it.reason);
    let say = |reason, message| Some(stated(PROGRESSING, Truth::Unknown, reason, message, now));
    match (deployment.spec.paused, known) {
        (_, Some(DEADLINE_EXCEEDED)) | (true, Some(PAUSED)) => None,
        (true, _) => say(PAUSED, "Deployment is paused"),
        (false, Some(PAUSED)) => say("DeploymentResumed", "Deployment is resumed"),
        (false, _) => None,
    }
}

/// Whether all pods are of the new template, available, and as many as wanted.
pub fn is_complete(deployment: &Deployment, status: &DeploymentStatus) -> bool {
    let replicas = deployment.spec.replicas;
    status.updated_replicas == replicas
        && status.replicas == replicas
        && status.available_replicas == replicas
        && status.observed_generation >= deployment.meta.generation
}

/// Whether anything got better: more new pods, fewer old ones, more ready or more available ones.
pub fn is_progressing(before: &DeploymentStatus, after: &DeploymentStatus) -> bool {
    let old = |it: &DeploymentStatus| i64::from(it.replicas) - i64::from(it.updated_replicas);
    after.updated_replicas > before.updated_replicas
        || old(after) < old(before)
        || after.ready_replicas > before.ready_replicas
        || after.available_replicas > before.available_replicas
}

/// Whether `progressDeadlineSeconds` have passed since the last progress.
pub fn is_timed_out(deployment: &Deployment, status: &DeploymentStatus, now: Time) -> bool {
    let Some(known) = condition(&status.conditions, PROGRESSING).filter(|_| has_deadline(deployment)) else {
        return false;
    };
    match &*known.reason {
        NEW_SET_AVAILABLE => false,
        DEADLINE_EXCEEDED => true,
        _ => deadline(deployment, known) < now,
    }
}

/// In how long the deadline should be looked at; none if there is nothing to fear.
pub fn deadline_check(deployment: &Deployment, status: &DeploymentStatus, now: Time) -> Option<Span> {
    let known = condition(&deployment.status.conditions, PROGRESSING)?;
    let is_over = is_complete(deployment, status) || &*known.reason == DEADLINE_EXCEEDED;
    (has_deadline(deployment) && !is_over).then(|| deadline(deployment, known).since(now))
}

/// When to look again for a deadline that is `left` away: at once if it is less than a second, else a second later.
pub fn look_again_after(left: Span) -> Span {
    if left < LATER {
        left + Span(1)
    } else {
        left + LATER
    }
}

/// Whether the Deployment has a deadline at all.
pub fn has_deadline(deployment: &Deployment) -> bool {
    deployment.spec.progress_deadline_seconds != NO_DEADLINE
}

fn deadline(deployment: &Deployment, progressing: &Condition) -> Time {
    let since = progressing.last_update.unwrap_or(progressing.last_transition);
    since + Span::secs(deployment.spec.progress_deadline_seconds)
}

/// A statement of a Deployment, which also says when it was last made.
pub fn stated(kind: &str, truth: Truth, reason: &str, message: &str, now: Time) -> Condition {
    Condition {
        last_update: Some(now.whole_second()),
        ..Condition::new(kind, truth, now, reason, message)
    }
}

/// Puts a statement last. One of the same status and reason is not said again; the transition stays where the status stays.
pub fn set(conditions: &mut Vec<Condition>, mut new: Condition) {
    if let Some(known) = condition(conditions, &new.kind)
        && known.status == new.status
    {
        if known.reason == new.reason {
            return;
        }
        new.last_transition = known.last_transition;
    }
    let kind = new.kind.clone();
    remove(conditions, &kind);
    conditions.push(new);
}

fn remove(conditions: &mut Vec<Condition>, kind: &str) {
    conditions.retain(|it| &*it.kind != kind);
}
