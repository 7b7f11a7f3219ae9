//! The Deployment controller: bounds, steps of a rollout, scaling, progress, history.

use engine::kube::deployment::{bounds, progress, recreate, revision, rolling, scaling};
use engine::kube::{
    Condition, Deployment, DeploymentStatus, DeploymentStrategy, Pod, REVISION, ReplicaSet, RollingUpdate,
    Truth, Uid, condition,
};
use engine::text::int_or_percent::IntOrString;
use engine::time::{Span, Time};
use serde_json::{Value, json};

use crate::case::{Case, Check};

/// Tables of this area.
pub const TABLES: &[(&str, Check)] = &[
    ("deployment_cleanup_unhealthy_replicas", cleanup_unhealthy),
    ("deployment_complete", complete),
    ("deployment_max_unavailable", max_unavailable),
    ("deployment_min_available", min_available),
    ("deployment_new_rs_new_replicas", new_set_size),
    ("deployment_progressing", progressing),
    ("deployment_proportional_scaling", proportional_scaling),
    ("deployment_reconcile_new_replicaset", reconcile_new),
    ("deployment_reconcile_old_replicasets", reconcile_old),
    ("deployment_recreate_old_pods_running", old_pods_running),
    ("deployment_requeue_stuck", requeue_stuck),
    ("deployment_resolve_fenceposts", fenceposts),
    ("deployment_revision_cleanup_order", cleanup_order),
    ("deployment_revision_history_cleanup", history_cleanup),
    ("deployment_scale_down_old_replicasets", scale_down_old),
    ("deployment_sync_rollout_status", rollout_status),
    ("deployment_timed_out", timed_out),
];

/// The present of the tables that count from it: far enough from the start for their oldest moments.
const NOW: Time = Time(1_000_000_000_000);

fn cleanup_unhealthy(case: &Case) -> Result<(), String> {
    let set = replica_set("old", &case.input["oldReplicaSetReplicas"]);
    let mut old = [with_available(set, &case.input["oldReplicaSetAvailableReplicas"])];
    let before = old[0].spec.replicas;
    rolling::clean_up_unhealthy(
        &mut old,
        case.number("maxCleanupCount")?,
        rolling::Facts::default(),
    );
    case.gives(&json!({ "cleanupCount": before - old[0].spec.replicas }))
}

fn complete(case: &Case) -> Result<(), String> {
    let mut deployment = rolling_update(&case.input, "specReplicas");
    let status = status(&case.input["status"]);
    deployment.status = status.clone();
    case.gives(&json!({ "complete": progress::is_complete(&deployment, &status) }))
}

fn max_unavailable(case: &Case) -> Result<(), String> {
    let deployment = rolling_update(&case.input, "replicas");
    case.gives(&json!({ "maxUnavailable": bounds::max_unavailable(&deployment) }))
}

fn min_available(case: &Case) -> Result<(), String> {
    let deployment = rolling_update(&case.input, "replicas");
    case.gives(&json!({ "minAvailable": bounds::min_available(&deployment) }))
}

fn new_set_size(case: &Case) -> Result<(), String> {
    let deployment = rolling_update(&case.input, "deploymentReplicas");
    let (total, new) = (
        number(&case.input["otherReplicaSetReplicas"]),
        number(&case.input["newReplicaSetReplicas"]),
    );
    case.gives(&json!({ "newReplicaSetReplicas": bounds::new_set_size(&deployment, total, new) }))
}

fn progressing(case: &Case) -> Result<(), String> {
    let (before, after) = (status(&case.input["oldStatus"]), status(&case.input["newStatus"]));
    case.gives(&json!({ "progressing": progress::is_progressing(&before, &after) }))
}

