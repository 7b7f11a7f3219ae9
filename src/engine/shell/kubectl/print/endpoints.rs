//! The rows of Endpoints and EndpointSlices.

use serde_json::Value;

use super::{
    Look, Printer, always,
    fields::{list, number, object_age, plain, text},
};

pub const PRINTER: Printer = Printer {
    kind: "Endpoints",
    columns: &[always("NAME"), always("ENDPOINTS"), always("AGE")],
    cells,
};

pub const SLICE_PRINTER: Printer = Printer {
    kind: "EndpointSlice",
    columns: &[
        always("NAME"),
        always("ADDRESSTYPE"),
        always("PORTS"),
        always("ENDPOINTS"),
        always("AGE"),
    ],
    cells: slice_cells,
};

/// As many are named before the rest is only counted.
const NAMED_MAX: usize = 3;

fn cells(endpoints: &Value, look: &Look) -> Vec<String> {
    vec![
        text(endpoints, "/metadata/name").into(),
        addresses(endpoints, None),
        object_age(endpoints, look.now),
    ]
}

fn slice_cells(slice: &Value, look: &Look) -> Vec<String> {
    let port = |it: &Value| it.get("port").map_or_else(|| "*".into(), plain);
    let ports: Vec<String> = list(slice, "/ports").iter().map(port).collect();
    let endpoints = list(slice, "/endpoints").iter();
    let addresses: Vec<String> = endpoints
        .flat_map(|it| list(it, "/addresses"))
        .map(plain)
        .collect();
    vec![
        text(slice, "/metadata/name").into(),
        text(slice, "/addressType").into(),
        named(&ports, "<unset>"),
        named(&addresses, "<unset>"),
        object_age(slice, look.now),
    ]
}

/// The ready addresses with their ports; only those of the port of a name, if one is given.
pub fn addresses(endpoints: &Value, port_name: Option<&str>) -> String {
    let mut all = Vec::new();
    for subset in list(endpoints, "/subsets") {
        let addresses = || list(subset, "/addresses").iter().map(|it| text(it, "/ip"));
        let ports = list(subset, "/ports");
        if ports.is_empty() {
            all.extend(addresses().map(str::to_owned));
        }
        let wanted = ports
            .iter()
            .filter(|port| port_name.is_none_or(|name| text(port, "/name") == name));
        for port in wanted {
            all.extend(addresses().map(|address| format!("{address}:{}", number(port, "/port"))));
        }
    }
    let nothing = if list(endpoints, "/subsets").is_empty() {
        "<none>"
    } else {
        ""
    };
    named(&all, nothing)
}

fn named(all: &[String], nothing: &str) -> String {
    let more = all.len().saturating_sub(NAMED_MAX);
    let first = all[..all.len() - more].join(",");
    match more {
        0 if first.is_empty() => nothing.into(),
        0 => first,
        more => format!("{first} + {more} more..."),
    }
}
