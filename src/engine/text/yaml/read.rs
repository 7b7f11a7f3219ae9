//! Builds trees from the parser's events: aliases, merge keys, limits.

use super::documents::{Part, check_characters, split_documents};
use super::refusal::{Problem, YamlError, of_scan};
use super::{Entry, Node, NodeValue, Position};
use crate::text::scalar::{Scalar, resolve};
use saphyr_parser::{Event, Marker, Parser, ScalarStyle, StrInput, Tag};
use serde_json::Number;
use std::collections::{BTreeMap, BTreeSet};

/// How much a manifest may be. Chosen by us so that no text can freeze the page.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The whole text [bytes].
    pub bytes: usize,
    /// Nodes of all documents, those that aliases repeat included.
    pub nodes: usize,
    /// How deep lists and mappings may stand in each other.
    pub depth: usize,
}

/// The limits in force: far above any manifest a person writes.
pub const LIMITS: Limits = Limits {
    bytes: 1 << 20,
    nodes: 100_000,
    depth: 100,
};

/// All documents of a text; those with nothing in them are left out, as kubectl leaves them out.
pub fn read_documents(text: &str) -> Result<Vec<Node>, YamlError> {
    match read_up_to_error(text) {
        (documents, None) => Ok(documents),
        (_, Some(error)) => Err(error),
    }
}

/// The documents before the first that cannot be read, and why it cannot: kubectl uses what it has read by then.
pub fn read_up_to_error(text: &str) -> (Vec<Node>, Option<YamlError>) {
    if text.len() > LIMITS.bytes {
        let error = YamlError::at_start(Problem::TooLarge { bytes: text.len() });
        return (Vec::new(), Some(error));
    }
    let mut documents = Vec::new();
    let mut nodes = 0;
    let (parts, mut error) = split_documents(text);
    for part in parts {
        let read = check_characters(&part).and_then(|()| {
            let mut builder = Builder::new(part, nodes);
            let read = builder.read();
            nodes = builder.nodes;
            read
        });
        match read {
            Ok(document) => documents.extend(document),
            Err(problem) => {
                error = Some(problem);
                break;
            }
        }
    }
    documents.retain(|document| document.value != NodeValue::Null);
    (documents, error)
}

/// A list or mapping whose end has not come yet.
struct Open {
    node: Node,
    anchor: usize,
    /// The key that waits for its value.
    key: Option<(Key, Position)>,
    /// The keys that it has.
    keys: BTreeSet<String>,
    /// What `<<` brought: fields that the mapping's own fields overrule.
    merged: Vec<Entry>,
}

enum Key {
    Name(String),
    Merge,
}

struct Builder<'a> {
    parser: Parser<'a, StrInput<'a>>,
    part: Part<'a>,
    nodes: usize,
    anchors: BTreeMap<usize, Node>,
    open: Vec<Open>,
    duplicates: Vec<(u32, String, Position)>,
}

impl<'a> Builder<'a> {
    fn new(part: Part<'a>, nodes: usize) -> Self {
        Self {
            parser: Parser::new_from_str(part.text),
            part,
            nodes,
            anchors: BTreeMap::new(),
            open: Vec::new(),
            duplicates: Vec::new(),
        }
    }

    /// The first document of the part; whatever follows `...` is not read, as kubectl does not.
    fn read(&mut self) -> Result<Option<Node>, YamlError> {
        while let Some(event) = self.parser.next_event() {
            let (event, span) = event.map_err(|error| of_scan(&error, &self.part))?;
            let at = self.position(&span.start);
            let done = match event {
                Event::Scalar(text, style, anchor, tag) => {
                    let value = self.scalar(&text, style, tag.as_deref(), at)?;
                    self.add(Node { value, at }, anchor, style == ScalarStyle::Plain, at)?
                }
                Event::SequenceStart(anchor, _) => self.start(NodeValue::List(Vec::new()), anchor, at)?,
                Event::MappingStart(anchor, _) => self.start(NodeValue::Map(Vec::new()), anchor, at)?,
                Event::SequenceEnd | Event::MappingEnd => self.end(at)?,
                Event::Alias(anchor) => self.alias(anchor, at)?,
                Event::StreamEnd => return Ok(None),
                Event::Nothing | Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd => None,
            };
            if let Some(document) = done {
                return self.finish(document).map(Some);
            }
        }
        Ok(None)
    }

