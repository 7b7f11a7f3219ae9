//! Prints a value as `kubectl get -o json` does: four spaces, and `<`, `>`, `&` escaped as Go escapes them.

use serde::Serialize;
use serde_json::Value;
use serde_json::ser::{PrettyFormatter, Serializer};

/// A value over several lines, without a line end after the last one.
pub fn to_json(value: &Value) -> String {
    indented(value, b"    ")
}

/// As [`to_json`] with two spaces, as in `kubectl apply view-last-applied`.
pub fn to_json_by_two(value: &Value) -> String {
    indented(value, b"  ")
}

fn indented(value: &Value, indent: &[u8]) -> String {
    let mut bytes = Vec::new();
    let formatter = PrettyFormatter::with_indent(indent);
    let written = value.serialize(&mut Serializer::with_formatter(&mut bytes, formatter));
    written.expect("a value can always be written to memory");
    escaped(&String::from_utf8(bytes).expect("JSON is text"))
}

/// A value in one line without spaces, as in `kubectl.kubernetes.io/last-applied-configuration`.
pub fn to_compact_json(value: &Value) -> String {
    escaped(&value.to_string())
}

/// These characters stand only inside of texts, so they can be replaced anywhere.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn it_looks_as_kubectl_prints_it() {
        let value = json!({ "b": [1, { "c": null }], "a": "<x>", "e": {}, "f": [] });
        let text = "{\n    \"a\": \"\\u003cx\\u003e\",\n    \"b\": [\n        1,\n        {\n            \"c\": null\n        }\n    ],\n    \"e\": {},\n    \"f\": []\n}";
        assert_eq!(to_json(&value), text);
        assert_eq!(
            to_compact_json(&json!({ "a": [true, "&"] })),
            "{\"a\":[true,\"\\u0026\"]}"
        );
    }
}
