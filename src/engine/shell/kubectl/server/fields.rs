//! `--validate`: what becomes of fields that the API does not have.

use serde_json::Value;

use crate::{
    kube::patch::go_value,
    shell::{kubectl::resource::Resource, refusal::Refusal, verb::Call},
    text::{
        print_json::to_compact_json,
        schema::{self, ProblemKind},
        yaml::{Node, path_steps},
    },
};

/// How strict the API server is with fields that it does not know. A value of a wrong type is always refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validation {
    /// They are refused.
    Strict,
    /// They are dropped with a word.
    Warn,
    /// They are dropped.
    Ignore,
}

impl Validation {
    /// What the line says.
    pub fn of(call: &Call) -> Result<Self, Refusal> {
        match call.flags.text("validate") {
            "strict" | "true" => Ok(Self::Strict),
            // A verb without the flag leaves it to the server.
            "warn" | "" => Ok(Self::Warn),
            "ignore" | "false" => Ok(Self::Ignore),
            other => Err(Refusal::tool(format!(
                "invalid - validate option {}; must be one of: strict (or true), warn, ignore (or false)",
                crate::text::quote::go_quote(other)
            ))),
        }
    }
}

/// How a new state of an object reaches the API server, which says different things of what it cannot read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sent<'a> {
    /// As it is.
    Whole,
    /// As a strategic merge patch, this one.
    Strategic(&'a Value),
    /// As a JSON patch or a JSON merge patch.
    Patched,
}

/// Source: apiserver/pkg/endpoints/handlers/patch.go, Kubernetes 1.28.3, read 2026-11.
fn invalid_patch(shown: &str, cause: &str) -> Refusal {
    let shown = crate::text::quote::go_quote(shown);
    Refusal::Plain(format!(
        "The request is invalid: patch: Invalid value: {shown}: {cause}"
    ))
}

/// Holds a manifest against the fields of its kind; gives the warnings.
pub(super) fn check_fields(
    resource: &Resource,
    manifest: &mut Value,
    validation: Validation,
    sent: Sent,
) -> Result<Vec<String>, Refusal> {
    let report = schema::check(&Node::from(&*manifest));
    let Some(kind) = report.kind else {
        return Err(Refusal::BadRequest(format!(
            "no kind {} is registered for version {}",
            crate::text::quote::go_quote(resource.kind.name()),
            crate::text::quote::go_quote(&resource.api_version())
        )));
    };
    let is_unknown = |problem: &schema::Problem| problem.kind == ProblemKind::UnknownField;
    let (unknown, wrong): (Vec<_>, Vec<_>) = report.problems.into_iter().partition(is_unknown);
    let refused = if validation == Validation::Strict && wrong.is_empty() {
        &unknown
    } else {
        &wrong
    };
    let refusal = match sent {
        Sent::Whole => schema::decode_refusal(kind, refused).map(Refusal::BadRequest),
        Sent::Strategic(patch) => {
            schema::patch_cause(refused).map(|cause| invalid_patch(&go_value(patch), &cause))
        }
        Sent::Patched => {
            schema::decode_cause(refused).map(|cause| invalid_patch(&to_compact_json(manifest), &cause))
        }
    };
    if let Some(refusal) = refusal {
        return Err(refusal);
    }
    for problem in &unknown {
        remove(manifest, &problem.path);
    }
    if validation == Validation::Warn {
        return Ok(unknown.iter().map(ToString::to_string).collect());
    }
    Ok(Vec::new())
}

fn remove(manifest: &mut Value, path: &str) {
    let steps: Vec<&str> = path_steps(path).collect();
    let Some((last, way)) = steps.split_last() else {
        return;
    };
    let mut place = manifest;
    for step in way {
        let next = match place {
            Value::Array(items) => step.parse::<usize>().ok().and_then(|at| items.get_mut(at)),
            Value::Object(fields) => fields.get_mut(*step),
            _ => None,
        };
        match next {
            Some(next) => place = next,
            None => return,
        }
    }
    if let Some(fields) = place.as_object_mut() {
        fields.remove(*last);
    }
}
