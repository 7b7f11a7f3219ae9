//! Pods in the API's form, with what admission adds to each.

use serde_json::{Value, json};

use crate::{
    kube::{ContainerState, ContainerStatus, Pod, PodSpec, Resources, Terminated},
    luck,
    text::quantity::Quantity,
    world::{Kind, Text},
};

use super::{Fields, Times, conditions, head, spec, time, with};

/// How long a pod stays on a node that is lost, unless it says otherwise [s].
/// Source: plugin/pkg/admission/defaulttolerationseconds, Kubernetes 1.34.9, read 2026-11.
const TOLERATION_SECONDS: u64 = 300;

/// How long the token of a pod is valid [s]. Source: `WarnOnlyBoundTokenExpirationSeconds` in pkg/serviceaccount, Kubernetes 1.34.9, read 2026-11.
const TOKEN_SECONDS: u64 = 3607;

pub(super) fn pod(it: &Pod) -> Value {
    let mut shown = spec(&*it.spec);
    if let Some(node) = &it.node_name {
        shown["nodeName"] = json!(node);
    }
    admit(it, &mut shown);
    with(
        head(Kind::Pod, &it.meta),
        [("spec", shown), ("status", status(it))],
    )
}

/// What the API server's admission writes into every pod. It is the same for all, so that it is added only where it is shown.
fn admit(pod: &Pod, spec: &mut Value) {
    for (name, value) in [
        ("enableServiceLinks", json!(true)),
        ("preemptionPolicy", json!("PreemptLowerPriority")),
        ("priority", json!(0)),
        ("serviceAccount", json!("default")),
        ("serviceAccountName", json!("default")),
    ] {
        if spec[name].is_null() {
            spec[name] = value;
        }
    }
    tolerate_lost_nodes(spec);
    if spec["automountServiceAccountToken"] != false {
        mount_token(pod, spec);
    }
}

fn tolerate_lost_nodes(spec: &mut Value) {
    if !spec["tolerations"].is_array() {
        spec["tolerations"] = json!([]);
    }
    let Some(tolerations) = spec["tolerations"].as_array_mut() else {
        return;
    };
    for key in ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"] {
        let known = tolerations.iter().any(|it| {
            (it["key"] == key || it["key"].is_null())
                && (it["effect"] == "NoExecute" || it["effect"].is_null())
        });
        if !known {
            tolerations.push(json!({
                "effect": "NoExecute", "key": key, "operator": "Exists", "tolerationSeconds": TOLERATION_SECONDS,
            }));
        }
    }
}

/// The volume by which a pod is given its ServiceAccount's token.
fn mount_token(pod: &Pod, spec: &mut Value) {
    let letters = luck::letters(pod.meta.uid.0, "token volume", "", 5);
    let name = format!("kube-api-access-{letters}");
    let is_mounted = |container: &Value| {
        let mounts = container["volumeMounts"].as_array();
        mounts
            .into_iter()
            .flatten()
            .any(|it| it["mountPath"] == TOKEN_PATH)
    };
    for list in ["initContainers", "containers"] {
        let containers = spec.get_mut(list).and_then(Value::as_array_mut);
        for container in containers.into_iter().flatten() {
            if !is_mounted(container) {
                push(
                    &mut container["volumeMounts"],
                    json!({ "mountPath": TOKEN_PATH, "name": name, "readOnly": true }),
                );
            }
        }
    }
    let volumes = spec["volumes"].as_array();
    if volumes.into_iter().flatten().any(|it| it["name"] == name) {
        return;
    }
    let sources = json!([
        { "serviceAccountToken": { "expirationSeconds": TOKEN_SECONDS, "path": "token" } },
        { "configMap": { "items": [{ "key": "ca.crt", "path": "ca.crt" }], "name": "kube-root-ca.crt" } },
        { "downwardAPI": { "items": [{
            "fieldRef": { "apiVersion": "v1", "fieldPath": "metadata.namespace" }, "path": "namespace",
        }] } },
    ]);
    push(
        &mut spec["volumes"],
        json!({ "name": name, "projected": { "defaultMode": 420, "sources": sources } }),
    );
}

/// Where a container finds its ServiceAccount's token.
const TOKEN_PATH: &str = "/var/run/secrets/kubernetes.io/serviceaccount";

