//! Strategic merge patch: lists of named things are merged thing by thing.
//!
//! Source: apimachinery/pkg/util/strategicpatch/patch.go, Kubernetes 1.34, read 2026-11.

use crate::sort::Sort;
use serde_json::{Map, Value};

use super::{ListRule, PatchError, go_value, list_rule, prune_nulls};

const ORDER: &str = "$setElementOrder/";
const DELETE: &str = "$deleteFromPrimitiveList/";
const RETAIN: &str = "$retainKeys";
const DIRECTIVE: &str = "$patch";

/// Applies a patch. What is carried out list by list is taken out of it, so that what remains is what upstream's messages show.
pub fn strategic(target: &mut Value, patch: &mut Value) -> Result<(), PatchError> {
    match (target.as_object_mut(), patch.as_object_mut()) {
        (Some(object), Some(patch)) => merge_map(object, patch, ""),
        _ => Err(PatchError::NotAMapping),
    }
}

type Fields = Map<String, Value>;

/// Merges into the mapping that stands in the field `name`.
fn merge_map(object: &mut Fields, patch: &mut Fields, name: &str) -> Result<(), PatchError> {
    match patch.get(DIRECTIVE).map(Value::as_str) {
        None => {}
        Some(Some("replace")) => {
            patch.remove(DIRECTIVE);
            *object = patch.clone();
            return Ok(());
        }
        Some(Some("delete")) => {
            object.clear();
            return Ok(());
        }
        Some(Some("merge")) => {
            patch.remove(DIRECTIVE);
        }
        Some(_) => return Err(PatchError::BadDirective(DIRECTIVE.to_owned())),
    }
    if let Some(kept) = patch.remove(RETAIN) {
        let kept = texts(&kept, RETAIN)?;
        object.retain(|field, _| kept.contains(&field.as_str()));
    }
    merge_ordered(object, patch, name)?;
    for (field, value) in patch.iter_mut() {
        merge_field(object, field, value, name)?;
    }
    Ok(())
}

fn merge_field(object: &mut Fields, field: &str, value: &mut Value, name: &str) -> Result<(), PatchError> {
    if let Some(list) = field.strip_prefix(DELETE) {
        let gone = value
            .as_array()
            .ok_or_else(|| PatchError::BadDirective(field.to_owned()))?;
        if let Some(items) = object.get_mut(list).and_then(Value::as_array_mut) {
            items.retain(|it| !gone.contains(it));
        }
        return Ok(());
    }
    if value.is_null() {
        object.remove(field);
        return Ok(());
    }
    match (object.get_mut(field), &mut *value) {
        (Some(Value::Object(object)), Value::Object(patch)) => merge_map(object, patch, field),
        (Some(Value::Array(items)), Value::Array(patch)) => {
            merge_list(items, patch, list_rule(name, field), field)
        }
        (_, value) => {
            prune_nulls(value);
            match without_directives(value) {
                Some(value) => object.insert(field.to_owned(), value),
                None => object.remove(field),
            };
            Ok(())
        }
    }
}

/// The lists whose order the patch gives; each is merged, put in order, and taken out of the patch.
fn merge_ordered(object: &mut Fields, patch: &mut Fields, name: &str) -> Result<(), PatchError> {
    let fields: Vec<String> = patch
        .keys()
        .filter_map(|key| key.strip_prefix(ORDER).map(str::to_owned))
        .collect();
    for field in fields {
        let order = patch.remove(&format!("{ORDER}{field}"));
        let order = order
            .as_ref()
            .and_then(Value::as_array)
            .ok_or_else(|| PatchError::BadDirective(format!("{ORDER}{field}")))?;
        let rule = list_rule(name, &field);
        let before = object.get(&field).cloned();
        if let Some(mut items) = patch.remove(&field) {
            merge_field(object, &field, &mut items, name)?;
        }
        let Some(items) = object.get_mut(&field).and_then(Value::as_array_mut) else {
            continue;
        };
        let server = before
            .as_ref()
            .and_then(Value::as_array)
            .map_or(&[][..], Vec::as_slice);
        *items = in_order(std::mem::take(items), order, server, rule);
    }
    Ok(())
}

fn merge_list(
    items: &mut Vec<Value>,
    patch: &mut [Value],
    rule: ListRule,
    field: &str,
) -> Result<(), PatchError> {
    let ListRule::ByKey(key) = rule else {
        match rule {
            ListRule::Set => {
                for it in patch
                    .iter()
                    .filter(|it| !items.contains(it))
                    .cloned()
                    .collect::<Vec<_>>()
                {
                    items.push(it);
                }
            }
            _ => *items = patch.to_vec(),
        }
        return Ok(());
    };
    if patch.iter().any(|it| it[DIRECTIVE] == "replace") {
        *items = patch
            .iter()
            .filter(|it| it[DIRECTIVE].is_null())
            .cloned()
            .collect();
        return Ok(());
    }
    for it in patch.iter_mut() {
        let fields = it.as_object_mut().ok_or(PatchError::NotAMapping)?;
        let Some(id) = fields.get(key).cloned() else {
            return Err(PatchError::NoMergeKey(go_value(it), key));
        };
        let place = items.iter().position(|known| known[key] == id);
        match (fields.get(DIRECTIVE).and_then(Value::as_str), place) {
            (Some("delete"), _) => items.retain(|known| known[key] != id),
            (_, Some(place)) => {
                let known = items[place].as_object_mut().ok_or(PatchError::NotAMapping)?;
                merge_map(known, fields, field)?;
            }
            (_, None) => {
                prune_nulls(it);
                items.extend(without_directives(it));
            }
        }
    }
    Ok(())
}

