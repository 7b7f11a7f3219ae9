//! `kubectl run`: one pod from an image.

use serde_json::{Value, json};

use crate::{
    shell::{
        Reply,
        flags::{Flag, Takes, atoi},
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    text::{image_name::is_image, quote::go_quote},
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

const ATTACH: &Flag = &options::quiet("attach", Takes::Switch);
const LEAVE_STDIN_OPEN: &Flag = &options::quiet("leave-stdin-open", Takes::Switch);
const PRIVILEGED: &Flag = &options::quiet("privileged", Takes::Switch);
const QUIET: &Flag = &flag("quiet", Some('q'), Takes::Switch, "");
const POD_RUNNING_TIMEOUT: &Flag = &options::quiet("pod-running-timeout", Takes::Seconds(60));
const OVERRIDES: &Flag = &options::quiet("overrides", Takes::Text(""));
const OVERRIDE_TYPE: &Flag = &options::quiet("override-type", Takes::Text("merge"));
const FORCE: &Flag = &options::quiet("force", Takes::Switch);
const CASCADE: &Flag = &options::quiet("cascade", Takes::Choice("background", "background"));
const GRACE_PERIOD: &Flag = &options::quiet("grace-period", Takes::Number(-1));
const TIMEOUT: &Flag = &options::quiet("timeout", Takes::Seconds(0));
const WAIT: &Flag = &options::quiet("wait", Takes::Switch);

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
    flags: options::flags![
        &[
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
            REMOVE
        ],
        options::MADE,
        &[
            options::RECORD,
            ATTACH,
            LEAVE_STDIN_OPEN,
            PRIVILEGED,
            QUIET,
            POD_RUNNING_TIMEOUT,
            OVERRIDES,
            OVERRIDE_TYPE,
            FORCE,
            CASCADE,
            GRACE_PERIOD,
            TIMEOUT,
            WAIT
        ]
    ],
    complete: Complete::Nothing,
    run,
};

fn run(call: &Call) -> Result<Reply, Refusal> {
    let flags = &call.flags;
    if !flags.has("image") {
        return Err(Refusal::tool("required flag(s) \"image\" not set"));
    }
    let Some(name) = call.args.first().filter(|_| flags.before_dash() != Some(0)) else {
        return Err(call.misused("NAME is required for run"));
    };
    let image = flags.text("image");
    if image.is_empty() {
        return Err(Refusal::tool("--image is required"));
    }
    if !is_image(image) {
        return Err(Refusal::tool(format!(
            "Invalid image name {}: invalid reference format",
            go_quote(image)
        )));
    }
    if let Some(problem) = contradiction(call) {
        return Err(call.misused(problem));
    }
    if flags.is_on("stdin") {
        return Err(Refusal::NotSimulated(
            "a connection to a running container".to_owned(),
        ));
    }
    let port = flags.some_text("port").map(atoi).transpose()?;
    let labels = match flags.some_text("labels") {
        Some(text) => labels(text)?,
        None => json!({ "run": name }),
    };
    let mut forms = vec![(Kind::Pod, pod(call, name, port, &labels)?)];
    if let Some(port) = port.filter(|_| flags.is_on("expose")) {
        let ports = json!([{ "port": port, "targetPort": port, "protocol": "TCP" }]);
        let service = json!({ "metadata": { "name": name }, "spec": { "selector": labels, "ports": ports } });
        forms.push((Kind::Service, service));
    }
    make(call, forms, "created", |it| it)
}

/// Flags that do not go together, or have a value that does not exist.
fn contradiction(call: &Call) -> Option<String> {
    let flags = &call.flags;
    let is_on = |name: &str| flags.is_on(name);
    let (restart, policy) = (flags.text("restart"), flags.text("image-pull-policy"));
    if is_on("tty") && !is_on("stdin") {
        Some("-i/--stdin is required for containers with -t/--tty=true".to_owned())
    } else if is_on("expose") && flags.text("port").is_empty() {
        Some("--port must be set when exposing a service".to_owned())
    } else if !matches!(restart, "" | "Always" | "OnFailure" | "Never") {
        Some(format!("invalid restart policy: {restart}"))
    } else if is_on("rm") && !is_on("stdin") {
        Some("--rm should only be used for attached containers".to_owned())
    } else if is_on("stdin") && !matches!(flags.text("dry-run"), "" | "none" | "false") {
        let what = "can't be used with attached containers options (--attach, --stdin, or --tty)";
        Some(format!("--dry-run=[server|client] {what}"))
    } else if !matches!(policy, "" | "Always" | "IfNotPresent" | "Never") {
        Some(format!("invalid image pull policy: {policy}"))
    } else {
        None
    }
}

fn pod(call: &Call, name: &str, port: Option<i64>, labels: &Value) -> Result<Value, Refusal> {
    let flags = &call.flags;
    let mut container = json!({ "name": name, "image": flags.text("image") });
    if let Some(policy) = flags.some_text("image-pull-policy") {
        container["imagePullPolicy"] = policy.into();
    }
    if flags.is_on("privileged") {
        container["securityContext"] = json!({ "privileged": true });
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
        "spec": { "containers": [container], "restartPolicy": flags.some_text("restart").unwrap_or("Always") },
    });
    let annotations = annotations(flags.texts("annotations"))?;
    if annotations.as_object().is_some_and(|it| !it.is_empty()) {
        form["metadata"]["annotations"] = annotations;
    }
    Ok(form)
}

/// Labels such as `app=shop,tier=front`. Source: kubectl pkg/generate/generate.go, Kubernetes 1.28.7, read 2026-11.
pub(super) fn labels(text: &str) -> Result<Value, Refusal> {
    let mut labels = serde_json::Map::new();
    for pair in text.split(',') {
        match pair.split('=').collect::<Vec<_>>()[..] {
            ["", _] => return Err(Refusal::tool("unexpected empty label key")),
            [name, value] => labels.insert(name.to_owned(), value.into()),
            _ => return Err(Refusal::tool(format!("unexpected label spec: {pair}"))),
        };
    }
    Ok(Value::Object(labels))
}

fn annotations<'a>(pairs: impl Iterator<Item = &'a str>) -> Result<Value, Refusal> {
    let (mut fields, mut bad) = (serde_json::Map::new(), Vec::new());
    for pair in pairs {
        match pair.split_once('=').filter(|(name, _)| !name.is_empty()) {
            Some((name, value)) => {
                fields.insert(name.to_owned(), value.into());
            }
            None => bad.push(pair),
        }
    }
    if bad.is_empty() {
        Ok(Value::Object(fields))
    } else {
        Err(Refusal::tool(format!(
            "invalid annotations format: {}",
            bad.join(", ")
        )))
    }
}
