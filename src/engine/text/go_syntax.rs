//! Values as Go's `%#v` prints what it has read from JSON: `map[string]interface {}{"a":1}`.

use serde_json::Value;

use super::quote::go_quote;

/// The value in Go's own syntax.
pub fn go_syntax(value: &Value) -> String {
    match value {
        Value::Null => "interface {}(nil)".to_owned(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::String(text) => go_quote(text),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(go_syntax).collect();
            format!("[]interface {{}}{{{}}}", items.join(", "))
        }
        Value::Object(fields) => {
            let fields: Vec<String> = fields
                .iter()
                .map(|(name, value)| format!("{}:{}", go_quote(name), go_syntax(value)))
                .collect();
            format!("map[string]interface {{}}{{{}}}", fields.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::go_syntax;
    use serde_json::json;

    #[test]
    fn a_value_is_written_as_go_would_write_it_in_a_program() {
        let value = json!({ "a": [1, true, null], "b": { "c": "d" } });
        let written = r#"map[string]interface {}{"a":[]interface {}{1, true, interface {}(nil)}, "b":map[string]interface {}{"c":"d"}}"#;
        assert_eq!(go_syntax(&value), written);
    }
}