/// Items in the order the patch gives; those only the server knows stay behind what they stood behind.
fn in_order(items: Vec<Value>, order: &[Value], server: &[Value], rule: ListRule) -> Vec<Value> {
    let id = |it: &Value| match rule {
        ListRule::ByKey(key) => it[key].clone(),
        ListRule::Set | ListRule::Replace => it.clone(),
    };
    let place = |list: &[Value], it: &Value| list.iter().position(|other| id(other) == id(it));
    let (mut listed, others): (Vec<Value>, Vec<Value>) =
        items.into_iter().partition(|it| place(order, it).is_some());
    listed.order_by_key(|it| place(order, it));
    let mut left = others.into_iter().peekable();
    let mut sorted = Vec::new();
    for it in listed {
        while let Some(other) = left.peek()
            && let (Some(a), Some(b)) = (place(server, other), place(server, &it))
            && a < b
        {
            sorted.extend(left.next());
        }
        sorted.push(it);
    }
    sorted.extend(left);
    sorted
}

fn texts<'a>(list: &'a Value, directive: &str) -> Result<Vec<&'a str>, PatchError> {
    let items = list.as_array().map(|items| items.iter().map(Value::as_str));
    items
        .and_then(Iterator::collect)
        .ok_or_else(|| PatchError::BadDirective(directive.to_owned()))
}

/// A value to be put where there was none: parts that are only directives fall away.
fn without_directives(value: &Value) -> Option<Value> {
    match value {
        Value::Object(fields) if fields.contains_key(DIRECTIVE) => None,
        Value::Object(fields) => Some(Value::Object(
            fields
                .iter()
                .filter(|(name, _)| !name.starts_with('$'))
                .filter_map(|(name, value)| Some((name.clone(), without_directives(value)?)))
                .collect(),
        )),
        Value::Array(items) => Some(items.iter().filter_map(without_directives).collect()),
        other => Some(other.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn check(mut target: Value, mut patch: Value, expected: &Value) {
        strategic(&mut target, &mut patch).unwrap();
        assert_eq!(target, *expected);
    }

    #[test]
    fn containers_are_merged_by_name() {
        check(
            json!({ "spec": { "containers": [{ "name": "a", "image": "a:1", "tty": true }, { "name": "b" }] } }),
            json!({ "spec": { "containers": [{ "name": "a", "image": "a:2", "tty": null }, { "name": "c" }] } }),
            &json!({ "spec": { "containers": [{ "name": "a", "image": "a:2" }, { "name": "b" }, { "name": "c" }] } }),
        );
        check(
            json!({ "containers": [{ "name": "a" }, { "name": "b" }] }),
            json!({ "containers": [{ "name": "a", "$patch": "delete" }] }),
            &json!({ "containers": [{ "name": "b" }] }),
        );
        check(
            json!({ "containers": [{ "name": "a" }, { "name": "b" }] }),
            json!({ "containers": [{ "$patch": "replace" }, { "name": "c" }] }),
            &json!({ "containers": [{ "name": "c" }] }),
        );
    }

    #[test]
    fn other_lists_are_replaced_and_sets_grow() {
        check(
            json!({ "args": ["a"], "finalizers": ["x", "y"] }),
            json!({ "args": ["b"], "finalizers": ["z"], "$deleteFromPrimitiveList/finalizers": ["x"] }),
            &json!({ "args": ["b"], "finalizers": ["y", "z"] }),
        );
    }

    #[test]
    fn the_order_of_the_patch_wins_and_what_only_the_server_knows_stays_in_place() {
        check(
            json!({ "env": [{ "name": "S" }, { "name": "A" }, { "name": "B" }] }),
            json!({
                "$setElementOrder/env": [{ "name": "B" }, { "name": "N" }, { "name": "A" }],
                "env": [{ "name": "N" }],
            }),
            &json!({ "env": [{ "name": "S" }, { "name": "B" }, { "name": "N" }, { "name": "A" }] }),
        );
    }

    #[test]
    fn only_the_named_keys_are_retained() {
        check(
            json!({ "strategy": { "type": "RollingUpdate", "rollingUpdate": { "maxSurge": 1 } } }),
            json!({ "strategy": { "$retainKeys": ["type"], "type": "Recreate" } }),
            &json!({ "strategy": { "type": "Recreate" } }),
        );
    }

    #[test]
    fn an_item_without_its_key_is_refused() {
        let mut target = json!({ "containers": [{ "name": "a" }] });
        let error = strategic(&mut target, &mut json!({ "containers": [{ "image": "x" }] }));
        let words = "map: map[image:x] does not contain declared merge key: name";
        assert_eq!(error.unwrap_err().to_string(), words);
    }
}
