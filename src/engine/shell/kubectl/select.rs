//! Which objects a line means: `TYPE NAME`, `TYPE/NAME`, several of either, `-l`, `--all`.

use crate::{
    kube::cluster::SYSTEM_NAMESPACES,
    text::{quote::go_quote, selector::Selector},
    world::{Key, Kind, Object, Text},
};

use super::{
    fields, options,
    resource::{ALL, Resource},
};
use crate::shell::{refusal::Refusal, verb::Call};

/// What the words of a line ask for.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// Nothing.
    Nothing,
    /// Objects by name.
    Names(Vec<(&'static Resource, Text)>),
    /// All objects of some types.
    Types(Vec<&'static Resource>),
}

/// An object that a line means.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Its resource.
    pub resource: &'static Resource,
    /// The object.
    pub object: Object,
}

impl Found {
    /// What it is called.
    pub fn key(&self) -> Key {
        self.object.key()
    }

    /// As kubectl reports what it did, e.g. `deployment.apps/shop`.
    pub fn title(&self) -> String {
        format!("{}/{}", self.resource.one(), self.key().name)
    }
}

/// The objects of a line, and what could not be found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// Those that exist.
    pub found: Vec<Found>,
    /// What was turned down on the way; the rest stands.
    pub problems: Vec<Refusal>,
}

/// Reads the words of a line.
///
/// Source of the rules and of their words: cli-runtime pkg/resource/builder.go, Kubernetes 1.28.7, read 2026-11.
pub fn read(args: &[String]) -> Result<Asked, Refusal> {
    if args.iter().any(|it| it.contains('/')) {
        return args
            .iter()
            .map(|it| pair(it))
            .collect::<Result<_, _>>()
            .map(Asked::Names);
    }
    let Some((types, names)) = args.split_first() else {
        return Ok(Asked::Nothing);
    };
    if types == "all" && !names.is_empty() {
        return Err(Refusal::tool("you must specify only one resource"));
    }
    let types = types_of(types)?;
    if names.is_empty() {
        return Ok(Asked::Types(types));
    }
    let pairs = types
        .iter()
        .flat_map(|resource| names.iter().map(|name| (*resource, Text::from(name.as_str()))));
    Ok(Asked::Names(pairs.collect()))
}

fn pair(word: &str) -> Result<(&'static Resource, Text), Refusal> {
    let parts: Vec<&str> = word.split('/').collect();
    match parts[..] {
        [one, name] if !one.is_empty() && !name.is_empty() && !one.contains(',') => {
            Ok((Resource::named(one)?, Text::from(name)))
        }
        [_, _] => Err(Refusal::tool(
            "arguments in resource/name form must have a single resource and name",
        )),
        [_] => Err(Refusal::tool(
            "there is no need to specify a resource type as a separate argument when passing arguments in \
             resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource \
             resource/<resource_name>'",
        )),
        _ => Err(Refusal::tool(
            "arguments in resource/name form may not have more than one slash",
        )),
    }
}

/// The resources of a word such as `deploy,rs` or `all`, each once.
fn types_of(word: &str) -> Result<Vec<&'static Resource>, Refusal> {
    let mut types: Vec<&'static Resource> = Vec::new();
    for word in word.split(',') {
        let meant: Vec<_> = if word == "all" {
            ALL.iter().filter_map(|kind| Resource::of(*kind)).collect()
        } else {
            vec![Resource::named(word)?]
        };
        for resource in meant {
            if !types.contains(&resource) {
                types.push(resource);
            }
        }
    }
    Ok(types)
}

