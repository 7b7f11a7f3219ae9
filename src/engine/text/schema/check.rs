//! Holds a manifest against the fields of its kind.

use super::{Field, KindInfo, Problem, ProblemKind, Shape, Type, go_name, kind_info, type_of};
use crate::sort::Sort;
use crate::text::quantity::Quantity;
use crate::text::scalar::{Scalar, resolve};
use crate::text::yaml::{Entry, Node, NodeValue, Position};
use serde_json::Number;

/// What the check of one manifest found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// The kind, if it is one of ours.
    pub kind: Option<&'static KindInfo>,
    /// What is wrong, in the order in which the server would meet it.
    pub problems: Vec<Problem>,
    /// Fields that are right but that Beanpod does not simulate; what stands in them is not listed again.
    pub unsimulated: Vec<Unsimulated>,
}

/// A field that is accepted and changes nothing here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsimulated {
    /// The field, as `spec.template.spec.volumes`.
    pub path: String,
    /// Where it stands.
    pub at: Position,
}

/// The objects of documents: the items of a list in place of the list.
pub fn objects(documents: &[Node]) -> Vec<&Node> {
    let items = |document| {
        let is_list = Node::get(document, "kind")
            .and_then(Node::as_text)
            .is_some_and(|kind| kind.ends_with("List"));
        let list = document.get("items").filter(|_| is_list);
        list.map_or(std::slice::from_ref(document), Node::items)
    };
    documents.iter().flat_map(items).collect()
}

/// Checks an object of a manifest.
pub fn check(object: &Node) -> Report {
    let mut report = Report::default();
    let problem = |kind, path: &str| Problem {
        kind,
        path: path.to_owned(),
        at: object.place_of(path),
    };
    if !matches!(object.value, NodeValue::Map(_)) {
        report.problems.push(problem(ProblemKind::NotAnObject, ""));
        return report;
    }
    for field in ["apiVersion", "kind"] {
        match object.get(field).map(|node| &node.value) {
            None | Some(NodeValue::Null) => report.problems.push(problem(ProblemKind::NotSet(field), field)),
            Some(NodeValue::Text(text)) if text.is_empty() => {
                report.problems.push(problem(ProblemKind::NotSet(field), field));
            }
            Some(NodeValue::Text(_)) => {}
            Some(_) => report.problems.push(problem(ProblemKind::NotText(field), field)),
        }
    }
    if !report.problems.is_empty() {
        return report;
    }
    let text = |path: &str| {
        object
            .find(path)
            .and_then(Node::as_text)
            .unwrap_or_default()
            .to_owned()
    };
    let (kind, api_version) = (text("kind"), text("apiVersion"));
    report.kind = kind_info(&kind).filter(|info| info.api_version == api_version);
    let Some(of) = report.kind.and_then(|info| type_of(info.kind)) else {
        let at = if kind_info(&kind).is_some() {
            "apiVersion"
        } else {
            "kind"
        };
        report
            .problems
            .push(problem(ProblemKind::NoMatch { kind, api_version }, at));
        return report;
    };
    let mut walk = Walk {
        report,
        names: Vec::new(),
        reporting: true,
    };
    walk.fields(object, of, &kind, "");
    walk.report
}

/// A walk through a manifest along its types.
struct Walk {
    report: Report,
    /// The fields on the way without places in lists, as Go's JSON names them.
    names: Vec<&'static str>,
    /// Whether fields that are not simulated are still to be reported: not inside of one, and not in the status.
    reporting: bool,
}

impl Walk {
    fn fields(&mut self, node: &Node, of: &Type, type_name: &str, path: &str) {
        // kubectl sends the fields in the order of their names.
        let mut entries: Vec<&Entry> = node.fields().iter().collect();
        entries.order_by(|a, b| a.key.cmp(&b.key));
        for entry in entries {
            let dot = if path.is_empty() { "" } else { "." };
            let path = format!("{path}{dot}{}", entry.key);
            match of.field(&entry.key) {
                Some(field) => self.field(entry, field, type_name, &path),
                None => self.tell(ProblemKind::UnknownField, &path, entry.key_at),
            }
        }
    }

    fn field(&mut self, entry: &Entry, field: &Field, type_name: &str, path: &str) {
        let outer = self.reporting;
        if path == "status" {
            self.reporting = false;
        } else if !field.simulated && outer {
            self.report.unsimulated.push(Unsimulated {
                path: path.to_owned(),
                at: entry.key_at,
            });
            self.reporting = false;
        }
        self.names.push(field.name);
        self.value(&entry.value, &field.shape, type_name, path);
        self.names.pop();
        self.reporting = outer;
    }