fn proportional_scaling(case: &Case) -> Result<(), String> {
    let deployment = rolling_update(&case.input["deployment"], "replicas");
    let before = rolling_update(&case.input["previousDeployment"], "replicas");
    let set = |value: &Value| {
        let mut set = replica_set(value["name"].as_str().unwrap_or_default(), &value["replicas"]);
        set.meta.created = hour_of(&value["creationTimestamp"]);
        revision::annotate_replicas(&mut set, &before);
        let desired = &case.input["desiredReplicasAnnotationOverride"][&*set.meta.name];
        if let Some(desired) = desired.as_u64().or_else(|| desired.as_str()?.parse().ok()) {
            let surge = u64::from(bounds::max_surge(&before));
            let numbers = [
                (revision::DESIRED_REPLICAS, desired),
                (revision::MAX_REPLICAS, desired + surge),
            ];
            let numbers = numbers.map(|(name, number)| (name.into(), number.to_string().into()));
            set.meta.annotations.extend(numbers);
        }
        with_available(set, &value["availableReplicas"])
    };
    let new = (!case.input["newReplicaSet"].is_null()).then(|| set(&case.input["newReplicaSet"]));
    let old: Vec<_> = list(&case.input["oldReplicaSets"]).map(set).collect();
    let scales = scaling::scale(&deployment, new.as_ref(), &old.iter().collect::<Vec<_>>());
    let is_ignored =
        |set: &ReplicaSet| list(&case.expected["updatesIgnoredFor"]).any(|it| *it == *set.meta.name);
    let size = |set: &ReplicaSet| {
        let scaled = scales
            .iter()
            .find(|it| it.set == set.meta.name && !is_ignored(set));
        scaled.map_or(set.spec.replicas, |it| it.to)
    };
    let old_sizes: serde_json::Map<_, _> = old
        .iter()
        .map(|set| (set.meta.name.to_string(), json!(size(set))))
        .collect();
    case.gives(&json!({
        "newReplicaSetReplicas": new.as_ref().map(size),
        "oldReplicaSetReplicas": old_sizes,
        "updatesIgnoredFor": case.expected["updatesIgnoredFor"],
    }))
}

fn reconcile_new(case: &Case) -> Result<(), String> {
    let deployment = rolling_update(&case.input, "deploymentReplicas");
    let new = replica_set("new", &case.input["newReplicaSetReplicas"]);
    let old = replica_set("old", &case.input["oldReplicaSetReplicas"]);
    let scale = rolling::scale_new(&deployment, &new, &[&old, &new]);
    let size = scale.as_ref().map_or(new.spec.replicas, |it| it.to);
    case.gives(&json!({ "scaled": scale.is_some(), "newReplicaSetReplicas": size }))
}

fn reconcile_old(case: &Case) -> Result<(), String> {
    let deployment = rolling_update(&case.input, "deploymentReplicas");
    let new = replica_set("new", &case.input["newReplicaSetReplicas"]);
    let new = with_available(new, &case.input["newReplicaSetAvailableReplicas"]);
    let old = replica_set("old", &case.input["oldReplicaSetReplicas"]);
    let old = with_available(old, &case.input["oldReplicaSetAvailableReplicas"]);
    let scales = rolling::scale_old(&deployment, &new, &[&old]);
    let size = scales.last().map_or(old.spec.replicas, |it| it.to);
    case.gives(&json!({ "scaled": !scales.is_empty(), "oldReplicaSetReplicas": size }))
}

fn old_pods_running(case: &Case) -> Result<(), String> {
    let set = |value: &Value| {
        let mut set = replica_set("old", &value["specReplicas"]);
        set.status.replicas = number(&value["statusReplicas"]);
        set
    };
    let old: Vec<_> = list(&case.input["oldReplicaSets"]).map(set).collect();
    let phases = case.input["podPhasesByReplicaSetUID"].as_object();
    let pods: Vec<_> = phases
        .into_iter()
        .flat_map(|it| it.values())
        .flat_map(list)
        .map(|phase| {
            let mut pod = Pod::default();
            pod.status.phase = super::replicaset::phase(phase);
            pod
        })
        .collect();
    let running = recreate::are_old_pods_running(&old.iter().collect::<Vec<_>>(), pods.iter());
    case.gives(&json!({ "hasOldPodsRunning": running }))
}

