//! The terminal: a line of text in, text and wishes out.

pub mod complete;
mod fault;
mod filter;
pub mod flags;
pub mod follow;
pub mod kubectl;
pub mod lint;
mod node;
pub mod refusal;
pub mod suggest;
mod traffic;
pub mod verb;
pub mod words;
mod write;

use crate::{
    controller::{Step, View},
    reason::Reason,
    transcript::{self, BYTES_MAX},
    world::Change,
};

use follow::Follow;
use verb::Tool;

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
    /// What is printed as simulated time goes on, where the command does not end at once.
    pub follow: Option<Follow>,
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

/// Every tool. The order is that of completion.
pub const TOOLS: &[&Tool] = &[kubectl::TOOL, node::TOOL, traffic::TOOL, fault::TOOL, write::TOOL];

/// Reads and runs one line against the world as it is.
pub fn run(line: &str, view: &View) -> Reply {
    if line.len() > BYTES_MAX {
        return Reply::fail(format!("{}\n", transcript::Refusal::TooLong));
    }
    let commands = match words::split(line) {
        Ok(commands) => commands,
        Err(error) => {
            return Reply {
                code: 2,
                ..Reply::fail(format!("{error}\n"))
            };
        }
    };
    let Some((words, filters)) = commands.split_first() else {
        return Reply::default();
    };
    let Some((name, rest)) = words.split_first() else {
        return Reply::default();
    };
    match TOOLS.iter().find(|tool| tool.name == name) {
        Some(tool) => filter::through(tool.run(line, rest, view), filters),
        None => not_found(name),
    }
}

fn not_found(name: &str) -> Reply {
    let near = suggest::suggest(name, TOOLS.iter().map(|tool| tool.name));
    let hint = near
        .iter()
        .map(|it| format!("\nDid you mean this?\n\t{it}\n"))
        .collect::<String>();
    let name: String = name.chars().take(80).collect();
    Reply {
        code: 127,
        ..Reply::fail(format!("{name}: command not found\n{hint}"))
    }
}
