//! Every field of the kinds that can be written in a manifest: its type, whether it is simulated, what it is for.
//!
//! The fields stand in the `.txt` files beside this one, one type after the other:
//! `  +!name type | what it is for`, where `+` marks what Beanpod simulates and `!` what the API requires.
//! Types are `string`, `string:GoName(allowed,values)`, `int32`, `int64`, `float`, `bool`, `quantity`, `intOrString`,
//! `time`, `any`, the name of another type, `[]` before what a list holds and `{}` before what a map holds.
//! Source of names and types: the OpenAPI description of Kubernetes 1.36, read 2026-11; the sentences are ours.

mod check;
mod problem;
#[cfg(test)]
mod tests;

pub use check::{Report, Unsimulated, check, objects};
pub use problem::{Problem, ProblemKind, client_refusal, decode_cause, decode_refusal, patch_cause};

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The files of types.
const FILES: [&str; 7] = [
    include_str!("meta.txt"),
    include_str!("workload.txt"),
    include_str!("pod.txt"),
    include_str!("container.txt"),
    include_str!("volume.txt"),
    include_str!("service.txt"),
    include_str!("node.txt"),
];

/// A kind of object that a manifest may describe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindInfo {
    /// Its name in manifests.
    pub kind: &'static str,
    /// Its group and version.
    pub api_version: &'static str,
    /// Its plural, as in paths and messages.
    pub resource: &'static str,
    /// Whether its objects live in namespaces.
    pub namespaced: bool,
}

impl KindInfo {
    /// The group, empty for the core.
    pub fn group(&self) -> &'static str {
        self.api_version.split_once('/').map_or("", |(group, _)| group)
    }

    /// The version without its group.
    pub fn version(&self) -> &'static str {
        self.api_version.rsplit('/').next().unwrap_or(self.api_version)
    }
}

const fn kind(
    kind: &'static str,
    api_version: &'static str,
    resource: &'static str,
    namespaced: bool,
) -> KindInfo {
    KindInfo {
        kind,
        api_version,
        resource,
        namespaced,
    }
}

/// The kinds, by name.
pub const KINDS: [KindInfo; 9] = [
    kind("Deployment", "apps/v1", "deployments", true),
    kind("EndpointSlice", "discovery.k8s.io/v1", "endpointslices", true),
    kind("Endpoints", "v1", "endpoints", true),
    kind("Event", "v1", "events", true),
    kind("Namespace", "v1", "namespaces", false),
    kind("Node", "v1", "nodes", false),
    kind("Pod", "v1", "pods", true),
    kind("ReplicaSet", "apps/v1", "replicasets", true),
    kind("Service", "v1", "services", true),
];

/// What a field may hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// A text; Go's name for its type where it has one, and the values allowed where they are listed.
    Text {
        /// Go's name, mostly `string`.
        go_type: &'static str,
        /// The allowed values, none if any text will do.
        values: Vec<&'static str>,
    },
    /// A whole number of 32 bits.
    Int32,
    /// A whole number of 64 bits.
    Int64,
    /// Any number.
    Float,
    /// True or false.
    Bool,
    /// An amount such as `100m` or `64Mi`.
    Quantity,
    /// A number, a percentage or a name.
    IntOrString,
    /// A moment.
    Time,
    /// Anything.
    Any,
    /// Fields of a type.
    Object(&'static str),
    /// Items of one shape.
    List(Box<Shape>),
    /// Values of one shape under any key.
    Map(Box<Shape>),
}

/// A field of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it may hold.
    pub shape: Shape,
    /// Whether the API requires it.
    pub required: bool,
    /// Whether Beanpod simulates it; otherwise it is accepted and reported.
    pub simulated: bool,
    /// What it is for; empty where we have nothing to say.
    pub about: &'static str,
}

/// A type: its fields in the order of their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Type {
    /// What it is; empty where we have nothing to say.
    pub about: &'static str,
    /// Its fields.
    pub fields: Vec<Field>,
}

impl Type {
    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

impl Shape {
    /// The type of the object in it, through lists and maps.
    pub fn object(&self) -> Option<&'static str> {
        match self {
            Self::Object(name) => Some(name),
            Self::List(inner) | Self::Map(inner) => inner.object(),
            _ => None,
        }
    }

