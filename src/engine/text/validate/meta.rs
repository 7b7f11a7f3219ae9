//! Names, labels, annotations and taints.

use super::{Cause, Findings, indexed};
use crate::text::names::{dns1035_label, dns1123_label, dns1123_subdomain, label_key, label_value};
use serde_json::Value;

/// All annotations together [bytes]. Source: apimachinery `TotalAnnotationSizeLimitB`, read 2026-11.
const ANNOTATIONS_MOST: usize = 256 * 1024;

/// The metadata of an object.
pub(super) fn object(found: &mut Findings, object: &Value) {
    let metadata = &object["metadata"];
    let rule = match object["kind"].as_str().unwrap_or_default() {
        "Service" => dns1035_label,
        "Namespace" => dns1123_label,
        _ => dns1123_subdomain,
    };
    let given = |field: &str| metadata[field].as_str().unwrap_or_default();
    let (name, base) = (given("name"), given("generateName"));
    if !base.is_empty() {
        // What is added later makes the name longer, so that an end such as `-` does no harm.
        found.text("metadata.generateName", base, rule(&format!("{base}a")));
    }
    if name.is_empty() {
        found.required("metadata.name", "name or generateName is required");
    } else {
        found.text("metadata.name", name, rule(name));
    }
    let namespace = given("namespace");
    if !namespace.is_empty() {
        found.text("metadata.namespace", namespace, dns1123_label(namespace));
    }
    labels(found, &metadata["labels"], "metadata.labels");
    annotations(found, &metadata["annotations"], "metadata.annotations");
}

/// Labels, or labels that a node must have.
pub(super) fn labels(found: &mut Findings, labels: &Value, path: &str) {
    for (key, value) in labels.as_object().into_iter().flatten() {
        found.text(path, key, label_key(key));
        let value = value.as_str().unwrap_or_default();
        found.text(path, value, label_value(value));
    }
}

/// Annotations: any text under a good name, up to a size.
pub(super) fn annotations(found: &mut Findings, annotations: &Value, path: &str) {
    let mut size = 0;
    for (key, value) in annotations.as_object().into_iter().flatten() {
        found.text(path, key, label_key(&key.to_ascii_lowercase()));
        size += key.len() + value.as_str().map_or(0, str::len);
    }
    if size > ANNOTATIONS_MOST {
        let words = format!("must have at most {ANNOTATIONS_MOST} bytes");
        found.add(path, Cause::TooLong, words);
    }
}

/// A label selector.
pub(super) fn selector(found: &mut Findings, selector: &Value, path: &str) {
    labels(found, &selector["matchLabels"], &format!("{path}.matchLabels"));
    for (path, item) in indexed(&selector["matchExpressions"], &format!("{path}.matchExpressions")) {
        let operator = item["operator"].as_str().unwrap_or_default();
        let values = item["values"].as_array().map_or(0, Vec::len);
        let at = format!("{path}.values");
        match operator {
            "In" | "NotIn" if values == 0 => {
                found.required(at, "must be specified when `operator` is 'In' or 'NotIn'");
            }
            "Exists" | "DoesNotExist" if values > 0 => {
                found.forbidden(
                    at,
                    "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
                );
            }
            "In" | "NotIn" | "Exists" | "DoesNotExist" => {}
            other => {
                let complaint = "not a valid selector operator".to_owned();
                found.text(&format!("{path}.operator"), other, vec![complaint]);
            }
        }
        let key = item["key"].as_str().unwrap_or_default();
        found.text(&format!("{path}.key"), key, label_key(key));
        for (path, value) in indexed(&item["values"], &format!("{path}.values")) {
            let value = value.as_str().unwrap_or_default();
            found.text(&path, value, label_value(value));
        }
    }
}

/// The taints of a node.
pub(super) fn taints(found: &mut Findings, taints: &Value) {
    for (path, taint) in indexed(taints, "metadata.taints") {
        let text = |field: &str| taint[field].as_str().unwrap_or_default();
        found.text(&format!("{path}.key"), text("key"), label_key(text("key")));
        found.text(
            &format!("{path}.value"),
            text("value"),
            label_value(text("value")),
        );
        let effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];
        if text("effect").is_empty() {
            found.required(format!("{path}.effect"), "");
        }
        found.one_of(&format!("{path}.effect"), &taint["effect"], &effects);
    }
}
