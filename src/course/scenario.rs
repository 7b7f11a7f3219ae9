//! A scenario: the world a step begins in, made of typed lines like everything else.

use std::collections::{BTreeMap, VecDeque};

use engine::{
    text::duration::parse_go_duration,
    time::{Span, Time},
    timeline::Timeline,
    transcript::Transcript,
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
        let mut opening = self.opening(files)?;
        while opening.go_on(Span(u64::MAX))? {}
        Ok(opening.timeline)
    }

    /// The same, not yet played, for whoever cannot wait for all of it at once.
    pub fn opening(&self, files: &BTreeMap<String, String>) -> Result<Opening, Unplayable> {
        let mut timeline = Timeline::new(self.seed);
        for name in &self.files {
            let text = files.get(name).ok_or_else(|| Unplayable::NoFile(name.clone()))?;
            send(&mut timeline, &write_line(name, text))?;
        }
        let timed = self.before.iter().map(|it| timed(it));
        let lines = timed.map(|it| it.map(|(after, line)| (Time::ZERO + after, line.to_owned())));
        Ok(Opening {
            timeline,
            lines: lines.collect::<Result<_, _>>()?,
            start: Time::ZERO + span(&self.start)?,
        })
    }
}

/// A run on its way to the moment the learner comes.
pub struct Opening {
    /// What has been played of it.
    pub timeline: Timeline,
    /// What is still to be typed, and when.
    lines: VecDeque<(Time, String)>,
    start: Time,
}

impl Opening {
    /// That of a run that was written down.
    pub fn of(transcript: &Transcript) -> Self {
        Self {
            timeline: Timeline::begin(transcript),
            lines: VecDeque::new(),
            start: transcript.at,
        }
    }

    /// Plays on for a while or types the next line; says whether there may be more to do.
    pub fn go_on(&mut self, most: Span) -> Result<bool, Unplayable> {
        let before = self.timeline.now();
        let next = self.lines.front().map_or(self.start, |(at, _)| *at);
        self.timeline.seek(next.min(before + most));
        if before < self.timeline.now() {
            return Ok(true);
        }
        let line = self.lines.pop_front();
        if let Some((_, line)) = &line {
            send(&mut self.timeline, line)?;
        }
        Ok(line.is_some())
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

#[cfg(test)]
mod tests {
    use super::*;

    /// However small the pieces, the world is the same in the end.
    #[test]
    fn a_scenario_opened_bit_by_bit_is_the_scenario_played() {
        let lines = [
            "0s node add a",
            "1500ms node add b",
            "1500ms write x \"1\"",
            "4s node remove a",
        ];
        let scenario = Scenario {
            seed: 3,
            files: Vec::new(),
            before: lines.map(str::to_owned).to_vec(),
            start: "6s".to_owned(),
        };
        let whole = scenario.play(&BTreeMap::new()).expect("its lines work");
        for most in [1, 7, 1000, 100_000] {
            let mut opening = scenario.opening(&BTreeMap::new()).expect("its lines work");
            while opening.go_on(Span(most)).expect("its lines work") {}
            assert_eq!(opening.timeline.transcript(), whole.transcript());
            assert_eq!(opening.timeline.now(), Time(6000));
            let mut shared = Opening::of(&whole.transcript());
            while shared.go_on(Span(most)).expect("it was played before") {}
            assert_eq!(shared.timeline.present().entries(), whole.present().entries());
            assert_eq!(shared.timeline.replies(), whole.replies());
        }
    }

    #[test]
    fn a_run_that_is_longer_than_a_run_may_be_ends_there() {
        let scenario = Scenario {
            seed: 1,
            files: Vec::new(),
            before: vec!["30h node add a".to_owned()],
            start: "40h".to_owned(),
        };
        let timeline = scenario.play(&BTreeMap::new()).expect("its lines work");
        assert_eq!(timeline.now(), engine::transcript::LENGTH_MAX);
    }
}
