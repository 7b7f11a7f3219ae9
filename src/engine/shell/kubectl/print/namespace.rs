//! The row of a namespace.

use serde_json::Value;

use super::{
    Look, Printer, always,
    fields::{object_age, text},
};

pub const PRINTER: Printer = Printer {
    kind: "Namespace",
    columns: &[always("NAME"), always("STATUS"), always("AGE")],
    cells,
};

fn cells(namespace: &Value, look: &Look) -> Vec<String> {
    vec![
        text(namespace, "/metadata/name").into(),
        text(namespace, "/status/phase").into(),
        object_age(namespace, look.now),
    ]
}
