//! The rules an object must keep, and what of it stays as it is once it is there.

use serde_json::Value;

use crate::{
    kube::patch,
    shell::{kubectl::resource::Resource, refusal::Refusal},
    text::validate::validate,
    world::Kind,
};

/// The rules of the object.
pub(super) fn check(resource: &Resource, manifest: &Value) -> Result<(), Refusal> {
    let name = manifest["metadata"]["name"].as_str().unwrap_or_default();
    if name.is_empty() {
        let problem = "metadata.name: Required value: name or generateName is required".to_owned();
        return Err(Refusal::Invalid(
            resource.kind.name().to_owned(),
            name.to_owned(),
            vec![problem],
        ));
    }
    let problems: Vec<String> = validate(manifest).iter().map(ToString::to_string).collect();
    if problems.is_empty() {
        return Ok(());
    }
    Err(Refusal::Invalid(
        resource.kind.name().to_owned(),
        name.to_owned(),
        problems,
    ))
}

/// The rules of the object, and what of it cannot be changed: the server tells everything at once.
pub(super) fn check_update(resource: &Resource, before: &Value, after: &Value) -> Result<(), Refusal> {
    match (check(resource, after), check_immutable(resource, before, after)) {
        (Err(Refusal::Invalid(kind, name, mut problems)), Err(Refusal::Invalid(_, _, more))) => {
            problems.extend(more);
            Err(Refusal::Invalid(kind, name, problems))
        }
        (rules, fixed) => rules.and(fixed),
    }
}

/// What cannot be changed once it is there.
fn check_immutable(resource: &Resource, before: &Value, after: &Value) -> Result<(), Refusal> {
    let invalid = |problem: String| {
        let name = before["metadata"]["name"].as_str().unwrap_or_default();
        Err(Refusal::Invalid(
            resource.kind.name().to_owned(),
            name.to_owned(),
            vec![problem],
        ))
    };
    match resource.kind {
        Kind::Deployment | Kind::ReplicaSet if before["spec"]["selector"] != after["spec"]["selector"] => {
            invalid(format!(
                "spec.selector: Invalid value: {}: field is immutable",
                go_selector(&after["spec"]["selector"])
            ))
        }
        Kind::Service
            if before["spec"]["clusterIP"] != after["spec"]["clusterIP"]
                && !after["spec"]["clusterIP"].is_null() =>
        {
            let address = after["spec"]["clusterIP"].as_str().unwrap_or_default();
            invalid(format!(
                "spec.clusterIPs[0]: Invalid value: [\"{address}\"]: may not change once set"
            ))
        }
        Kind::Pod if pod_is_changed(before, after) => invalid(POD_IS_FIXED.to_owned()),
        _ => Ok(()),
    }
}

/// What may be changed in a pod. Source: pkg/apis/core/validation, Kubernetes 1.28.
const POD_IS_FIXED: &str = "spec: Forbidden: pod updates may not change fields other than \
    `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` \
    (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` \
    (allow it to be set to 1 if it was previously negative)";

fn pod_is_changed(before: &Value, after: &Value) -> bool {
    let fixed = |pod: &Value| {
        let mut spec = pod["spec"].clone();
        if let Some(fields) = spec.as_object_mut() {
            for name in ["activeDeadlineSeconds", "tolerations"] {
                fields.remove(name);
            }
        }
        for list in ["containers", "initContainers"] {
            for container in spec[list].as_array_mut().into_iter().flatten() {
                container["image"] = Value::Null;
            }
        }
        patch::prune_nulls(&mut spec);
        spec
    };
    fixed(before) != fixed(after)
}

/// A selector as Go prints the type.
fn go_selector(selector: &Value) -> String {
    let labels = selector["matchLabels"].as_object();
    let labels: Vec<String> = labels
        .into_iter()
        .flatten()
        .map(|(name, value)| format!("\"{name}\":{value}"))
        .collect();
    format!(
        "v1.LabelSelector{{MatchLabels:map[string]string{{{}}}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}}",
        labels.join(", ")
    )
}
