//! `kubectl replace -f`: an object becomes what a file says, and nothing else.

use crate::{
    shell::{
        Reply,
        flags::{Flag, Takes},
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    world::Key,
};

use super::{
    files::{self, Document},
    options,
    output::Output,
    server::{DryRun, Server, Validation, namespace_of, shown},
};

const RAW: &Flag = &options::quiet("raw", Takes::Text(""));
const FORCE: &Flag = &options::quiet("force", Takes::Switch);
const CASCADE: &Flag = &options::quiet("cascade", Takes::Choice("background", "background"));
const GRACE_PERIOD: &Flag = &options::quiet("grace-period", Takes::Number(-1));
const TIMEOUT: &Flag = &options::quiet("timeout", Takes::Seconds(0));
const WAIT: &Flag = &options::quiet("wait", Takes::Switch);

/// The verb.
pub static REPLACE: Verb = Verb {
    tool: "kubectl",
    name: "replace",
    aliases: &[],
    usage: "-f FILENAME",
    help: "Replace a resource by file name or stdin",
    examples: &["kubectl replace -f shop.yaml"],
    flags: options::flags![
        options::FILES,
        options::MADE,
        &[
            options::VALIDATE,
            options::SUBRESOURCE,
            RAW,
            FORCE,
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
    if !call.flags.has("filename") {
        return Err(Refusal::tool("must specify one of -f and -k"));
    }
    let dry_run = DryRun::of(call)?;
    Validation::of(call)?;
    let mut printer = Output::of(call)?.printer(dry_run);
    let documents = files::read(call)?;
    if documents.found.is_empty() && documents.problems.is_empty() {
        return Err(Refusal::tool("no objects passed to replace"));
    }
    let mut server = Server::new(call, dry_run);
    let mut reply = Reply::default();
    let mut problems = documents.problems;
    for document in &documents.found {
        match replace(document, &mut server) {
            Ok(key) => {
                document.warn(&mut reply);
                let object = server.get(&key).map_or_else(|| document.manifest.clone(), shown);
                printer.add(document.resource, &object, "replaced");
            }
            Err(problem) => problems.push(problem.when("replacing", &document.file)),
        }
    }
    printer.finish(&mut reply);
    if let Some(problem) = Refusal::join(problems) {
        reply.refuse(&problem);
    }
    server.finish(&mut reply);
    Ok(reply)
}

fn replace(document: &Document, server: &mut Server) -> Result<Key, Refusal> {
    let Document {
        resource, manifest, ..
    } = document;
    let name = manifest["metadata"]["name"].as_str().unwrap_or_default();
    let key = Key::new(resource.kind, &namespace_of(resource, manifest), &name.into());
    server.update(&key, manifest.clone())?;
    Ok(key)
}
