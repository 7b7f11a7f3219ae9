//! Services, Endpoints and EndpointSlices in the API's form.

use serde_json::{Value, json};

use crate::{
    kube::{Endpoint, EndpointAddress, EndpointPort, EndpointSlice, EndpointSubset, Endpoints, Service},
    sort::Sort,
    world::Kind,
};

use super::{Fields, head, spec, with};

pub(super) fn service(it: &Service) -> Value {
    let mut shown = spec(&it.spec);
    if let Some(address) = &it.spec.cluster_ip {
        shown["clusterIPs"] = json!([address]);
    }
    let parts = [("spec", shown), ("status", json!({ "loadBalancer": {} }))];
    with(head(Kind::Service, &it.meta), parts)
}

pub(super) fn endpoint_slice(it: &EndpointSlice) -> Value {
    let endpoints: Vec<Value> = it.endpoints.iter().map(|it| endpoint(it)).collect();
    let parts = [
        ("addressType", "IPv4".into()),
        ("endpoints", endpoints.into()),
        ("ports", it.ports.iter().map(port).collect()),
    ];
    with(head(Kind::EndpointSlice, &it.meta), parts)
}

fn endpoint(it: &Endpoint) -> Value {
    let mut fields = Fields::new();
    fields.put("addresses", json!([it.address]));
    fields.put(
        "conditions",
        json!({
            "ready": it.conditions.ready,
            "serving": it.conditions.serving,
            "terminating": it.conditions.terminating,
        }),
    );
    fields.some("nodeName", it.node.as_ref().map(|node| json!(node)));
    let is_pod = !it.pod.is_empty();
    fields.some(
        "targetRef",
        is_pod.then(|| json!({ "kind": "Pod", "name": it.pod, "uid": it.uid.to_string() })),
    );
    fields.some("zone", it.zone.as_ref().map(|zone| json!(zone)));
    fields.into()
}

/// A slice always writes the name of a port, even an empty one.
fn port(it: &EndpointPort) -> Value {
    json!({ "name": it.name, "port": it.port, "protocol": it.protocol })
}

pub(super) fn endpoints(it: &Endpoints) -> Value {
    let subsets: Vec<Value> = it.subsets.iter().map(subset).collect();
    let subsets = (!subsets.is_empty()).then(|| ("subsets", subsets.into()));
    with(head(Kind::Endpoints, &it.meta), subsets)
}

fn subset(it: &EndpointSubset) -> Value {
    let mut fields = Fields::new();
    for (name, addresses) in [
        ("addresses", &it.addresses),
        ("notReadyAddresses", &it.not_ready_addresses),
    ] {
        let mut list: Vec<&EndpointAddress> = addresses.iter().map(|it| &**it).collect();
        list.order_by(|a, b| a.ip.cmp(&b.ip));
        let list: Vec<Value> = list.into_iter().map(address).collect();
        fields.some(name, (!list.is_empty()).then(|| list.into()));
    }
    let ports: Vec<Value> = it.ports.iter().map(named_port).collect();
    fields.some("ports", (!ports.is_empty()).then(|| ports.into()));
    fields.into()
}

fn address(it: &EndpointAddress) -> Value {
    let mut fields = Fields::new();
    fields.put("ip", &*it.ip);
    fields.some("nodeName", it.node.as_ref().map(|node| json!(node)));
    let is_pod = !it.pod.is_empty();
    fields.some(
        "targetRef",
        is_pod.then(|| json!({ "kind": "Pod", "name": it.pod })),
    );
    fields.into()
}

fn named_port(it: &EndpointPort) -> Value {
    let mut fields = Fields::new();
    fields.some("name", (!it.name.is_empty()).then(|| json!(it.name)));
    fields.put("port", it.port);
    fields.put("protocol", &*it.protocol);
    fields.into()
}
