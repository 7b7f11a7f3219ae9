//! `kubectl set image`: another image for a container, which starts a rollout.

use crate::{
    shell::{
        Reply,
        kubectl::{
            options,
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
    flags: &[
        options::FILENAME,
        options::SELECTOR,
        options::ALL,
        options::RECORD,
        options::DRY_RUN,
        options::OUTPUT,
        options::FIELD_MANAGER,
    ],
    complete: Complete::Resources(&[Kind::Deployment, Kind::ReplicaSet, Kind::Pod]),
    run,
};

fn run(call: &Call) -> Result<Reply, Refusal> {
    let (words, pairs) = split_pairs(&call.args, false);
    let selection = targets(call, &words)?;
    if let Some(problem) = Refusal::join(selection.problems.clone()) {
        return Err(problem);
    }
    let mut images = Vec::new();
    for pair in &pairs {
        match pair.split_once('=') {
            Some((name, image)) if !name.is_empty() && !image.is_empty() => images.push((name, image)),
            _ => return Err(Refusal::tool(format!("invalid image format: {}", go_quote(pair)))),
        }
    }
    if images.is_empty() {
        return Err(Refusal::tool("at least one image update is required"));
    }
    if images.len() > 1 && images.iter().any(|(name, _)| *name == "*") {
        return Err(Refusal::tool(
            "all containers are already specified by *, but saw more than one container_name=container_image pairs",
        ));
    }
    edit_each(call, selection, |found, form| {
        let spec = pod_spec(found, form)?;
        let before = spec.clone();
        for (name, image) in &images {
            let mut fitting = containers(spec, name);
            if fitting.is_empty() {
                return Err(Refusal::tool(format!(
                    "unable to find container named {}",
                    go_quote(name)
                )));
            }
            for container in &mut fitting {
                container["image"] = (*image).into();
            }
        }
        Ok(if *spec == before {
            Done::Silent
        } else {
            Done::Told("image updated")
        })
    })
}
