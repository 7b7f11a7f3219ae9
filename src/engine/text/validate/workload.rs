//! Deployments and ReplicaSets: numbers, selectors, templates, strategies.

use super::{Cause, Findings, container, go_int_or_string, go_map, meta};
use crate::text::names::percent;
use crate::text::quote::go_quote;
use crate::text::selector::Selector;
use serde_json::Value;
use std::num::{IntErrorKind, ParseIntError};

/// The spec of a Deployment.
pub(super) fn deployment(found: &mut Findings, spec: &Value) {
    replicas_and_template(found, spec, "deployment");
    strategy(found, &spec["strategy"]);
    for field in [
        "minReadySeconds",
        "revisionHistoryLimit",
        "progressDeadlineSeconds",
    ] {
        found.not_negative(&format!("spec.{field}"), &spec[field]);
    }
    let ready = spec["minReadySeconds"].as_i64().unwrap_or(0);
    if let Some(deadline) = spec["progressDeadlineSeconds"]
        .as_i64()
        .filter(|deadline| *deadline <= ready)
    {
        let complaint = "must be greater than minReadySeconds".to_owned();
        found.number("spec.progressDeadlineSeconds", deadline, vec![complaint]);
    }
}

/// The spec of a `ReplicaSet`.
pub(super) fn replica_set(found: &mut Findings, spec: &Value) {
    found.not_negative("spec.minReadySeconds", &spec["minReadySeconds"]);
    replicas_and_template(found, spec, "replicaset");
}

fn replicas_and_template(found: &mut Findings, spec: &Value, kind: &str) {
    found.not_negative("spec.replicas", &spec["replicas"]);
    let given = &spec["selector"];
    if given.is_null() {
        found.required("spec.selector", "");
    } else {
        meta::selector(found, given, "spec.selector");
        if is_empty(&given["matchLabels"]) && is_empty(&given["matchExpressions"]) {
            let words = format!("empty selector is invalid for {kind}");
            found.add("spec.selector", Cause::Invalid(super::go_selector(given)), words);
        }
    }
    // A missing selector matches nothing.
    let Ok(selector) = Selector::from_json(given) else {
        let shown = Cause::Invalid(super::go_selector(given));
        found.add("spec.selector", shown, "invalid label selector");
        return;
    };
    let labels = &spec["template"]["metadata"]["labels"];
    let matches = selector.matches_by(|key| labels[key].as_str());
    if given.is_null() || !matches {
        let words = "`selector` does not match template `labels`";
        found.add(
            "spec.template.metadata.labels",
            Cause::Invalid(go_map(labels)),
            words,
        );
    }
    template(found, &spec["template"]);
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Object(fields) => fields.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => true,
    }
}

fn template(found: &mut Findings, template: &Value) {
    meta::labels(found, &template["metadata"]["labels"], "spec.template.labels");
    meta::annotations(
        found,
        &template["metadata"]["annotations"],
        "spec.template.annotations",
    );
    let spec = &template["spec"];
    container::pod_spec(found, spec, "spec.template.spec");
    let policy = spec["restartPolicy"].as_str().unwrap_or("Always");
    if policy != "Always" {
        found.unsupported("spec.template.spec.restartPolicy", go_quote(policy), &["Always"]);
    }
    if !spec["activeDeadlineSeconds"].is_null() {
        let words = "activeDeadlineSeconds in ReplicaSet is not Supported";
        found.forbidden("spec.template.spec.activeDeadlineSeconds", words);
    }
}

fn strategy(found: &mut Findings, strategy: &Value) {
    let rolling = &strategy["rollingUpdate"];
    match strategy["type"].as_str().unwrap_or("RollingUpdate") {
        "RollingUpdate" => rolling_update(found, rolling),
        "Recreate" if rolling.is_null() => {}
        "Recreate" => {
            let words = "may not be specified when strategy `type` is 'Recreate'";
            found.forbidden("spec.strategy.rollingUpdate", words);
        }
        other => {
            let rest = "RollingUpdate:(*apps.RollingUpdateDeployment)(nil)";
            let shown = format!("apps.DeploymentStrategy{{Type:{}, {rest}}}", go_quote(other));
            found.unsupported("spec.strategy", shown, &["Recreate", "RollingUpdate"]);
        }
    }
}

fn rolling_update(found: &mut Findings, rolling: &Value) {
    let path = |field: &str| format!("spec.strategy.rollingUpdate.{field}");
    for field in ["maxUnavailable", "maxSurge"] {
        match &rolling[field] {
            Value::String(text) => {
                for complaint in percent(text) {
                    found.add(
                        path(field),
                        Cause::Invalid(go_int_or_string(&rolling[field])),
                        complaint,
                    );
                }
            }
            number => found.not_negative(&path(field), number),
        }
    }
    let unavailable = &rolling["maxUnavailable"];
    let shown = || Cause::Invalid(go_int_or_string(unavailable));
    if size(unavailable) == 0 && size(&rolling["maxSurge"]) == 0 {
        found.add(
            path("maxUnavailable"),
            shown(),
            "may not be 0 when `maxSurge` is 0",
        );
    }
    if is_percent(unavailable) && size(unavailable) > 100 {
        found.add(path("maxUnavailable"), shown(), "must not be greater than 100%");
    }
}

/// The number, whether it stands for itself or for a percentage; of any other text what Go reads as a number in it.
fn size(value: &Value) -> i64 {
    let Value::String(text) = value else {
        return value.as_i64().unwrap_or(0);
    };
    let digits = if is_percent(value) {
        &text[..text.len() - 1]
    } else {
        text
    };
    digits
        .parse()
        .unwrap_or_else(|problem: ParseIntError| match problem.kind() {
            IntErrorKind::PosOverflow => i64::MAX,
            IntErrorKind::NegOverflow => i64::MIN,
            _ => 0,
        })
}

fn is_percent(value: &Value) -> bool {
    value.as_str().is_some_and(|text| percent(text).is_empty())
}
