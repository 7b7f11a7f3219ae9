//! `kubectl set image`: another image for a container, which starts a rollout.

use std::collections::BTreeMap;

use crate::{
    shell::{
        Reply,
        kubectl::{
            options,
            output::Output,
            server::{DryRun, shown},
            target::{Done, edit_each, pod_spec, split_pairs, targets},
        },
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    text::quote::go_quote,
    world::Kind,
};

use super::containers;

/// The verb.
pub static IMAGE: Verb = Verb {
    tool: "kubectl",
    name: "set image",
    aliases: &[],
    usage: "(-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N",
    help: "Update the image of a pod template",
    examples: &[
        "kubectl set image deployment/shop shop=shop:v2",
        "kubectl set image deployment --all *=shop:v2",
    ],
    flags: options::flags![
        options::FILES,
        &[options::SELECTOR, options::ALL, options::RECORD, options::DRY_RUN],
        options::PRINTED,
        &[options::FIELD_MANAGER, options::LOCAL]
    ],
    complete: Complete::Resources(&[Kind::Deployment, Kind::ReplicaSet, Kind::Pod]),
    run,
};

fn run(call: &Call) -> Result<Reply, Refusal> {
    DryRun::of(call)?;
    Output::of(call)?;
    let (words, pairs) = split_pairs(&call.args, "image")?;
    let images = images(&pairs)?;
    let mut selection = targets(call, &words)?;
    if let Some(problem) = Refusal::join(std::mem::take(&mut selection.problems)) {
        return Err(problem);
    }
    validate(call, &words, &images)?;
    // A container that is missing is told of, and stops no other change.
    for found in &selection.found {
        let mut form = shown(&found.object);
        let Ok(spec) = pod_spec(found, &mut form) else {
            continue;
        };
        for name in images.keys().filter(|name| containers(spec, name).is_empty()) {
            let words = format!("error: unable to find container named {}", go_quote(name));
            selection.problems.push(Refusal::Plain(words));
        }
    }
    edit_each(call, selection, |found, form| {
        let spec = pod_spec(found, form)?;
        let before = spec.clone();
        for (name, image) in &images {
            for container in containers(spec, name) {
                container["image"] = image.as_str().into();
            }
        }
        Ok(if *spec == before {
            Done::Silent
        } else {
            Done::Told("image updated")
        })
    })
}

/// Images by the name of the container.
type Images = BTreeMap<String, String>;

fn images(pairs: &[String]) -> Result<Images, Refusal> {
    let bad: Vec<&str> = pairs
        .iter()
        .map(String::as_str)
        .filter(|it| !it.contains('='))
        .collect();
    if !bad.is_empty() {
        return Err(Refusal::tool(format!("invalid image format: {}", bad.join(", "))));
    }
    let split = pairs.iter().filter_map(|pair| pair.split_once('='));
    Ok(split
        .map(|(name, image)| (name.to_owned(), image.to_owned()))
        .collect())
}

fn validate(call: &Call, words: &[String], images: &Images) -> Result<(), Refusal> {
    let mut problems = Vec::new();
    if call.flags.is_on("all") && call.flags.some_text("selector").is_some() {
        problems.push("cannot set --all and --selector at the same time");
    }
    if words.is_empty() && !call.flags.has("filename") {
        problems.push("one or more resources must be specified as <resource> <name> or <resource>/<name>");
    }
    if images.is_empty() {
        problems.push("at least one image update is required");
    } else if images.len() > 1 && images.contains_key("*") {
        problems.push(
            "all containers are already specified by *, but saw more than one container_name=container_image pairs",
        );
    }
    let problems = problems.into_iter().map(Refusal::tool).collect();
    Refusal::join(problems).map_or(Ok(()), Err)
}
