//! The terminal: a line of text in, text and wishes out.

use crate::{
    controller::{Step, View},
    reason::Reason,
    world::{Change, Text},
};

/// What a line of the terminal gives back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reply {
    /// What it prints.
    pub out: String,
    /// What it prints as an error.
    pub err: String,
    /// The exit code: 0 if all went well.
    pub code: u8,
    /// What it asks of the world; taken out when it is carried out.
    pub steps: Vec<Step>,
    /// Whether the world is another one now, so that the line belongs to the transcript.
    pub changed: bool,
}

impl Reply {
    /// A line that prints and changes nothing.
    pub fn print(out: impl Into<String>) -> Self {
        Self {
            out: out.into(),
            ..Self::default()
        }
    }

    /// A line that fails.
    pub fn fail(err: impl Into<String>) -> Self {
        Self {
            err: err.into(),
            code: 1,
            ..Self::default()
        }
    }

    /// Asks for a change because of the line.
    pub fn change(&mut self, line: &str, change: Change) {
        self.steps.push(Step {
            change: Some(change),
            why: Reason::Command { line: line.into() },
            note: None,
        });
    }
}

/// Reads and runs one line against the world as it is.
pub fn run(line: &str, view: &View) -> Reply {
    let (tool, rest) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
    match tool {
        "" => Reply::default(),
        "write" => write(line, rest, view),
        other => Reply {
            code: 127,
            ..Reply::fail(format!("{other}: command not found\n"))
        },
    }
}

/// `write NAME "TEXT"` saves a file in the working folder; the text is a JSON string, so that a line stays a line.
fn write(line: &str, rest: &str, _view: &View) -> Reply {
    let Some((name, quoted)) = rest.split_once(' ') else {
        return Reply::fail("usage: write NAME \"TEXT\"\n");
    };
    let Ok(text) = serde_json::from_str::<String>(quoted) else {
        return Reply::fail("write: the text must be a JSON string\n");
    };
    let mut reply = Reply::default();
    let text: Text = text.into();
    reply.change(
        line,
        Change::Put(
            crate::infra::File {
                name: name.into(),
                text,
            }
            .into(),
        ),
    );
    reply
}