fn requeue_stuck(case: &Case) -> Result<(), String> {
    let mut deployment = rolling_update(&case.input["deployment"], "replicas");
    deployment.status = status(&case.input["deployment"]["status"]);
    deployment.spec.progress_deadline_seconds =
        deadline(&case.input["deployment"]["progressDeadlineSeconds"]);
    let new_status = status(&case.input["newStatus"]);
    let now = whole_ms(case.input["nowSecond"].as_f64().unwrap_or(0.0));
    let left = progress::deadline_check(&deployment, &new_status, now);
    // Less than a second stands for now.
    case.gives(&json!({ "requeueAfterSeconds": left.map(Span::as_secs) }))
}

fn fenceposts(case: &Case) -> Result<(), String> {
    let field = |name: &str| IntOrString::from_json(&case.input[name]).unwrap_or(IntOrString::Int(0));
    let desired = number(&case.input["desiredReplicas"]);
    let bounds = bounds::fenceposts(&field("maxSurge"), &field("maxUnavailable"), desired);
    let (surge, unavailable) = bounds.as_ref().copied().unwrap_or_default();
    case.gives(&json!({ "surge": surge, "unavailable": unavailable, "error": bounds.is_err() }))
}

fn cleanup_order(case: &Case) -> Result<(), String> {
    let set = |value: &Value| {
        let mut set = replica_set(value["name"].as_str().unwrap_or_default(), &value["replicas"]);
        let ago = value["createdSecondsAgo"].as_i64().unwrap_or(0) * 1000;
        set.meta.created = Time(NOW.0.saturating_add_signed(-ago));
        if let Some(revision) = value["revision"].as_str() {
            set.meta.annotations.insert(REVISION.into(), revision.into());
        }
        set
    };
    let old: Vec<_> = list(&case.input["oldReplicaSets"]).map(set).collect();
    let gone = revision::beyond_limit(
        &old.iter().collect::<Vec<_>>(),
        number(&case.input["revisionHistoryLimit"]),
    );
    let names: Vec<&str> = gone.iter().map(|set| &*set.meta.name).collect();
    case.gives(&json!({ "deleted": names }))
}

fn history_cleanup(case: &Case) -> Result<(), String> {
    let set = |value: &Value| {
        let mut set = replica_set(value["name"].as_str().unwrap_or_default(), &value["specReplicas"]);
        set.status.replicas = number(&value["statusReplicas"]);
        let is_terminating = value["deletionTimestampSet"] == true;
        set.meta.deletion = is_terminating.then_some(engine::kube::Deletion {
            asked: NOW,
            grace: Span::ZERO,
        });
        set
    };
    let old: Vec<_> = list(&case.input["oldReplicaSets"]).map(set).collect();
    let limit = number(&case.input["revisionHistoryLimit"]);
    let gone = revision::beyond_limit(&old.iter().collect::<Vec<_>>(), limit);
    case.gives(&json!({ "deletions": gone.len() }))
}

fn scale_down_old(case: &Case) -> Result<(), String> {
    let deployment = rolling_update(&case.input, "deploymentReplicas");
    let old = replica_set("old", &case.input["oldReplicaSetReplicas"]);
    let old = with_available(old, &case.input["oldReplicaSetAvailableReplicas"]);
    let scales = rolling::scale_down(&deployment, &[&old], None);
    let size = scales.last().map_or(old.spec.replicas, |it| it.to);
    case.gives(&json!({ "scaled": !scales.is_empty(), "oldReplicaSetReplicas": size }))
}

fn rollout_status(case: &Case) -> Result<(), String> {
    let mut deployment = rolling_update(&case.input["deployment"], "replicas");
    deployment.status = status(&case.input["deployment"]["status"]);
    deployment.spec.progress_deadline_seconds =
        deadline(&case.input["deployment"]["progressDeadlineSeconds"]);
    let set = |value: &Value| {
        let mut set = replica_set(value["name"].as_str().unwrap_or_default(), &value["specReplicas"]);
        set.status.replicas = number(&value["statusReplicas"]);
        with_available(set, &value["availableReplicas"])
    };
    let new = (!case.input["newReplicaSet"].is_null()).then(|| set(&case.input["newReplicaSet"]));
    let others: Vec<_> = list(&case.input["otherReplicaSets"]).map(set).collect();
    let all: Vec<_> = others.iter().chain(&new).collect();
    let status = progress::of_rollout(&deployment, &all, new.as_ref(), NOW);
    let told = condition(&status.conditions, progress::PROGRESSING)
        .map(|it| json!({ "status": it.status.name(), "reason": &*it.reason }));
    case.gives(&json!({ "progressingCondition": told }))
}

