//! English: the stage.

use engine::{infra::network::Cause, view::tile::TileState};

use crate::ui::text::stage::Stage;

pub const STAGE: Stage = Stage {
    control_plane: "Control plane",
    component,
    workload: |kind, name, ready, wanted| format!("{kind} {name} · {ready} of {wanted} ready"),
    paused: "paused",
    waiting: |count| {
        if count == 1 {
            "1 waits for a node".to_owned()
        } else {
            format!("{count} wait for a node")
        }
    },
    set: |name, image, ready, wanted| format!("ReplicaSet {name}, {image}, {ready} of {wanted} ready"),
    clients: |rate| format!("clients {rate}/s"),
    service: |name| format!("Service {name}"),
    targets: |name, pods| format!("Service {name}, sends requests to {pods} pods"),
    failed: "Failed requests",
    none_failed: "none",
    failures: |count, cause| format!("{count} {cause}"),
    cause,
    state,
    state_left: |state, secs| format!("{state} {secs}\u{a0}s"),
    per_second: |count| format!("{count}/s"),
    restarts: |count| format!("restarts {count}"),
    pod: |name, image, state| format!("Pod {name}, {image}, {state}"),
    zone: |zone| format!("zone {zone}"),
    not_ready: "NotReady",
    cordoned: "cordoned",
    cpu_requested: |used, all| format!("CPU requested {used} of {all}"),
    memory_requested: |used, all| format!("memory {used} of {all} Gi"),
    cpu_short: |used, all| format!("CPU {used}/{all}"),
    memory_short: |used, all| format!("{used}/{all} Gi"),
    free: |cpu, memory| format!("{cpu} CPU\n{memory} Gi free"),
    node: |name, pods, cpu, memory| {
        let pods = if pods == 1 {
            "1 pod".to_owned()
        } else {
            format!("{pods} pods")
        };
        format!("Node {name}, {pods}, CPU requested {cpu}, memory requested {memory} Gi")
    },
    troubled: |count| format!("✕ {count} in trouble"),
    nodes: "Nodes; the arrow keys lead from one to the next",
    per_dot: |count| format!("one dot = {count} requests"),
    empty: "Nothing here yet. Type kubectl or node add below.",
    stuck: |who, key| format!("The run stops here: {who} never settles on {key}."),
    table: "As a table",
    pod_columns: ["Pod", "Node", "Image", "State", "Answered/s"],
    node_columns: ["Node", "State", "Pods", "CPU requested", "Memory requested Gi"],
    node_ready: "Ready",
};

fn component(name: &'static str) -> &'static str {
    match name {
        "you" => "API server",
        "deployment-controller" => "Deployment controller",
        "replicaset-controller" => "ReplicaSet controller",
        "pod-garbage-collector" => "Pod garbage collector",
        "garbage-collector" => "Garbage collector",
        "kube-scheduler" | "default-scheduler" => "Scheduler",
        "endpoint-slice-controller" | "endpointslice-controller" => "EndpointSlice controller",
        "endpoints-controller" | "endpoint-controller" => "Endpoints controller",
        "namespace-controller" => "Namespace controller",
        "node-lifecycle-controller" | "node-controller" => "Node controller",
        other => other,
    }
}

fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::UnknownHost => "no such Service",
        Cause::NoReadyEndpoint => "no ready endpoint",
        Cause::RefusedGone => "refused: pod gone",
        Cause::RefusedNotListening => "refused: not listening",
        Cause::RefusedStopping => "refused: stopping",
        Cause::QueueFull => "queue full",
        Cause::KilledInFlight => "killed in flight",
        Cause::TimedOut => "timed out",
        Cause::Error => "error answer",
    }
}

fn state(state: &TileState) -> String {
    let text = match state {
        TileState::Unscheduled => "No node yet",
        TileState::Creating => "Creating",
        TileState::NotReady => "Not ready",
        TileState::Ready => "Ready",
        TileState::Waiting(reason) => match &**reason {
            "CrashLoopBackOff" => "Back-off",
            "ImagePullBackOff" => "Pull back-off",
            "ErrImagePull" | "ErrImageNeverPull" => "No image",
            other => other,
        },
        TileState::Ended(reason) => match &**reason {
            "OOMKilled" => "Out of memory",
            _ => "Crashed",
        },
        TileState::Terminating => "Ending",
        TileState::Succeeded => "Completed",
        TileState::Failed => "Failed",
        TileState::Unknown => "Unknown",
    };
    text.to_owned()
}
