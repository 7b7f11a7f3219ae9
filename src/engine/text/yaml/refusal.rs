//! What is wrong with a YAML text, told as kubectl tells it.
//!
//! kubectl's YAML library descends from libyaml, ours reads YAML 1.2; both stumble over the same mistakes in
//! other words and at other marks. The table below was made by giving both some thousand broken manifests.

use super::Position;
use super::documents::Part;
use super::read::LIMITS;
use crate::text::quote::go_quote;
use saphyr_parser::ScanError;
use std::fmt;

/// A text that is not a manifest: what is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YamlError {
    /// What is wrong.
    pub problem: Problem,
    /// Where, in the whole text.
    pub at: Position,
    /// The line that the message names: kubectl counts from the document's `---` and, for some mistakes, not
    /// the line itself; `None` where it names none.
    pub shown_line: Option<u32>,
}

/// What can be wrong with a YAML text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The library's words for broken syntax.
    Syntax(String),
    /// Something after `---`.
    Separator(String),
    /// Keys that a mapping has twice, each with its line in the document.
    DuplicateKeys(Vec<(u32, String)>),
    /// An alias without its anchor.
    UnknownAnchor(String),
    /// An alias inside of what it stands for.
    ContainsItself,
    /// A key that is a list, a mapping or nothing.
    KeyNotText,
    /// `<<` with something that is no mapping.
    MergeNotAMap,
    /// A number that JSON cannot say, such as `.nan`.
    NotANumber(String),
    /// A character that no text may have.
    ControlCharacters,
    /// More text than we read.
    TooLarge {
        /// How much it is.
        bytes: usize,
    },
    /// More nodes than we build, aliases repeated included.
    TooManyNodes,
    /// Deeper than we build.
    TooDeep,
}

impl YamlError {
    pub(super) fn at_start(problem: Problem) -> Self {
        Self {
            problem,
            at: Position { line: 1, column: 1 },
            shown_line: None,
        }
    }
}

impl fmt::Display for YamlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Problem::Separator(rest) = &self.problem {
            return write!(f, "invalid Yaml document separator: {rest}");
        }
        f.write_str("error converting YAML to JSON: yaml: ")?;
        if let Some(line) = self.shown_line {
            write!(f, "line {line}: ")?;
        }
        match &self.problem {
            Problem::Syntax(words) => f.write_str(words),
            Problem::Separator(_) => Ok(()),
            Problem::DuplicateKeys(keys) => {
                f.write_str("unmarshal errors:")?;
                keys.iter().try_for_each(|(line, key)| {
                    write!(f, "\n  line {line}: key {} already set in map", go_quote(key))
                })
            }
            Problem::UnknownAnchor(name) => write!(f, "unknown anchor '{name}' referenced"),
            Problem::ContainsItself => f.write_str("anchor value contains itself"),
            Problem::KeyNotText => f.write_str("invalid map key"),
            Problem::MergeNotAMap => f.write_str("map merge requires map or sequence of maps as the value"),
            Problem::NotANumber(text) => write!(f, "json: unsupported value: {text}"),
            Problem::ControlCharacters => f.write_str("control characters are not allowed"),
            Problem::TooLarge { bytes } => {
                write!(f, "the text has {bytes} bytes; at most {} are read", LIMITS.bytes)
            }
            Problem::TooManyNodes => {
                write!(
                    f,
                    "document contains excessive aliasing or more than {} nodes",
                    LIMITS.nodes
                )
            }
            Problem::TooDeep => write!(f, "exceeded max depth of {}", LIMITS.depth),
        }
    }
}

impl std::error::Error for YamlError {}

/// Which line kubectl names for a mistake that our parser finds at some line.
#[derive(Clone, Copy)]
enum Shown {
    /// That many lines on; a mistake in the first line is told without a line.
    Ahead(i64),
    /// The line after the last.
    End,
}

