//! kubectl's JSONPath: `{range .items[*]}{.metadata.name}{"\n"}{end}` and the paths of custom columns.
//!
//! Source of the grammar, its quirks and its complaints: client-go `util/jsonpath`, read 2026-11.

mod eval;
mod parse;
#[cfg(test)]
mod tests;

use serde_json::{Number, Value};
use std::fmt;

/// A template, read and ready to be filled from any value.
#[derive(Debug, Clone, PartialEq)]
pub struct JsonPath {
    pieces: Vec<Piece>,
}

/// A part of a template.
#[derive(Debug, Clone, PartialEq)]
enum Piece {
    /// What stands outside of braces.
    Text(String),
    /// What stands in a pair of braces: steps taken one after the other.
    Action(Vec<Step>),
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq)]
enum Step {
    Field(String),
    Wildcard,
    Recursive,
    Slice(Slice),
    Union(Vec<Vec<Step>>),
    Filter(Box<Filter>),
    Text(String),
    Number(Number),
    Bool(bool),
    /// `range`, `end`, or a word that means nothing.
    Word(String),
}

/// Which items of a list: `[2]`, `[-1]`, `[1:3]`, `[::2]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Slice {
    from: Option<i64>,
    to: End,
    step: Option<i64>,
}

/// Where a slice ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// After one item.
    One,
    /// With the list.
    Open,
    /// Before this place.
    At(i64),
}

/// `?(left operator right)`; without an operator the left side just has to be there.
#[derive(Debug, Clone, PartialEq)]
struct Filter {
    left: Vec<Step>,
    comparison: Option<(String, Vec<Step>)>,
}

/// What is wrong with a template or with filling it; `Display` gives kubectl's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JsonPathError {
    /// A brace that does not end.
    UnclosedAction,
    /// A character that starts nothing.
    Unrecognized(char),
    /// `[` without `]`.
    UnterminatedArray,
    /// `[?(` without `)`.
    UnterminatedFilter,
    /// `[?(...)` without `]`.
    UnclosedArray,
    /// A quote without its end.
    UnterminatedQuote,
    /// What stands in the brackets.
    InvalidIndex(String),
    /// A text that should be a number.
    NotANumber(String),
    /// `....`
    MultipleRecursive,
    /// Templates inside of templates beyond what anyone writes.
    TooDeep,
    /// `{end}` without `{range}`.
    NothingToEnd,
    /// A word that is neither `range` nor `end`.
    UnknownWord(String),
    /// An index into what is no list: what it is.
    NotAList(&'static str),
    /// A filter on what is no list.
    NotFiltered(String),
    /// The index and the length of the list.
    OutOfBounds(i64, usize),
    /// A slice that ends before it starts.
    Backwards(i64, i64),
    /// A step of nothing.
    NoStep,
    /// A comparison of several values.
    NotOne,
    /// A comparison of things of different types.
    Incomparable,
    /// An operator that does not exist.
    UnknownOperator(String),
    /// More results than we collect.
    TooMany,
}

impl JsonPath {
    /// Reads a template.
    pub fn parse(template: &str) -> Result<Self, JsonPathError> {
        parse::pieces(template, 0).map(|pieces| Self { pieces })
    }

    /// Reads the path of a custom column, where braces and the first dot may be left out.
    pub fn parse_relaxed(path: &str) -> Result<Self, JsonPathError> {
        let inner = path
            .strip_prefix('{')
            .and_then(|path| path.strip_suffix('}'))
            .unwrap_or(path);
        let dot = if inner.starts_with(['.', '[', '$', '@']) {
            ""
        } else {
            "."
        };
        Self::parse(&format!("{{{dot}{inner}}}"))
    }

    /// What `kubectl get -o jsonpath=` prints for a value.
    pub fn print(&self, value: &Value) -> Result<String, JsonPathError> {
        let results = eval::results(&self.pieces, value)?;
        Ok(results
            .iter()
            .map(|group| {
                group
                    .iter()
                    .map(|value| eval::shown(value))
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect())
    }

    /// What the path finds in a value, for a column.
    pub fn find(&self, value: &Value) -> Result<Vec<Value>, JsonPathError> {
        let results = eval::results(&self.pieces, value)?;
        Ok(results
            .into_iter()
            .flatten()
            .map(std::borrow::Cow::into_owned)
            .collect())
    }
}

/// What a custom column shows: the values with commas between them, `<none>` where there is nothing.
pub fn column_text(path: &JsonPath, value: &Value) -> Result<String, JsonPathError> {
    let found = path.find(value)?;
    if found.is_empty() {
        return Ok("<none>".to_owned());
    }
    let text = |value: &Value| {
        if value.is_null() {
            "<none>".to_owned()
        } else {
            eval::shown(value)
        }
    };
    Ok(found.iter().map(text).collect::<Vec<_>>().join(","))
}

impl fmt::Display for JsonPathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnclosedAction => f.write_str("unclosed action"),
            Self::Unrecognized(c) => write!(
                f,
                "unrecognized character in action: U+{:04X} '{c}'",
                u32::from(*c)
            ),
            Self::UnterminatedArray => f.write_str("unterminated array"),
            Self::UnterminatedFilter => f.write_str("unterminated filter"),
            Self::UnclosedArray => f.write_str("unclosed array expect ]"),
            Self::UnterminatedQuote => f.write_str("unterminated quoted string"),
            Self::InvalidIndex(text) => write!(f, "invalid array index {text}"),
            Self::NotANumber(text) => write!(f, "cannot parse number {text}"),
            Self::MultipleRecursive => f.write_str("invalid multiple recursive descent"),
            Self::TooDeep => f.write_str("the template is nested too deep"),
            Self::NothingToEnd => f.write_str("not in range, nothing to end"),
            Self::UnknownWord(word) => write!(f, "unrecognized identifier {word}"),
            Self::NotAList(what) => write!(f, "{what} is not array or slice"),
            Self::NotFiltered(what) => write!(f, "{what} is not array or slice and cannot be filtered"),
            Self::OutOfBounds(index, length) => {
                write!(f, "array index out of bounds: index {index}, length {length}")
            }
            Self::Backwards(from, to) => write!(f, "starting index {from} is greater than ending index {to}"),
            Self::NoStep => f.write_str("step must be > 0"),
            Self::NotOne => f.write_str("can only compare one element at a time"),
            Self::Incomparable => f.write_str("incompatible types for comparison"),
            Self::UnknownOperator(operator) => write!(f, "unrecognized filter operator {operator}"),
            Self::TooMany => f.write_str("the template finds too much to print"),
        }
    }
}

impl std::error::Error for JsonPathError {}
