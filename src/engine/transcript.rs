//! A run as text and back: the seed, the moment, and what was typed. One line a command.

use std::fmt::{self, Write as _};

use crate::time::Time;

/// The version of the engine's behaviour: the same transcript gives the same run only under the same version.
pub const VERSION: u32 = 1;

/// No run is longer: one simulated day.
pub const LENGTH_MAX: Time = Time(24 * 3600 * 1000);

/// No run has more commands.
pub const COMMANDS_MAX: usize = 2000;

/// No transcript is longer [bytes].
pub const BYTES_MAX: usize = 64 * 1024;

/// A line that was typed, and when.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Command {
    /// When.
    pub at: Time,
    /// What.
    pub line: String,
}

/// Everything that decides a run, and the moment of it one is at.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Transcript {
    /// The seed.
    pub seed: u64,
    /// The moment.
    pub at: Time,
    /// What was typed, in order of time.
    pub commands: Vec<Command>,
}

/// Why a text is not a transcript, or a line does not fit one more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Not a transcript at all.
    NotATranscript,
    /// Made by another version of the engine.
    OtherVersion {
        /// Which.
        version: u32,
    },
    /// A line that cannot be read, counted from 1.
    BadLine {
        /// Which.
        line: usize,
    },
    /// Too many commands.
    TooManyCommands,
    /// Too much text.
    TooLong,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotATranscript => write!(f, "this is not a Beanpod transcript"),
            Self::OtherVersion { version } => {
                write!(f, "made by version {version}, this is version {VERSION}")
            }
            Self::BadLine { line } => write!(f, "line {line} cannot be read"),
            Self::TooManyCommands => write!(f, "a run holds at most {COMMANDS_MAX} commands"),
            Self::TooLong => write!(f, "a run holds at most {BYTES_MAX} bytes of text"),
        }
    }
}

impl fmt::Display for Transcript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "beanpod {VERSION}\nseed {}\nat {}\n", self.seed, self.at.0)?;
        self.commands
            .iter()
            .try_for_each(|it| writeln!(f, "{} {}", it.at.0, it.line))
    }
}

impl std::str::FromStr for Transcript {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        if text.len() > BYTES_MAX {
            return Err(Refusal::TooLong);
        }
        let mut lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
        let version = field(lines.next(), "beanpod ").ok_or(Refusal::NotATranscript)?;
        if version != u64::from(VERSION) {
            return Err(Refusal::OtherVersion {
                version: u32::try_from(version).unwrap_or(u32::MAX),
            });
        }
        let seed = field(lines.next(), "seed ").ok_or(Refusal::BadLine { line: 2 })?;
        let at = field(lines.next(), "at ")
            .filter(|at| *at <= LENGTH_MAX.0)
            .ok_or(Refusal::BadLine { line: 3 })?;
        let mut commands: Vec<Command> = Vec::new();
        for (text, line) in lines {
            let command = command(text).ok_or(Refusal::BadLine { line })?;
            if commands.last().is_some_and(|last| command.at < last.at) || LENGTH_MAX < command.at {
                return Err(Refusal::BadLine { line });
            }
            if commands.len() == COMMANDS_MAX {
                return Err(Refusal::TooManyCommands);
            }
            commands.push(command);
        }
        Ok(Self {
            seed,
            at: Time(at),
            commands,
        })
    }
}

/// Whether one more line fits behind `commands`.
pub(crate) fn room_for(commands: &[Command], line: &str) -> Result<(), Refusal> {
    if line.len() > BYTES_MAX {
        return Err(Refusal::TooLong);
    }
    if commands.len() >= COMMANDS_MAX {
        return Err(Refusal::TooManyCommands);
    }
    let mut head = String::new();
    write!(
        head,
        "beanpod {VERSION}\nseed {}\nat {}\n",
        u64::MAX,
        LENGTH_MAX.0
    )
    .expect("a string takes any text");
    let spent: usize = commands.iter().map(|it| it.line.len() + 12).sum();
    if head.len() + spent + line.len() + 12 > BYTES_MAX {
        Err(Refusal::TooLong)
    } else {
        Ok(())
    }
}

fn field(line: Option<(&str, usize)>, name: &str) -> Option<u64> {
    line?.0.trim().strip_prefix(name)?.parse().ok()
}

fn command(text: &str) -> Option<Command> {
    let (at, line) = text.split_once(' ')?;
    Some(Command {
        at: Time(at.parse().ok()?),
        line: line.trim().to_owned(),
    })
}
