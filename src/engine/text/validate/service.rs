//! Services: their ports, selectors and types.

use super::container::{PROTOCOLS, port_or_name};
use super::{Cause, Findings, indexed, meta};
use crate::text::names::{dns1123_label, dns1123_subdomain, in_range, port_number};
use crate::text::quote::go_quote;
use serde_json::Value;
use std::collections::BTreeSet;

/// The spec of a Service.
pub(super) fn service(found: &mut Findings, spec: &Value) {
    let kind = spec["type"].as_str().unwrap_or("ClusterIP");
    let ports = spec["ports"].as_array().map_or(0, Vec::len);
    if ports == 0 && spec["clusterIP"] != "None" && kind != "ExternalName" {
        found.required("spec.ports", "");
    }
    by_type(found, spec, kind);
    let mut names = BTreeSet::new();
    for (path, port) in indexed(&spec["ports"], "spec.ports") {
        one(found, port, &path, ports > 1, &mut names);
    }
    meta::labels(found, &spec["selector"], "spec.selector");
    found.one_of(
        "spec.sessionAffinity",
        &spec["sessionAffinity"],
        &["ClientIP", "None"],
    );
    let address = spec["clusterIP"].as_str().unwrap_or_default();
    if !matches!(address, "" | "None")
        && kind != "ExternalName"
        && address.parse::<std::net::IpAddr>().is_err()
    {
        let words = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";
        found.text("spec.clusterIPs[0]", address, vec![words.to_owned()]);
    }
    found.one_of(
        "spec.type",
        &spec["type"],
        &["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"],
    );
    if kind == "ClusterIP" {
        for (path, port) in indexed(&spec["ports"], "spec.ports") {
            if port["nodePort"].as_i64().is_some_and(|number| number != 0) {
                found.forbidden(
                    format!("{path}.nodePort"),
                    "may not be used when `type` is 'ClusterIP'",
                );
            }
        }
    }
    let mut node_ports = BTreeSet::new();
    for (path, port) in indexed(&spec["ports"], "spec.ports") {
        let (number, protocol) = (
            port["nodePort"].as_i64().unwrap_or(0),
            port["protocol"].as_str().unwrap_or("TCP"),
        );
        if number != 0 && !node_ports.insert((number, protocol)) {
            found.add(
                format!("{path}.nodePort"),
                Cause::Duplicate(number.to_string()),
                "",
            );
        }
    }
    let mut used = BTreeSet::new();
    for (path, port) in indexed(&spec["ports"], "spec.ports") {
        let (number, protocol) = (
            port["port"].as_i64().unwrap_or(0),
            port["protocol"].as_str().unwrap_or("TCP"),
        );
        if !used.insert((number, protocol)) {
            let shown = format!(
                "core.ServicePort{{Name:\"\", Protocol:{}, AppProtocol:(*string)(nil), Port:{number}, \
                 TargetPort:intstr.IntOrString{{Type:0, IntVal:0, StrVal:\"\"}}, NodePort:0}}",
                go_quote(protocol)
            );
            found.add(path, Cause::Duplicate(shown), "");
        }
    }
}

/// What only some types of Service may or must have.
fn by_type(found: &mut Findings, spec: &Value, kind: &str) {
    match kind {
        "NodePort" | "LoadBalancer" if spec["clusterIP"] == "None" => {
            let words = format!("may not be set to 'None' for {kind} services");
            found.text("spec.clusterIPs[0]", "None", vec![words]);
        }
        "ExternalName" => {
            if !spec["clusterIP"].as_str().unwrap_or_default().is_empty() {
                found.forbidden("spec.clusterIPs", "may not be set for ExternalName services");
            }
            let name = spec["externalName"].as_str().unwrap_or_default();
            let name = name.strip_suffix('.').unwrap_or(name);
            if name.is_empty() {
                found.required("spec.externalName", "");
            } else {
                found.text("spec.externalName", name, dns1123_subdomain(name));
            }
        }
        _ => {}
    }
}

fn one<'a>(
    found: &mut Findings,
    port: &'a Value,
    path: &str,
    needs_name: bool,
    names: &mut BTreeSet<&'a str>,
) {
    let name = port["name"].as_str().unwrap_or_default();
    if name.is_empty() {
        if needs_name {
            found.required(format!("{path}.name"), "");
        }
    } else {
        found.text(&format!("{path}.name"), name, dns1123_label(name));
        if !names.insert(name) {
            found.duplicate(format!("{path}.name"), name);
        }
    }
    let number = port["port"].as_i64().unwrap_or(0);
    found.number(&format!("{path}.port"), number, port_number(number));
    found.one_of(&format!("{path}.protocol"), &port["protocol"], &PROTOCOLS);
    if !port["targetPort"].is_null() {
        port_or_name(found, &port["targetPort"], &format!("{path}.targetPort"));
    }
    // The range that a cluster gives out by default: kube-apiserver `--service-node-port-range`.
    if let Some(number) = port["nodePort"].as_i64().filter(|number| *number != 0)
        && !in_range(number, 30_000, 32_767).is_empty()
    {
        let words = "provided port is not in the valid range. The range of valid ports is 30000-32767";
        found.number(&format!("{path}.nodePort"), number, vec![words.to_owned()]);
    }
}
