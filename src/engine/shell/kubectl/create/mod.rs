//! `kubectl create`: new objects, from files or from flags.

mod deployment;
mod file;
mod namespace;
mod service;

pub use deployment::DEPLOYMENT;
pub use file::CREATE;
pub use namespace::NAMESPACE;
pub use service::{CLUSTER_IP, EXTERNAL_NAME, LOAD_BALANCER, NODE_PORT};

use serde_json::{Value, json};

use crate::{
    shell::{Reply, refusal::Refusal, verb::Call},
    world::Kind,
};

use super::{
    apply::annotated,
    form::Form,
    output::Output,
    resource::Resource,
    server::{DryRun, Server, shown},
};

/// The name that must stand behind the verb.
fn name<'a>(call: &'a Call) -> Result<&'a str, Refusal> {
    let given = call.flags.before_dash().unwrap_or(call.args.len());
    match (given, call.args.first()) {
        (1, Some(name)) => Ok(name),
        _ => Err(call.misused(format!("exactly one NAME is required, got {given}"))),
    }
}

/// Creates objects from forms that a verb has made up itself, and reports each with `done`.
pub(super) fn make(
    call: &Call,
    forms: Vec<(Kind, Value)>,
    done: &str,
    refused: impl Fn(Refusal) -> Refusal,
) -> Result<Reply, Refusal> {
    let dry_run = DryRun::of(call)?;
    let output = Output::of(call)?;
    let mut server = Server::new(call, dry_run);
    let mut reply = Reply::default();
    let mut made = Vec::new();
    for (kind, mut form) in forms {
        let resource = Resource::of(kind).expect("what is made up is a resource");
        if resource.namespaced && (dry_run != DryRun::Client || call.flags.has("namespace")) {
            form["metadata"]["namespace"] = call.namespace().to_string().into();
        }
        form["apiVersion"] = resource.api_version().into();
        form["kind"] = kind.name().into();
        if call.flags.is_on("save-config") {
            form = annotated(&form);
        }
        let object = if dry_run == DryRun::Client {
            with_zeros(kind, form)
        } else {
            shown(&server.create(resource, form).map_err(&refused)?)
        };
        made.push((resource, object));
    }
    // What follows from another object is told before it.
    for (place, (resource, object)) in made.iter().rev().enumerate() {
        if place > 0 && output == Output::Objects(Form::Yaml) {
            reply.out.push_str("---\n");
        }
        let mut printer = output.clone().printer(dry_run);
        printer.add(resource, object, done);
        printer.finish(&mut reply);
    }
    server.finish(&mut reply);
    Ok(reply)
}

/// The form with what Go writes although nothing stands in it, as kubectl 1.28 prints what it would send. 1.34 leaves out
/// `creationTimestamp`. Source: `json` tags in k8s.io/api and apimachinery/pkg/apis/meta/v1/types.go, Kubernetes 1.34.9, read 2026-11.
fn with_zeros(kind: Kind, mut form: Value) -> Value {
    form["metadata"]["creationTimestamp"] = Value::Null;
    form["status"] = json!({});
    let spec = &mut form["spec"];
    match kind {
        Kind::Deployment => {
            spec["strategy"] = json!({});
            spec["template"]["metadata"]["creationTimestamp"] = Value::Null;
        }
        Kind::Namespace => *spec = json!({}),
        Kind::Pod => spec["dnsPolicy"] = json!("ClusterFirst"),
        Kind::Service => form["status"]["loadBalancer"] = json!({}),
        _ => {}
    }
    for path in ["/spec/containers", "/spec/template/spec/containers"] {
        let containers = form.pointer_mut(path).and_then(Value::as_array_mut);
        for container in containers.into_iter().flatten() {
            container["resources"] = json!({});
        }
    }
    form
}

/// What `create SOMETHING` puts before the server's words.
fn failed_to_create(what: &'static str) -> impl Fn(Refusal) -> Refusal {
    move |refusal| match refusal.status() {
        Some(words) => Refusal::tool(format!("failed to create {what}: {words}")),
        None => refusal,
    }
}
