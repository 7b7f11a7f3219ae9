//! Reads the fields of an object in its JSON form; what is absent reads as empty.

use crate::sort::Sort;
use serde_json::Value;

use crate::{text::duration::human_duration, time::Time};

/// A text; empty if there is none.
pub fn text<'a>(object: &'a Value, path: &str) -> &'a str {
    object.pointer(path).and_then(Value::as_str).unwrap_or_default()
}

/// A text; `otherwise` if there is none or it is empty.
pub fn text_or<'a>(object: &'a Value, path: &str, otherwise: &'a str) -> &'a str {
    or(text(object, path), otherwise)
}

/// `text` unless it is empty.
pub fn or<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.is_empty() { otherwise } else { text }
}

/// A whole number; 0 if there is none.
pub fn number(object: &Value, path: &str) -> i64 {
    object.pointer(path).and_then(Value::as_i64).unwrap_or(0)
}

/// Whether a field is there and true.
pub fn flag(object: &Value, path: &str) -> bool {
    object.pointer(path) == Some(&Value::Bool(true))
}

/// A list; empty if there is none.
pub fn list<'a>(object: &'a Value, path: &str) -> &'a [Value] {
    object
        .pointer(path)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// The texts of a map, ordered by name.
pub fn map<'a>(object: &'a Value, path: &str) -> Vec<(&'a str, &'a str)> {
    let mut pairs: Vec<(&str, &str)> = object
        .pointer(path)
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.as_str(), value.as_str().unwrap_or_default()))
        .collect();
    pairs.order();
    pairs
}

/// A field as a person reads it: a text without quotes, anything else as JSON.
pub fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A moment, if the field holds one [ms since the run began].
pub fn moment(object: &Value, path: &str) -> Option<i64> {
    Time::parse_rfc3339(text(object, path))
}

/// How long ago the moment in a field was, as kubectl writes it: `5m12s`, or `<unknown>`.
pub fn age(object: &Value, path: &str, now: Time) -> String {
    match moment(object, path) {
        Some(then) => human_duration(i64::try_from(now.0).unwrap_or(i64::MAX) - then),
        None => "<unknown>".into(),
    }
}

/// The age of the object itself.
pub fn object_age(object: &Value, now: Time) -> String {
    age(object, "/metadata/creationTimestamp", now)
}

/// Labels or a selector of labels as `a=b,c=d`; `<none>` if there are none.
pub fn labels(object: &Value, path: &str) -> String {
    let pairs: Vec<String> = map(object, path)
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    if pairs.is_empty() {
        "<none>".into()
    } else {
        pairs.join(",")
    }
}
