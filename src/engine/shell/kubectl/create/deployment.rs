//! `kubectl create deployment`: a Deployment from an image.

use serde_json::{Value, json};

use crate::{
    luck,
    shell::{
        Reply,
        flags::{Flag, Takes},
        kubectl::options,
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    world::Kind,
};

use super::{failed_to_create, make, name};

const IMAGE: &Flag = &Flag {
    name: "image",
    short: None,
    takes: Takes::Texts,
    help: "The image to run; several make a pod of several containers. Required.",
};

const PORT: &Flag = &Flag {
    name: "port",
    short: None,
    takes: Takes::Number(-1),
    help: "The port that the container listens on.",
};

const REPLICAS: &Flag = &Flag {
    name: "replicas",
    short: Some('r'),
    takes: Takes::Number(1),
    help: "How many pods there shall be.",
};

/// The verb.
pub static DEPLOYMENT: Verb = Verb {
    tool: "kubectl",
    name: "create deployment",
    aliases: &["deploy"],
    usage: "NAME --image=image -- [COMMAND] [args...]",
    help: "Create a deployment with the specified name",
    examples: &["kubectl create deployment shop --image=shop:v1 --replicas=3 --port=8080"],
    flags: options::flags![&[IMAGE, PORT, REPLICAS], options::MADE, &[options::VALIDATE]],
    complete: Complete::Nothing,
    run,
};

fn run(call: &Call) -> Result<Reply, Refusal> {
    if !call.flags.has("image") {
        return Err(Refusal::tool("required flag(s) \"image\" not set"));
    }
    let name = name(call)?;
    let images: Vec<&str> = call.flags.items("image").collect();
    let command = &call.args[1..];
    if images.len() > 1 && !command.is_empty() {
        return Err(Refusal::tool(
            "cannot specify multiple --image options and command",
        ));
    }
    let mut containers: Vec<Value> = images
        .iter()
        .map(|image| json!({ "name": container_name(image, call), "image": image }))
        .collect();
    if let Some(first) = containers.first_mut() {
        if !command.is_empty() {
            first["command"] = json!(command);
        }
        if call.flags.number("port") >= 0 {
            first["ports"] = json!([{ "containerPort": call.flags.number("port") }]);
        }
    }
    let labels = json!({ "app": name });
    let form = json!({
        "metadata": { "name": name, "labels": labels },
        "spec": {
            "replicas": call.flags.number("replicas"),
            "selector": { "matchLabels": labels },
            "template": { "metadata": { "labels": labels }, "spec": { "containers": containers } },
        },
    });
    make(
        call,
        vec![(Kind::Deployment, form)],
        "created",
        failed_to_create("deployment"),
    )
}

/// The image's name without registry, tag and digest; where it cannot be a container's name it is made one.
fn container_name(image: &str, call: &Call) -> String {
    let name = image.rsplit('/').next().unwrap_or(image);
    let name = name.split([':', '@']).next().unwrap_or(name);
    if name.contains(['_', '.']) {
        let letters = luck::letters(call.view.seed, "container name", image, 5);
        return format!("{}-{letters}", name.replace(['_', '.'], "-"));
    }
    name.to_owned()
}