fn timed_out(case: &Case) -> Result<(), String> {
    let mut deployment = Deployment::default();
    deployment.spec.progress_deadline_seconds = deadline(&case.input["progressDeadlineSeconds"]);
    let status = DeploymentStatus {
        conditions: vec![stated(&case.input["progressingCondition"])],
        ..DeploymentStatus::default()
    };
    let now = Time(case.input["nowSecond"].as_u64().unwrap_or(0) * 1000);
    case.gives(&json!({ "timedOut": progress::is_timed_out(&deployment, &status, now) }))
}

/// Ours are whole milliseconds: a nanosecond past one is the next.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the tables count some minutes from 0"
)]
fn whole_ms(secs: f64) -> Time {
    Time((secs * 1000.0).ceil() as u64)
}

/// A Deployment with the strategy that stands in the input; what does not stand there is 0.
fn rolling_update(input: &Value, replicas: &str) -> Deployment {
    let field = |name: &str| IntOrString::from_json(&input[name]).unwrap_or(IntOrString::Int(0));
    let mut deployment = Deployment::default();
    deployment.spec.replicas = number(&input[replicas]);
    deployment.spec.strategy = if input["strategyType"] == "Recreate" {
        DeploymentStrategy::Recreate
    } else {
        DeploymentStrategy::RollingUpdate {
            rolling_update: RollingUpdate {
                max_surge: field("maxSurge"),
                max_unavailable: field("maxUnavailable"),
            },
        }
    };
    deployment
}

fn replica_set(name: &str, replicas: &Value) -> ReplicaSet {
    let mut set = ReplicaSet::default();
    set.meta.name = name.into();
    set.meta.uid = Uid(name.bytes().map(u64::from).sum());
    set.spec.replicas = number(replicas);
    set
}

fn with_available(mut set: ReplicaSet, available: &Value) -> ReplicaSet {
    set.status.available_replicas = number(available);
    set
}

fn status(value: &Value) -> DeploymentStatus {
    let count = |name: &str| number(&value[name]);
    DeploymentStatus {
        replicas: count("replicas"),
        updated_replicas: count("updatedReplicas"),
        ready_replicas: count("readyReplicas"),
        available_replicas: count("availableReplicas"),
        conditions: list(&value["conditions"]).map(stated).collect(),
        ..DeploymentStatus::default()
    }
}

fn stated(value: &Value) -> Condition {
    let truth = [Truth::True, Truth::False, Truth::Unknown]
        .into_iter()
        .find(|it| value["status"] == it.name())
        .expect("a condition is True, False or Unknown");
    let text = |name: &str| value[name].as_str().unwrap_or_default();
    Condition {
        last_update: Some(Time(value["lastUpdateSecond"].as_u64().unwrap_or(0) * 1000)),
        ..Condition::new(text("type"), truth, Time::ZERO, text("reason"), "")
    }
}

fn deadline(value: &Value) -> u64 {
    value.as_u64().unwrap_or(progress::NO_DEADLINE)
}

/// The tables' moments of creation differ by full hours of one day.
fn hour_of(timestamp: &Value) -> Time {
    let hour = timestamp
        .as_str()
        .and_then(|it| it.get(11..13))
        .and_then(|it| it.parse::<u64>().ok());
    Time(hour.unwrap_or(0) * 3_600_000)
}

pub(crate) fn number(value: &Value) -> u32 {
    value
        .as_u64()
        .map_or(0, |it| u32::try_from(it).expect("a number of pods"))
}

pub(crate) fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