/// The words of our parser, those of kubectl's, and the line it names.
const WORDS: &[(&str, &str, Shown)] = &[
    (
        "tabs disallowed",
        "found character that cannot start any token",
        Shown::Ahead(0),
    ),
    (
        "unexpected character",
        "found character that cannot start any token",
        Shown::Ahead(0),
    ),
    (
        "<document start>",
        "found character that cannot start any token",
        Shown::Ahead(-2),
    ),
    (
        "simple key expect",
        "could not find expected ':'",
        Shown::Ahead(0),
    ),
    (
        "plain scalar, found a tab",
        "found a tab character that violates indentation",
        Shown::Ahead(1),
    ),
    (
        "cannot start with a tab",
        "found a tab character where an indentation space is expected",
        Shown::Ahead(1),
    ),
    (
        "found unexpected end of stream",
        "found unexpected end of stream",
        Shown::End,
    ),
    (
        "illegal placement of ':'",
        "did not find expected ',' or ']'",
        Shown::Ahead(-1),
    ),
    (
        "flow sequence, expected",
        "did not find expected ',' or ']'",
        Shown::Ahead(-1),
    ),
    (
        "flow mapping, did not find",
        "did not find expected ',' or '}'",
        Shown::Ahead(-2),
    ),
    (
        "only valid inside a block",
        "did not find expected ',' or '}'",
        Shown::Ahead(-2),
    ),
    (
        "invalid indentation in flow",
        "did not find expected ',' or '}'",
        Shown::Ahead(-2),
    ),
    (
        "trailing content after double-quoted",
        "did not find expected key",
        Shown::Ahead(-1),
    ),
    (
        "did not find expected key",
        "did not find expected key",
        Shown::Ahead(-1),
    ),
    (
        "did not find expected '-'",
        "did not find expected '-' indicator",
        Shown::Ahead(-1),
    ),
    (
        "did not find expected node content",
        "did not find expected node content",
        Shown::Ahead(-1),
    ),
    ("recursion limit", "exceeded max depth of 10000", Shown::Ahead(0)),
];

/// Our parser's complaint about a document, as kubectl would put it.
pub(super) fn of_scan(error: &ScanError, part: &Part<'_>) -> YamlError {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let (line, info) = (count(error.marker().line()), error.info());
    let at = Position {
        line: part.lines_before + line,
        column: count(error.marker().col()) + 1,
    };
    let rest = rest_of(part.text, error);
    if info.contains("unknown anchor") {
        let name = rest
            .trim_start_matches('*')
            .split(|c: char| !(c.is_alphanumeric() || "-_".contains(c)));
        let name = name.into_iter().next().unwrap_or_default().to_owned();
        return YamlError {
            problem: Problem::UnknownAnchor(name),
            at,
            shown_line: None,
        };
    }
    let known = WORDS
        .iter()
        .find(|(ours, _, _)| info.contains(ours))
        .map(|(_, theirs, shown)| (*theirs, *shown));
    let (words, shown) = match info {
        "misplaced bracket" => bracket(part.text, rest),
        "invalid indentation in quoted scalar" => open_quote(rest),
        "invalid indentation" => ("did not find expected ',' or '}'", Shown::Ahead(-2)),
        // What both call the same stands after the place that was being read.
        _ => known.unwrap_or((info.rsplit(", ").next().unwrap_or(info), Shown::Ahead(0))),
    };
    let shown = match shown {
        Shown::End => i64::from(count(part.text.matches('\n').count())) + 1,
        Shown::Ahead(lines) => i64::from(line) + lines,
    };
    let first = i64::from(line) <= 1 && shown <= 1;
    let shown_line = u32::try_from(shown).ok().filter(|line| *line > 0 && !first);
    YamlError {
        problem: Problem::Syntax(words.to_owned()),
        at,
        shown_line,
    }
}

/// The text from the mark on.
fn rest_of<'a>(text: &'a str, error: &ScanError) -> &'a str {
    text.char_indices()
        .nth(error.marker().index())
        .map_or("", |(place, _)| &text[place..])
}

/// A closing bracket without an opening one.
fn bracket(text: &str, rest: &str) -> (&'static str, Shown) {
    let before = text[..text.len() - rest.len()].trim_end_matches(' ');
    if before.ends_with([':', '-', '\n']) {
        return ("did not find expected node content", Shown::Ahead(-1));
    }
    ("did not find expected key", Shown::Ahead(-1))
}

/// A quote that is still open in a line that belongs to something else: libyaml reads on to the next quote.
fn open_quote(rest: &str) -> (&'static str, Shown) {
    let quote = rest.chars().next().unwrap_or('"');
    match rest
        .get(1..)
        .and_then(|inside| inside.find(quote).map(|place| &inside[..place]))
    {
        None => ("found unexpected end of stream", Shown::End),
        Some(inside) => {
            let lines = i64::try_from(inside.matches('\n').count()).unwrap_or(0);
            ("did not find expected key", Shown::Ahead(lines - 1))
        }
    }
}
