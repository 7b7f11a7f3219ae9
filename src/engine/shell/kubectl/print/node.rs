//! The row of a node.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    Column, Look, Printer, always,
    fields::{flag, list, map, object_age, text, text_or},
    wide,
};

pub const PRINTER: Printer = Printer {
    kind: "Node",
    columns: COLUMNS,
    cells,
};

const COLUMNS: &[Column] = &[
    always("NAME"),
    always("STATUS"),
    always("ROLES"),
    always("AGE"),
    always("VERSION"),
    wide("INTERNAL-IP"),
    wide("EXTERNAL-IP"),
    wide("OS-IMAGE"),
    wide("KERNEL-VERSION"),
    wide("CONTAINER-RUNTIME"),
];

fn cells(node: &Value, look: &Look) -> Vec<String> {
    let info = |field: &str| text(node, &format!("/status/nodeInfo/{field}"));
    let known = |field: &str| match info(field) {
        "" => "<unknown>".to_owned(),
        it => it.to_owned(),
    };
    vec![
        text(node, "/metadata/name").into(),
        status(node),
        roles(node),
        object_age(node, look.now),
        info("kubeletVersion").into(),
        address(node, "InternalIP").into(),
        address(node, "ExternalIP").into(),
        known("osImage"),
        known("kernelVersion"),
        known("containerRuntimeVersion"),
    ]
}

fn status(node: &Value) -> String {
    let ready = list(node, "/status/conditions")
        .iter()
        .rfind(|it| text(it, "/type") == "Ready");
    let status = match ready.map(|it| text(it, "/status")) {
        None => "Unknown",
        Some("True") => "Ready",
        Some(_) => "NotReady",
    };
    if flag(node, "/spec/unschedulable") {
        format!("{status},SchedulingDisabled")
    } else {
        status.into()
    }
}

/// The roles its labels give it, `<none>` if none do.
pub fn roles(node: &Value) -> String {
    let mut roles = BTreeSet::new();
    for (name, value) in map(node, "/metadata/labels") {
        match name.strip_prefix("node-role.kubernetes.io/") {
            Some(role) if !role.is_empty() => roles.insert(role),
            None if name == "kubernetes.io/role" && !value.is_empty() => roles.insert(value),
            _ => false,
        };
    }
    if roles.is_empty() {
        return "<none>".into();
    }
    roles.into_iter().collect::<Vec<_>>().join(",")
}

fn address<'a>(node: &'a Value, kind: &str) -> &'a str {
    list(node, "/status/addresses")
        .iter()
        .find(|it| text(it, "/type") == kind)
        .map_or("<none>", |it| text_or(it, "/address", "<none>"))
}
