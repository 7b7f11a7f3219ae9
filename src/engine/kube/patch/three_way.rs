//! The patch of `kubectl apply`: what the file adds and changes, and what it no longer says.
//!
//! Source: apimachinery/pkg/util/strategicpatch/patch.go, Kubernetes 1.34, read 2026-11.

use serde_json::{Map, Value, json};

use super::{ListRule, PatchError, go_value, list_rule, retains_keys};

/// Which differences are of interest.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// What the second has and the first has not, or has otherwise.
    Additions,
    /// What the first has and the second has not.
    Deletions,
}

/// The strategic merge patch that brings `current` to `modified`, dropping what stood in `original` and no longer stands in
/// `modified`. An empty mapping if there is nothing to do.
pub fn three_way(original: &Value, modified: &Value, current: &Value) -> Result<Value, PatchError> {
    let nothing = Map::new();
    let fields = |value| Value::as_object(value).unwrap_or(&nothing);
    let additions = diff_maps(fields(current), fields(modified), "", Side::Additions)?;
    let mut patch = diff_maps(fields(original), fields(modified), "", Side::Deletions)?;
    join(&mut patch, additions);
    Ok(Value::Object(patch))
}

type Fields = Map<String, Value>;

fn diff_maps(from: &Fields, to: &Fields, name: &str, side: Side) -> Result<Fields, PatchError> {
    let mut patch = Fields::new();
    for (field, new) in to {
        match from.get(field) {
            None if side == Side::Additions => {
                patch.insert(field.clone(), new.clone());
            }
            None => {}
            Some(old) => diff_field(old, new, (name, field), side, &mut patch)?,
        }
    }
    if side == Side::Deletions {
        for field in from.keys().filter(|field| !to.contains_key(*field)) {
            patch.insert(field.clone(), Value::Null);
        }
    }
    let has_more = from.keys().any(|field| !to.contains_key(field));
    if retains_keys(name) && !to.is_empty() && (!patch.is_empty() || has_more) {
        let kept: Vec<&String> = to
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, _)| name)
            .collect();
        patch.insert("$retainKeys".to_owned(), json!(kept));
    }
    Ok(patch)
}

fn diff_field(
    old: &Value,
    new: &Value,
    (name, field): (&str, &str),
    side: Side,
    patch: &mut Fields,
) -> Result<(), PatchError> {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            let inner = diff_maps(old, new, field, side)?;
            if !inner.is_empty() {
                patch.insert(field.to_owned(), Value::Object(inner));
            }
        }
        (Value::Array(old), Value::Array(new)) => match list_rule(name, field) {
            ListRule::ByKey(key) => diff_items(old, new, (field, key), side, patch)?,
            ListRule::Set => diff_sets(old, new, field, side, patch),
            ListRule::Replace if side == Side::Additions && old != new => {
                patch.insert(field.to_owned(), json!(new));
            }
            ListRule::Replace => {}
        },
        _ if side == Side::Additions && old != new => {
            patch.insert(field.to_owned(), new.clone());
        }
        _ => {}
    }
    Ok(())
}

