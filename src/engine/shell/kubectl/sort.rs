//! `--sort-by`: objects in the order of what a path picks out of them.
//!
//! Source: kubectl pkg/cmd/get/sorter.go, Kubernetes 1.34, read 2026-11.

use crate::sort::Sort;
use std::cmp::Ordering;

use serde_json::Value;

use crate::{
    shell::{kubectl::form::relaxed, refusal::Refusal},
    text::{jsonpath::JsonPath, quantity::Quantity},
};

/// Sorts objects; those without the field come first, and equal ones stay as they are.
pub fn by(objects: &mut Vec<Value>, path: &str) -> Result<(), Refusal> {
    let parsed = relaxed(path)?;
    let found = |object: &Value| first(&parsed, object);
    if !objects.is_empty() && !objects.iter().any(|it| found(it).is_some()) {
        let bare = path.trim_matches(['{', '}', '.']);
        return Err(Refusal::tool(format!(
            "couldn't find any field with path \"{{.{bare}}}\" in the list of objects"
        )));
    }
    objects.order_by(|a, b| match (found(a), found(b)) {
        (Some(a), Some(b)) => compare(&a, &b),
        (a, b) => a.is_some().cmp(&b.is_some()),
    });
    Ok(())
}

fn first(path: &JsonPath, object: &Value) -> Option<Value> {
    path.find(object).ok()?.into_iter().next()
}

fn compare(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::String(a), Value::String(b)) => match (a.parse::<Quantity>(), b.parse::<Quantity>()) {
            (Ok(a), Ok(b)) => a.cmp(&b),
            _ => natural(a, b),
        },
        (Value::Number(a), Value::Number(b)) => match (a.as_i64(), b.as_i64()) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => a.to_string().cmp(&b.to_string()),
        },
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        _ => Ordering::Equal,
    }
}

/// `pod-2` before `pod-10`: runs of digits count as numbers.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a, b);
    loop {
        let [run_a, run_b] =
            [a, b].map(|it| it.len() - it.trim_start_matches(|c: char| c.is_ascii_digit()).len());
        if run_a > 0 && run_b > 0 {
            let [digits_a, digits_b] = [&a[..run_a], &b[..run_b]].map(|it| it.trim_start_matches('0'));
            let order = (digits_a.len(), digits_a, run_a).cmp(&(digits_b.len(), digits_b, run_b));
            if order != Ordering::Equal {
                return order;
            }
            (a, b) = (&a[run_a..], &b[run_b..]);
            continue;
        }
        let (mut chars_a, mut chars_b) = (a.chars(), b.chars());
        match (chars_a.next(), chars_b.next()) {
            (None, None) => return Ordering::Equal,
            (x, y) if x != y => return x.cmp(&y),
            _ => (a, b) = (chars_a.as_str(), chars_b.as_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_in_names_are_compared_as_numbers() {
        let mut objects = ["p-10", "p-9", "p-1", "a"]
            .map(|name| json!({ "metadata": { "name": name } }))
            .to_vec();
        by(&mut objects, ".metadata.name").expect("a path");
        let names: Vec<&str> = objects
            .iter()
            .filter_map(|it| it["metadata"]["name"].as_str())
            .collect();
        assert_eq!(names, ["a", "p-1", "p-9", "p-10"]);
    }

    #[test]
    fn a_path_nothing_has_is_refused() {
        let mut objects = vec![json!({ "a": 1 })];
        let refusal = by(&mut objects, "{.b}").map_err(|it| it.to_string());
        let text = "error: couldn't find any field with path \"{.b}\" in the list of objects";
        assert_eq!(refusal, Err(text.to_owned()));
    }
}
