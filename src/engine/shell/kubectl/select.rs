//! Which objects a line means: `TYPE NAME`, `TYPE/NAME`, several of either, `-l`, `--all`.

use crate::{
    text::selector::Selector,
    world::{Key, Object, Text, World},
};

use super::resource::{ALL, Resource};
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
pub fn read(args: &[String]) -> Result<Asked, Refusal> {
    if args.iter().any(|it| it.contains('/')) {
        let pairs: Result<Vec<_>, Refusal> = args.iter().map(|it| pair(it)).collect();
        return Ok(Asked::Names(pairs?.into_iter().flatten().collect()));
    }
    let Some((types, names)) = args.split_first() else {
        return Ok(Asked::Nothing);
    };
    let types = types_of(types)?;
    if names.is_empty() {
        return Ok(Asked::Types(types));
    }
    let pairs = types
        .iter()
        .flat_map(|resource| names.iter().map(|name| (*resource, Text::from(name.as_str()))));
    Ok(Asked::Names(pairs.collect()))
}

fn pair(word: &str) -> Result<Vec<(&'static Resource, Text)>, Refusal> {
    let parts: Vec<&str> = word.split('/').collect();
    match parts[..] {
        [types, name] if !types.is_empty() && !name.is_empty() => Ok(types_of(types)?
            .into_iter()
            .map(|resource| (resource, Text::from(name)))
            .collect()),
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

/// The resources of a word such as `deploy,rs` or `all`.
fn types_of(word: &str) -> Result<Vec<&'static Resource>, Refusal> {
    let mut types = Vec::new();
    for word in word.split(',') {
        if word == "all" {
            types.extend(ALL.iter().filter_map(|kind| Resource::of(*kind)));
        } else {
            types.push(Resource::named(word)?);
        }
    }
    Ok(types)
}

impl Asked {
    /// The objects, by what a verb takes that has `-l`, `--all` and `-A` or some of them.
    ///
    /// Without any of these, a type alone is refused unless `whole_types`, as `get` allows it.
    pub fn select(&self, call: &Call, whole_types: bool) -> Result<Selection, Refusal> {
        let wants = call.flags.some_text("selector");
        match self {
            Self::Nothing if wants.is_some() => Err(Refusal::tool(
                "at least one resource must be specified to use a selector",
            )),
            Self::Nothing => Err(nothing_given()),
            Self::Names(_) if wants.is_some() || call.flags.is_on("all") => Err(Refusal::tool(
                "name cannot be provided when a selector is specified",
            )),
            Self::Names(names) => Ok(by_name(names, &call.namespace(), call.view.world)),
            Self::Types(types) => {
                if wants.is_none() && !whole_types && !call.flags.is_on("all") {
                    return Err(Refusal::tool(
                        "resource(s) were provided, but no name was specified",
                    ));
                }
                let namespace = (!call.flags.is_on("all-namespaces")).then(|| call.namespace());
                by_label(types, wants, namespace.as_ref(), call.view.world)
            }
        }
    }
}

fn by_name(names: &[(&'static Resource, Text)], namespace: &Text, world: &World) -> Selection {
    let mut selection = Selection::default();
    for (resource, name) in names {
        let key = if resource.namespaced {
            Key::new(resource.kind, namespace, name)
        } else {
            Key::global(resource.kind, name.clone())
        };
        match world.get(&key) {
            Some(object) => selection.found.push(Found {
                resource,
                object: object.clone(),
            }),
            None => selection
                .problems
                .push(Refusal::NotFound(resource.qualified(), name.to_string())),
        }
    }
    selection
}

fn by_label(
    types: &[&'static Resource],
    wanted: Option<&str>,
    namespace: Option<&Text>,
    world: &World,
) -> Result<Selection, Refusal> {
    let mut selection = Selection::default();
    for resource in types {
        let selector: Selector = wanted.unwrap_or_default().parse().map_err(|error| {
            let group = match resource.group {
                "" => String::new(),
                group => format!("{group}/"),
            };
            Refusal::BadRequest(format!(
                "Unable to find \"/{group}{}, Resource={}\" that match label selector \"{}\", field selector \"\": {error}",
                resource.version,
                resource.plural,
                wanted.unwrap_or_default()
            ))
        })?;
        let fits = |object: &&Object| {
            object.meta().is_some_and(|meta| {
                namespace.is_none_or(|it| !resource.namespaced || meta.namespace == *it)
                    && selector.matches_by(|key| meta.labels.get(key).map(|value| &**value))
            })
        };
        let objects = world
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
