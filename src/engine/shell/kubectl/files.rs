//! The objects of the files that `-f` names.

use serde_json::Value;

use crate::{
    text::{
        print_json::to_compact_json,
        quote::go_quote,
        schema::{self, Unsimulated},
        selector::Selector,
        yaml::{self, Node},
    },
    world::{Key, Kind, World},
};

use super::{
    options,
    resource::Resource,
    select::{Found, Selection, missing},
    server::namespace_of,
    set::fits,
};
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

/// Whether kubectl itself looks at a manifest before it sends it: `apply`, `create` and `replace` do, unless `--validate` is off.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Check {
    Client,
    None,
}

impl Check {
    fn of(call: &Call) -> Self {
        let validates = call.verb.flags.contains(&options::VALIDATE)
            && !matches!(call.flags.text("validate"), "ignore" | "false");
        if validates { Self::Client } else { Self::None }
    }
}

/// Reads every file the line names.
///
/// Source: cli-runtime pkg/resource/builder.go and visitor.go, Kubernetes 1.28.7, read 2026-11.
pub fn read(call: &Call) -> Result<Documents, Refusal> {
    let (mut names, mut missing) = (Vec::new(), Vec::new());
    for given in call.flags.items("filename") {
        match named(given, call.view.world) {
            Ok(files) => names.extend(files),
            Err(refusal @ Refusal::NotSimulated(_)) => return Err(refusal),
            Err(refusal) => missing.push(refusal),
        }
    }
    if let Some(refusal) = Refusal::join(missing) {
        return Err(refusal);
    }
    let mut documents = Documents::default();
    for file in &names {
        documents.read_file(file, call);
    }
    Ok(documents)
}

/// How many files the line names.
pub fn count(call: &Call) -> Result<usize, Refusal> {
    let mut count = 0;
    for given in call.flags.items("filename") {
        count += named(given, call.view.world)?.len();
    }
    Ok(count)
}

/// As [`read`], without the objects whose labels are not those that the line asks for.
pub fn read_chosen(call: &Call) -> Result<Documents, Refusal> {
    let selector = selector(call)?;
    let mut documents = read(call)?;
    documents.found.retain(|it| {
        let labels = &it.manifest["metadata"]["labels"];
        selector.matches_by(|key| labels[key].as_str())
    });
    Ok(documents)
}

fn selector(call: &Call) -> Result<Selector, Refusal> {
    let wanted = options::selector(call).unwrap_or_default();
    wanted.parse().map_err(|error| {
        let wanted = go_quote(wanted);
        Refusal::tool(format!("the provided selector {wanted} is not valid: {error}"))
    })
}

/// The files that stand behind a word of `-f`: a file, all of the folder, or those that fit a pattern.
fn named(given: &str, world: &World) -> Result<Vec<String>, Refusal> {
    if given == "-" {
        return Err(Refusal::NotSimulated(
            "reading a manifest from standard input".to_owned(),
        ));
    }
    if given.starts_with("http://") || given.starts_with("https://") {
        return Err(Refusal::NotSimulated(
            "reading a manifest from the network".to_owned(),
        ));
    }
    let all = || world.of_kind(Kind::File).map(|(key, _)| key.name.to_string());
    if matches!(given, "." | "./") {
        let manifests: Vec<String> = all().filter(|it| is_manifest(it)).collect();
        return if manifests.is_empty() {
            Err(Refusal::tool(format!(
                "error reading [{given}]: recognized file extensions are [.json .yaml .yml]"
            )))
        } else {
            Ok(manifests)
        };
    }
    if text_of(given, world).is_some() {
        return Ok(vec![given.to_owned()]);
    }
    let fitting: Vec<String> = all()
        .filter(|it| given.contains('*') && fits(given, it))
        .collect();
    if fitting.is_empty() {
        return Err(Refusal::tool(format!(
            "the path {} does not exist",
            go_quote(given)
        )));
    }
    Ok(fitting)
}

/// Whether kubectl takes a file of a folder for a manifest.
fn is_manifest(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    matches!(ending, Some("json" | "yaml" | "yml"))
}

