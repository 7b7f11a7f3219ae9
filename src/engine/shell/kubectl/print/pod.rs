//! The row of a pod: READY, STATUS and RESTARTS are derived from its containers.

use serde_json::Value;

use super::{
    Column, Look, Printer, always,
    fields::{self, age, flag, list, number, text, text_or},
    wide,
};

pub const PRINTER: Printer = Printer {
    kind: "Pod",
    columns: COLUMNS,
    cells,
};

const COLUMNS: &[Column] = &[
    always("NAME"),
    always("READY"),
    always("STATUS"),
    always("RESTARTS"),
    always("AGE"),
    wide("IP"),
    wide("NODE"),
    wide("NOMINATED NODE"),
    wide("READINESS GATES"),
];

/// What the containers of a pod add up to.
struct Summary {
    reason: String,
    ready: usize,
    restarts: i64,
    /// The container that ended last before it was restarted: its status, and when it ended.
    last_end: Option<(i64, Value)>,
}

fn cells(pod: &Value, look: &Look) -> Vec<String> {
    let summary = summary(pod);
    let total = list(pod, "/spec/containers").len() + sidecars(pod).count();
    let restarts = match &summary.last_end {
        Some((_, status)) if summary.restarts > 0 => {
            let ago = age(status, "/lastState/terminated/finishedAt", look.now);
            format!("{} ({ago} ago)", summary.restarts)
        }
        _ => summary.restarts.to_string(),
    };
    let ip = fields::or(text(pod, "/status/podIPs/0/ip"), text(pod, "/status/podIP"));
    vec![
        text(pod, "/metadata/name").into(),
        format!("{}/{total}", summary.ready),
        summary.reason,
        restarts,
        fields::object_age(pod, look.now),
        fields::or(ip, "<none>").into(),
        text_or(pod, "/spec/nodeName", "<none>").into(),
        text_or(pod, "/status/nominatedNodeName", "<none>").into(),
        readiness_gates(pod),
    ]
}

fn summary(pod: &Value) -> Summary {
    let status_reason = text(pod, "/status/reason");
    let mut sum = Summary {
        reason: fields::or(status_reason, text(pod, "/status/phase")).into(),
        ready: 0,
        restarts: 0,
        last_end: None,
    };
    if condition(pod, "PodScheduled").is_some_and(|it| text(it, "/reason") == "SchedulingGated") {
        sum.reason = "SchedulingGated".into();
    }
    let mut of_sidecars = Summary {
        reason: String::new(),
        ready: 0,
        restarts: 0,
        last_end: None,
    };
    let initializing = init_containers(pod, &mut sum, &mut of_sidecars);
    if !initializing || is_true(pod, "Initialized") {
        sum.restarts = of_sidecars.restarts;
        sum.last_end = of_sidecars.last_end;
        containers(pod, &mut sum);
    }
    if pod.pointer("/metadata/deletionTimestamp").is_some() {
        // As recorded; since 1.31 a pod that is over says how it ended until it is gone.
        let lost = status_reason == "NodeLost";
        sum.reason = if lost { "Unknown" } else { "Terminating" }.into();
    }
    sum
}

/// Counts the init containers up to the first that is not done; says whether there is one.
fn init_containers(pod: &Value, sum: &mut Summary, of_sidecars: &mut Summary) -> bool {
    for (place, status) in list(pod, "/status/initContainerStatuses").iter().enumerate() {
        count_restarts(status, sum);
        let is_sidecar = sidecars(pod).any(|name| name == text(status, "/name"));
        if is_sidecar {
            count_restarts(status, of_sidecars);
        }
        let ended = status.pointer("/state/terminated");
        if ended.is_some_and(|it| number(it, "/exitCode") == 0) {
            continue;
        }
        if is_sidecar && flag(status, "/started") {
            sum.ready += usize::from(flag(status, "/ready"));
            continue;
        }
        let waiting = text(status, "/state/waiting/reason");
        let total = list(pod, "/spec/initContainers").len();
        sum.reason = match ended {
            Some(ended) => format!("Init:{}", end_reason(ended)),
            None if !waiting.is_empty() && waiting != "PodInitializing" => format!("Init:{waiting}"),
            None => format!("Init:{place}/{total}"),
        };
        return true;
    }
    false
}

fn containers(pod: &Value, sum: &mut Summary) {
    let mut one_runs = false;
    for status in list(pod, "/status/containerStatuses").iter().rev() {
        count_restarts(status, sum);
        let waiting = text(status, "/state/waiting/reason");
        if !waiting.is_empty() {
            sum.reason = waiting.into();
        } else if let Some(ended) = status.pointer("/state/terminated") {
            sum.reason = end_reason(ended);
        } else if flag(status, "/ready") && status.pointer("/state/running").is_some() {
            one_runs = true;
            sum.ready += 1;
        }
    }
    if sum.reason == "Completed" && one_runs {
        sum.reason = if is_true(pod, "Ready") {
            "Running"
        } else {
            "NotReady"
        }
        .into();
    }
}

fn count_restarts(status: &Value, sum: &mut Summary) {
    sum.restarts += number(status, "/restartCount");
    if let Some(end) = fields::moment(status, "/lastState/terminated/finishedAt")
        && sum.last_end.as_ref().is_none_or(|(known, _)| *known < end)
    {
        sum.last_end = Some((end, status.clone()));
    }
}

fn end_reason(ended: &Value) -> String {
    let (reason, signal) = (text(ended, "/reason"), number(ended, "/signal"));
    if !reason.is_empty() {
        reason.into()
    } else if signal != 0 {
        format!("Signal:{signal}")
    } else {
        format!("ExitCode:{}", number(ended, "/exitCode"))
    }
}

/// The names of the init containers that keep running beside the others.
fn sidecars(pod: &Value) -> impl Iterator<Item = &str> {
    list(pod, "/spec/initContainers")
        .iter()
        .filter(|it| text(it, "/restartPolicy") == "Always")
        .map(|it| text(it, "/name"))
}

fn condition<'a>(pod: &'a Value, kind: &str) -> Option<&'a Value> {
    list(pod, "/status/conditions")
        .iter()
        .find(|it| text(it, "/type") == kind)
}

fn is_true(pod: &Value, kind: &str) -> bool {
    condition(pod, kind).is_some_and(|it| text(it, "/status") == "True")
}

fn readiness_gates(pod: &Value) -> String {
    let gates = list(pod, "/spec/readinessGates");
    if gates.is_empty() {
        return "<none>".into();
    }
    let open = gates
        .iter()
        .filter(|gate| is_true(pod, text(gate, "/conditionType")))
        .count();
    format!("{open}/{}", gates.len())
}
