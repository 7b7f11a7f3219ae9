//! `kubectl apply -f`: brings objects to what files say, keeping what others have written.

use serde_json::{Value, json};

use crate::{
    kube::patch::{go_value, strategic, three_way},
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
    server::{DryRun, Server, Validation, namespace_of, shown},
};

/// The annotation that keeps what was applied last.
pub const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";

const KUSTOMIZE: &Flag = &Flag {
    name: "kustomize",
    short: Some('k'),
    takes: Takes::Text(""),
    help: "A kustomization folder; not simulated.",
};

const SERVER_SIDE: &Flag = &Flag {
    name: "server-side",
    short: None,
    takes: Takes::Switch,
    help: "Merge on the server by field owners; not simulated.",
};

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
    flags: &[
        options::FILENAME,
        options::DRY_RUN,
        options::OUTPUT,
        options::VALIDATE,
        options::FIELD_MANAGER,
        KUSTOMIZE,
        SERVER_SIDE,
    ],
    complete: Complete::Files,
    run,
};

fn run(call: &Call) -> Result<Reply, Refusal> {
    if call.flags.has("kustomize") || call.flags.is_on("server-side") {
        let what = if call.flags.has("kustomize") {
            "kustomize"
        } else {
            "server-side apply"
        };
        return Err(Refusal::NotSimulated(what.to_owned()));
    }
    if let Some(word) = call.args.first() {
        return Err(call.misused(format!("Unexpected args: [{word}]")));
    }
    if !call.flags.has("filename") {
        return Err(Refusal::tool("must specify one of -f and -k"));
    }
    let dry_run = DryRun::of(call)?;
    let output = Output::of(call)?;
    Validation::of(call)?;
    let documents = files::read(call)?;
    if documents.found.is_empty() && documents.problems.is_empty() {
        return Err(Refusal::tool("no objects passed to apply"));
    }
    let mut server = Server::new(call, dry_run);
    let mut reply = Reply::default();
    let mut problems = documents.problems;
    let mut printed = output.printer(dry_run);
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
        server
            .update(&key, result.clone())
            .map_err(|problem| about_patch(problem, &patch))?;
        result = server.get(&key).map_or(result, shown);
    }
    Ok(("configured", result))
}

/// The server cannot read what a patch makes of an object: it then shows the patch.
fn about_patch(problem: Refusal, patch: &Value) -> Refusal {
    match problem {
        Refusal::BadRequest(message) => {
            let cause = message
                .split_once(" cannot be handled as ")
                .map_or(&*message, |(_, rest)| {
                    rest.split_once(": ").map_or(rest, |(_, cause)| cause)
                });
            Refusal::Plain(format!(
                "The request is invalid: patch: Invalid value: {}: {cause}",
                go_quote(&go_value(patch))
            ))
        }
        other => other,
    }
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
    let version = resource.api_version();
    Refusal::tool(format!(
        "error when retrieving current configuration of:\nResource: \"{version}, Resource={}\", GroupVersionKind: \
         \"{version}, Kind={}\"\nName: \"\", Namespace: \"{}\"\nfrom server for: {}: resource name may not be empty",
        resource.plural,
        resource.kind.name(),
        namespace_of(resource, manifest),
        go_quote(file)
    ))
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
