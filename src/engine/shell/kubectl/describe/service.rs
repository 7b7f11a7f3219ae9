//! `kubectl describe service`, `endpoints` and `endpointslice`.

use serde_json::Value;

use super::page::Page;
use crate::shell::kubectl::print::{
    addresses,
    fields::{flag, labels, list, number, or, plain, text, text_or},
};

/// Writes the page of a Service up to its events; `endpoints` is the object of its name, or null.
pub fn describe(page: &mut Page, service: &Value, endpoints: &Value) {
    let joined = |path: &str| {
        let all: Vec<String> = list(service, path).iter().map(plain).collect();
        if all.is_empty() {
            "<none>".to_owned()
        } else {
            all.join(",")
        }
    };
    let optional = |page: &mut Page, title: &str, path: &str| {
        if !text(service, path).is_empty() {
            page.field(0, title, text(service, path));
        }
    };
    page.field(0, "Name", text(service, "/metadata/name"));
    page.field(0, "Namespace", text(service, "/metadata/namespace"));
    page.labels("Labels", service, "/metadata/labels");
    page.annotations("Annotations", service, "/metadata/annotations");
    page.field(0, "Selector", labels(service, "/spec/selector"));
    page.field(0, "Type", text(service, "/spec/type"));
    optional(page, "IP Family Policy", "/spec/ipFamilyPolicy");
    page.field(0, "IP Families", joined("/spec/ipFamilies"));
    page.field(0, "IP", text(service, "/spec/clusterIP"));
    page.field(0, "IPs", joined("/spec/clusterIPs"));
    if !list(service, "/spec/externalIPs").is_empty() {
        page.field(0, "External IPs", joined("/spec/externalIPs"));
    }
    optional(page, "IP", "/spec/loadBalancerIP");
    optional(page, "External Name", "/spec/externalName");
    let ingress = list(service, "/status/loadBalancer/ingress").iter();
    let ingress: Vec<&str> = ingress
        .map(|it| text_or(it, "/ip", text(it, "/hostname")))
        .collect();
    if !ingress.is_empty() {
        page.field(0, "LoadBalancer Ingress", ingress.join(", "));
    }
    for port in list(service, "/spec/ports") {
        port_lines(page, port, endpoints);
    }
    page.field(0, "Session Affinity", text(service, "/spec/sessionAffinity"));
    optional(page, "External Traffic Policy", "/spec/externalTrafficPolicy");
}

fn port_lines(page: &mut Page, port: &Value, endpoints: &Value) {
    let (name, protocol) = (text(port, "/name"), text(port, "/protocol"));
    let shown = or(name, "<unset>");
    page.field(
        0,
        "Port",
        format!("{shown}\t{}/{protocol}", number(port, "/port")),
    );
    let target = port.get("targetPort").map(plain).unwrap_or_default();
    page.field(0, "TargetPort", format!("{target}/{protocol}"));
    if number(port, "/nodePort") != 0 {
        page.field(
            0,
            "NodePort",
            format!("{shown}\t{}/{protocol}", number(port, "/nodePort")),
        );
    }
    page.field(0, "Endpoints", addresses(endpoints, Some(name)));
}

/// Writes the page of Endpoints up to its events.
pub fn describe_endpoints(page: &mut Page, endpoints: &Value) {
    page.field(0, "Name", text(endpoints, "/metadata/name"));
    page.field(0, "Namespace", text(endpoints, "/metadata/namespace"));
    page.labels("Labels", endpoints, "/metadata/labels");
    page.annotations("Annotations", endpoints, "/metadata/annotations");
    page.line(0, "Subsets:");
    for subset in list(endpoints, "/subsets") {
        for (title, path) in [
            ("Addresses", "/addresses"),
            ("NotReadyAddresses", "/notReadyAddresses"),
        ] {
            let all: Vec<&str> = list(subset, path).iter().map(|it| text(it, "/ip")).collect();
            page.field(1, title, or(&all.join(","), "<none>"));
        }
        ports(page, list(subset, "/ports"));
        page.line(0, "");
    }
}

fn ports(page: &mut Page, ports: &[Value]) {
    if ports.is_empty() {
        return;
    }
    page.line(1, "Ports:");
    page.line(2, "Name\tPort\tProtocol");
    page.line(2, "----\t----\t--------");
    for port in ports {
        let name = text_or(port, "/name", "<unset>");
        page.line(
            2,
            format!("{name}\t{}\t{}", number(port, "/port"), text(port, "/protocol")),
        );
    }
}

/// Writes the page of an EndpointSlice up to its events.
pub fn describe_slice(page: &mut Page, slice: &Value) {
    page.field(0, "Name", text(slice, "/metadata/name"));
    page.field(0, "Namespace", text(slice, "/metadata/namespace"));
    page.labels("Labels", slice, "/metadata/labels");
    page.annotations("Annotations", slice, "/metadata/annotations");
    page.field(0, "AddressType", text(slice, "/addressType"));
    match list(slice, "/ports") {
        [] => page.line(0, "Ports: <unset>"),
        ports => {
            page.line(0, "Ports:");
            page.line(1, "Name\tPort\tProtocol");
            page.line(1, "----\t----\t--------");
            for port in ports {
                let number = port.get("port").map_or("<unset>".into(), plain);
                let name = text_or(port, "/name", "<unset>");
                page.line(1, format!("{name}\t{number}\t{}", text(port, "/protocol")));
            }
        }
    }
    let endpoints = list(slice, "/endpoints");
    page.line(
        0,
        if endpoints.is_empty() {
            "Endpoints: <none>"
        } else {
            "Endpoints:"
        },
    );
    for endpoint in endpoints {
        let all: Vec<String> = list(endpoint, "/addresses").iter().map(plain).collect();
        page.field(1, "- Addresses", or(&all.join(", "), "<none>"));
        page.line(2, "Conditions:");
        let ready = flag(endpoint, "/conditions/ready").to_string();
        let known = endpoint.pointer("/conditions/ready").is_some();
        page.field(3, "Ready", if known { &ready } else { "<unset>" });
        page.field(2, "Hostname", text_or(endpoint, "/hostname", "<unset>"));
        if let Some(target) = endpoint.get("targetRef") {
            page.field(
                2,
                "TargetRef",
                format!("{}/{}", text(target, "/kind"), text(target, "/name")),
            );
        }
        page.field(2, "NodeName", text_or(endpoint, "/nodeName", "<unset>"));
        page.field(2, "Zone", text_or(endpoint, "/zone", "<unset>"));
    }
}
