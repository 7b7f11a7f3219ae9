//! The rules that a whole object must keep, and the API server's words where it breaks one.
//!
//! It looks at manifests whose fields have been checked and whose defaults have been filled in.
//! Source: pkg/apis/{core,apps}/validation, Kubernetes 1.34, read 2026-11; values are written as 1.28 writes them.

mod container;
mod meta;
mod service;
#[cfg(test)]
mod tests;
mod volume;
mod workload;

use super::quote::go_quote;
use serde_json::Value;
use std::fmt;

/// A rule that an object breaks, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field, as `spec.template.spec.containers[0].image`.
    pub path: String,
    /// Which way it is broken.
    pub cause: Cause,
    /// What should be, empty where the cause says enough.
    pub detail: String,
}

/// The ways in which a field can break a rule; values are as the message shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// It is missing.
    Required,
    /// It must not be there.
    Forbidden,
    /// It is too long.
    TooLong,
    /// It names something that is not there.
    NotFound(String),
    /// Its value is wrong.
    Invalid(String),
    /// Another one has the same value.
    Duplicate(String),
    /// Its value is none of those allowed.
    Unsupported(String),
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, cause, detail } = self;
        match cause {
            Cause::Required => write!(f, "{path}: Required value")?,
            Cause::Forbidden => write!(f, "{path}: Forbidden")?,
            Cause::TooLong => write!(f, "{path}: Too long")?,
            Cause::NotFound(value) => write!(f, "{path}: Not found: {value}")?,
            Cause::Invalid(value) => write!(f, "{path}: Invalid value: {value}")?,
            Cause::Duplicate(value) => write!(f, "{path}: Duplicate value: {value}")?,
            Cause::Unsupported(value) => write!(f, "{path}: Unsupported value: {value}")?,
        }
        if detail.is_empty() {
            Ok(())
        } else {
            write!(f, ": {detail}")
        }
    }
}

impl std::error::Error for FieldError {}

/// All rules that an object breaks, in the server's order.
pub fn validate(object: &Value) -> Vec<FieldError> {
    let mut found = Findings::default();
    meta::object(&mut found, object);
    match object["kind"].as_str().unwrap_or_default() {
        "Deployment" => workload::deployment(&mut found, &object["spec"]),
        "ReplicaSet" => workload::replica_set(&mut found, &object["spec"]),
        "Pod" => container::pod_spec(&mut found, &object["spec"], "spec"),
        "Service" => service::service(&mut found, &object["spec"]),
        "Node" => meta::taints(&mut found, &object["spec"]["taints"]),
        _ => {}
    }
    found.errors
}

/// Collects what is broken.
#[derive(Default)]
struct Findings {
    errors: Vec<FieldError>,
}

impl Findings {
    fn add(&mut self, path: impl Into<String>, cause: Cause, detail: impl Into<String>) {
        self.errors.push(FieldError {
            path: path.into(),
            cause,
            detail: detail.into(),
        });
    }

    fn required(&mut self, path: impl Into<String>, detail: &str) {
        self.add(path, Cause::Required, detail);
    }

    fn forbidden(&mut self, path: impl Into<String>, detail: &str) {
        self.add(path, Cause::Forbidden, detail);
    }

    fn duplicate(&mut self, path: impl Into<String>, value: &str) {
        self.add(path, Cause::Duplicate(go_quote(value)), "");
    }

    /// A text about which there are complaints, one error each.
    fn text(&mut self, path: &str, text: &str, complaints: Vec<String>) {
        for complaint in complaints {
            self.add(path, Cause::Invalid(go_quote(text)), complaint);
        }
    }

    /// A number about which there are complaints, one error each.
    fn number(&mut self, path: &str, number: i64, complaints: Vec<String>) {
        for complaint in complaints {
            self.add(path, Cause::Invalid(number.to_string()), complaint);
        }
    }

    /// A number that may not be negative, if it is there.
    fn not_negative(&mut self, path: &str, value: &Value) {
        if let Some(number) = value.as_i64().filter(|number| *number < 0) {
            self.add(
                path,
                Cause::Invalid(number.to_string()),
                "must be greater than or equal to 0",
            );
        }
    }

    /// A text that must be one of some, if it is there.
    fn one_of(&mut self, path: &str, value: &Value, allowed: &[&str]) {
        let text = value.as_str().unwrap_or_default();
        if !text.is_empty() && !allowed.contains(&text) {
            self.unsupported(path, go_quote(text), allowed);
        }
    }

    fn unsupported(&mut self, path: &str, shown: String, allowed: &[&str]) {
        let allowed: Vec<String> = allowed.iter().map(|value| go_quote(value)).collect();
        self.add(
            path,
            Cause::Unsupported(shown),
            format!("supported values: {}", allowed.join(", ")),
        );
    }
}

/// The items of a list with their paths.
fn indexed<'a>(list: &'a Value, path: &str) -> impl Iterator<Item = (String, &'a Value)> {
    let path = path.to_owned();
    let items = list.as_array().into_iter().flatten().enumerate();
    items.map(move |(place, item)| (format!("{path}[{place}]"), item))
}

/// A mapping of texts as Go prints it.
fn go_map(map: &Value) -> String {
    let Some(fields) = map.as_object() else {
        return "map[string]string(nil)".to_owned();
    };
    let pair = |(key, value): (&String, &Value)| {
        format!(
            "{}:{}",
            go_quote(key),
            go_quote(value.as_str().unwrap_or_default())
        )
    };
    format!(
        "map[string]string{{{}}}",
        fields.iter().map(pair).collect::<Vec<_>>().join(", ")
    )
}

/// A selector as Go prints the type.
pub fn go_selector(selector: &Value) -> String {
    if selector.is_null() {
        return "\"null\"".to_owned();
    }
    let labels = go_map(&selector["matchLabels"]);
    let kind = "v1.LabelSelectorRequirement";
    let expressions = selector["matchExpressions"].as_array();
    let expressions = expressions.map_or(format!("[]{kind}(nil)"), |items| {
        let items: Vec<String> = items.iter().map(|it| go_requirement(it, kind)).collect();
        format!("[]{kind}{{{}}}", items.join(", "))
    });
    format!("v1.LabelSelector{{MatchLabels:{labels}, MatchExpressions:{expressions}}}")
}

fn go_requirement(it: &Value, kind: &str) -> String {
    let values = it["values"]
        .as_array()
        .map_or("[]string(nil)".to_owned(), |values| {
            let values: Vec<String> = values.iter().map(Value::to_string).collect();
            format!("[]string{{{}}}", values.join(", "))
        });
    format!(
        "{kind}{{Key:{}, Operator:{}, Values:{values}}}",
        it["key"], it["operator"]
    )
}

/// A number or text as Go prints an `IntOrString`.
fn go_int_or_string(value: &Value) -> String {
    match value {
        Value::String(text) => format!(
            "intstr.IntOrString{{Type:1, IntVal:0, StrVal:{}}}",
            go_quote(text)
        ),
        other => format!(
            "intstr.IntOrString{{Type:0, IntVal:{}, StrVal:\"\"}}",
            other.as_i64().unwrap_or(0)
        ),
    }
}
