//! `kubectl label` and `kubectl annotate`: what is written on objects.

use crate::{
    kube::Labels,
    shell::{
        Reply,
        flags::{Flag, Takes},
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    text::{
        names::{label_key, label_value},
        quote::go_quote,
    },
};

use super::{
    options,
    output::Output,
    select::Found,
    server::{DryRun, Server, shown},
    target::{split_pairs, targets},
};

const OVERWRITE: &Flag = &Flag {
    name: "overwrite",
    short: None,
    takes: Takes::Switch,
    help: "Allow a value that is there to be replaced.",
};

const LIST: &Flag = &Flag {
    name: "list",
    short: None,
    takes: Takes::Switch,
    help: "Print what is written and change nothing.",
};

const FLAGS: &[&Flag] = options::flags![
    &[OVERWRITE, LIST],
    options::FILES,
    &[
        options::SELECTOR,
        options::ALL,
        options::ALL_NAMESPACES,
        options::DRY_RUN
    ],
    options::PRINTED,
    &[
        options::FIELD_MANAGER,
        options::FIELD_SELECTOR,
        options::RESOURCE_VERSION,
        options::LOCAL,
        options::RECORD
    ]
];

/// `kubectl label`.
pub static LABEL: Verb = Verb {
    tool: "kubectl",
    name: "label",
    aliases: &[],
    usage: "[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N",
    help: "Update the labels on a resource",
    examples: &[
        "kubectl label deployment shop tier=front",
        "kubectl label --overwrite deployment shop tier=back",
        "kubectl label deployment shop tier-",
    ],
    flags: FLAGS,
    complete: Complete::Resources(&[]),
    run: label,
};

/// `kubectl annotate`.
pub static ANNOTATE: Verb = Verb {
    tool: "kubectl",
    name: "annotate",
    aliases: &[],
    usage: "[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N",
    help: "Update the annotations on a resource",
    examples: &[
        "kubectl annotate deployment shop kubernetes.io/change-cause='image updated to v2'",
        "kubectl annotate deployment shop kubernetes.io/change-cause-",
    ],
    flags: FLAGS,
    complete: Complete::Resources(&[]),
    run: annotate,
};

/// The note on why a rollout was made; it may always be replaced.
pub const CHANGE_CAUSE: &str = "kubernetes.io/change-cause";

/// What is to be written, and what taken away.
#[derive(Default)]
struct Wishes {
    write: Vec<(String, String)>,
    remove: Vec<String>,
}

fn label(call: &Call) -> Result<Reply, Refusal> {
    let wishes = wishes(call, "label")?;
    for (name, value) in &wishes.write {
        let problems = label_value(value);
        if !problems.is_empty() {
            return Err(Refusal::tool(format!(
                "invalid label value: {}: {}",
                go_quote(&format!("{name}={value}")),
                problems.join(";")
            )));
        }
    }
    if wishes
        .remove
        .iter()
        .any(|it| wishes.write.iter().any(|(name, _)| name == it))
    {
        return Err(Refusal::tool(
            "can not both modify and remove a label in the same command",
        ));
    }
    each(
        call,
        &wishes,
        |meta| &mut meta.labels,
        |labels, out| {
            refuse_replaced(call, &wishes, labels)?;
            let asks_server = DryRun::of(call)? != DryRun::Client;
            let missing = |name: &&String| asks_server && !labels.contains_key(name.as_str());
            for name in wishes.remove.iter().filter(missing) {
                out.push_str(&format!("label {} not found.\n", go_quote(name)));
            }
            // kubectl tells by the length of the object whether labels were only taken away.
            let mut after = labels.clone();
            write(&mut after, &wishes);
            let length = |labels: &Labels| {
                labels
                    .iter()
                    .map(|(name, value)| name.len() + value.len() + 6)
                    .sum::<usize>()
            };
            Ok(if after == *labels {
                "not labeled"
            } else if !call.flags.is_on("overwrite") && length(&after) < length(labels) {
                "unlabeled"
            } else {
                "labeled"
            })
        },
    )
}

fn refuse_replaced(call: &Call, wishes: &Wishes, labels: &Labels) -> Result<(), Refusal> {
    if call.flags.is_on("overwrite") {
        return Ok(());
    }
    let problems = wishes.write.iter().filter_map(|(name, value)| {
        let known = labels.get(name.as_str()).filter(|known| ***known != **value)?;
        Some(Refusal::tool(format!(
            "'{name}' already has a value ({known}), and --overwrite is false"
        )))
    });
    Refusal::join(problems.collect()).map_or(Ok(()), Err)
}

fn annotate(call: &Call) -> Result<Reply, Refusal> {
    let wishes = wishes(call, "annotation")?;
    let both: Vec<&str> = wishes
        .remove
        .iter()
        .map(String::as_str)
        .filter(|it| wishes.write.iter().any(|(name, _)| name == it))
        .collect();
    if !both.is_empty() {
        return Err(Refusal::tool(format!(
            "can not both modify and remove the following annotation(s) in the same command: {}",
            both.join(", ")
        )));
    }
    each(
        call,
        &wishes,
        |meta| &mut meta.annotations,
        |annotations, _| {
            let replaced: Vec<String> = wishes
                .write
                .iter()
                .filter(|(name, _)| name != CHANGE_CAUSE && !call.flags.is_on("overwrite"))
                .filter_map(|(name, value)| {
                    let known = annotations
                        .get(name.as_str())
                        .filter(|known| ***known != **value)?;
                    Some(format!("'{name}' already has a value ({known})"))
                })
                .collect();
            if replaced.is_empty() {
                return Ok("annotated");
            }
            Err(Refusal::tool(format!(
                "--overwrite is false but found the following declared annotation(s): {}",
                replaced.join("; ")
            )))
        },
    )
}

fn wishes(call: &Call, what: &str) -> Result<Wishes, Refusal> {
    let (words, pairs) = split_pairs(&call.args, what)?;
    let is_label = what == "label";
    let mut wishes = Wishes::default();
    for pair in &pairs {
        match (pair.split_once('='), pair.strip_suffix('-')) {
            (Some((_, value)), _) if is_label && value.contains('=') => {
                return Err(Refusal::tool(format!("invalid label spec: {pair}")));
            }
            (Some((name, value)), _) => wishes.write.push((name.to_owned(), value.to_owned())),
            (None, Some(name)) => wishes.remove.push(name.to_owned()),
            (None, None) => return Err(Refusal::tool(format!("unknown {what} spec: {pair}"))),
        }
    }
    let flags = &call.flags;
    if flags.is_on("list") && flags.some_text("output").is_some() {
        return Err(Refusal::tool("--list and --output may not be specified together"));
    }
    for name in ["selector", "field-selector"] {
        if flags.is_on("all") && flags.some_text(name).is_some() {
            return Err(Refusal::tool(format!(
                "cannot set --all and --{name} at the same time"
            )));
        }
    }
    if words.is_empty() && !flags.has("filename") {
        return Err(Refusal::tool(
            "one or more resources must be specified as <resource> <name> or <resource>/<name>",
        ));
    }
    if pairs.is_empty() && !flags.is_on("list") {
        return Err(Refusal::tool(format!("at least one {what} update is required")));
    }
    Ok(wishes)
}

/// Writes on each object; `check` says what is told of it, or why it is refused.
fn each(
    call: &Call,
    wishes: &Wishes,
    of: fn(&mut crate::kube::Meta) -> &mut Labels,
    mut check: impl FnMut(&Labels, &mut String) -> Result<&'static str, Refusal>,
) -> Result<Reply, Refusal> {
    let (words, _) = split_pairs(&call.args, call.verb.name)?;
    let selection = targets(call, &words)?;
    let dry_run = DryRun::of(call)?;
    let mut printer = Output::of(call)?.printer(dry_run);
    let mut server = Server::new(call, dry_run);
    let mut reply = Reply::default();
    let mut problems = selection.problems.clone();
    let asks_for_many = ["all", "selector", "field-selector"]
        .iter()
        .any(|it| call.flags.has(it));
    let is_one = selection.found.len() == 1 && !asks_for_many;
    for found in &selection.found {
        let mut meta = found.object.meta().cloned().unwrap_or_default();
        if call.flags.is_on("list") {
            let indent = if is_one { "" } else { " " };
            if !is_one {
                reply.out.push_str(
                    &format!(
                        "Listing {}s for {}.{}/{}:\n",
                        call.verb.name,
                        found.resource.kind.name(),
                        found.resource.group,
                        meta.name
                    )
                    .replace("annotates", "annotations"),
                );
            }
            for (name, value) in of(&mut meta).iter() {
                reply.out.push_str(&format!("{indent}{name}={value}\n"));
            }
            continue;
        }
        let done = check(of(&mut meta), &mut reply.out).and_then(|done| {
            refuse_bad_names(call, found, wishes)?;
            Ok(done)
        });
        match done {
            Ok(done) => {
                let edit = |meta: &mut crate::kube::Meta| write(of(meta), wishes);
                server.edit(&found.key(), edit);
                let object = server.get(&found.key()).unwrap_or(&found.object);
                printer.add(found.resource, &shown(object), done);
            }
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

fn write(marks: &mut Labels, wishes: &Wishes) {
    for (name, value) in &wishes.write {
        marks.insert(name.as_str().into(), value.as_str().into());
    }
    for name in &wishes.remove {
        marks.remove(name.as_str());
    }
}

fn refuse_bad_names(call: &Call, found: &Found, wishes: &Wishes) -> Result<(), Refusal> {
    let field = match call.verb.name {
        "label" => "labels",
        _ => "annotations",
    };
    let problems: Vec<String> = wishes
        .write
        .iter()
        .flat_map(|(name, _)| {
            // Annotations are held against the same rules in small letters.
            let checked = if field == "labels" {
                name.clone()
            } else {
                name.to_ascii_lowercase()
            };
            let quoted = go_quote(name);
            label_key(&checked)
                .into_iter()
                .map(move |problem| format!("metadata.{field}: Invalid value: {quoted}: {problem}"))
        })
        .collect();
    if problems.is_empty() {
        return Ok(());
    }
    Err(Refusal::Invalid(
        found.resource.kind.name().to_owned(),
        found.key().name.to_string(),
        problems,
    ))
}
