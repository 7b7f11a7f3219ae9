//! Namespaces, nodes and events in the API's form.

use serde_json::{Value, json};

use crate::{
    kube::{Event, Namespace, Node, NodeResources, RELEASE, Uid},
    luck,
    text::quantity::{Format, Quantity},
    world::{Key, Kind},
};

use super::{Fields, Times, api_version, conditions, head, spec, time, with};

pub(super) fn namespace(it: &Namespace) -> Value {
    let phase = if it.meta.is_terminating() {
        "Terminating"
    } else {
        "Active"
    };
    let parts = [
        ("spec", json!({ "finalizers": ["kubernetes"] })),
        ("status", json!({ "phase": phase })),
    ];
    with(head(Kind::Namespace, &it.meta), parts)
}

pub(super) fn node(it: &Node) -> Value {
    let mut status = Fields::new();
    let addresses = json!([
        { "type": "InternalIP", "address": it.status.address },
        { "type": "Hostname", "address": it.meta.name },
    ]);
    status.put("addresses", addresses);
    status.put("allocatable", resources(&it.status.allocatable));
    status.put("capacity", resources(&it.status.capacity));
    status.some("conditions", conditions(&it.status.conditions, Times::Heartbeat));
    let images: Vec<Value> = it
        .status
        .images
        .iter()
        .map(|image| json!({ "names": [image] }))
        .collect();
    status.some("images", (!images.is_empty()).then(|| images.into()));
    status.put("nodeInfo", node_info(it));
    let mut shown = spec(&it.spec);
    if let Some(range) = &it.spec.pod_cidr {
        shown["podCIDRs"] = json!([range]);
    }
    with(
        head(Kind::Node, &it.meta),
        [("spec", shown), ("status", status.into())],
    )
}

/// What a machine says of itself. Its system is chosen by us; its numbers follow from its uid.
fn node_info(node: &Node) -> Value {
    let number = |of: &str| luck::number(node.meta.uid.0, of, "");
    let machine = number("machine");
    json!({
        "architecture": "amd64",
        "bootID": Uid(number("boot")).to_string(),
        "containerRuntimeVersion": "containerd://1.7.13",
        "kernelVersion": "6.1.0-18-amd64",
        "kubeProxyVersion": RELEASE,
        "kubeletVersion": RELEASE,
        "machineID": format!("{machine:016x}{:016x}", !machine),
        "operatingSystem": "linux",
        "osImage": "Debian GNU/Linux 12 (bookworm)",
        "systemUUID": Uid(number("system")).to_string(),
    })
}

fn resources(it: &NodeResources) -> Value {
    json!({
        "cpu": Quantity::from_millis(it.cpu_milli).to_string(),
        "ephemeral-storage": Quantity::from_units(it.storage_bytes, Format::BinarySi).to_string(),
        "memory": Quantity::from_units(it.memory_bytes, Format::BinarySi).to_string(),
        "pods": it.pods.to_string(),
    })
}

pub(super) fn event(it: &Event) -> Value {
    let mut about = it.about.as_ref().map_or_else(Fields::new, involved);
    about.some("fieldPath", it.field_path.as_ref().map(|path| json!(path)));
    about.put("uid", it.about_uid.to_string());
    let mut source = Fields::new();
    source.put("component", &*it.component);
    source.some("host", it.host.as_ref().map(|host| json!(host)));
    let parts = [
        ("count", it.count.into()),
        ("firstTimestamp", time(it.first)),
        ("involvedObject", about.into()),
        ("lastTimestamp", time(it.last)),
        ("message", json!(it.message)),
        ("reason", json!(it.reason)),
        ("reportingComponent", json!(it.component)),
        ("source", source.into()),
        ("type", it.kind.name().into()),
    ];
    with(head(Kind::Event, &it.meta), parts)
}

fn involved(key: &Key) -> Fields {
    let mut about = Fields::new();
    about.put("apiVersion", api_version(key.kind));
    about.put("kind", key.kind.name());
    about.put("name", &*key.name);
    about.some(
        "namespace",
        (!key.namespace.is_empty()).then(|| json!(key.namespace)),
    );
    about
}
