//! `kubectl create`: new objects, from files or from flags.

mod deployment;
mod file;
mod namespace;
mod service;

pub use deployment::DEPLOYMENT;
pub use file::CREATE;
pub use namespace::NAMESPACE;
pub use service::{CLUSTER_IP, EXTERNAL_NAME, LOAD_BALANCER, NODE_PORT};

use serde_json::Value;

use crate::{
    shell::{Reply, refusal::Refusal, verb::Call},
    world::Kind,
};

use super::{
    output::Output,
    resource::Resource,
    server::{DryRun, Server, shown},
};

/// The name that must stand behind the verb.
fn name<'a>(call: &'a Call) -> Result<&'a str, Refusal> {
    match call.args.first() {
        Some(name) => Ok(name),
        None => Err(call.misused("exactly one NAME is required, got 0")),
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
    let mut printer = Output::of(call)?.printer(dry_run);
    let mut server = Server::new(call, dry_run);
    let mut reply = Reply::default();
    for (kind, mut form) in forms {
        let resource = Resource::of(kind).expect("what is made up is a resource");
        if resource.namespaced {
            form["metadata"]["namespace"] = call.namespace().to_string().into();
        }
        form["apiVersion"] = resource.api_version().into();
        form["kind"] = kind.name().into();
        let object = if dry_run == DryRun::Client {
            form
        } else {
            shown(&server.create(resource, form).map_err(&refused)?)
        };
        printer.add(resource, &object, done);
    }
    printer.finish(&mut reply);
    server.finish(&mut reply);
    Ok(reply)
}

/// What `create SOMETHING` puts before the server's words.
fn failed_to_create(what: &'static str) -> impl Fn(Refusal) -> Refusal {
    move |refusal| {
        let words = match &refusal {
            Refusal::AlreadyExists(resource, name) => {
                format!("{resource} {} already exists", crate::text::quote::go_quote(name))
            }
            Refusal::NotFound(resource, name) => {
                format!("{resource} {} not found", crate::text::quote::go_quote(name))
            }
            Refusal::BadRequest(words) | Refusal::Forbidden(words) | Refusal::Conflict(words) => {
                words.clone()
            }
            Refusal::Invalid(kind, name, problems) => {
                let kind = match Resource::named(&kind.to_lowercase()) {
                    Ok(resource) if !resource.group.is_empty() => format!("{kind}.{}", resource.group),
                    _ => kind.clone(),
                };
                let problems = match &problems[..] {
                    [one] => one.clone(),
                    several => format!("[{}]", several.join(", ")),
                };
                format!(
                    "{kind} {} is invalid: {problems}",
                    crate::text::quote::go_quote(name)
                )
            }
            other => return other.clone(),
        };
        Refusal::tool(format!("failed to create {what}: {words}"))
    }
}