    /// A value against its shape; `holder` is the type whose field it is.
    fn value(&mut self, node: &Node, shape: &Shape, holder: &str, path: &str) {
        let fits = match (shape, &node.value) {
            (_, NodeValue::Null)
            | (Shape::Any, _)
            | (Shape::Text { .. } | Shape::IntOrString, NodeValue::Text(_))
            | (Shape::Bool, NodeValue::Bool(_))
            | (Shape::Float, NodeValue::Number(_)) => true,
            (Shape::Int32 | Shape::IntOrString, NodeValue::Number(number)) => number
                .as_i64()
                .is_some_and(|number| i32::try_from(number).is_ok()),
            (Shape::Int64, NodeValue::Number(number)) => number.is_i64(),
            (Shape::Quantity, _) => return self.quantity(node, path),
            (Shape::Time, NodeValue::Text(text)) => {
                if resolve(text) != Scalar::Time || !text.contains('T') {
                    self.tell(ProblemKind::Time(text.clone()), path, node.at);
                }
                true
            }
            (Shape::Object(name), NodeValue::Map(_)) => {
                if let Some(of) = type_of(name) {
                    self.fields(node, of, name, path);
                }
                true
            }
            (Shape::List(inner), NodeValue::List(items)) => {
                for (place, item) in items.iter().enumerate() {
                    self.value(item, inner, holder, &format!("{path}[{place}]"));
                }
                true
            }
            (Shape::Map(inner), NodeValue::Map(entries)) => {
                let mut entries: Vec<&Entry> = entries.iter().collect();
                entries.order_by(|a, b| a.key.cmp(&b.key));
                for entry in entries {
                    self.value(&entry.value, inner, holder, &format!("{path}[{}]", entry.key));
                }
                true
            }
            _ => false,
        };
        if !fits {
            let field = format!("{}.{}", go_name(holder), self.names.join("."));
            let wrong = ProblemKind::WrongType {
                value: json_name(node, shape),
                field,
                wanted: go_type(shape),
                converted: unconverted(node, shape),
            };
            self.tell(wrong, path, node.at);
        }
    }

    fn quantity(&mut self, node: &Node, path: &str) {
        let text = match &node.value {
            NodeValue::Text(text) => text.trim().to_owned(),
            _ => node.to_json().to_string(),
        };
        if let Err(error) = text.parse::<Quantity>() {
            self.tell(ProblemKind::Quantity(error), path, node.at);
        }
    }

    fn tell(&mut self, kind: ProblemKind, path: &str, at: Position) {
        self.report.problems.push(Problem {
            kind,
            path: path.to_owned(),
            at,
        });
    }
}

/// What Go's JSON calls a value; it names a number itself only where some number would have been right.
fn json_name(node: &Node, shape: &Shape) -> String {
    let number = |number: &Number| match shape {
        Shape::Int32 | Shape::Int64 | Shape::IntOrString => format!("number {number}"),
        _ => "number".to_owned(),
    };
    match &node.value {
        NodeValue::Null => "null".to_owned(),
        NodeValue::Bool(_) => "bool".to_owned(),
        NodeValue::Number(value) => number(value),
        NodeValue::Text(_) => "string".to_owned(),
        NodeValue::List(_) => "array".to_owned(),
        NodeValue::Map(_) => "object".to_owned(),
    }
}

/// What the API server says of a value that it has put into an object with a patch. Source: `fromUnstructured` in
/// apimachinery/pkg/runtime/converter.go, Kubernetes 1.28.3, read 2026-11.
fn unconverted(node: &Node, shape: &Shape) -> String {
    let value = match &node.value {
        NodeValue::Null => "invalid",
        NodeValue::Bool(_) => "bool",
        NodeValue::Number(number) if number.is_f64() => "float64",
        NodeValue::Number(_) => "int64",
        NodeValue::Text(_) => "string",
        NodeValue::List(_) => "slice",
        NodeValue::Map(_) => "map",
    };
    let wanted = go_type(shape);
    match shape {
        Shape::Object(_) => format!("cannot restore struct from: {value}"),
        Shape::List(_) => format!("cannot restore slice from {value}"),
        Shape::Map(_) => format!("cannot restore map from {value}"),
        Shape::IntOrString => format!(
            "json: cannot unmarshal {} into Go value of type int32",
            json_name(node, shape)
        ),
        Shape::Text { .. } if value == "int64" => format!("cannot convert int64 to {wanted}"),
        Shape::Int32 | Shape::Int64 if value == "float64" => format!("cannot convert float64 to {wanted}"),
        Shape::Text { .. } => "unrecognized type: string".to_owned(),
        _ => format!("unrecognized type: {wanted}"),
    }
}

/// What Go calls a shape.
fn go_type(shape: &Shape) -> String {
    match shape {
        Shape::Text { go_type, .. } if *go_type != "string" => format!("v1.{go_type}"),
        Shape::Text { .. } | Shape::Time => "string".to_owned(),
        Shape::Int32 | Shape::IntOrString => "int32".to_owned(),
        Shape::Int64 => "int64".to_owned(),
        Shape::Float => "float64".to_owned(),
        Shape::Bool => "bool".to_owned(),
        Shape::Quantity => "resource.Quantity".to_owned(),
        Shape::Any => "interface {}".to_owned(),
        Shape::Object(name) => format!("v1.{}", go_name(name)),
        Shape::List(inner) => format!("[]{}", go_type(inner)),
        Shape::Map(inner) if **inner == Shape::Quantity => "v1.ResourceList".to_owned(),
        Shape::Map(inner) => format!("map[string]{}", go_type(inner)),
    }
}
