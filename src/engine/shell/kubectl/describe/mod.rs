//! The pages of `kubectl describe`: one file a kind.
//!
//! Source of all of them: kubectl pkg/describe/describe.go, Kubernetes 1.28, read 2026-11.

pub mod container;
pub mod deployment;
pub mod events;
pub mod page;
pub mod verb;

mod node;
mod pod;
mod service;
mod volume;

use serde_json::Value;

use crate::{
    controller::View,
    shell::kubectl::print::{fields, json},
    time::Time,
    world::{Kind, Object},
};
use page::Page;

/// The page of an object, with its Events unless they are not wanted.
pub fn text(object: &Object, view: &View, with_events: bool) -> String {
    let mut page = Page::default();
    let shown = json(object);
    match object {
        Object::Pod(_) => pod::describe(&mut page, &shown, view),
        Object::Deployment(it) => deployment::describe(&mut page, &shown, it, view),
        Object::ReplicaSet(it) => deployment::describe_set(&mut page, &shown, it.meta.uid, view),
        Object::Service(it) => {
            let endpoints = view.world.get(&it.meta.key(Kind::Endpoints));
            let endpoints = endpoints.map_or(Value::Null, json);
            service::describe(&mut page, &shown, &endpoints);
        }
        Object::Endpoints(_) => service::describe_endpoints(&mut page, &shown),
        Object::EndpointSlice(_) => service::describe_slice(&mut page, &shown),
        Object::Node(_) => node::describe(&mut page, &shown, view),
        Object::Namespace(_) => {
            node::describe_namespace(&mut page, &shown);
            return page.finish();
        }
        Object::Event(_)
        | Object::Process(_)
        | Object::Balancer(_)
        | Object::Network(_)
        | Object::File(_) => {
            generic(&mut page, &shown, 0);
        }
    }
    if let (true, Some(meta)) = (with_events, object.meta()) {
        events::describe(&mut page, &events::about(&object.key(), meta.uid, view), view.now);
    }
    page.finish()
}

/// A moment as describe writes it.
fn moment(object: &Value, path: &str) -> String {
    let millis = fields::moment(object, path).and_then(|it| u64::try_from(it).ok());
    // Go prints the zero time where there is none.
    millis.map_or_else(
        || "Mon, 01 Jan 0001 00:00:00 +0000".into(),
        |millis| Time(millis).rfc1123z(),
    )
}

fn controlled_by(page: &mut Page, object: &Value) {
    let owners = fields::list(object, "/metadata/ownerReferences");
    if let Some(owner) = owners.iter().find(|it| fields::flag(it, "/controller")) {
        let [kind, name] = ["/kind", "/name"].map(|field| fields::text(owner, field));
        page.field(0, "Controlled By", format!("{kind}/{name}"));
    }
}

/// The fields of a kind without a page of its own, one below the other.
fn generic(page: &mut Page, value: &Value, level: usize) {
    for (name, value) in value.as_object().into_iter().flatten() {
        match value {
            Value::Object(_) => {
                page.line(level, format!("{name}:"));
                generic(page, value, level + 1);
            }
            other => page.field(level, name, fields::plain(other)),
        }
    }
}
