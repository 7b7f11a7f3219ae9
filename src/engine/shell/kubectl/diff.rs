//! `kubectl diff -f`: what `apply` would change.

use crate::{
    luck,
    shell::{
        Reply,
        flags::{Flag, Takes},
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    text::{print_yaml::to_yaml, unified_diff::unified_diff},
    world::Key,
};

use super::{
    apply::{bring, plain},
    files::{self, Document},
    options,
    server::{DryRun, Server, namespace_of, shown},
};

const SERVER_SIDE: &Flag = &options::quiet("server-side", Takes::Switch);
const FORCE_CONFLICTS: &Flag = &options::quiet("force-conflicts", Takes::Switch);
const CONCURRENCY: &Flag = &options::quiet("concurrency", Takes::Number(1));
const PRUNE: &Flag = &options::quiet("prune", Takes::Switch);
const PRUNE_ALLOWLIST: &Flag = &options::quiet("prune-allowlist", Takes::Texts);

/// The verb.
pub static DIFF: Verb = Verb {
    tool: "kubectl",
    name: "diff",
    aliases: &[],
    usage: "-f FILENAME",
    help: "Diff the live version against a would-be applied version",
    examples: &["kubectl diff -f shop.yaml"],
    flags: &[
        options::FILENAME,
        options::VALIDATE,
        options::KUSTOMIZE,
        options::RECURSIVE,
        options::SELECTOR,
        options::FIELD_MANAGER,
        options::SHOW_MANAGED_FIELDS,
        SERVER_SIDE,
        FORCE_CONFLICTS,
        CONCURRENCY,
        PRUNE,
        PRUNE_ALLOWLIST,
    ],
    complete: Complete::Files,
    run: |call| Ok(run(call)),
};

/// As diff itself: 1 says that something differs, so that what goes wrong ends with 2.
fn run(call: &Call) -> Reply {
    compare(call).unwrap_or_else(|problem| Reply {
        code: 2,
        ..Reply::from(problem)
    })
}

fn compare(call: &Call) -> Result<Reply, Refusal> {
    if !call.args.is_empty() {
        return Err(call.misused(format!("Unexpected args: [{}]", call.args.join(" "))));
    }
    if !call.flags.has("filename") {
        return Err(Refusal::tool("must specify one of -f and -k"));
    }
    let documents = files::read_chosen(call)?;
    let mut server = Server::new(call, DryRun::Server);
    let mut reply = Reply::default();
    let mut problems = documents.problems;
    for document in &documents.found {
        match diff(document, &mut server, call) {
            Ok(text) if text.is_empty() => {}
            Ok(text) => {
                reply.out.push_str(&text);
                reply.code = 1;
            }
            Err(problem) => problems.push(problem),
        }
    }
    if let Some(problem) = Refusal::join(problems) {
        reply.refuse(&problem);
        reply.code = 2;
    }
    Ok(reply)
}

fn diff(document: &Document, server: &mut Server, call: &Call) -> Result<String, Refusal> {
    let Document {
        resource, manifest, ..
    } = document;
    let name = manifest["metadata"]["name"].as_str().unwrap_or_default();
    let namespace = namespace_of(resource, manifest);
    let live = server
        .get(&Key::new(resource.kind, &namespace, &name.into()))
        .map(shown);
    let (_, mut merged) = bring(
        document,
        plain(manifest),
        DryRun::Server,
        server,
        &mut Reply::default(),
    )?;
    // A write that is only tried gets no version of its own.
    if let Some(live) = &live {
        merged["metadata"]["resourceVersion"] = live["metadata"]["resourceVersion"].clone();
    }
    let before = live.as_ref().map(to_yaml).unwrap_or_default();
    let hunks = unified_diff(&before, &to_yaml(&merged));
    if hunks.is_empty() {
        return Ok(hunks);
    }
    let group = resource.api_version().replace('/', ".");
    let file = format!("{group}.{}.{namespace}.{name}", resource.kind.name());
    let folder = |side: &str| {
        let number =
            luck::number(call.view.seed, side, &format!("{}/{}", file, call.view.now.0)) % 1_000_000_000;
        format!("/tmp/{side}-{number}/{file}")
    };
    let (old, new) = (folder("LIVE"), folder("MERGED"));
    let moment = call
        .view
        .now
        .rfc3339()
        .replace('T', " ")
        .replace('Z', ".000000000 +0000");
    Ok(format!(
        "diff -u -N {old} {new}\n--- {old}\t{moment}\n+++ {new}\t{moment}\n{hunks}"
    ))
}
