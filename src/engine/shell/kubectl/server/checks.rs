//! The rules an object must keep, and what of it stays as it is once it is there.

use serde_json::Value;

use crate::{
    kube::patch,
    shell::{kubectl::resource::Resource, refusal::Refusal},
    text::validate::{go_selector, validate},
    world::Kind,
};

/// A Deployment or ReplicaSet has at most so many pods here: with their Events and processes two of them fill a run. Chosen by us.
const REPLICAS_MAX: i64 = 2000;

/// Refuses a new object that breaks a rule.
pub(super) fn check(resource: &Resource, manifest: &Value) -> Result<(), Refusal> {
    bound(manifest)?;
    refuse(resource, manifest, broken_rules(manifest))
}

/// Refuses a new state of an object that breaks a rule, or changes what cannot be changed.
pub(super) fn check_change(resource: &Resource, before: &Value, after: &Value) -> Result<(), Refusal> {
    bound(after)?;
    let mut problems = broken_rules(after);
    problems.extend(changed_for_ever(resource, before, after));
    refuse(resource, before, problems)
}

/// Refuses what a run cannot hold.
fn bound(manifest: &Value) -> Result<(), Refusal> {
    match manifest["spec"]["replicas"].as_i64() {
        Some(replicas) if replicas > REPLICAS_MAX => Err(Refusal::Forbidden(format!(
            "Beanpod holds at most {REPLICAS_MAX} replicas of one workload, not {replicas}"
        ))),
        _ => Ok(()),
    }
}

fn refuse(resource: &Resource, manifest: &Value, problems: Vec<String>) -> Result<(), Refusal> {
    if problems.is_empty() {
        return Ok(());
    }
    let name = manifest["metadata"]["name"].as_str().unwrap_or_default();
    Err(Refusal::Invalid(
        resource.kind.name().to_owned(),
        name.to_owned(),
        problems,
    ))
}

fn broken_rules(manifest: &Value) -> Vec<String> {
    let mut problems: Vec<String> = Vec::new();
    for problem in validate(manifest) {
        let words = problem.to_string();
        // kubectl tells a thing once.
        if !problems.contains(&words) {
            problems.push(words);
        }
    }
    problems
}

/// What would change that cannot be changed once it is there.
fn changed_for_ever(resource: &Resource, before: &Value, after: &Value) -> Option<String> {
    match resource.kind {
        Kind::Deployment | Kind::ReplicaSet if before["spec"]["selector"] != after["spec"]["selector"] => {
            let selector = go_selector(&after["spec"]["selector"]);
            Some(format!(
                "spec.selector: Invalid value: {selector}: field is immutable"
            ))
        }
        Kind::Service
            if before["spec"]["clusterIP"] != after["spec"]["clusterIP"]
                && !after["spec"]["clusterIP"].is_null() =>
        {
            let address = after["spec"]["clusterIP"].as_str().unwrap_or_default();
            Some(format!(
                "spec.clusterIPs[0]: Invalid value: []string{{\"{address}\"}}: may not change once set"
            ))
        }
        Kind::Pod if has_other_containers(before, after, "containers") => {
            Some(other_containers("containers"))
        }
        Kind::Pod if has_other_containers(before, after, "initContainers") => {
            Some(other_containers("initContainers"))
        }
        Kind::Pod if pod_is_changed(before, after) => Some(POD_IS_FIXED.to_owned()),
        _ => None,
    }
}

/// What may be changed in a pod. Source: pkg/apis/core/validation, Kubernetes 1.28.
const POD_IS_FIXED: &str = "spec: Forbidden: pod updates may not change fields other than \
    `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` \
    (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` \
    (allow it to be set to 1 if it was previously negative)";

/// Whether a pod would get another number of containers.
fn has_other_containers(before: &Value, after: &Value, list: &str) -> bool {
    let count = |pod: &Value| pod["spec"][list].as_array().map_or(0, Vec::len);
    count(before) != count(after)
}

fn other_containers(list: &str) -> String {
    format!("spec.{list}: Forbidden: pod updates may not add or remove containers")
}

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