/// What stands in a file of the working folder.
pub fn text_of(file: &str, world: &World) -> Option<crate::world::Text> {
    let name = file.strip_prefix("./").unwrap_or(file);
    Some(world.file(&Key::global(Kind::File, name))?.text.clone())
}

/// The objects of the files that the line names (and no `words` besides), as they are in the cluster; `told` words what is said of a file.
pub fn find(
    call: &Call,
    words: &[String],
    told: impl Fn(Refusal, &str) -> Refusal,
) -> Result<Selection, Refusal> {
    if words.iter().any(|it| it.contains('/')) {
        return Err(Refusal::tool(
            "resource/name arguments cannot be provided when a path is specified",
        ));
    }
    if !words.is_empty() {
        return Err(Refusal::tool(
            "when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well",
        ));
    }
    let selector = selector(call)?;
    let documents = read(call)?;
    let mut selection = Selection {
        found: Vec::new(),
        problems: documents.problems,
    };
    for document in documents.found {
        let key = document.key();
        match call.view.world.get(&key) {
            Some(object) => selection.found.push(Found {
                resource: document.resource,
                object: object.clone(),
            }),
            None => {
                let refusal = missing(document.resource, &key, call);
                selection.problems.push(told(refusal, &document.file));
            }
        }
    }
    selection.found.retain(|found| {
        let meta = found.object.meta();
        meta.is_some_and(|meta| selector.matches_by(|key| meta.labels.get(key).map(|it| &**it)))
    });
    Ok(selection)
}

impl Document {
    /// Which object it describes.
    pub fn key(&self) -> Key {
        let name = self.manifest["metadata"]["name"].as_str().unwrap_or_default();
        let namespace = namespace_of(self.resource, &self.manifest);
        Key::new(self.resource.kind, &namespace, &name.into())
    }

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
    fn read_file(&mut self, file: &str, call: &Call) {
        let text = text_of(file, call.view.world).expect("only files that are there are read");
        let (nodes, error) = yaml::read_up_to_error(&text);
        for node in schema::objects(&nodes) {
            let report = schema::check(node);
            let checked = match Check::of(call) {
                Check::Client => schema::client_refusal(&report.problems),
                Check::None => None,
            };
            if let Some(words) = checked {
                // kubectl reads no further in a file that it finds wrong.
                let words = format!("error validating {}: {words}", go_quote(file));
                self.problems.push(Refusal::tool(words));
                return;
            }
            match document(file, node, report, call) {
                Ok(document) => self.found.push(document),
                Err(problem) => self.problems.push(problem),
            }
        }
        if let Some(error) = error {
            let words = format!("error parsing {file}: {error}");
            self.problems.push(Refusal::tool(words));
        }
    }
}

fn document(file: &str, node: &Node, report: schema::Report, call: &Call) -> Result<Document, Refusal> {
    let manifest = node.to_json();
    let resource = resource_of(file, &manifest)?;
    Ok(Document {
        file: file.to_owned(),
        resource,
        manifest: in_namespace(resource, manifest, call)?,
        unsimulated: report.unsimulated,
    })
}

fn resource_of(file: &str, manifest: &Value) -> Result<&'static Resource, Refusal> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let (kind, version) = (text(&manifest["kind"]), text(&manifest["apiVersion"]));
    if kind.is_empty() {
        let words = to_compact_json(manifest);
        return Err(Refusal::tool(format!(
            "unable to decode {}: Object 'Kind' is missing in '{words}'",
            go_quote(file)
        )));
    }
    if let Some(resource) = Resource::of_manifest(&version, &kind) {
        return Ok(resource);
    }
    if Resource::is_elsewhere(&version, &kind) {
        return Err(Refusal::NotSimulated(format!("objects of kind {kind}")));
    }
    let metadata = &manifest["metadata"];
    let [name, namespace] = ["name", "namespace"].map(|field| go_quote(&text(&metadata[field])));
    Err(Refusal::tool(format!(
        "resource mapping not found for name: {name} namespace: {namespace} from {}: no matches for kind {} in version \
         {}\nensure CRDs are installed first",
        go_quote(file),
        go_quote(&kind),
        go_quote(&version)
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
