//! Volumes of a pod, and where containers mount them.

use super::{Cause, Findings, indexed};
use crate::text::names::dns1123_label;
use crate::text::quote::go_quote;
use serde_json::Value;
use std::collections::BTreeSet;

/// The fields that some kinds of volume cannot do without.
const NEEDED: &[(&str, &str)] = &[
    ("hostPath", "path"),
    ("secret", "secretName"),
    ("persistentVolumeClaim", "claimName"),
    ("configMap", "name"),
];

/// The volumes; gives the names of those that keep every rule, which alone can be mounted.
pub(super) fn volumes<'a>(found: &mut Findings, volumes: &'a Value, path: &str) -> BTreeSet<&'a str> {
    let mut names = BTreeSet::new();
    for (path, volume) in indexed(volumes, path) {
        let before = found.errors.len();
        for (kind, field) in NEEDED {
            let given = &volume[*kind];
            if !given.is_null() && given[*field].as_str().unwrap_or_default().is_empty() {
                found.required(format!("{path}.{kind}.{field}"), "");
            }
        }
        let kinds = volume.as_object().into_iter().flatten();
        let kinds = kinds.filter(|(field, value)| *field != "name" && !value.is_null());
        for (kind, _) in kinds.skip(1) {
            found.forbidden(
                format!("{path}.{kind}"),
                "may not specify more than 1 volume type",
            );
        }
        let name = volume["name"].as_str().unwrap_or_default();
        let at = format!("{path}.name");
        if name.is_empty() {
            found.required(at.as_str(), "");
        } else {
            found.text(&at, name, dns1123_label(name));
        }
        if names.contains(name) {
            found.duplicate(at, name);
        }
        if found.errors.len() == before {
            names.insert(name);
        }
    }
    names
}

/// Where a container mounts volumes, each of which must be one of the pod's.
pub(super) fn mounts(found: &mut Findings, mounts: &Value, path: &str, volumes: &BTreeSet<&str>) {
    let mut places = BTreeSet::new();
    for (path, mount) in indexed(mounts, path) {
        let text = |field: &str| mount[field].as_str().unwrap_or_default();
        let (name, place) = (text("name"), text("mountPath"));
        if name.is_empty() {
            found.required(format!("{path}.name"), "");
        }
        if !volumes.contains(name) {
            found.add(format!("{path}.name"), Cause::NotFound(go_quote(name)), "");
        }
        if place.is_empty() {
            found.required(format!("{path}.mountPath"), "");
        }
        if !places.insert(place) {
            found.text(
                &format!("{path}.mountPath"),
                place,
                vec!["must be unique".to_owned()],
            );
        }
    }
}
