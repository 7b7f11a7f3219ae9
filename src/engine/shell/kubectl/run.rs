//! `kubectl run`: one pod from an image.

use serde_json::{Value, json};

use crate::{
    shell::{
        Reply,
        flags::{Flag, Takes, atoi},
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    text::quote::go_quote,
    world::Kind,
};

use super::{create::make, options};

const fn flag(name: &'static str, short: Option<char>, takes: Takes, help: &'static str) -> Flag {
    Flag {
        name,
        short,
        takes,
        help,
    }
}

const IMAGE: &Flag = &flag("image", None, Takes::Text(""), "The image to run. Required.");
const ENV: &Flag = &flag(
    "env",
    None,
    Takes::Texts,
    "An environment variable as NAME=VALUE.",
);
const PORT: &Flag = &flag(
    "port",
    None,
    Takes::Text(""),
    "The port that the container listens on.",
);
const LABELS: &Flag = &flag(
    "labels",
    Some('l'),
    Takes::Text(""),
    "Labels of the pod, e.g. app=shop,tier=front.",
);
const ANNOTATIONS: &Flag = &flag("annotations", None, Takes::Texts, "An annotation as NAME=VALUE.");
const RESTART: &Flag = &flag(
    "restart",
    None,
    Takes::Text("Always"),
    "Always, OnFailure or Never.",
);
const COMMAND: &Flag = &flag(
    "command",
    None,
    Takes::Switch,
    "Take what stands behind -- for the command itself, not for its arguments.",
);
const EXPOSE: &Flag = &flag(
    "expose",
    None,
    Takes::Switch,
    "Make a Service for the pod too; needs --port.",
);
const PULL_POLICY: &Flag = &flag(
    "image-pull-policy",
    None,
    Takes::Text(""),
    "Always, IfNotPresent or Never.",
);
const STDIN: &Flag = &flag(
    "stdin",
    Some('i'),
    Takes::Switch,
    "Stay connected; not simulated.",
);
const TTY: &Flag = &flag("tty", Some('t'), Takes::Switch, "Open a terminal; not simulated.");
const REMOVE: &Flag = &flag(
    "rm",
    None,
    Takes::Switch,
    "Delete the pod in the end; not simulated.",
);

/// The verb.
pub static RUN: Verb = Verb {
    tool: "kubectl",
    name: "run",
    aliases: &[],
    usage: "NAME --image=image [--env=\"key=value\"] [--port=port] [--dry-run=server|client] [--command] -- [COMMAND] [args...]",
    help: "Run a particular image on the cluster",
    examples: &[
        "kubectl run tmp --image=busybox:1",
        "kubectl run shop --image=shop:v1 --port=8080 --expose",
    ],
    flags: &[
        IMAGE,
        ENV,
        PORT,
        LABELS,
        ANNOTATIONS,
        RESTART,
        COMMAND,
        EXPOSE,
        PULL_POLICY,
        STDIN,
        TTY,
        REMOVE,
        options::DRY_RUN,
        options::OUTPUT,
    ],
    complete: Complete::Nothing,
    run,
};

fn run(call: &Call) -> Result<Reply, Refusal> {
    let flags = &call.flags;
    if !flags.has("image") {
        return Err(Refusal::tool("required flag(s) \"image\" not set"));
    }
    let restart = flags.text("restart");
    if !matches!(restart, "Always" | "OnFailure" | "Never") {
        return Err(Refusal::tool(format!("invalid restart policy: {restart}")));
    }
    let Some(name) = call.args.first() else {
        return Err(Refusal::tool("NAME is required for run"));
    };
    let image = flags.text("image");
    if image.is_empty() {
        return Err(Refusal::tool("--image is required"));
    }
    if image.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err(Refusal::tool(format!(
            "invalid image name {}: invalid reference format",
            go_quote(image)
        )));
    }
    if ["stdin", "tty", "rm"].iter().any(|it| flags.is_on(it)) {
        return Err(Refusal::NotSimulated(
            "a connection to a running container".to_owned(),
        ));
    }
    let port = flags.some_text("port").map(atoi).transpose()?;
    if flags.is_on("expose") && port.is_none() {
        return Err(Refusal::tool("--port must be set when exposing a service"));
    }
    let labels = match pairs(flags.items("labels"), "labels")? {
        Value::Object(labels) if labels.is_empty() => json!({ "run": name }),
        labels => labels,
    };
    let mut forms = vec![(Kind::Pod, pod(call, name, port, &labels)?)];
    if let Some(port) = port.filter(|_| flags.is_on("expose")) {
        let ports = json!([{ "port": port, "targetPort": port, "protocol": "TCP" }]);
        let service = json!({ "metadata": { "name": name }, "spec": { "selector": labels, "ports": ports } });
        forms.push((Kind::Service, service));
    }
    make(call, forms, "created", |it| it)
}

fn pod(call: &Call, name: &str, port: Option<i64>, labels: &Value) -> Result<Value, Refusal> {
    let flags = &call.flags;
    let mut container = json!({ "name": name, "image": flags.text("image") });
    if let Some(policy) = flags.some_text("image-pull-policy") {
        container["imagePullPolicy"] = policy.into();
    }
    let behind = &call.args[1..];
    if !behind.is_empty() {
        let field = if flags.is_on("command") { "command" } else { "args" };
        container[field] = json!(behind);
    }
    if let Some(port) = port {
        container["ports"] = json!([{ "containerPort": port }]);
    }
    let mut variables = Vec::new();
    for pair in flags.texts("env") {
        let (name, value) = pair
            .split_once('=')
            .filter(|(name, _)| !name.is_empty())
            .ok_or_else(|| Refusal::tool(format!("invalid env: {pair}")))?;
        variables.push(json!({ "name": name, "value": value }));
    }
    if !variables.is_empty() {
        container["env"] = variables.into();
    }
    let mut form = json!({
        "metadata": { "name": name, "labels": labels },
        "spec": { "containers": [container], "restartPolicy": flags.text("restart") },
    });
    let annotations = pairs(flags.texts("annotations"), "annotations")?;
    if annotations.as_object().is_some_and(|it| !it.is_empty()) {
        form["metadata"]["annotations"] = annotations;
    }
    Ok(form)
}

/// Pairs such as `app=shop` as a mapping.
pub(super) fn pairs<'a>(texts: impl Iterator<Item = &'a str>, what: &str) -> Result<Value, Refusal> {
    let mut fields = serde_json::Map::new();
    for text in texts {
        let (name, value) = text
            .split_once('=')
            .filter(|(name, _)| !name.is_empty())
            .ok_or_else(|| Refusal::tool(format!("invalid {what} format: {text}")))?;
        fields.insert(name.to_owned(), value.into());
    }
    Ok(Value::Object(fields))
}
