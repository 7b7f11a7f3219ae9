//! The rows of `kubectl get`: one file a kind, from an object in its JSON form to the cells of its row.
//!
//! Source of all of them: pkg/printers/internalversion/printers.go, Kubernetes 1.28 to 1.34, read 2026-11.

pub mod fields;

mod deployment;
mod endpoints;
mod event;
mod namespace;
mod node;
mod pod;
mod replica_set;
mod service;
mod table;

pub use endpoints::addresses;
pub use node::roles;
pub use table::{Options, Table};

use serde_json::Value;

use crate::{kube::encode::encode, time::Time, world::Object};

/// One column of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub name: &'static str,
    /// Whether only `-o wide` shows it.
    pub wide: bool,
}

/// How the objects of a kind are shown in a table.
pub struct Printer {
    /// The kind, as manifests write it.
    pub kind: &'static str,
    /// Its columns, in order.
    pub columns: &'static [Column],
    /// The cells of one object, as many as there are columns.
    pub cells: fn(&Value, &Look) -> Vec<String>,
}

/// When and how closely an object is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The moment, for ages.
    pub now: Time,
    /// Whether all columns are asked for.
    pub wide: bool,
}

/// Every kind that has a table of its own.
pub const PRINTERS: &[Printer] = &[
    deployment::PRINTER,
    endpoints::PRINTER,
    endpoints::SLICE_PRINTER,
    event::PRINTER,
    namespace::PRINTER,
    node::PRINTER,
    pod::PRINTER,
    replica_set::PRINTER,
    service::PRINTER,
];

/// What is shown of a kind that has no table of its own.
const PLAIN: Printer = Printer {
    kind: "",
    columns: &[always("NAME"), always("AGE")],
    cells: |object, look| {
        vec![
            fields::text(object, "/metadata/name").into(),
            fields::object_age(object, look.now),
        ]
    },
};

/// An object in the API's form; null for what stands below Kubernetes.
pub fn json(object: &Object) -> Value {
    encode(object).unwrap_or_default()
}

/// How a kind is shown.
pub fn printer(kind: &str) -> &'static Printer {
    PRINTERS.iter().find(|it| it.kind == kind).unwrap_or(&PLAIN)
}

/// A column that is always shown.
const fn always(name: &'static str) -> Column {
    Column { name, wide: false }
}

/// A column that only `-o wide` shows.
const fn wide(name: &'static str) -> Column {
    Column { name, wide: true }
}

/// Names and images of the containers of a template, as the wide columns of workloads give them.
fn containers(object: &Value) -> [String; 2] {
    let containers = fields::list(object, "/spec/template/spec/containers");
    ["/name", "/image"].map(|field| {
        let texts: Vec<&str> = containers.iter().map(|it| fields::text(it, field)).collect();
        texts.join(",")
    })
}

/// A `LabelSelector` as text: `a=b,c in (d)`; `<none>` if it asks for nothing.
pub fn selector(object: &Value, path: &str) -> String {
    let nothing = || "<none>".to_owned();
    let Some(it) = object.pointer(path) else {
        return nothing();
    };
    match crate::text::selector::Selector::from_json(it) {
        Ok(selector) if selector.is_empty() => nothing(),
        Ok(selector) => selector.to_string(),
        Err(_) => "<error>".into(),
    }
}
