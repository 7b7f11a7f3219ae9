//! The row of a Service.

use crate::sort::Gather;
use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    Column, Look, Printer, always,
    fields::{labels, list, number, object_age, text, text_or},
    wide,
};

pub const PRINTER: Printer = Printer {
    kind: "Service",
    columns: COLUMNS,
    cells,
};

const COLUMNS: &[Column] = &[
    always("NAME"),
    always("TYPE"),
    always("CLUSTER-IP"),
    always("EXTERNAL-IP"),
    always("PORT(S)"),
    always("AGE"),
    wide("SELECTOR"),
];

/// A narrow table cuts the addresses of a load balancer to this many characters.
const INGRESS_WIDTH: usize = 16;

fn cells(service: &Value, look: &Look) -> Vec<String> {
    let cluster_ip = list(service, "/spec/clusterIPs")
        .first()
        .and_then(Value::as_str)
        .unwrap_or_else(|| text_or(service, "/spec/clusterIP", "<none>"));
    vec![
        text(service, "/metadata/name").into(),
        text(service, "/spec/type").into(),
        cluster_ip.into(),
        external_ip(service, look.wide),
        ports(service),
        object_age(service, look.now),
        labels(service, "/spec/selector"),
    ]
}

fn external_ip(service: &Value, wide: bool) -> String {
    let given = list(service, "/spec/externalIPs")
        .iter()
        .filter_map(Value::as_str);
    let mut all: Vec<String> = match text(service, "/spec/type") {
        "LoadBalancer" => {
            let ingress = ingress(service, wide);
            if ingress.is_empty() && list(service, "/spec/externalIPs").is_empty() {
                return "<pending>".into();
            }
            if ingress.is_empty() { vec![] } else { vec![ingress] }
        }
        "ExternalName" => return text(service, "/spec/externalName").into(),
        "ClusterIP" | "NodePort" => vec![],
        _ => return "<unknown>".into(),
    };
    all.extend(given.map(str::to_owned));
    if all.is_empty() {
        return "<none>".into();
    }
    all.join(",")
}

/// The addresses the load balancer has got.
fn ingress(service: &Value, wide: bool) -> String {
    let points = list(service, "/status/loadBalancer/ingress").iter();
    let addresses: BTreeSet<&str> = points
        .map(|it| text_or(it, "/ip", text(it, "/hostname")))
        .filter(|it| !it.is_empty())
        .to_set();
    let joined = addresses.into_iter().collect::<Vec<_>>().join(",");
    if !wide && joined.chars().count() > INGRESS_WIDTH {
        let start: String = joined.chars().take(INGRESS_WIDTH - 3).collect();
        format!("{start}...")
    } else {
        joined
    }
}

fn ports(service: &Value) -> String {
    let one = |port: &Value| {
        let (number_, protocol) = (number(port, "/port"), text(port, "/protocol"));
        match number(port, "/nodePort") {
            0 => format!("{number_}/{protocol}"),
            node_port => format!("{number_}:{node_port}/{protocol}"),
        }
    };
    let all: Vec<String> = list(service, "/spec/ports").iter().map(one).collect();
    if all.is_empty() {
        "<none>".into()
    } else {
        all.join(",")
    }
}