    fn finish(&mut self, document: Node) -> Result<Node, YamlError> {
        // What ends the document may itself be broken. But a line that begins further left than the document
        // only ends it: kubectl's library stops reading there without a word.
        if let Some(Err(error)) = self.parser.next_event()
            && (self.part.text.starts_with('\t') || !error.info().contains("<document start>"))
        {
            return Err(of_scan(&error, &self.part));
        }
        let Some((_, _, at)) = self.duplicates.first().cloned() else {
            return Ok(document);
        };
        let keys = std::mem::take(&mut self.duplicates)
            .into_iter()
            .map(|(line, key, _)| (line, key))
            .collect();
        Err(YamlError {
            problem: Problem::DuplicateKeys(keys),
            at,
            shown_line: None,
        })
    }

    fn position(&self, mark: &Marker) -> Position {
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Position {
            line: self.part.lines_before + count(mark.line()),
            column: count(mark.col()) + 1,
        }
    }

    fn failed(&self, problem: Problem, at: Position) -> YamlError {
        YamlError {
            problem,
            at,
            shown_line: Some(at.line - self.part.lines_before),
        }
    }

    fn count(&mut self, nodes: usize, at: Position) -> Result<(), YamlError> {
        self.nodes += nodes;
        if self.nodes > LIMITS.nodes {
            return Err(self.failed(Problem::TooManyNodes, at));
        }
        Ok(())
    }

    fn scalar(
        &self,
        text: &str,
        style: ScalarStyle,
        tag: Option<&Tag>,
        at: Position,
    ) -> Result<NodeValue, YamlError> {
        let core = tag
            .filter(|tag| tag.is_yaml_core_schema())
            .map(|tag| tag.suffix.as_str());
        if style != ScalarStyle::Plain && core.is_none() || matches!(core, Some("str" | "binary")) {
            return Ok(NodeValue::Text(text.to_owned()));
        }
        let number = |value: f64| Number::from_f64(value).map(NodeValue::Number);
        let resolved = match resolve(text) {
            Scalar::Null => Some(NodeValue::Null),
            Scalar::Bool(value) => Some(NodeValue::Bool(value)),
            Scalar::Int(value) => Some(NodeValue::Number(value.into())),
            Scalar::Unsigned(value) => Some(NodeValue::Number(value.into())),
            // JSON has no fraction to show for 8.0, so kubectl goes on with 8.
            Scalar::Float(value) => whole_number(value).or_else(|| number(value)),
            Scalar::Time | Scalar::Merge | Scalar::Text => Some(NodeValue::Text(text.to_owned())),
        };
        resolved.ok_or_else(|| self.failed(Problem::NotANumber(text.to_owned()), at))
    }

    fn start(&mut self, value: NodeValue, anchor: usize, at: Position) -> Result<Option<Node>, YamlError> {
        self.count(1, at)?;
        if self.open.len() >= LIMITS.depth {
            return Err(self.failed(Problem::TooDeep, at));
        }
        self.open.push(Open {
            node: Node { value, at },
            anchor,
            key: None,
            keys: BTreeSet::new(),
            merged: Vec::new(),
        });
        Ok(None)
    }

    fn end(&mut self, at: Position) -> Result<Option<Node>, YamlError> {
        let mut open = self.open.pop().expect("the parser ends only what it began");
        if let NodeValue::Map(entries) = &mut open.node.value {
            entries.extend(
                open.merged
                    .into_iter()
                    .filter(|entry| open.keys.insert(entry.key.clone())),
            );
        }
        self.put(open.node, open.anchor, false, at)
    }

