//! `kubectl apply -f`: brings objects to what files say, keeping what others have written.

use serde_json::{Value, json};

use crate::{
    kube::patch::{strategic, three_way},
    shell::{
        Reply,
        flags::{Flag, Takes},
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    text::{print_json::to_compact_json, quote::go_quote},
    world::Key,
};

use super::{
    files::{self, Document},
    options,
    output::Output,
    resource::Resource,
    server::{DryRun, Sent, Server, Validation, namespace_of, shown},
};

/// The annotation that keeps what was applied last.
pub const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";

const SERVER_SIDE: &Flag = &Flag {
    name: "server-side",
    short: None,
    takes: Takes::Switch,
    help: "Merge on the server by field owners; not simulated.",
};

const OVERWRITE: &Flag = &options::quiet("overwrite", Takes::SwitchOn);
const OPENAPI_PATCH: &Flag = &options::quiet("openapi-patch", Takes::SwitchOn);
const PRUNE: &Flag = &options::quiet("prune", Takes::Switch);
const PRUNE_ALLOWLIST: &Flag = &options::quiet("prune-allowlist", Takes::Texts);
const FORCE_CONFLICTS: &Flag = &options::quiet("force-conflicts", Takes::Switch);
const FORCE: &Flag = &options::quiet("force", Takes::Switch);
const CASCADE: &Flag = &options::quiet("cascade", Takes::Choice("background", "background"));
const GRACE_PERIOD: &Flag = &options::quiet("grace-period", Takes::Number(-1));
const TIMEOUT: &Flag = &options::quiet("timeout", Takes::Seconds(0));
const WAIT: &Flag = &options::quiet("wait", Takes::Switch);

/// The verb.
pub static APPLY: Verb = Verb {
    tool: "kubectl",
    name: "apply",
    aliases: &[],
    usage: "-f FILENAME [options]",
    help: "Apply a configuration to a resource by file name or stdin",
    examples: &[
        "kubectl apply -f shop.yaml",
        "kubectl apply -f shop.yaml --dry-run=server",
    ],
    flags: options::flags![
        options::FILES,
        &[options::DRY_RUN],
        options::PRINTED,
        &[
            options::VALIDATE,
            options::FIELD_MANAGER,
            SERVER_SIDE,
            options::SELECTOR,
            options::ALL,
            OVERWRITE,
            OPENAPI_PATCH,
            PRUNE,
            PRUNE_ALLOWLIST,
            FORCE,
            FORCE_CONFLICTS,
            CASCADE,
            GRACE_PERIOD,
            TIMEOUT,
            WAIT
        ]
    ],
    complete: Complete::Files,
    run,
};

fn run(call: &Call) -> Result<Reply, Refusal> {
    if let Some(word) = call.args.first() {
        return Err(call.misused(format!("Unexpected args: [{word}]")));
    }
    if !call.flags.has("filename") {
        return Err(Refusal::tool("must specify one of -f and -k"));
    }
    let dry_run = DryRun::of(call)?;
    let output = Output::of(call)?;
    Validation::of(call)?;
    let documents = files::read_chosen(call)?;
    if documents.found.is_empty() && documents.problems.is_empty() {
        return Err(Refusal::tool("no objects passed to apply"));
    }
    let mut server = Server::new(call, dry_run);
    let mut reply = Reply::default();
    let mut problems = documents.problems;
    let mut printed = output.list_printer(dry_run);
    for document in &documents.found {
        let modified = annotated(&document.manifest);
        match bring(document, modified, dry_run, &mut server, &mut reply) {
            Ok((done, object)) => {
                if done != "unchanged" {
                    document.warn(&mut reply);
                }
                printed.add(document.resource, &object, done);
            }
            Err(problem) => problems.push(problem),
        }
    }
    printed.finish(&mut reply);
    if let Some(problem) = Refusal::join(problems) {
        reply.refuse(&problem);
    }
    server.finish(&mut reply);
    Ok(reply)
}

/// Brings one object to `modified`, which is what its file says, with or without a copy of itself as an annotation; says what
/// was done and what became of the object.
pub(super) fn bring(
    document: &Document,
    modified: Value,
    dry_run: DryRun,
    server: &mut Server,
    reply: &mut Reply,
) -> Result<(&'static str, Value), Refusal> {
    let Document { file, resource, .. } = document;
    let name = modified["metadata"]["name"].as_str().unwrap_or_default();
    let namespace = namespace_of(resource, &modified);
    if name.is_empty() {
        return Err(nameless(document));
    }
    let key = Key::new(resource.kind, &namespace, &name.into());
    let Some(known) = server.get(&key).cloned() else {
        if dry_run == DryRun::Client {
            return Ok(("created", modified));
        }
        let made = server
            .create(resource, modified)
            .map_err(|it| it.when("creating", file))?;
        return Ok(("created", shown(&made)));
    };
    let current = shown(&known);
    let last = current["metadata"]["annotations"][LAST_APPLIED].as_str();
    if last.is_none() {
        reply.err.push_str(&format!(
            "Warning: resource {}/{name} is missing the {LAST_APPLIED} annotation which is required by kubectl apply. \
             kubectl apply should only be used on resources created declaratively by either kubectl create --save-config \
             or kubectl apply. The missing annotation will be patched automatically.\n",
            resource.plural
        ));
    }
    let original: Value = last
        .and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or_default();
    let merged = three_way(&original, &modified, &current).map_err(|it| Refusal::tool(it.to_string()))?;
    if merged == json!({}) {
        return Ok(("unchanged", current));
    }
    let mut patch = merged;
    let mut result = current;
    strategic(&mut result, &mut patch).map_err(|it| Refusal::tool(it.to_string()))?;
    if dry_run != DryRun::Client {
        let sent = Sent::Strategic(&patch);
        server.send(&key, result.clone(), sent).map_err(|problem| {
            let object = described(resource, name, &namespace);
            about_patch(problem, &patch, &object, file)
        })?;
        result = server.get(&key).map_or(result, shown);
    }
    Ok(("configured", result))
}

/// What the server has against a patch, with what was to be patched.
fn about_patch(problem: Refusal, patch: &Value, object: &str, file: &str) -> Refusal {
    let patch = to_compact_json(patch);
    problem.when(&format!("applying patch:\n{patch}\nto:\n{object}\nfor:"), file)
}

fn nameless(document: &Document) -> Refusal {
    let Document {
        file,
        resource,
        manifest,
        ..
    } = document;
    if let Some(base) = manifest["metadata"]["generateName"].as_str() {
        return Refusal::tool(format!("from {base}: cannot use generate name with apply"));
    }
    Refusal::tool(format!(
        "error when retrieving current configuration of:\n{}\nfrom server for: {}: resource name may not be empty",
        described(resource, "", &namespace_of(resource, manifest)),
        go_quote(file)
    ))
}

/// An object as messages about patches show it.
fn described(resource: &Resource, name: &str, namespace: &str) -> String {
    format!(
        "Resource: {}, GroupVersionKind: {}\nName: {}, Namespace: {}",
        go_quote(&resource.gvr()),
        go_quote(&resource.gvk()),
        go_quote(name),
        go_quote(namespace)
    )
}

/// The manifest with itself as an annotation, so that the next apply knows what this one said.
pub fn annotated(manifest: &Value) -> Value {
    let mut kept = plain(manifest);
    let text = format!("{}\n", to_compact_json(&kept));
    kept["metadata"]["annotations"][LAST_APPLIED] = text.into();
    kept
}

/// The manifest without a copy of itself, but with annotations, be they empty.
pub(super) fn plain(manifest: &Value) -> Value {
    let mut plain = manifest.clone();
    match plain["metadata"]["annotations"].as_object_mut() {
        Some(annotations) => {
            annotations.remove(LAST_APPLIED);
        }
        None => plain["metadata"]["annotations"] = json!({}),
    }
    plain
}
