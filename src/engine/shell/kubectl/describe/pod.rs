//! `kubectl describe pod`.

use serde_json::Value;

use super::{
    container,
    page::{Page, toleration},
    volume,
};
use crate::{
    controller::View,
    shell::kubectl::print::{
        fields::{age, list, number, text},
        selector,
    },
};

/// Writes the page of a pod up to its events.
pub fn describe(page: &mut Page, pod: &Value, view: &View) {
    head(page, pod, view);
    let groups = [
        (
            "Init Containers",
            "/spec/initContainers",
            "/status/initContainerStatuses",
        ),
        ("Containers", "/spec/containers", "/status/containerStatuses"),
    ];
    for (title, containers, statuses) in groups {
        let containers = list(pod, containers);
        if title == "Containers" || !containers.is_empty() {
            container::describe(page, title, containers, Some(list(pod, statuses)), Some(pod));
        }
    }
    conditions(page, pod);
    volume::describe(page, list(pod, "/spec/volumes"), false);
    page.field(0, "QoS Class", text(pod, "/status/qosClass"));
    page.labels("Node-Selectors", pod, "/spec/nodeSelector");
    page.sorted(
        "Tolerations",
        list(pod, "/spec/tolerations"),
        |it| text(it, "/key").to_owned(),
        toleration,
    );
    spread(page, list(pod, "/spec/topologySpreadConstraints"), "");
}

fn head(page: &mut Page, pod: &Value, view: &View) {
    let optional = |page: &mut Page, title: &str, path: &str| {
        if !text(pod, path).is_empty() {
            page.field(0, title, text(pod, path));
        }
    };
    page.field(0, "Name", text(pod, "/metadata/name"));
    page.field(0, "Namespace", text(pod, "/metadata/namespace"));
    if pod.pointer("/spec/priority").is_some() {
        page.field(0, "Priority", number(pod, "/spec/priority"));
    }
    optional(page, "Priority Class Name", "/spec/priorityClassName");
    optional(page, "Runtime Class Name", "/spec/runtimeClassName");
    optional(page, "Service Account", "/spec/serviceAccountName");
    match text(pod, "/spec/nodeName") {
        "" => page.field(0, "Node", "<none>"),
        node => page.field(0, "Node", format!("{node}/{}", text(pod, "/status/hostIP"))),
    }
    if !text(pod, "/status/startTime").is_empty() {
        page.field(0, "Start Time", super::moment(pod, "/status/startTime"));
    }
    page.labels("Labels", pod, "/metadata/labels");
    page.annotations("Annotations", pod, "/metadata/annotations");
    if text(pod, "/metadata/deletionTimestamp").is_empty() {
        page.field(0, "Status", text(pod, "/status/phase"));
    } else {
        let lasts = age(pod, "/metadata/deletionTimestamp", view.now);
        page.field(0, "Status", format!("Terminating (lasts {lasts})"));
        let grace = number(pod, "/metadata/deletionGracePeriodSeconds");
        page.field(0, "Termination Grace Period", format!("{grace}s"));
    }
    optional(page, "Reason", "/status/reason");
    optional(page, "Message", "/status/message");
    optional(
        page,
        "SeccompProfile",
        "/spec/securityContext/seccompProfile/type",
    );
    page.field(0, "IP", text(pod, "/status/podIP"));
    match list(pod, "/status/podIPs") {
        [] => page.field(0, "IPs", "<none>"),
        all => {
            page.line(0, "IPs:");
            all.iter().for_each(|it| page.field(1, "IP", text(it, "/ip")));
        }
    }
    super::controlled_by(page, pod);
    optional(page, "NominatedNodeName", "/status/nominatedNodeName");
}

fn conditions(page: &mut Page, pod: &Value) {
    let conditions = list(pod, "/status/conditions");
    let status = |kind: &str| conditions.iter().find(|it| text(it, "/type") == kind);
    let gates = list(pod, "/spec/readinessGates");
    if !gates.is_empty() {
        page.line(0, "Readiness Gates:");
        page.line(1, "Type\tStatus");
    }
    for gate in gates {
        let kind = text(gate, "/conditionType");
        let status = status(kind).map_or("<none>", |it| text(it, "/status"));
        page.line(1, format!("{kind} \t{status} "));
    }
    if !conditions.is_empty() {
        page.line(0, "Conditions:");
        page.line(1, "Type\tStatus");
    }
    for it in conditions {
        page.line(1, format!("{} \t{} ", text(it, "/type"), text(it, "/status")));
    }
}

/// Writes how pods are to be spread, if the spec says so.
pub fn spread(page: &mut Page, constraints: &[Value], space: &str) {
    if constraints.is_empty() {
        return;
    }
    page.sorted(
        &format!("{space}Topology Spread Constraints"),
        constraints,
        |it| text(it, "/topologyKey").to_owned(),
        |it| {
            let [key, otherwise] = ["/topologyKey", "/whenUnsatisfiable"].map(|field| text(it, field));
            let skew = number(it, "/maxSkew");
            let whose = match it.get("labelSelector") {
                Some(_) => format!(" for selector {}", selector(it, "/labelSelector")),
                None => String::new(),
            };
            format!("{key}:{otherwise} when max skew {skew} is exceeded{whose}")
        },
    );
}
