//! `kubectl describe node` and `describe namespace`.

use serde_json::Value;

use super::page::{Page, taint};
use crate::{
    controller::View,
    kube::{Container, Pod, RestartPolicy},
    shell::kubectl::print::{
        fields::{flag, list, map, moment, text},
        roles,
    },
    text::{
        duration::human_duration,
        quantity::{Format, Quantity},
    },
    time::Time,
};

/// Writes the page of a namespace.
pub fn describe_namespace(page: &mut Page, namespace: &Value) {
    page.field(0, "Name", text(namespace, "/metadata/name"));
    page.labels("Labels", namespace, "/metadata/labels");
    page.annotations("Annotations", namespace, "/metadata/annotations");
    page.field(0, "Status", text(namespace, "/status/phase"));
    page.line(0, "");
    page.line(0, "No resource quota.");
    page.line(0, "");
    page.line(0, "No LimitRange resource.");
}

/// Writes the page of a node up to its events.
pub fn describe(page: &mut Page, node: &Value, view: &View) {
    page.field(0, "Name", text(node, "/metadata/name"));
    page.field(0, "Roles", roles(node));
    page.labels("Labels", node, "/metadata/labels");
    page.annotations("Annotations", node, "/metadata/annotations");
    page.field(
        0,
        "CreationTimestamp",
        super::moment(node, "/metadata/creationTimestamp"),
    );
    page.sorted(
        "Taints",
        list(node, "/spec/taints"),
        |it| format!("{},{}", text(it, "/effect"), text(it, "/key")),
        taint,
    );
    page.field(0, "Unschedulable", flag(node, "/spec/unschedulable"));
    lease(page, node, view.now);
    conditions(page, node);
    page.line(0, "Addresses:");
    for address in list(node, "/status/addresses") {
        page.field(1, text(address, "/type"), text(address, "/address"));
    }
    for (title, path) in [
        ("Capacity", "/status/capacity"),
        ("Allocatable", "/status/allocatable"),
    ] {
        page.line(0, format!("{title}:"));
        for (name, amount) in map(node, path) {
            page.field(1, name, amount);
        }
    }
    system(page, node);
    let pods: Vec<&Pod> = view
        .world
        .pods_on(text(node, "/metadata/name"))
        .filter(|pod| !pod.status.phase.is_terminal())
        .collect();
    pods_table(page, node, &pods, view.now);
    allocated(page, node, &pods);
}

/// How often a kubelet renews the lease of its node [s]. Source: `nodeLeaseDurationSeconds` 40 s, of which it is a quarter,
/// Kubernetes 1.34 reference, read 2026-11.
const LEASE_RENEWAL_SECS: i64 = 10;

/// The lease is no object of its own here. A node that is ready has renewed it on time; of another the last sign of life is
/// what its conditions say.
fn lease(page: &mut Page, node: &Value, now: Time) {
    let created = moment(node, "/metadata/creationTimestamp").unwrap_or(0);
    let ready = list(node, "/status/conditions")
        .iter()
        .find(|it| text(it, "/type") == "Ready");
    let renewed = match ready {
        Some(it) if text(it, "/status") == "Unknown" => moment(it, "/lastHeartbeatTime").unwrap_or(created),
        _ => {
            let age = i64::try_from(now.0).unwrap_or(i64::MAX) - created;
            created + age - age % (LEASE_RENEWAL_SECS * 1000)
        }
    };
    page.line(0, "Lease:");
    page.field(1, "HolderIdentity", text(node, "/metadata/name"));
    page.field(1, "AcquireTime", "<unset>");
    page.field(
        1,
        "RenewTime",
        Time(u64::try_from(renewed).unwrap_or(0)).rfc1123z(),
    );
}

fn conditions(page: &mut Page, node: &Value) {
    let conditions = list(node, "/status/conditions");
    if conditions.is_empty() {
        return;
    }
    page.line(0, "Conditions:");
    page.line(
        1,
        "Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage",
    );
    page.line(
        1,
        "----\t------\t-----------------\t------------------\t------\t-------",
    );
    for it in conditions {
        let [heartbeat, transition] =
            ["/lastHeartbeatTime", "/lastTransitionTime"].map(|field| super::moment(it, field));
        let [kind, status, reason, message] =
            ["/type", "/status", "/reason", "/message"].map(|field| text(it, field));
        page.line(
            1,
            format!("{kind} \t{status} \t{heartbeat} \t{transition} \t{reason} \t{message}"),
        );
    }
}

