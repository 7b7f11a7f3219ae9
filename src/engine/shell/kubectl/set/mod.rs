//! `kubectl set`: one feature of an object's pods, without touching its manifest.

mod env;
mod image;
mod resources;

pub use env::ENV;
pub use image::IMAGE;
pub use resources::RESOURCES;

use crate::sort::Sort;
use serde_json::Value;

use crate::shell::flags::{Flag, Takes};

/// Which containers a verb of this group changes.
const CONTAINERS: &Flag = &Flag {
    name: "containers",
    short: Some('c'),
    takes: Takes::Text("*"),
    help: "The containers to change; * stands for all.",
};

/// The containers of a pod's spec whose name fits, init containers last.
fn containers<'a>(spec: &'a mut Value, name: &str) -> Vec<&'a mut Value> {
    let Some(fields) = spec.as_object_mut() else {
        return Vec::new();
    };
    let mut fitting: Vec<(bool, &mut Value)> = fields
        .iter_mut()
        .filter(|(list, _)| matches!(list.as_str(), "containers" | "initContainers"))
        .flat_map(|(list, items)| {
            let is_init = list == "initContainers";
            let items = items.as_array_mut().into_iter().flatten();
            items.map(move |it| (is_init, it))
        })
        .filter(|(_, it)| it["name"].as_str().is_some_and(|own| fits(name, own)))
        .collect();
    fitting.order_by_key(|(is_init, _)| *is_init);
    fitting.into_iter().map(|(_, it)| it).collect()
}

/// Whether a name fits a pattern in which `*` stands for anything.
pub fn fits(pattern: &str, name: &str) -> bool {
    let mut rest = name;
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(behind) = rest.strip_prefix(first) else {
        return false;
    };
    rest = behind;
    let mut last_is_open = !pattern.contains('*');
    for part in parts {
        last_is_open = !part.is_empty();
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    !last_is_open || rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, name, does) in [
            ("*", "shop", true),
            ("shop", "shop", true),
            ("shop", "shop2", false),
            ("s*p", "shop", true),
            ("s*", "web", false),
            ("*p", "shop", true),
        ] {
            assert_eq!(fits(pattern, name), does, "{pattern} {name}");
        }
    }
}