    /// As `kubectl explain` writes it, without the angle brackets.
    pub fn explained(&self) -> String {
        match self {
            Self::Text { .. } => "string".to_owned(),
            Self::Int32 | Self::Int64 => "integer".to_owned(),
            Self::Float => "number".to_owned(),
            Self::Bool => "boolean".to_owned(),
            Self::Quantity => "Quantity".to_owned(),
            Self::IntOrString => "IntOrString".to_owned(),
            Self::Time => "Time".to_owned(),
            Self::Any => "Object".to_owned(),
            Self::Object(name) => go_name(name).to_owned(),
            Self::List(inner) => format!("[]{}", inner.explained()),
            Self::Map(inner) => format!("map[string]{}", inner.explained()),
        }
    }
}

/// Go's name of a type; ours differ where two packages use the same.
fn go_name(name: &str) -> &str {
    match name {
        "EndpointsPort" => "EndpointPort",
        "CoreV1ResourceClaim" => "ResourceClaim",
        other => other,
    }
}

/// The kind of that name.
pub fn kind_info(kind: &str) -> Option<&'static KindInfo> {
    KINDS.iter().find(|info| info.kind == kind)
}

/// The type of that name; kinds are types too.
pub fn type_of(name: &str) -> Option<&'static Type> {
    types().get(name)
}

/// The field at a path of a kind, as in `kubectl explain deployment.spec.replicas`; lists and maps are passed through.
pub fn lookup(kind: &str, path: &str) -> Option<&'static Field> {
    let mut steps = path.split('.');
    let first = type_of(kind)?.field(steps.next()?)?;
    steps.try_fold(first, |field, step| type_of(field.shape.object()?)?.field(step))
}

/// All types by name, read once from the files.
fn types() -> &'static BTreeMap<&'static str, Type> {
    static TYPES: OnceLock<BTreeMap<&'static str, Type>> = OnceLock::new();
    TYPES.get_or_init(|| {
        let mut types = BTreeMap::new();
        let mut last = "";
        for line in FILES.iter().flat_map(|file| file.lines()) {
            let (head, about) = line.split_once(" | ").unwrap_or((line, ""));
            match head.strip_prefix("  ") {
                None => {
                    last = head;
                    types.insert(
                        head,
                        Type {
                            about,
                            fields: Vec::new(),
                        },
                    );
                }
                Some(field) => {
                    let of: &mut Type = types.entry(last).or_default();
                    of.fields.extend(read_field(field, about));
                }
            }
        }
        types
    })
}

fn read_field(text: &'static str, about: &'static str) -> Option<Field> {
    let (name, shape) = text.split_once(' ')?;
    let marks = name.len() - name.trim_start_matches(['+', '!']).len();
    let (marks, name) = name.split_at(marks);
    Some(Field {
        name,
        shape: read_shape(shape),
        required: marks.contains('!'),
        simulated: marks.contains('+'),
        about,
    })
}

fn read_shape(text: &'static str) -> Shape {
    if let Some(inner) = text.strip_prefix("[]") {
        return Shape::List(Box::new(read_shape(inner)));
    }
    if let Some(inner) = text.strip_prefix("{}") {
        return Shape::Map(Box::new(read_shape(inner)));
    }
    match text {
        "string" => Shape::Text {
            go_type: "string",
            values: Vec::new(),
        },
        "int32" => Shape::Int32,
        "int64" => Shape::Int64,
        "float" => Shape::Float,
        "bool" => Shape::Bool,
        "quantity" => Shape::Quantity,
        "intOrString" => Shape::IntOrString,
        "time" => Shape::Time,
        "any" => Shape::Any,
        _ => match text.strip_prefix("string:") {
            None => Shape::Object(text),
            Some(named) => {
                let (go_type, values) = named.split_once('(').unwrap_or((named, ""));
                let values = values
                    .trim_end_matches(')')
                    .split(',')
                    .filter(|value| !value.is_empty());
                Shape::Text {
                    go_type,
                    values: values.collect(),
                }
            }
        },
    }
}
