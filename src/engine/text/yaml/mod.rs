//! YAML manifests as trees that know the line and column of every node, with kubectl's complaints.

mod documents;
mod read;
mod refusal;
#[cfg(test)]
mod tests;

pub use read::{LIMITS, Limits, read_documents, read_up_to_error};
pub use refusal::{Problem, YamlError};

use serde_json::{Map, Number};

/// A place in a text; both counts begin with one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line in the whole text.
    pub line: u32,
    /// The character in the line.
    pub column: u32,
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it is.
    pub value: NodeValue,
    /// Where it begins.
    pub at: Position,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
pub enum NodeValue {
    /// Nothing.
    Null,
    /// True or false.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A text.
    Text(String),
    /// Items in order.
    List(Vec<Node>),
    /// Fields in the order of the text, each key once.
    Map(Vec<Entry>),
}

/// A field of a mapping.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its name.
    pub key: String,
    /// Where the name begins.
    pub key_at: Position,
    /// Its value.
    pub value: Node,
}

impl Node {
    /// The field of that name, if this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The field of that name together with the place of its name.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.fields().iter().find(|entry| entry.key == key)
    }

    /// The fields of a mapping, none for anything else.
    pub fn fields(&self) -> &[Entry] {
        if let NodeValue::Map(entries) = &self.value {
            entries
        } else {
            &[]
        }
    }

    /// The items of a list, none for anything else.
    pub fn items(&self) -> &[Node] {
        if let NodeValue::List(items) = &self.value {
            items
        } else {
            &[]
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        if let NodeValue::Text(text) = &self.value {
            Some(text)
        } else {
            None
        }
    }

    /// The node at a path as the API server writes it: `spec.template.spec.containers[0].image`.
    ///
    /// A key with dots in it is written in brackets: `metadata.labels[app.kubernetes.io/name]`.
    pub fn find(&self, path: &str) -> Option<&Node> {
        path_steps(path).try_fold(self, |node, step| node.step(step))
    }

    /// Where to point for a path: at the field's name, or as far on the way to it as the text goes.
    pub fn place_of(&self, path: &str) -> Position {
        let (mut node, mut at) = (self, self.at);
        for step in path_steps(path) {
            let Some(next) = node.step(step) else { break };
            at = node.entry(step).map_or(next.at, |entry| entry.key_at);
            node = next;
        }
        at
    }

    fn step(&self, step: &str) -> Option<&Node> {
        match &self.value {
            NodeValue::List(items) => step.parse::<usize>().ok().and_then(|place| items.get(place)),
            _ => self.get(step),
        }
    }

    /// The same without places.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.value {
            NodeValue::Null => serde_json::Value::Null,
            NodeValue::Bool(value) => (*value).into(),
            NodeValue::Number(number) => number.clone().into(),
            NodeValue::Text(text) => text.as_str().into(),
            NodeValue::List(items) => items.iter().map(Self::to_json).collect(),
            NodeValue::Map(entries) => {
                let fields = entries
                    .iter()
                    .map(|entry| (entry.key.clone(), entry.value.to_json()));
                serde_json::Value::Object(fields.collect::<Map<_, _>>())
            }
        }
    }
}

impl From<&serde_json::Value> for Node {
    /// A tree without places: everything stands at the beginning.
    fn from(value: &serde_json::Value) -> Self {
        use serde_json::Value;
        let at = Position { line: 1, column: 1 };
        let entry = |(key, value): (&String, &Value)| Entry {
            key: key.clone(),
            key_at: at,
            value: Self::from(value),
        };
        let value = match value {
            Value::Null => NodeValue::Null,
            Value::Bool(value) => NodeValue::Bool(*value),
            Value::Number(number) => NodeValue::Number(number.clone()),
            Value::String(text) => NodeValue::Text(text.clone()),
            Value::Array(items) => NodeValue::List(items.iter().map(Self::from).collect()),
            Value::Object(fields) => NodeValue::Map(fields.iter().map(entry).collect()),
        };
        Self { value, at }
    }
}

/// The steps of a path: names between dots, and what stands in brackets.
pub fn path_steps(path: &str) -> impl Iterator<Item = &str> {
    let mut rest = path;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches('.');
        if rest.is_empty() {
            return None;
        }
        let (step, tail) = match rest.strip_prefix('[') {
            Some(inner) => inner.split_once(']').unwrap_or((inner, "")),
            None => rest.split_at(rest.find(['.', '[']).unwrap_or(rest.len())),
        };
        rest = tail;
        Some(step)
    })
}
