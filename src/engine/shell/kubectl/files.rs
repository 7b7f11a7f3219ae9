//! The objects of the files that `-f` names.

use serde_json::Value;

use crate::{
    text::{
        quote::go_quote,
        schema::{self, Unsimulated},
        yaml::{self, Node},
    },
    world::{Key, Kind, World},
};

use super::resource::Resource;
use crate::shell::{Reply, refusal::Refusal, verb::Call};

/// One object of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The file.
    pub file: String,
    /// Its resource.
    pub resource: &'static Resource,
    /// What the file says, with the namespace of the line where it names none.
    pub manifest: Value,
    /// Its fields that are right but change nothing here.
    pub unsimulated: Vec<Unsimulated>,
}

/// What the files hold, and what in them cannot be used; the rest stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Documents {
    /// The objects, in order.
    pub found: Vec<Document>,
    /// What was turned down on the way.
    pub problems: Vec<Refusal>,
}

/// Reads every file the line names.
pub fn read(call: &Call) -> Result<Documents, Refusal> {
    let mut documents = Documents::default();
    for file in call.flags.items("filename") {
        if file == "-" {
            return Err(Refusal::NotSimulated(
                "reading a manifest from standard input".to_owned(),
            ));
        }
        let text = text_of(file, call.view.world)
            .ok_or_else(|| Refusal::tool(format!("the path {} does not exist", go_quote(file))))?;
        match yaml::read_documents(&text) {
            Ok(nodes) => {
                for node in schema::objects(&nodes) {
                    documents.take(file, node, call)?;
                }
            }
            Err(error) => documents
                .problems
                .push(Refusal::tool(format!("error parsing {file}: {error}"))),
        }
    }
    Ok(documents)
}

/// What stands in a file of the working folder.
pub fn text_of(file: &str, world: &World) -> Option<crate::world::Text> {
    let name = file.strip_prefix("./").unwrap_or(file);
    Some(world.file(&Key::global(Kind::File, name))?.text.clone())
}

impl Document {
    /// Tells which fields of the file change nothing here.
    pub fn warn(&self, reply: &mut Reply) {
        if self.unsimulated.is_empty() {
            return;
        }
        let named = self.unsimulated.iter().take(NAMED_MAX);
        let mut fields: Vec<String> = named
            .map(|it| format!("{} (line {})", it.path, it.at.line))
            .collect();
        let more = self.unsimulated.len().saturating_sub(NAMED_MAX);
        if more > 0 {
            fields.push(format!("{more} more"));
        }
        reply.err.push_str(&format!(
            "Warning: {}: accepted but not simulated: {}\n",
            self.file,
            fields.join(", ")
        ));
    }
}

/// A warning names at most so many fields; chosen by us.
const NAMED_MAX: usize = 8;

impl Documents {
    fn take(&mut self, file: &str, node: &Node, call: &Call) -> Result<(), Refusal> {
        let report = schema::check(node);
        let manifest = node.to_json();
        match resource_of(file, &manifest, &report) {
            Ok(resource) => {
                let manifest = in_namespace(resource, manifest, call)?;
                self.found.push(Document {
                    file: file.to_owned(),
                    resource,
                    manifest,
                    unsimulated: report.unsimulated,
                });
            }
            Err(problem) => self.problems.push(problem),
        }
        Ok(())
    }
}

fn resource_of(file: &str, manifest: &Value, report: &schema::Report) -> Result<&'static Resource, Refusal> {
    let kind = manifest["kind"].as_str().unwrap_or_default();
    let version = manifest["apiVersion"].as_str().unwrap_or_default();
    if let Some(resource) = Resource::of_manifest(version, kind) {
        return Ok(resource);
    }
    if Resource::is_elsewhere(version, kind) {
        return Err(Refusal::NotSimulated(format!("objects of kind {kind}")));
    }
    let words = schema::client_refusal(&report.problems, file);
    Err(words.map_or_else(
        || {
            Refusal::tool(format!(
                "no matches for kind {} in version {}",
                go_quote(kind),
                go_quote(version)
            ))
        },
        Refusal::Plain,
    ))
}

/// The namespace of the line, or `default`, where the manifest names none; a refusal where both name different ones.
fn in_namespace(resource: &Resource, mut manifest: Value, call: &Call) -> Result<Value, Refusal> {
    if !resource.namespaced {
        return Ok(manifest);
    }
    let given = manifest["metadata"]["namespace"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    if given.is_empty() {
        if !manifest["metadata"].is_object() {
            manifest["metadata"] = serde_json::json!({});
        }
        manifest["metadata"]["namespace"] = call.namespace().to_string().into();
    } else if let Some(asked) = call.flags.some_text("namespace")
        && asked != given
    {
        return Err(Refusal::tool(format!(
            "the namespace from the provided object {} does not match the namespace {}. You must pass \
             '--namespace={given}' to perform this operation.",
            go_quote(&given),
            go_quote(asked)
        )));
    }
    Ok(manifest)
}
