//! Patches in the forms the API takes: strategic merge, JSON merge (RFC 7386) and JSON patch (RFC 6902).

mod json_patch;
mod strategic;
mod three_way;

use std::fmt;

use serde_json::Value;

pub use json_patch::json_patch;
pub use strategic::strategic;
pub use three_way::three_way;

/// How a list of a manifest is merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ListRule {
    /// As a whole.
    Replace,
    /// Item by item; items are told apart by this field.
    ByKey(&'static str),
    /// As a set of texts.
    Set,
}

/// Why a patch does not fit; `Display` gives the API server's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatchError {
    /// An item of a list lacks the field that tells the items apart: the item as Go prints it, and the field.
    NoMergeKey(String, &'static str),
    /// An item of a list that is merged by key is no mapping.
    NotAMapping,
    /// A directive that does not exist, or is not what it should be.
    BadDirective(String),
    /// A JSON patch that does not fit: what the library says.
    BadOperation(String),
}

impl fmt::Display for PatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoMergeKey(item, key) => {
                write!(f, "map: {item} does not contain declared merge key: {key}")
            }
            Self::NotAMapping => f.write_str("expected a map, but received a different kind"),
            Self::BadDirective(directive) => write!(f, "invalid patch format of {directive}"),
            Self::BadOperation(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for PatchError {}

/// `patchStrategy` and `patchMergeKey` of the API's types: how the list `field` inside `parent` is merged.
/// Source: staging/src/k8s.io/api/core/v1/types.go, Kubernetes 1.34, read 2026-11.
fn list_rule(parent: &str, field: &str) -> ListRule {
    match field {
        "containers"
        | "initContainers"
        | "ephemeralContainers"
        | "env"
        | "volumes"
        | "imagePullSecrets"
        | "resourceClaims"
        | "secrets" => ListRule::ByKey("name"),
        "ports" if parent == "spec" => ListRule::ByKey("port"),
        "ports" => ListRule::ByKey("containerPort"),
        "volumeMounts" => ListRule::ByKey("mountPath"),
        "volumeDevices" => ListRule::ByKey("devicePath"),
        "hostAliases" => ListRule::ByKey("ip"),
        "topologySpreadConstraints" => ListRule::ByKey("topologyKey"),
        "conditions" => ListRule::ByKey("type"),
        "ownerReferences" => ListRule::ByKey("uid"),
        "finalizers" => ListRule::Set,
        _ => ListRule::Replace,
    }
}

/// Fields whose keys a patch lists, so that what it does not name goes: of a strategy or a volume only one form holds.
fn retains_keys(field: &str) -> bool {
    matches!(field, "strategy" | "updateStrategy" | "volumes")
}

/// A JSON merge patch: mappings are merged, null removes, everything else replaces.
pub fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(fields) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(serde_json::Map::new());
    }
    let Some(object) = target.as_object_mut() else {
        return;
    };
    for (name, value) in fields {
        if value.is_null() {
            object.remove(name);
        } else {
            merge(object.entry(name).or_insert(Value::Null), value);
        }
    }
}

/// A value as Go's `%v` prints it; the API server quotes patches so.
pub fn go_value(value: &Value) -> String {
    match value {
        Value::Null => "<nil>".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(go_value).collect();
            format!("[{}]", items.join(" "))
        }
        Value::Object(fields) => {
            let fields: Vec<String> = fields
                .iter()
                .map(|(name, value)| format!("{name}:{}", go_value(value)))
                .collect();
            format!("map[{}]", fields.join(" "))
        }
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// Takes every field out whose value is null: the API knows no null, only what is not there.
pub fn prune_nulls(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|_, value| !value.is_null());
            fields.values_mut().for_each(prune_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(prune_nulls),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_merge_patch_follows_the_rfc() {
        let mut target = json!({ "a": "b", "c": { "d": "e", "f": "g" }, "l": [1, 2] });
        merge(
            &mut target,
            &json!({ "a": "z", "c": { "f": null }, "l": [3], "n": { "x": 1 } }),
        );
        assert_eq!(
            target,
            json!({ "a": "z", "c": { "d": "e" }, "l": [3], "n": { "x": 1 } })
        );
        merge(&mut target, &json!([1]));
        assert_eq!(target, json!([1]));
    }

    #[test]
    fn values_are_printed_as_go_prints_them() {
        let value = json!({ "b": null, "a": [1, "x", { "c": true }] });
        assert_eq!(go_value(&value), "map[a:[1 x map[c:true]] b:<nil>]");
    }
}