fn push(list: &mut Value, item: Value) {
    match list {
        Value::Array(items) => items.push(item),
        other => *other = Value::Array(vec![item]),
    }
}

fn status(pod: &Pod) -> Value {
    let it = &pod.status;
    let mut status = Fields::new();
    status.some("conditions", conditions(&it.conditions, Times::Probe));
    for (name, containers) in [
        ("containerStatuses", &it.containers),
        ("initContainerStatuses", &it.init_containers),
    ] {
        let list: Vec<Value> = containers.iter().map(|it| container(pod, it)).collect();
        status.some(name, (!list.is_empty()).then(|| list.into()));
    }
    status.some("hostIP", it.host_ip.as_ref().map(|ip| json!(ip)));
    status.some("message", it.message.as_ref().map(|text| json!(text)));
    status.some(
        "nominatedNodeName",
        it.nominated_node.as_ref().map(|node| json!(node)),
    );
    status.put("phase", it.phase.name());
    status.some("podIP", it.pod_ip.as_ref().map(|ip| json!(ip)));
    status.some("podIPs", it.pod_ip.as_ref().map(|ip| json!([{ "ip": ip }])));
    status.put("qosClass", qos_class(&pod.spec));
    status.some("reason", it.reason.as_ref().map(|text| json!(text)));
    status.some("startTime", it.start_time.map(time));
    status.into()
}

fn container(pod: &Pod, it: &ContainerStatus) -> Value {
    let mut fields = Fields::new();
    let has_run = !matches!(it.state, ContainerState::Waiting { .. });
    let subject = format!("{}/{}", it.name, it.restart_count);
    let id = luck::number(pod.meta.uid.0, "container id", &subject);
    if has_run {
        fields.put("containerID", format!("containerd://{id:016x}{:016x}", !id));
    }
    fields.put("image", &*it.image);
    let image_id = luck::number(0, "image id", &it.image);
    let image_id = if has_run {
        format!("sha256:{image_id:016x}{:016x}", !image_id)
    } else {
        String::new()
    };
    fields.put("imageID", image_id);
    let last = it
        .last_state
        .as_ref()
        .map(|it| json!({ "terminated": terminated(it) }));
    fields.put("lastState", last.unwrap_or_else(|| json!({})));
    fields.put("name", &*it.name);
    fields.put("ready", it.ready);
    fields.put("restartCount", it.restart_count);
    fields.put("started", it.started);
    fields.put("state", state(&it.state));
    fields.into()
}

fn state(state: &ContainerState) -> Value {
    match state {
        ContainerState::Waiting { reason, message } => {
            let mut waiting = Fields::new();
            waiting.some("message", (!message.is_empty()).then(|| json!(message)));
            waiting.put("reason", &**reason);
            json!({ "waiting": Value::from(waiting) })
        }
        ContainerState::Running { started_at } => json!({ "running": { "startedAt": time(*started_at) } }),
        ContainerState::Terminated(it) => json!({ "terminated": terminated(it) }),
    }
}

fn terminated(it: &Terminated) -> Value {
    json!({
        "exitCode": it.exit_code,
        "finishedAt": time(it.finished_at),
        "reason": it.reason,
        "startedAt": time(it.started_at),
    })
}

/// `qosClass`. Source: pkg/apis/core/v1/helper/qos/qos.go, Kubernetes 1.34.9, read 2026-11.
pub(super) fn qos_class(spec: &PodSpec) -> &'static str {
    let all = || {
        spec.init_containers
            .iter()
            .chain(&spec.containers)
            .map(|it| &it.resources)
    };
    let amount = |text: Option<&Text>| {
        text.and_then(|it| it.parse::<Quantity>().ok())
            .map(|it| it.millis())
    };
    let counts = |name: &Text| matches!(&**name, "cpu" | "memory");
    let is_empty = |it: &Resources| {
        let mut names = it.limits.keys().chain(it.requests.keys());
        !names.any(counts)
    };
    let is_guaranteed = |it: &Resources| {
        ["cpu", "memory"].iter().all(|name| {
            let (limit, request) = (amount(it.limits.get(*name)), amount(it.requests.get(*name)));
            limit.is_some_and(|limit| 0 < limit && request.is_none_or(|request| request == limit))
        })
    };
    if all().all(is_empty) {
        "BestEffort"
    } else if all().all(is_guaranteed) {
        "Guaranteed"
    } else {
        "Burstable"
    }
}
