//! What the API server and kubectl say about a manifest whose fields are not those of its kind.

use super::KindInfo;
use crate::text::quantity::QuantityError;
use crate::text::quote::go_quote;
use crate::text::yaml::Position;
use std::fmt;

/// Something wrong with a manifest, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// The field, as `spec.template.spec.containers[0].image`.
    pub path: String,
    /// Where it stands.
    pub at: Position,
}

/// What can be wrong; `Display` gives the words without those around them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// The document is a text, a number or a list.
    NotAnObject,
    /// `apiVersion` or `kind` is missing: its name.
    NotSet(&'static str),
    /// `apiVersion` or `kind` is no text: its name.
    NotText(&'static str),
    /// The cluster has no such kind in that version.
    NoMatch {
        /// The kind.
        kind: String,
        /// The group and version.
        api_version: String,
    },
    /// A value of another type than the field has.
    WrongType {
        /// What the value is, as Go's JSON names it.
        value: String,
        /// The field, as Go's JSON names it.
        field: String,
        /// The type that it has in Go.
        wanted: String,
        /// The words for it where a patch has put the value into an object.
        converted: String,
    },
    /// A text that is no amount.
    Quantity(QuantityError),
    /// A text that is no moment.
    Time(String),
    /// A field that the type does not have.
    UnknownField,
}

impl ProblemKind {
    /// Whether kubectl finds it before it knows which resource is meant.
    pub fn is_found_by_client(&self) -> bool {
        matches!(self, Self::NotAnObject | Self::NotSet(_) | Self::NotText(_))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ProblemKind::NotAnObject => f.write_str("invalid object to validate"),
            ProblemKind::NotSet(field) => write!(f, "{field} not set"),
            ProblemKind::NotText(field) => write!(f, "{field} isn't string type"),
            ProblemKind::NoMatch { kind, api_version } => {
                write!(
                    f,
                    "no matches for kind {} in version {}",
                    go_quote(kind),
                    go_quote(api_version)
                )
            }
            ProblemKind::WrongType {
                value, field, wanted, ..
            } => {
                write!(
                    f,
                    "json: cannot unmarshal {value} into Go struct field {field} of type {wanted}"
                )
            }
            ProblemKind::Quantity(error) => error.fmt(f),
            ProblemKind::Time(text) => {
                let text = go_quote(text);
                write!(
                    f,
                    "parsing time {text} as \"2006-01-02T15:04:05Z07:00\": cannot parse {text} as \"2006\""
                )
            }
            ProblemKind::UnknownField => write!(f, "unknown field {}", go_quote(&self.path)),
        }
    }
}

/// What kubectl says of a manifest that it sends to no server, without the name of the file; none if it would send it.
pub fn client_refusal(problems: &[Problem]) -> Option<String> {
    let found = problems
        .iter()
        .filter(|problem| problem.kind.is_found_by_client());
    let words: Vec<String> = found.map(ToString::to_string).collect();
    let words = match &words[..] {
        [] => return None,
        [one] => one.clone(),
        several => format!("[{}]", several.join(", ")),
    };
    Some(format!(
        "error validating data: {words}; if you choose to ignore these errors, turn validation off with --validate=false"
    ))
}

/// What the API server says about an object that it cannot read.
pub fn decode_refusal(kind: &KindInfo, problems: &[Problem]) -> Option<String> {
    let (name, version) = (kind.kind, kind.version());
    let words = decode_cause(problems)?;
    Some(format!(
        "{name} in version \"{version}\" cannot be handled as a {name}: {words}"
    ))
}

/// Why the API server cannot read an object: the first wrong value, else all unknown fields.
pub fn decode_cause(problems: &[Problem]) -> Option<String> {
    let server = || {
        problems
            .iter()
            .filter(|problem| !problem.kind.is_found_by_client())
    };
    let wrong = server().find(|problem| problem.kind != ProblemKind::UnknownField);
    match wrong {
        Some(problem) => Some(problem.to_string()),
        None => strict_refusal(server().collect()),
    }
}

/// As [`decode_cause`], of an object into which a patch has put the fields.
pub fn patch_cause(problems: &[Problem]) -> Option<String> {
    let wrong = problems
        .iter()
        .find(|problem| problem.kind != ProblemKind::UnknownField);
    match wrong.map(|problem| &problem.kind) {
        Some(ProblemKind::WrongType { converted, .. }) => Some(converted.clone()),
        Some(_) => wrong.map(ToString::to_string),
        None => strict_refusal(problems.iter().collect()),
    }
}

fn strict_refusal(unknown: Vec<&Problem>) -> Option<String> {
    let fields: Vec<String> = unknown.into_iter().map(ToString::to_string).collect();
    (!fields.is_empty()).then(|| format!("strict decoding error: {}", fields.join(", ")))
}
