//! `kubectl apply view-last-applied`: what an object keeps of the file that was applied last.

use serde_json::Value;

use crate::{
    shell::{
        Reply,
        flags::{Flag, Takes},
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    text::{print_json::to_json_by_two, print_yaml::to_yaml, quote::go_quote},
};

use super::{apply::LAST_APPLIED, files, options, select::Found, target::targets};

const OUTPUT: &Flag = &Flag {
    name: "output",
    short: Some('o'),
    takes: Takes::Text("yaml"),
    help: "The form of the answer: yaml or json.",
};

/// The verb.
///
/// Source: kubectl pkg/cmd/apply/apply_view_last_applied.go, Kubernetes 1.34.9, read 2026-11.
pub static VIEW_LAST_APPLIED: Verb = Verb {
    tool: "kubectl",
    name: "apply view-last-applied",
    aliases: &[],
    usage: "(TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME)",
    help: "View the latest last-applied-configuration annotations of a resource/object",
    examples: &["kubectl apply view-last-applied deployment/shop"],
    flags: &[
        OUTPUT,
        options::ALL,
        options::FILENAME,
        options::KUSTOMIZE,
        options::RECURSIVE,
        options::SELECTOR,
    ],
    complete: Complete::Resources(&[]),
    run,
};

fn run(call: &Call) -> Result<Reply, Refusal> {
    let selection = targets(call, &call.args)?;
    if let Some(problem) = selection.problems.into_iter().next() {
        return Err(problem);
    }
    let mut kept = Vec::new();
    for found in &selection.found {
        let annotations = found.object.meta().map(|meta| &meta.annotations);
        match annotations.and_then(|it| it.get(LAST_APPLIED)) {
            Some(text) => kept.push(text.clone()),
            None => refuse_missing(call, found)?,
        }
    }
    let print = match call.flags.text("output") {
        "yaml" => to_yaml,
        "json" => |value: &Value| to_json_by_two(value) + "\n",
        _ if kept.is_empty() => return Ok(Reply::default()),
        other => {
            return Err(call.misused(format!(
                "Unexpected -o output mode: {other}, the flag 'output' must be one of yaml|json"
            )));
        }
    };
    let printed = kept
        .iter()
        .map(|text| serde_json::from_str(text).map(|it| print(&it)));
    let out = printed
        .collect::<Result<String, _>>()
        .map_err(|problem| Refusal::tool(problem.to_string()))?;
    Ok(Reply {
        out,
        ..Reply::default()
    })
}

/// As kubectl words it, which has a file's name at hand; of an object given by name it says nothing.
fn refuse_missing(call: &Call, found: &Found) -> Result<(), Refusal> {
    if !call.flags.has("filename") {
        return Ok(());
    }
    let documents = files::read(call)?.found;
    let document = documents.iter().find(|it| it.key() == found.key());
    let file = document.map_or("", |it| &it.file);
    let name = found.key().name;
    let what = format!("no last-applied-configuration annotation found on resource: {name}\n");
    Err(Refusal::tool(format!(
        "error when {what} {}: <nil>",
        go_quote(file)
    )))
}
