//! The objects a writing verb works on, from words or from files, and the work itself, one by one.

use serde_json::Value;

use crate::{
    shell::{Reply, refusal::Refusal, verb::Call},
    world::{Key, Kind},
};

use super::{
    files,
    marks::CHANGE_CAUSE,
    options,
    output::Output,
    select::{self, Found, Selection},
    server::{DryRun, Server, namespace_of, shown},
};

/// The objects that words, `-f`, `-l` or `--all` name.
pub fn targets(call: &Call, words: &[String]) -> Result<Selection, Refusal> {
    if !call.flags.has("filename") {
        return select::read(words)?.select(call, false);
    }
    if !words.is_empty() {
        return Err(Refusal::tool(
            "when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well",
        ));
    }
    let documents = files::read(call)?;
    let mut selection = Selection {
        found: Vec::new(),
        problems: documents.problems,
    };
    for document in documents.found {
        let name = document.manifest["metadata"]["name"].as_str().unwrap_or_default();
        let namespace = namespace_of(document.resource, &document.manifest);
        let key = Key::new(document.resource.kind, &namespace, &name.into());
        match call.view.world.get(&key) {
            Some(object) => selection.found.push(Found {
                resource: document.resource,
                object: object.clone(),
            }),
            None => selection
                .problems
                .push(Refusal::NotFound(document.resource.qualified(), name.to_owned())),
        }
    }
    Ok(selection)
}

/// Whether an object was changed, and how that is told.
pub enum Done {
    /// It was changed, or said to be; the word, e.g. `scaled`.
    Told(&'static str),
    /// It was as wanted already, and nothing is said.
    Silent,
}

/// Edits each object in the API's form and sends it back; prints what was done.
///
/// `edit` changes the form it is given. What cannot be done is told at the end, the rest stands.
pub fn edit_each(
    call: &Call,
    selection: Selection,
    mut edit: impl FnMut(&Found, &mut Value) -> Result<Done, Refusal>,
) -> Result<Reply, Refusal> {
    let dry_run = DryRun::of(call)?;
    let mut printer = Output::of(call)?.printer(dry_run);
    let mut server = Server::new(call, dry_run);
    let mut problems = selection.problems;
    let mut reply = Reply::default();
    let cause = cause(call);
    if call.flags.has("record") {
        reply
            .err
            .push_str("Flag --record has been deprecated, --record will be removed in the future\n");
    }
    for found in &selection.found {
        let mut form = shown(&found.object);
        let outcome = edit(found, &mut form).and_then(|done| {
            // A cause that stands there is brought up to date even if nobody asks for it.
            let known = &form["metadata"]["annotations"][CHANGE_CAUSE];
            let keeps = call.flags.is_on("record") || known.is_string();
            if let (Some(cause), true, Done::Told(_)) = (&cause, keeps, &done) {
                form["metadata"]["annotations"][CHANGE_CAUSE] = cause.as_str().into();
            }
            if dry_run == DryRun::Client {
                return Ok((done, form));
            }
            server.update(&found.key(), form)?;
            let stored = server.get(&found.key()).unwrap_or(&found.object);
            Ok((done, shown(stored)))
        });
        match outcome {
            Ok((Done::Told(word), object)) => printer.add(found.resource, &object, word),
            Ok((Done::Silent, _)) => {}
            Err(problem) => problems.push(problem),
        }
    }
    printer.finish(&mut reply);
    if let Some(problem) = Refusal::join(problems) {
        reply.refuse(&problem);
    }
    server.finish(&mut reply);
    Ok(reply)
}

/// The line as `--record` keeps it, words before flags; none where it is not kept. Source: cli-runtime
/// pkg/genericclioptions/record_flags.go, Kubernetes 1.34.9, read 2026-11.
fn cause(call: &Call) -> Option<String> {
    let may_record = call.verb.flags.contains(&options::RECORD);
    let is_unwanted = call.flags.has("record") && !call.flags.is_on("record");
    (may_record && !is_unwanted).then(|| {
        let words = call.args.join(" ");
        format!("{} {words}{}", call.verb.path(), call.flags.spelled())
    })
}

/// The spec of an object's pods: its own, or that of its template.
pub fn pod_spec<'a>(found: &Found, form: &'a mut Value) -> Result<&'a mut Value, Refusal> {
    match found.resource.kind {
        Kind::Pod => Ok(&mut form["spec"]),
        Kind::Deployment | Kind::ReplicaSet => Ok(&mut form["spec"]["template"]["spec"]),
        other => Err(Refusal::tool(format!(
            "{}/{} the object is not a pod or does not have a pod template: *v1.{}",
            found.resource.plural,
            found.key().name,
            other.name()
        ))),
    }
}

/// Tells words apart: resources come first, then pairs such as `shop=shop:v2` and, where allowed, removals such as `TIER-`.
pub fn split_pairs(args: &[String], with_removals: bool) -> (Vec<String>, Vec<String>) {
    let is_pair =
        |word: &String| word.contains('=') || (with_removals && word.ends_with('-') && word.len() > 1);
    let first = args.iter().position(is_pair).unwrap_or(args.len());
    (args[..first].to_vec(), args[first..].to_vec())
}
