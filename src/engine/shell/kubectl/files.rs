//! The objects of the files that `-f` names.

use serde_json::Value;

use crate::{
    text::{quote::go_quote, yaml},
    world::{Key, Kind, World},
};

use super::resource::Resource;
use crate::shell::{refusal::Refusal, verb::Call};

/// One object of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The file.
    pub file: String,
    /// Its resource.
    pub resource: &'static Resource,
    /// What the file says, with the namespace of the line where it names none.
    pub manifest: Value,
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
                for node in nodes {
                    documents.take(file, node.to_json(), call)?;
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

impl Documents {
    fn take(&mut self, file: &str, manifest: Value, call: &Call) -> Result<(), Refusal> {
        let kind = manifest["kind"].as_str().unwrap_or_default();
        if kind == "List" && manifest["apiVersion"] == "v1" {
            for item in manifest["items"].as_array().cloned().unwrap_or_default() {
                self.take(file, item, call)?;
            }
            return Ok(());
        }
        match resource_of(file, &manifest) {
            Ok(resource) => {
                let manifest = in_namespace(resource, manifest, call)?;
                self.found.push(Document {
                    file: file.to_owned(),
                    resource,
                    manifest,
                });
            }
            Err(problem) => self.problems.push(problem),
        }
        Ok(())
    }
}

fn resource_of(file: &str, manifest: &Value) -> Result<&'static Resource, Refusal> {
    let body = |what: &str| {
        Refusal::tool(format!(
            "unable to decode {}: Object '{what}' is missing in '{manifest}'",
            go_quote(file)
        ))
    };
    let kind = manifest["kind"].as_str().unwrap_or_default();
    let version = manifest["apiVersion"].as_str().unwrap_or_default();
    if kind.is_empty() {
        return Err(body("Kind"));
    }
    if version.is_empty() {
        return Err(body("apiVersion"));
    }
    if let Some(resource) = Resource::of_manifest(version, kind) {
        return Ok(resource);
    }
    if Resource::is_elsewhere(version, kind) {
        return Err(Refusal::NotSimulated(format!("objects of kind {kind}")));
    }
    let text = |field: &str| go_quote(manifest["metadata"][field].as_str().unwrap_or_default());
    Err(Refusal::tool(format!(
        "resource mapping not found for name: {} namespace: {} from {}: no matches for kind {} in version {}\n\
         ensure CRDs are installed first",
        text("name"),
        text("namespace"),
        go_quote(file),
        go_quote(kind),
        go_quote(version)
    )))
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
