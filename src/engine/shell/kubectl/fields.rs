//! `--field-selector`: the few fields by which the API server lets one choose.
//!
//! Source: registry strategies of pods, nodes, events and others, Kubernetes 1.34, read 2026-11.

use serde_json::Value;

use crate::{
    shell::{
        kubectl::{
            print::{fields::plain, json},
            resource::Resource,
            select::Found,
        },
        refusal::Refusal,
    },
    text::quote::go_quote,
    world::Kind,
};

const OF_ALL: &[&str] = &["metadata.name", "metadata.namespace"];

/// The further fields of a kind.
fn of_kind(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Pod => &[
            "spec.nodeName",
            "spec.restartPolicy",
            "spec.schedulerName",
            "spec.serviceAccountName",
            "status.phase",
            "status.podIP",
            "status.nominatedNodeName",
        ],
        Kind::Node => &["spec.unschedulable"],
        Kind::Namespace => &["status.phase"],
        Kind::ReplicaSet => &["status.replicas"],
        Kind::Service => &["spec.clusterIP", "spec.type"],
        Kind::Event => &[
            "involvedObject.kind",
            "involvedObject.namespace",
            "involvedObject.name",
            "involvedObject.uid",
            "involvedObject.fieldPath",
            "reason",
            "reportingComponent",
            "source",
            "type",
        ],
        _ => &[],
    }
}

/// One condition: a field, and what it must or must not be.
struct Term<'a> {
    field: &'a str,
    value: &'a str,
    wanted: bool,
}

/// The objects whose fields are as the text says.
pub fn filter(found: Vec<Found>, text: &str, labels: &str) -> Result<Vec<Found>, Refusal> {
    let terms: Vec<Term> = text
        .split(',')
        .filter(|it| !it.is_empty())
        .map(term)
        .collect::<Result<_, _>>()?;
    let mut kept = Vec::new();
    for it in found {
        let kind = it.resource.kind;
        let unknown = terms
            .iter()
            .find(|term| !OF_ALL.contains(&term.field) && !of_kind(kind).contains(&term.field));
        if let Some(term) = unknown {
            return Err(not_known(it.resource, term.field, text, labels));
        }
        let shown = json(&it.object);
        if terms
            .iter()
            .all(|term| (read(&shown, term.field) == term.value) == term.wanted)
        {
            kept.push(it);
        }
    }
    Ok(kept)
}

fn term(text: &str) -> Result<Term<'_>, Refusal> {
    for (sign, wanted) in [("!=", false), ("==", true), ("=", true)] {
        if let Some((field, value)) = text.split_once(sign) {
            return Ok(Term { field, value, wanted });
        }
    }
    let text = go_quote(text);
    Err(Refusal::tool(format!(
        "invalid selector: {text}; can't understand {text}"
    )))
}

fn read(object: &Value, field: &str) -> String {
    let path = match field {
        "source" => "/source/component".to_owned(),
        field => format!("/{}", field.replace('.', "/")),
    };
    match object.pointer(&path) {
        Some(value) => plain(value),
        // The API server compares what is not set as false.
        None if field == "spec.unschedulable" => "false".into(),
        None => String::new(),
    }
}

fn not_known(resource: &Resource, field: &str, text: &str, labels: &str) -> Refusal {
    let why = match resource.kind {
        Kind::Pod | Kind::Node | Kind::Event | Kind::Namespace | Kind::ReplicaSet | Kind::Service => {
            format!("field label not supported: {field}")
        }
        _ => format!(
            "{} is not a known field selector: only \"metadata.name\", \"metadata.namespace\"",
            go_quote(field)
        ),
    };
    Refusal::BadRequest(format!(
        "Unable to find {} that match label selector {}, field selector {}: {why}",
        go_quote(&resource.gvr()),
        go_quote(labels),
        go_quote(text)
    ))
}
