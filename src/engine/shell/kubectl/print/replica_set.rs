//! The row of a ReplicaSet.

use serde_json::Value;

use super::{
    Column, Look, Printer, always, containers,
    fields::{number, object_age, text},
    selector, wide,
};

pub const PRINTER: Printer = Printer {
    kind: "ReplicaSet",
    columns: COLUMNS,
    cells,
};

const COLUMNS: &[Column] = &[
    always("NAME"),
    always("DESIRED"),
    always("CURRENT"),
    always("READY"),
    always("AGE"),
    wide("CONTAINERS"),
    wide("IMAGES"),
    wide("SELECTOR"),
];

fn cells(set: &Value, look: &Look) -> Vec<String> {
    let [names, images] = containers(set);
    vec![
        text(set, "/metadata/name").into(),
        number(set, "/spec/replicas").to_string(),
        number(set, "/status/replicas").to_string(),
        number(set, "/status/readyReplicas").to_string(),
        object_age(set, look.now),
        names,
        images,
        selector(set, "/spec/selector"),
    ]
}