    fn alias(&mut self, anchor: usize, at: Position) -> Result<Option<Node>, YamlError> {
        let Some(node) = self.anchors.get(&anchor) else {
            return Err(self.failed(Problem::ContainsItself, at));
        };
        let (nodes, depth) = size(node);
        // Counted before anything is copied, so that no text can ask for more than the limit.
        self.count(nodes, at)?;
        if self.open.len() + depth > LIMITS.depth {
            return Err(self.failed(Problem::TooDeep, at));
        }
        self.put(self.anchors[&anchor].clone(), 0, false, at)
    }

    fn add(
        &mut self,
        node: Node,
        anchor: usize,
        plain: bool,
        at: Position,
    ) -> Result<Option<Node>, YamlError> {
        self.count(1, at)?;
        self.put(node, anchor, plain, at)
    }

    /// Puts a finished node where it belongs; gives it back if it is the document.
    fn put(
        &mut self,
        node: Node,
        anchor: usize,
        plain: bool,
        at: Position,
    ) -> Result<Option<Node>, YamlError> {
        if anchor > 0 {
            self.count(size(&node).0, at)?;
            self.anchors.insert(anchor, node.clone());
        }
        let Some(open) = self.open.last_mut() else {
            return Ok(Some(node));
        };
        let entries = match &mut open.node.value {
            NodeValue::List(items) => {
                items.push(node);
                return Ok(None);
            }
            NodeValue::Map(entries) => entries,
            _ => unreachable!("only lists and mappings are open"),
        };
        match open.key.take() {
            None => {
                let key = key_of(&node, plain).ok_or_else(|| self.failed(Problem::KeyNotText, at))?;
                self.open.last_mut().expect("it was open above").key = Some((key, at));
            }
            Some((Key::Name(key), key_at)) => {
                // A key that is there twice is told when the document ends; until then the first one stays.
                if open.keys.insert(key.clone()) {
                    entries.push(Entry {
                        key,
                        key_at,
                        value: node,
                    });
                } else {
                    self.duplicates
                        .push((node.at.line - self.part.lines_before, key, key_at));
                }
            }
            Some((Key::Merge, _)) => {
                let merged = merged_fields(node).ok_or_else(|| self.failed(Problem::MergeNotAMap, at))?;
                self.open
                    .last_mut()
                    .expect("it was open above")
                    .merged
                    .extend(merged);
            }
        }
        Ok(None)
    }
}

fn whole_number(value: f64) -> Option<NodeValue> {
    // 2^53: whole numbers below it are exact in a float.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract().abs() <= 0.0 && value.abs() < EXACT {
        #[expect(clippy::cast_possible_truncation, reason = "it is whole and below 2^53")]
        return Some(NodeValue::Number((value as i64).into()));
    }
    None
}

/// A key as text: numbers and truth values become texts as they do on the way to JSON.
fn key_of(node: &Node, plain: bool) -> Option<Key> {
    match &node.value {
        NodeValue::Text(text) if plain && text == "<<" => Some(Key::Merge),
        NodeValue::Text(text) => Some(Key::Name(text.clone())),
        NodeValue::Bool(value) => Some(Key::Name(value.to_string())),
        NodeValue::Number(number) => Some(Key::Name(number.to_string())),
        NodeValue::Null | NodeValue::List(_) | NodeValue::Map(_) => None,
    }
}

/// The fields of a mapping or of several, the earlier ones first in rank.
fn merged_fields(node: Node) -> Option<Vec<Entry>> {
    match node.value {
        NodeValue::Map(entries) => Some(entries),
        NodeValue::List(items) => {
            let each = items.into_iter().map(|item| match item.value {
                NodeValue::Map(entries) => Some(entries),
                _ => None,
            });
            Some(each.collect::<Option<Vec<_>>>()?.concat())
        }
        _ => None,
    }
}

/// How many nodes there are in a node, itself included, and how deep they stand.
fn size(node: &Node) -> (usize, usize) {
    let children: Vec<&Node> = match &node.value {
        NodeValue::List(items) => items.iter().collect(),
        NodeValue::Map(entries) => entries.iter().map(|entry| &entry.value).collect(),
        _ => return (1, 0),
    };
    children
        .into_iter()
        .map(size)
        .fold((1, 1), |(nodes, depth), (more, deep)| {
            (nodes + more, depth.max(deep + 1))
        })
}