impl Asked {
    /// The objects, by what a verb takes that has `-l`, `--field-selector`, `--all` and `-A` or some of them.
    ///
    /// Without any of these, a type alone is refused unless `whole_types`, as `get` allows it.
    pub fn select(&self, call: &Call, whole_types: bool) -> Result<Selection, Refusal> {
        let wants = options::selector(call);
        let fields = call.flags.some_text("field-selector");
        let is_all = call.flags.is_on("all");
        // Only `delete` takes --all for a selector; others take it for leave to mean a whole type.
        let selects = wants.is_some() || fields.is_some() || (is_all && !looks_first(call));
        match self {
            Self::Nothing if selects => Err(Refusal::tool(
                "at least one resource must be specified to use a selector",
            )),
            Self::Nothing => Err(nothing_given()),
            Self::Names(_) if selects && call.args.iter().any(|it| it.contains('/')) => Err(Refusal::tool(
                "selectors and the all flag cannot be used when passing resource/name arguments",
            )),
            Self::Names(_) if selects => Err(Refusal::tool(
                "name cannot be provided when a selector is specified",
            )),
            Self::Names(names) => Ok(by_name(names, call)),
            Self::Types(types) => {
                if !selects && !whole_types && !is_all {
                    return Err(Refusal::tool(
                        "resource(s) were provided, but no name was specified",
                    ));
                }
                let namespace = (!call.flags.is_on("all-namespaces")).then(|| call.namespace());
                let selection = by_label(types, wants, namespace.as_ref(), call)?;
                let found = match fields {
                    Some(fields) => fields::filter(selection.found, fields, wants.unwrap_or_default())?,
                    None => selection.found,
                };
                Ok(Selection { found, ..selection })
            }
        }
    }
}

/// Whether the verb fetches what it is given by name before it does anything; `delete` does not.
fn looks_first(call: &Call) -> bool {
    call.verb.name != "delete"
}

fn by_name(names: &[(&'static Resource, Text)], call: &Call) -> Selection {
    let namespace = call.namespace();
    let mut selection = Selection::default();
    for (resource, name) in names {
        let namespace = if resource.namespaced {
            &namespace
        } else {
            &Text::default()
        };
        let key = Key::new(resource.kind, namespace, name);
        match call.view.world.get(&key) {
            Some(object) => selection.found.push(Found {
                resource,
                object: object.clone(),
            }),
            None => selection.problems.push(missing(resource, &key, call)),
        }
    }
    selection
}

/// That an object is not there; or not even its namespace, which kubectl then asks for.
pub fn missing(resource: &Resource, key: &Key, call: &Call) -> Refusal {
    let namespace = &key.namespace;
    let is_known = || {
        let key = Key::global(Kind::Namespace, namespace.clone());
        SYSTEM_NAMESPACES.contains(&&**namespace) || call.view.world.get(&key).is_some()
    };
    if looks_first(call) && resource.namespaced && &**namespace != "default" && !is_known() {
        return Refusal::NotFound("namespaces".to_owned(), namespace.to_string());
    }
    Refusal::NotFound(resource.qualified(), key.name.to_string())
}

fn by_label(
    types: &[&'static Resource],
    wanted: Option<&str>,
    namespace: Option<&Text>,
    call: &Call,
) -> Result<Selection, Refusal> {
    let mut selection = Selection::default();
    for resource in types {
        let selector: Selector = wanted.unwrap_or_default().parse().map_err(|error| {
            Refusal::BadRequest(format!(
                "Unable to find {} that match label selector {}, field selector {}: {error}",
                go_quote(&resource.gvr()),
                go_quote(wanted.unwrap_or_default()),
                go_quote(call.flags.text("field-selector"))
            ))
        })?;
        let fits = |object: &&Object| {
            object.meta().is_some_and(|meta| {
                namespace.is_none_or(|it| !resource.namespaced || meta.namespace == *it)
                    && selector.matches_by(|key| meta.labels.get(key).map(|value| &**value))
            })
        };
        let objects = call
            .view
            .world
            .of_kind(resource.kind)
            .map(|(_, object)| object)
            .filter(fits);
        selection.found.extend(objects.map(|object| Found {
            resource,
            object: object.clone(),
        }));
    }
    Ok(selection)
}

/// What verbs answer that need objects and got none.
pub fn nothing_given() -> Refusal {
    Refusal::tool(
        "You must provide one or more resources by argument or filename.\n\
         Example resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'\n   \
         '<resource> <name>'\n   '<resource>'",
    )
}
