//! The ReplicaSet controller: which pods go first, and slow start.

use std::cmp::Ordering;

use engine::kube::replicaset::{
    ranking::{self, Ranked},
    slow_start,
};
use engine::kube::{
    Condition, Container, ContainerState, ContainerStatus, Phase, Pod, PodSpec, RestartPolicy, Truth,
};
use engine::time::Time;
use serde_json::{Value, json};

use super::rollout::{list, number};
use crate::case::{Case, Check};

/// Tables of this area.
pub const TABLES: &[(&str, Check)] = &[
    ("active_pods_deletion_order", deletion_order),
    ("active_pods_full_order", full_order),
    ("replicaset_pods_to_delete", pods_to_delete),
    ("slow_start_batch", slow_start_batch),
];

/// The present of the tables that count from it.
const NOW: Time = Time(1_000_000_000_000);

/// Stands for a time that is not there.
const UNKNOWN: Time = Time(u64::MAX);

fn deletion_order(case: &Case) -> Result<(), String> {
    let (a, b) = (pod(&case.input["a"]), pod(&case.input["b"]));
    let rank = |field: &str| number(&case.input[field]) as usize;
    let order = ranking::order(
        Ranked {
            pod: &a,
            rank: rank("rankA"),
        },
        Ranked {
            pod: &b,
            rank: rank("rankB"),
        },
        NOW,
    );
    let told = match order.0 {
        Ordering::Less => "a before b",
        Ordering::Equal => "equal",
        Ordering::Greater => "b before a",
    };
    case.gives(&json!({ "order": told }))
}

fn full_order(case: &Case) -> Result<(), String> {
    let mut pods: Vec<Pod> = list(&case.input["pods"]).map(pod).collect();
    // From the worst permutation: the wanted order backwards.
    pods.reverse();
    let sorted = ranking::sorted(pods.iter().map(|pod| Ranked { pod, rank: 0 }), NOW);
    let names: Vec<&str> = sorted.iter().map(|it| &*it.pod.meta.name).collect();
    case.gives(&json!({ "deletionOrder": names }))
}

fn pods_to_delete(case: &Case) -> Result<(), String> {
    let pods: Vec<Pod> = list(&case.input["pods"]).map(pod).collect();
    let related: Vec<Pod> = list(&case.input["relatedPods"]).map(pod).collect();
    let chosen = ranking::pods_to_delete(
        &pods.iter().collect::<Vec<_>>(),
        &related.iter().collect::<Vec<_>>(),
        number(&case.input["count"]) as usize,
        NOW,
    );
    let names: Vec<&str> = chosen.iter().map(|(pod, _)| &*pod.meta.name).collect();
    case.gives(&json!({ "podsToDelete": names }))
}

/// Batch after batch, as the controller makes them look after look.
fn slow_start_batch(case: &Case) -> Result<(), String> {
    let count = number(&case.input["count"]) as usize;
    let good = number(&case.input["callsThatSucceed"]) as usize;
    let (mut calls, mut successes, mut failed) = (0, 0, false);
    while successes < count && !failed {
        let batch = slow_start::next_batch(successes, count - successes, |place| {
            if calls + place < good { Ok(()) } else { Err(()) }
        });
        calls += batch.calls;
        successes += batch.successes;
        failed = batch.failure.is_some();
    }
    case.gives(&json!({ "successes": successes, "error": failed, "calls": calls }))
}

fn pod(value: &Value) -> Pod {
    let text = |name: &str| value[name].as_str().unwrap_or_default();
    let ago = |name: &str| {
        value[name]
            .as_u64()
            .map_or(UNKNOWN, |secs| Time(NOW.0 - secs * 1000))
    };
    let mut pod = Pod::default();
    pod.meta.name = text("name").into();
    pod.meta.created = ago("createdSecondsAgo");
    pod.node_name = Some(text("nodeName")).filter(|it| !it.is_empty()).map(Into::into);
    pod.status.phase = phase(&value["phase"]);
    let cost = &value["podDeletionCost"];
    if let Some(cost) = cost
        .as_i64()
        .map(|it| it.to_string())
        .or_else(|| cost.as_str().map(str::to_owned))
    {
        pod.meta
            .annotations
            .insert(ranking::DELETION_COST.into(), cost.into());
    }
    if let Some(is_ready) = value["ready"]
        .as_bool()
        .or_else(|| value["ready"].as_str().map(|it| it == "True"))
    {
        let mut ready = Condition::new("Ready", Truth::from(is_ready), NOW, "", "");
        ready.last_transition = ago("readySinceSecondsAgo");
        pod.status.conditions.push(ready);
    }
    let restarts = value["restarts"].as_u64().is_some().then(|| &value["restarts"]);
    pod.status.containers = restarts
        .into_iter()
        .chain(list(&value["containerRestarts"]))
        .map(container)
        .collect();
    with_sidecars(&mut pod, &value["sidecarRestarts"]);
    pod
}

fn with_sidecars(pod: &mut Pod, restarts: &Value) {
    let restarts = restarts
        .as_u64()
        .map_or_else(|| restarts.clone(), |it| json!([it]));
    pod.status.init_containers = list(&restarts).map(container).collect();
    let sidecars = pod.status.init_containers.iter().map(|it| Container {
        name: it.name.clone(),
        restart_policy: Some(RestartPolicy::Always),
        ..Container::default()
    });
    let mut spec = PodSpec::default();
    spec.init_containers = sidecars.collect();
    pod.spec = std::sync::Arc::new(spec);
}

fn container(restarts: &Value) -> ContainerStatus {
    ContainerStatus {
        name: "app".into(),
        image: "".into(),
        state: ContainerState::Running { started_at: NOW },
        last_state: None,
        ready: true,
        started: true,
        restart_count: number(restarts),
    }
}

pub(crate) fn phase(value: &Value) -> Phase {
    let all = [Phase::Running, Phase::Succeeded, Phase::Failed, Phase::Unknown];
    all.into_iter()
        .find(|it| value == it.name())
        .unwrap_or(Phase::Pending)
}
