//! Why a line is turned down, worded as the real tool words it.

use std::fmt;

use crate::text::quote::go_quote;

use super::{Reply, kubectl::resource::Resource};

/// Why a line is turned down; `Display` gives what stands on the terminal, without the last line break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The tool itself cannot do this.
    Tool(String),
    /// The line is not written as the verb wants it: what is wrong, and the verb with its tool, e.g. `kubectl get`.
    Usage(String, String),
    /// A word too many or too few: as `Usage`, but pointing to the examples too.
    Misused(String, String),
    /// A verb that does not exist: the tool, the word, and the words near it.
    UnknownCommand(&'static str, String, Vec<&'static str>),
    /// The server does not have the object: the resource with its group, and the name.
    NotFound(String, String),
    /// The server has an object of this name: the resource with its group, and the name.
    AlreadyExists(String, String),
    /// The server cannot read the request.
    BadRequest(String),
    /// The server does not allow it.
    Forbidden(String),
    /// Another write came first, or a precondition does not hold.
    Conflict(String),
    /// The object breaks rules: its kind and name, and each rule with its field.
    Invalid(String, String, Vec<String>),
    /// As it stands, e.g. because the real tool prints no `error:` before it.
    Plain(String),
    /// An object of a file breaks rules: what was done with which file, which is told only among several refusals.
    When(String, Box<Refusal>),
    /// Several things went wrong.
    Several(Vec<Refusal>),
    /// A real Kubernetes has it, Beanpod has not: what.
    NotSimulated(String),
}

impl Refusal {
    /// The tool itself cannot do this.
    pub fn tool(message: impl Into<String>) -> Self {
        Self::Tool(message.into())
    }

    /// One refusal, or several as one; none of an empty row.
    pub fn join(mut all: Vec<Self>) -> Option<Self> {
        match all.len() {
            0 => None,
            1 => all.pop(),
            _ => Some(Self::Several(all)),
        }
    }

    /// A message of the server about a file, e.g. `error when creating "shop.yaml": …`.
    #[must_use]
    pub fn when(self, doing: &str, file: &str) -> Self {
        let place = |message: String| format!("error when {doing} {}: {message}", go_quote(file));
        match self {
            Self::BadRequest(message) => Self::BadRequest(place(message)),
            Self::Forbidden(message) => Self::Forbidden(place(message)),
            Self::Conflict(message) => Self::Conflict(place(message)),
            Self::NotFound(resource, name) => Self::Plain(format!(
                "Error from server (NotFound): {}",
                place(format!("{resource} {} not found", go_quote(&name)))
            )),
            Self::AlreadyExists(resource, name) => Self::Plain(format!(
                "Error from server (AlreadyExists): {}",
                place(format!("{resource} {} already exists", go_quote(&name)))
            )),
            Self::Tool(message) => Self::Tool(place(message)),
            Self::Invalid(..) => Self::When(place(String::new()), Box::new(self)),
            other => other,
        }
    }

    /// What the server says of it, as other messages quote it, e.g. `deployments.apps "shop" not found`; none if it is not the
    /// server's. Source: apimachinery/pkg/api/errors/errors.go, Kubernetes 1.28.3, read 2026-11.
    pub fn status(&self) -> Option<String> {
        Some(match self {
            Self::AlreadyExists(resource, name) => format!("{resource} {} already exists", go_quote(name)),
            Self::NotFound(resource, name) => format!("{resource} {} not found", go_quote(name)),
            Self::BadRequest(words) | Self::Forbidden(words) | Self::Conflict(words) => words.clone(),
            Self::Invalid(kind, name, problems) => {
                let kind = match Resource::named(&kind.to_ascii_lowercase()) {
                    Ok(resource) if !resource.group.is_empty() => format!("{kind}.{}", resource.group),
                    _ => kind.clone(),
                };
                let problems = match &problems[..] {
                    [one] => one.clone(),
                    several => format!("[{}]", several.join(", ")),
                };
                format!("{kind} {} is invalid: {problems}", go_quote(name))
            }
            _ => return None,
        })
    }

    /// As it stands among several: kubectl then leaves its own `error: ` out, and does not list broken rules line by line.
    /// Source: `MultipleErrors` in kubectl pkg/cmd/util/helpers.go, Kubernetes 1.28.7, read 2026-11.
    fn among_several(&self) -> String {
        match self {
            Self::Tool(message) => message.clone(),
            Self::Invalid(..) => {
                let status = self.status().expect("broken rules are the server's words");
                format!("Error from server (Invalid): {status}")
            }
            Self::When(place, what) => {
                let status = what.status().expect("broken rules are the server's words");
                format!("Error from server (Invalid): {place}{status}")
            }
            other => other.to_string(),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tool(message) => write!(f, "error: {message}"),
            Self::Usage(message, verb) => write!(f, "error: {message}\nSee '{verb} --help' for usage."),
            Self::Misused(message, verb) => {
                write!(f, "error: {message}\nSee '{verb} -h' for help and examples")
            }
            Self::UnknownCommand(tool, word, near) => {
                write!(f, "error: unknown command {} for \"{tool}\"", go_quote(word))?;
                if !near.is_empty() {
                    write!(f, "\n\nDid you mean this?")?;
                }
                near.iter().try_for_each(|it| write!(f, "\n\t{it}"))
            }
            Self::NotFound(resource, name) => write!(
                f,
                "Error from server (NotFound): {resource} {} not found",
                go_quote(name)
            ),
            Self::AlreadyExists(resource, name) => write!(
                f,
                "Error from server (AlreadyExists): {resource} {} already exists",
                go_quote(name)
            ),
            Self::BadRequest(message) => write!(f, "Error from server (BadRequest): {message}"),
            Self::Forbidden(message) => write!(f, "Error from server (Forbidden): {message}"),
            Self::Conflict(message) => write!(f, "Error from server (Conflict): {message}"),
            Self::Invalid(kind, name, problems) => {
                write!(f, "The {kind} {} is invalid: ", go_quote(name))?;
                match &problems[..] {
                    [problem] => f.write_str(problem),
                    problems => problems.iter().try_for_each(|it| write!(f, "\n* {it}")),
                }
            }
            Self::Plain(message) => f.write_str(message),
            Self::When(_, what) => what.fmt(f),
            Self::Several(all) => {
                for (place, it) in all.iter().enumerate() {
                    if place > 0 {
                        writeln!(f)?;
                    }
                    f.write_str(&it.among_several())?;
                }
                Ok(())
            }
            Self::NotSimulated(what) => write!(f, "error: Beanpod does not simulate {what} (yet)"),
        }
    }
}

impl std::error::Error for Refusal {}

impl From<Refusal> for Reply {
    fn from(refusal: Refusal) -> Self {
        Self::fail(format!("{refusal}\n"))
    }
}

impl Reply {
    /// Notes that a part of the line was turned down; the rest stands.
    pub fn refuse(&mut self, refusal: &Refusal) {
        self.err.push_str(&format!("{refusal}\n"));
        self.code = 1;
    }
}
