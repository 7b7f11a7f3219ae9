//! The objects a writing verb works on, from words or from files, and the work itself, one by one.

use serde_json::Value;

use crate::{
    shell::{Reply, refusal::Refusal, verb::Call},
    world::Kind,
};

use super::{
    files,
    marks::CHANGE_CAUSE,
    options,
    output::Output,
    select::{self, Found, Selection},
    server::{DryRun, Sent, Server, shown},
};

/// The objects that words, `-f`, `-l` or `--all` name.
pub fn targets(call: &Call, words: &[String]) -> Result<Selection, Refusal> {
    if call.flags.has("filename") {
        files::find(call, words, |refusal, _| refusal)
    } else {
        select::read(words)?.select(call, false)
    }
}

/// Whether an object was changed, and how that is told.
pub enum Done {
    /// It was changed, or said to be; the word, e.g. `scaled`.
    Told(&'static str),
    /// It was sent; the word for a change, and the one where nothing came of it.
    Compared(&'static str, &'static str),
    /// It was as wanted already, and nothing is said.
    Silent,
}

impl Done {
    /// What is told once it is known whether anything changed.
    fn known(self, is_new: bool) -> Self {
        match self {
            Self::Compared(word, _) if is_new => Self::Told(word),
            Self::Compared(_, word) => Self::Told(word),
            told => told,
        }
    }
}

/// Edits each object in the API's form and sends it back; prints what was done.
///
/// `edit` changes the form it is given. What cannot be done is told at the end, the rest stands.
pub fn edit_each(
    call: &Call,
    selection: Selection,
    edit: impl FnMut(&Found, &mut Value) -> Result<Done, Refusal>,
) -> Result<Reply, Refusal> {
    send_each(call, selection, Sent::Whole, edit)
}

/// As [`edit_each`], where the new states are sent in one way or another.
pub fn send_each(
    call: &Call,
    selection: Selection,
    sent: Sent,
    mut edit: impl FnMut(&Found, &mut Value) -> Result<Done, Refusal>,
) -> Result<Reply, Refusal> {
    let dry_run = DryRun::of(call)?;
    // `taint` alone does not tell that it is only tried.
    let told = if call.verb.name == "taint" {
        DryRun::None
    } else {
        dry_run
    };
    let mut printer = Output::of(call)?.printer(told);
    let mut server = Server::new(call, dry_run);
    let mut problems = selection.problems;
    let mut reply = Reply::default();
    let cause = cause(call);
    if call.flags.has("record") {
        reply
            .err
            .push_str("Flag --record has been deprecated, --record will be removed in the future\n");
    }
    if call.verb.name.starts_with("rollout ") && selection.found.is_empty() && problems.is_empty() {
        reply.err.push_str(&format!(
            "No resources found in {} namespace.\n",
            call.namespace()
        ));
    }
    for found in &selection.found {
        let mut form = shown(&found.object);
        let outcome = edit(found, &mut form).and_then(|done| {
            // A cause that stands there is brought up to date even if nobody asks for it.
            let known = &form["metadata"]["annotations"][CHANGE_CAUSE];
            let keeps = call.flags.is_on("record") || known.is_string();
            if let (Some(cause), true, true) = (&cause, keeps, !matches!(done, Done::Silent)) {
                form["metadata"]["annotations"][CHANGE_CAUSE] = cause.as_str().into();
            }
            if dry_run == DryRun::Client {
                let is_new = form != shown(&found.object);
                return Ok((done.known(is_new), form));
            }
            let is_new = server
                .send(&found.key(), form, sent)
                .map_err(|problem| failed_patch(call, problem))?;
            let done = done.known(is_new);
            let stored = server.get(&found.key()).unwrap_or(&found.object);
            Ok((done, shown(stored)))
        });
        match outcome {
            Ok((Done::Told(word) | Done::Compared(word, _), object)) => {
                printer.add(found.resource, &object, word);
            }
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

/// What a verb puts before the server's words. Source: kubectl pkg/cmd/set and pkg/cmd/rollout, Kubernetes 1.28.7, read 2026-11.
fn failed_patch(call: &Call, problem: Refusal) -> Refusal {
    let place = match call.verb.name {
        "set image" => "failed to patch image update to pod template: ",
        "set env" => "failed to patch env update to pod template: ",
        "set resources" => "failed to patch resources update to pod template ",
        "rollout pause" | "rollout resume" | "rollout restart" => "failed to patch: ",
        _ => return problem,
    };
    match problem.status() {
        Some(status) => Refusal::tool(format!("{place}{status}")),
        None => problem,
    }
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
        other => Err(Refusal::Plain(format!(
            "error: {}/{} the object is not a pod or does not have a pod template: *v1.{}",
            found.resource.plural,
            found.key().name,
            other.name()
        ))),
    }
}

/// Tells words apart: resources come first, then pairs such as `shop=shop:v2` and removals such as `TIER-`; `what` names them.
///
/// Source: `GetResourcesAndPairs` in kubectl pkg/cmd/util/helpers.go, Kubernetes 1.28.7, read 2026-11.
pub fn split_pairs(args: &[String], what: &str) -> Result<(Vec<String>, Vec<String>), Refusal> {
    let is_pair = |word: &String| {
        (word.contains('=') && !word.starts_with('=')) || (word.ends_with('-') && word != "-")
    };
    let first = args.iter().position(is_pair).unwrap_or(args.len());
    let (words, pairs) = args.split_at(first);
    if let Some(late) = pairs.iter().find(|it| !is_pair(it)) {
        return Err(Refusal::tool(format!(
            "all resources must be specified before {what} changes: {late}"
        )));
    }
    Ok((words.to_vec(), pairs.to_vec()))
}
