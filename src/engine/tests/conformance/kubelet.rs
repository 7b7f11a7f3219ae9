//! The tables of the kubelet: phases, restarts, probes and back-offs.

use engine::{
    kube::{
        ContainerState, ContainerStatus, PodSpec, PodStatus, Probe, RestartPolicy, Terminated,
        kubelet::{
            backoff::{Backoff, Limits},
            containers::{Last, should_restart},
            phase::phase,
            probes::{Belief, ProbeMemory, Seen, SeenContainer},
        },
    },
    reason::pod::ProbeKind,
    time::{Span, Time},
};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::case::{Case, Check};

/// The tables of this area.
pub const TABLES: &[(&str, Check)] = &[
    ("backoff_is_in_backoff", backoff_is_in_backoff),
    ("backoff_series", backoff_series),
    ("container_should_restart", container_should_restart),
    ("pod_phase", pod_phase),
    ("probe_results", probe_results),
];

fn backoff_series(case: &Case) -> Result<(), String> {
    let limits = limits(case.number("initialSeconds")?, case.number("maxSeconds")?);
    let mut backoff = Backoff::default();
    let mut now = Time::ZERO;
    let mut seconds = Vec::new();
    for _ in 0..case.number("calls")? {
        seconds.push(backoff.delay.as_secs());
        backoff.next(now, now, limits);
        now = now + limits.first;
    }
    case.gives(&json!({"backoffSecondsBeforeEachCall": seconds}))
}

/// The seconds at which the table's test looks: each up to 35, then a pause after which all is forgotten.
fn ticks() -> impl Iterator<Item = i64> {
    (0..=35).chain(56..)
}

/// The cases are moments of one story, so each plays the story up to its own.
fn backoff_is_in_backoff(case: &Case) -> Result<(), String> {
    let limits = limits(1, 10);
    let mut backoff = Backoff::default();
    let at = |tick: i64| Time(tick.unsigned_abs() * 1000);
    let last = case.number("tick")?;
    for tick in ticks().take_while(|tick| *tick < last) {
        if !backoff.waits(at(tick), limits) {
            backoff.next(at(tick), at(tick), limits);
        }
    }
    let waits = backoff.waits(at(last), limits);
    case.gives(&json!({"inBackOff": waits, "backoffSeconds": backoff.delay.as_secs()}))
}

fn limits(first: i64, most: i64) -> Limits {
    Limits {
        first: Span::secs(first.unsigned_abs()),
        most: Span::secs(most.unsigned_abs()),
    }
}

fn container_should_restart(case: &Case) -> Result<(), String> {
    let state = &case.input["lastContainerState"];
    let last = match (state.as_str(), state["exited"].as_i64()) {
        (None, None) => Last::Never,
        (Some("Running"), _) => Last::Running,
        (Some(_), _) => Last::Unknown,
        (None, Some(code)) => Last::Exited(i32::try_from(code).map_err(|it| it.to_string())?),
    };
    let policy = policy(&case.input["restartPolicy"])?;
    let is_deleted = case.input["podHasDeletionTimestamp"] == true;
    case.gives(&json!({"restart": should_restart(last, policy, is_deleted)}))
}

fn policy(value: &Value) -> Result<RestartPolicy, String> {
    RestartPolicy::deserialize(value).map_err(|it| it.to_string())
}

fn pod_phase(case: &Case) -> Result<(), String> {
    let spec = PodSpec::deserialize(&case.input["spec"]).map_err(|it| it.to_string())?;
    let given = &case.input["status"];
    let status = PodStatus {
        init_containers: statuses(&given["initContainerStatuses"]),
        containers: statuses(&given["containerStatuses"]),
        ..PodStatus::default()
    };
    let is_terminal = case.input["podIsTerminal"] == true;
    case.gives(&json!({"phase": phase(&spec, &status, is_terminal).name()}))
}

/// A status without a state says nothing, so it is as if it were not there.
fn statuses(value: &Value) -> Vec<ContainerStatus> {
    let status = |it: &Value| {
        let state = &it["state"];
        let state = if !state["running"].is_null() {
            ContainerState::Running {
                started_at: Time::ZERO,
            }
        } else if !state["waiting"].is_null() {
            ContainerState::Waiting {
                reason: "".into(),
                message: "".into(),
            }
        } else {
            ContainerState::Terminated(terminated(&state["terminated"])?)
        };
        Some(ContainerStatus {
            name: it["name"].as_str()?.into(),
            image: "".into(),
            state,
            last_state: terminated(&it["lastState"]["terminated"]),
            ready: it["ready"] == true,
            started: it["started"] == true,
            restart_count: 0,
        })
    };
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(status)
        .collect()
}

/// An end without a code is one with the code 0.
fn terminated(value: &Value) -> Option<Terminated> {
    let code = value.as_object()?.get("exitCode").and_then(Value::as_i64);
    Some(Terminated {
        exit_code: i32::try_from(code.unwrap_or(0)).ok()?,
        reason: "".into(),
        started_at: Time::ZERO,
        finished_at: Time::ZERO,
    })
}

fn probe_results(case: &Case) -> Result<(), String> {
    let kind = match case.text("probe")? {
        "startup" => ProbeKind::Startup,
        "liveness" => ProbeKind::Liveness,
        _ => ProbeKind::Readiness,
    };
    let number = |field: &str, default: u64| case.input[field].as_u64().unwrap_or(default);
    let threshold = |field: &str| u32::try_from(number(field, 1)).unwrap_or(1);
    let probe = Probe {
        initial_delay_seconds: number("initialDelaySeconds", 0),
        success_threshold: threshold("successThreshold"),
        failure_threshold: threshold("failureThreshold"),
        ..Probe::default()
    };
    let running = SeenContainer::Running {
        age: Span::secs(number("containerRunningSeconds", 3600)),
        started: kind != ProbeKind::Startup,
    };
    let situation = case.input["situation"].as_str().unwrap_or_default();
    let seen = Seen {
        pod_is_over: situation == "pod failed" || situation == "pod succeeded",
        pod_is_deleted: situation == "pod deletion",
        // The table's pod has the policy Never.
        may_restart: false,
        container: match situation {
            "no pod status" | "no container status" => SeenContainer::Absent,
            "container waiting" => SeenContainer::Waiting,
            "container terminated" => SeenContainer::Terminated,
            _ => running,
        },
    };
    let mut memory = ProbeMemory::default();
    let results = case.input["probeResults"].as_array().cloned().unwrap_or_default();
    if results.is_empty() {
        let continues = memory.turn(kind, &probe, seen, || true);
        let result = memory.result.map(name);
        return case.gives(&json!({
            "workerContinues": continues, "resultSet": result.is_some(), "result": result, "reported": result,
        }));
    }
    let mut reported = Vec::new();
    for result in &results {
        memory.turn(kind, &probe, seen, || result == "Success");
        reported.push(memory.result.map(name));
    }
    let reported = if case.expected["reported"].is_array() {
        json!(reported)
    } else {
        json!(reported.last())
    };
    case.gives(&json!({"reported": reported}))
}

const fn name(belief: Belief) -> &'static str {
    match belief {
        Belief::Unknown => "Unknown",
        Belief::Success => "Success",
        Belief::Failure => "Failure",
    }
}