fn diff_items(
    old: &[Value],
    new: &[Value],
    (field, key): (&str, &'static str),
    side: Side,
    patch: &mut Fields,
) -> Result<(), PatchError> {
    if old.is_empty() {
        if side == Side::Additions && !new.is_empty() {
            patch.insert(field.to_owned(), json!(new));
        }
        return Ok(());
    }
    let mut items = Vec::new();
    for it in new {
        let fields = it.as_object().ok_or(PatchError::NotAMapping)?;
        let id = fields
            .get(key)
            .ok_or_else(|| PatchError::NoMergeKey(go_value(it), key))?;
        match old
            .iter()
            .find(|known| known[key] == *id)
            .and_then(Value::as_object)
        {
            Some(known) => {
                let mut inner = diff_maps(known, fields, field, side)?;
                if !inner.is_empty() {
                    inner.insert(key.to_owned(), id.clone());
                    items.push(Value::Object(inner));
                }
            }
            None if side == Side::Additions => items.push(it.clone()),
            None => {}
        }
    }
    if side == Side::Deletions {
        let gone = old
            .iter()
            .filter(|known| !new.iter().any(|it| it[key] == known[key]));
        items.extend(gone.map(|known| json!({ key: known[key], "$patch": "delete" })));
    }
    let same_order = old.len() == new.len() && old.iter().zip(new).all(|(a, b)| a[key] == b[key]);
    if !items.is_empty() || (side == Side::Additions && !same_order) {
        let order: Vec<Value> = new.iter().map(|it| json!({ key: it[key] })).collect();
        patch.insert(format!("$setElementOrder/{field}"), order.into());
    }
    if !items.is_empty() {
        patch.insert(field.to_owned(), items.into());
    }
    Ok(())
}

fn diff_sets(old: &[Value], new: &[Value], field: &str, side: Side, patch: &mut Fields) {
    let (list, prefix, differs) = match side {
        Side::Additions => (missing(new, old), "", old != new),
        Side::Deletions => (missing(old, new), "$deleteFromPrimitiveList/", false),
    };
    if differs || !list.is_empty() {
        patch.insert(format!("$setElementOrder/{field}"), json!(new));
    }
    if !list.is_empty() {
        patch.insert(format!("{prefix}{field}"), list.into());
    }
}

fn missing(these: &[Value], there: &[Value]) -> Vec<Value> {
    these.iter().filter(|it| !there.contains(it)).cloned().collect()
}

/// Puts one patch on top of another; items of lists with the same key become one.
fn join(below: &mut Fields, above: Fields) {
    for (field, value) in above {
        match (below.get_mut(&field), value) {
            (Some(Value::Object(below)), Value::Object(above)) => join(below, above),
            (Some(Value::Array(below)), Value::Array(above)) if !field.starts_with('$') => {
                join_items(below, above);
            }
            (_, value) => {
                below.insert(field, value);
            }
        }
    }
}

fn join_items(below: &mut Vec<Value>, above: Vec<Value>) {
    for it in above {
        let same = below.iter_mut().find(|known| {
            MERGE_KEYS
                .iter()
                .any(|key| !it[*key].is_null() && known[*key] == it[*key])
        });
        match (same, it) {
            (Some(Value::Object(known)), Value::Object(fields)) => join(known, fields),
            (_, it) => below.push(it),
        }
    }
}

const MERGE_KEYS: &[&str] = &[
    "name",
    "containerPort",
    "port",
    "mountPath",
    "devicePath",
    "ip",
    "topologyKey",
    "type",
    "uid",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kube::patch::strategic;

    #[track_caller]
    fn check(original: &Value, modified: &Value, current: &Value, expected: &Value) {
        let mut patch = three_way(original, modified, current).unwrap();
        let mut result = current.clone();
        strategic(&mut result, &mut patch).unwrap();
        assert_eq!(result, *expected);
    }

    #[test]
    fn what_the_file_drops_goes_and_what_others_wrote_stays() {
        check(
            &json!({ "spec": { "replicas": 3, "paused": true, "containers": [{ "name": "a", "image": "a:1", "tty": true }, { "name": "b" }] } }),
            &json!({ "spec": { "paused": true, "containers": [{ "name": "a", "image": "a:2" }] } }),
            &json!({ "spec": { "replicas": 5, "paused": true, "extra": 1, "containers": [{ "name": "a", "image": "a:1", "tty": true, "policy": "x" }, { "name": "b" }, { "name": "injected" }] } }),
            &json!({ "spec": { "paused": true, "extra": 1, "containers": [{ "name": "a", "image": "a:2", "policy": "x" }, { "name": "injected" }] } }),
        );
    }

    #[test]
    fn a_second_time_there_is_nothing_to_do() {
        let file = json!({ "containers": [{ "name": "a", "image": "a:2" }], "finalizers": ["x"] });
        let server = json!({
            "containers": [{ "name": "a", "image": "a:2", "policy": "x" }], "finalizers": ["x"], "more": 1,
        });
        assert_eq!(three_way(&file, &file, &server).unwrap(), json!({}));
    }

    #[test]
    fn a_change_of_strategy_drops_the_other_form() {
        check(
            &json!({ "strategy": { "type": "RollingUpdate" } }),
            &json!({ "strategy": { "type": "Recreate" } }),
            &json!({ "strategy": { "type": "RollingUpdate", "rollingUpdate": { "maxSurge": 1 } } }),
            &json!({ "strategy": { "type": "Recreate" } }),
        );
    }

    #[test]
    fn new_order_and_new_items_are_taken_over() {
        check(
            &json!({ "env": [{ "name": "A", "value": "1" }] }),
            &json!({ "env": [{ "name": "B", "value": "2" }, { "name": "A", "value": "1" }] }),
            &json!({ "env": [{ "name": "A", "value": "1" }] }),
            &json!({ "env": [{ "name": "B", "value": "2" }, { "name": "A", "value": "1" }] }),
        );
    }

    #[test]
    fn the_patch_names_what_upstream_names() {
        let patch = three_way(
            &json!({ "spec": { "replicas": 3 } }),
            &json!({ "spec": { "replicsa": 3 } }),
            &json!({ "spec": { "replicas": 3 } }),
        );
        assert_eq!(
            patch.unwrap(),
            json!({ "spec": { "replicas": null, "replicsa": 3 } })
        );
    }
}
