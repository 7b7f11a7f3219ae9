//! JSON patch (RFC 6902): a list of operations on paths.

use serde_json::Value;

use super::PatchError;

/// A patch has at most this many operations. Source: apiserver `maxJSONPatchOperations`, Kubernetes 1.34.9, read 2026-11.
const OPERATIONS_MAX: usize = 10_000;

/// Applies the operations in order, all or none.
pub fn json_patch(target: &mut Value, patch: &Value) -> Result<(), PatchError> {
    let operations = patch.as_array().ok_or_else(|| {
        PatchError::BadOperation(
            "json: cannot unmarshal object into Go value of type jsonpatch.Patch".to_owned(),
        )
    })?;
    if operations.len() > OPERATIONS_MAX {
        return Err(PatchError::BadOperation(format!(
            "The allowed maximum operations in a JSON patch is {OPERATIONS_MAX}, got {}",
            operations.len()
        )));
    }
    let mut result = target.clone();
    for operation in operations {
        apply(&mut result, operation)?;
    }
    *target = result;
    Ok(())
}

fn apply(target: &mut Value, operation: &Value) -> Result<(), PatchError> {
    let path = operation["path"].as_str().unwrap_or_default();
    let name = operation["op"].as_str().unwrap_or_default();
    let value = || operation.get("value").cloned().unwrap_or(Value::Null);
    match name {
        "add" => add(target, path, value()),
        "remove" => take(target, path, name).map(|_| ()),
        "replace" => match target.pointer_mut(path) {
            Some(place) => {
                *place = value();
                Ok(())
            }
            None => Err(missing(name, path)),
        },
        "move" | "copy" => {
            let from = operation["from"].as_str().unwrap_or_default();
            let moved = if name == "move" {
                take(target, from, name)?
            } else {
                target.pointer(from).cloned().ok_or_else(|| missing(name, from))?
            };
            add(target, path, moved)
        }
        "test" if target.pointer(path) == Some(&value()) => Ok(()),
        "test" => Err(PatchError::BadOperation(format!(
            "testing value {path} failed: test failed"
        ))),
        other => Err(PatchError::BadOperation(format!("Unexpected kind: {other}"))),
    }
}

fn add(target: &mut Value, path: &str, value: Value) -> Result<(), PatchError> {
    let Some((parent, last)) = path.rsplit_once('/') else {
        *target = value;
        return Ok(());
    };
    match target.pointer_mut(parent) {
        Some(Value::Object(fields)) => {
            fields.insert(unescaped(last), value);
            Ok(())
        }
        Some(Value::Array(items)) => {
            let place = match last {
                "-" => items.len(),
                digits => digits.parse().unwrap_or(usize::MAX),
            };
            if place > items.len() {
                return Err(missing("add", path));
            }
            items.insert(place, value);
            Ok(())
        }
        _ => Err(missing("add", path)),
    }
}

fn take(target: &mut Value, path: &str, name: &str) -> Result<Value, PatchError> {
    let taken = path
        .rsplit_once('/')
        .and_then(|(parent, last)| match target.pointer_mut(parent)? {
            Value::Object(fields) => fields.remove(&unescaped(last)),
            Value::Array(items) => {
                let place = last.parse::<usize>().ok().filter(|at| *at < items.len())?;
                Some(items.remove(place))
            }
            _ => None,
        });
    taken.ok_or_else(|| missing(name, path))
}

fn unescaped(part: &str) -> String {
    part.replace("~1", "/").replace("~0", "~")
}

fn missing(operation: &str, path: &str) -> PatchError {
    PatchError::BadOperation(format!(
        "{operation} operation does not apply: doc is missing path: {path}: missing value"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_operation_works_and_all_or_none_are_done() {
        let mut target = json!({ "a": [1, 2], "b/c": { "d": 1 } });
        let patch = json!([
            { "op": "test", "path": "/a/0", "value": 1 },
            { "op": "add", "path": "/a/-", "value": 3 },
            { "op": "remove", "path": "/a/0" },
            { "op": "replace", "path": "/b~1c/d", "value": 2 },
            { "op": "copy", "from": "/b~1c/d", "path": "/e" },
            { "op": "move", "from": "/e", "path": "/f" },
        ]);
        json_patch(&mut target, &patch).unwrap();
        assert_eq!(target, json!({ "a": [2, 3], "b/c": { "d": 2 }, "f": 2 }));
        let before = target.clone();
        let patch = json!([{ "op": "add", "path": "/g", "value": 1 }, { "op": "remove", "path": "/nope" }]);
        let words = "remove operation does not apply: doc is missing path: /nope: missing value";
        assert_eq!(json_patch(&mut target, &patch).unwrap_err().to_string(), words);
        assert_eq!(target, before);
    }
}