fn system(page: &mut Page, node: &Value) {
    page.line(0, "System Info:");
    for (title, field) in [
        ("Machine ID", "machineID"),
        ("System UUID", "systemUUID"),
        ("Boot ID", "bootID"),
        ("Kernel Version", "kernelVersion"),
        ("OS Image", "osImage"),
        ("Operating System", "operatingSystem"),
        ("Architecture", "architecture"),
        ("Container Runtime Version", "containerRuntimeVersion"),
        ("Kubelet Version", "kubeletVersion"),
        ("Kube-Proxy Version", "kubeProxyVersion"),
    ] {
        page.field(1, title, text(node, &format!("/status/nodeInfo/{field}")));
    }
    let range = text(node, "/spec/podCIDR");
    if !range.is_empty() {
        page.field(0, "PodCIDR", range);
    }
    let ranges: Vec<&str> = list(node, "/spec/podCIDRs")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    if !ranges.is_empty() {
        page.field(0, "PodCIDRs", ranges.join(","));
    }
}

/// What a pod's containers may or must have.
#[derive(Clone, Copy)]
enum Share {
    Requests,
    Limits,
}

/// Each column of the tables: a resource, and which of the two.
const SHARES: [(&str, Share); 4] = [
    ("cpu", Share::Requests),
    ("cpu", Share::Limits),
    ("memory", Share::Requests),
    ("memory", Share::Limits),
];

fn pods_table(page: &mut Page, node: &Value, pods: &[&Pod], now: Time) {
    page.field(0, "Non-terminated Pods", format!("({} in total)", pods.len()));
    page.line(
        1,
        "Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge",
    );
    page.line(
        1,
        "---------\t----\t\t------------\t----------\t---------------\t-------------\t---",
    );
    for pod in pods {
        let shares = SHARES.map(|(resource, share)| {
            let amount = of_pod(pod, resource, share);
            with_percent(&amount, resource, node)
        });
        let age = human_duration(i64::try_from(now.since(pod.meta.created).0).unwrap_or(i64::MAX));
        let (namespace, name) = (&pod.meta.namespace, &pod.meta.name);
        page.line(1, format!("{namespace}\t{name}\t\t{}\t{age}", shares.join("\t")));
    }
}

fn allocated(page: &mut Page, node: &Value, pods: &[&Pod]) {
    page.line(0, "Allocated resources:");
    page.line(1, "(Total limits may be over 100 percent, i.e., overcommitted.)");
    page.line(1, "Resource\tRequests\tLimits");
    page.line(1, "--------\t--------\t------");
    for resource in ["cpu", "memory", "ephemeral-storage"] {
        let shares = [Share::Requests, Share::Limits].map(|share| {
            let all = pods.iter().map(|pod| of_pod(pod, resource, share));
            let sum = all.fold(nothing(), |sum, amount| sum.plus(&amount));
            with_percent(&sum, resource, node)
        });
        page.line(1, format!("{resource}\t{}", shares.join("\t")));
    }
}

fn nothing() -> Quantity {
    Quantity::from_units(0, Format::DecimalSi)
}

/// The sum over containers, or the largest init container if that is more; sidecars count on either side.
fn of_pod(pod: &Pod, resource: &str, share: Share) -> Quantity {
    let amount = |container: &Container| {
        let amounts = match share {
            Share::Requests => &container.resources.requests,
            Share::Limits => &container.resources.limits,
        };
        amounts
            .get(resource)
            .and_then(|text| text.parse().ok())
            .unwrap_or_else(nothing)
    };
    let containers = pod.spec.containers.iter();
    let mut sum = containers.fold(nothing(), |sum, it| sum.plus(&amount(it)));
    let (mut sidecars, mut largest) = (nothing(), nothing());
    for container in &pod.spec.init_containers {
        let step = sidecars.plus(&amount(container));
        if container.restart_policy == Some(RestartPolicy::Always) {
            sidecars = step.clone();
        }
        if step > largest {
            largest = step;
        }
    }
    sum = sum.plus(&sidecars);
    if largest > sum { largest } else { sum }
}

/// An amount, and how much of the node it is: `100m (2%)`.
fn with_percent(amount: &Quantity, resource: &str, node: &Value) -> String {
    let path = format!("/status/allocatable/{resource}");
    let whole: Quantity = text(node, &path).parse().unwrap_or_else(|_| nothing());
    let percent = if resource == "cpu" {
        part(amount.millis(), whole.millis())
    } else {
        part(amount.bytes(), whole.bytes())
    };
    format!("{amount} ({percent}%)")
}

fn part(amount: i64, whole: i64) -> i128 {
    if whole == 0 {
        return 0;
    }
    i128::from(amount) * 100 / i128::from(whole)
}
