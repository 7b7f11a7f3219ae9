//! A scenario: the world a step begins in, made of typed lines like everything else.

use std::collections::BTreeMap;

use engine::{
    text::duration::parse_go_duration,
    time::{Span, Time},
    timeline::Timeline,
};
use serde::Deserialize;

/// The world a step begins in.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// The seed of its luck.
    pub seed: u64,
    /// The files in the working folder, from the lesson's `files/`.
    #[serde(default)]
    pub files: Vec<String>,
    /// What has been typed before the learner comes: `0s kubectl …`.
    pub before: Vec<String>,
    /// When the learner comes.
    pub start: String,
}

/// Why a scenario cannot be played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unplayable {
    /// A line that does not begin with a time, or a time that is none.
    NoTime(String),
    /// A file that the lesson does not have.
    NoFile(String),
    /// A line that the engine turned down, and its words.
    Refused {
        /// The line.
        line: String,
        /// What the terminal printed.
        words: String,
    },
}

impl std::fmt::Display for Unplayable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoTime(line) => write!(f, "`{line}` does not begin with a time such as `2s`"),
            Self::NoFile(name) => write!(f, "there is no file `{name}`"),
            Self::Refused { line, words } => write!(f, "`{line}` fails: {}", words.trim()),
        }
    }
}

impl Scenario {
    /// Plays it up to the moment the learner comes.
    pub fn play(&self, files: &BTreeMap<String, String>) -> Result<Timeline, Unplayable> {
        let mut timeline = Timeline::new(self.seed);
        for name in &self.files {
            let text = files.get(name).ok_or_else(|| Unplayable::NoFile(name.clone()))?;
            send(&mut timeline, &write_line(name, text))?;
        }
        type_lines(&mut timeline, &self.before)?;
        timeline.seek(Time::ZERO + span(&self.start)?);
        Ok(timeline)
    }
}

/// The line that saves a file.
pub fn write_line(name: &str, text: &str) -> String {
    format!("write {name} {}", serde_json::Value::from(text))
}

/// Types timed lines, their times counted from the present.
pub fn type_lines(timeline: &mut Timeline, lines: &[String]) -> Result<(), Unplayable> {
    let start = timeline.now();
    for line in lines {
        let (after, line) = timed(line)?;
        timeline.seek(start + after);
        send(timeline, line)?;
    }
    Ok(())
}

/// The time and the rest of a timed line.
pub fn timed(line: &str) -> Result<(Span, &str), Unplayable> {
    let no_time = || Unplayable::NoTime(line.to_owned());
    let (time, rest) = line.trim().split_once(' ').ok_or_else(no_time)?;
    Ok((span(time).map_err(|_| no_time())?, rest.trim()))
}

/// A span such as `1m30s`.
pub fn span(text: &str) -> Result<Span, Unplayable> {
    let nanos = parse_go_duration(text)
        .ok()
        .and_then(|nanos| u64::try_from(nanos).ok());
    nanos
        .map(|nanos| Span(nanos / 1_000_000))
        .ok_or_else(|| Unplayable::NoTime(text.to_owned()))
}

fn send(timeline: &mut Timeline, line: &str) -> Result<(), Unplayable> {
    let reply = timeline.send(line);
    if reply.code == 0 {
        return Ok(());
    }
    Err(Unplayable::Refused {
        line: line.to_owned(),
        words: reply.err,
    })
}
