//! `kubectl patch`: a change of some fields, in one of three forms.

use serde_json::Value;

use crate::{
    kube::patch::{json_patch, merge, strategic},
    shell::{
        Reply,
        flags::{Flag, Takes},
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    text::{go_json, quote::go_quote, yaml},
};

use super::{
    files, options,
    server::Sent,
    target::{Done, send_each, targets},
};

const PATCH_TEXT: &Flag = &Flag {
    name: "patch",
    short: Some('p'),
    takes: Takes::Text(""),
    help: "The patch, as JSON or YAML.",
};

const PATCH_FILE: &Flag = &Flag {
    name: "patch-file",
    short: None,
    takes: Takes::Text(""),
    help: "A file that holds the patch.",
};

const TYPE: &Flag = &Flag {
    name: "type",
    short: None,
    takes: Takes::Text("strategic"),
    help: "The form of the patch: strategic, merge or json.",
};

/// The verb.
pub static PATCH: Verb = Verb {
    tool: "kubectl",
    name: "patch",
    aliases: &[],
    usage: "(-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE]",
    help: "Update fields of a resource",
    examples: &[
        r#"kubectl patch deployment shop -p '{"spec":{"replicas":3}}'"#,
        r#"kubectl patch deployment shop --type=json -p '[{"op":"replace","path":"/spec/replicas","value":2}]'"#,
    ],
    flags: options::flags![
        &[PATCH_TEXT, PATCH_FILE, TYPE],
        options::FILES,
        &[options::RECORD, options::DRY_RUN],
        options::PRINTED,
        &[options::FIELD_MANAGER, options::LOCAL, options::SUBRESOURCE]
    ],
    complete: Complete::Resources(&[]),
    run,
};

fn run(call: &Call) -> Result<Reply, Refusal> {
    let form = call.flags.text("type").to_ascii_lowercase();
    let text = text(call)?;
    if !matches!(form.as_str(), "strategic" | "merge" | "json") {
        return Err(Refusal::tool(format!(
            "--type must be one of [json merge strategic], not {}",
            go_quote(call.flags.text("type"))
        )));
    }
    let selection = targets(call, &call.args)?;
    if selection.found.is_empty()
        && let Some(problem) = Refusal::join(selection.problems)
    {
        return Err(problem);
    }
    let selection = super::select::Selection {
        problems: Vec::new(),
        ..selection
    };
    if selection.found.is_empty() {
        return Err(Refusal::tool("no objects passed to patch"));
    }
    let patch = parsed(&text, &form)?;
    let sent = match form.as_str() {
        "strategic" => Sent::Strategic(&patch),
        _ => Sent::Patched,
    };
    send_each(call, selection, sent, |_, object| {
        apply(&form, object, &patch)?;
        Ok(Done::Compared("patched", "patched (no change)"))
    })
}

fn text(call: &Call) -> Result<String, Refusal> {
    match (call.flags.some_text("patch"), call.flags.some_text("patch-file")) {
        (Some(_), Some(_)) => Err(Refusal::tool("cannot specify --patch and --patch-file together")),
        (Some(text), None) => Ok(text.to_owned()),
        (None, Some(file)) => files::text_of(file, call.view.world)
            .map(|text| text.to_string())
            .ok_or_else(|| {
                Refusal::tool(format!(
                    "unable to read patch file: open {file}: no such file or directory"
                ))
            }),
        (None, None) => Err(Refusal::tool(
            "must specify --patch or --patch-file containing the contents of the patch",
        )),
    }
}

/// What begins with a brace is sent as it stands, so that the server complains; all else is YAML.
fn parsed(text: &str, form: &str) -> Result<Value, Refusal> {
    if text.trim_start().starts_with('{') {
        return go_json::parse(text).map_err(|error| undecoded(form, &error.to_string()));
    }
    let unreadable = |error: &str| Refusal::tool(format!("unable to parse {}: {error}", go_quote(text)));
    let documents = yaml::read_documents(text).map_err(|error| {
        let words = error.to_string();
        let words = words
            .strip_prefix("error converting YAML to JSON: ")
            .unwrap_or(&words);
        unreadable(words)
    })?;
    Ok(documents.first().map(yaml::Node::to_json).unwrap_or_default())
}

/// That a patch is not of its form. Source: apiserver/pkg/endpoints/handlers/patch.go, Kubernetes 1.28.3, read 2026-11.
fn undecoded(form: &str, why: &str) -> Refusal {
    let place = if form == "strategic" {
        ""
    } else {
        "error decoding patch: "
    };
    Refusal::BadRequest(format!("{place}{why}"))
}

fn apply(form: &str, object: &mut Value, patch: &Value) -> Result<(), Refusal> {
    let found = match patch {
        Value::Null | Value::Object(_) => "object",
        Value::Bool(_) => "bool",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
    };
    let wanted = |wanted: &str| format!("json: cannot unmarshal {found} into Go value of type {wanted}");
    match form {
        "json" if !patch.is_array() => Err(undecoded(form, &wanted("[]handlers.jsonPatchOp"))),
        // The server keeps to itself what it has against a JSON patch.
        "json" => json_patch(object, patch).map_err(|_| {
            Refusal::Plain(
                "The request is invalid: the server rejected our request due to an error in our request"
                    .to_owned(),
            )
        }),
        _ if found != "object" => Err(undecoded(form, &wanted("map[string]interface {}"))),
        "merge" => {
            merge(object, patch);
            Ok(())
        }
        _ => strategic(object, &mut patch.clone()).map_err(|error| Refusal::BadRequest(error.to_string())),
    }
}
