//! Goals: what must hold in a run, written as `[now|always|never] MEASURE OPERATOR VALUE`.
//!
//! A goal looks at the state and at what has happened since the step began, never at which button was pressed:
//! `rollout of deployment/shop = complete`, `never ready of deployment/shop < 3`, `failed requests = 0`.

mod measure;

use std::{fmt, str::FromStr};

use engine::{time::Time, timeline::Timeline};

pub use measure::{Measure, Of, Value};

/// A goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// When it must hold.
    pub when: When,
    /// What is looked at.
    pub measure: Measure,
    /// How it is compared.
    pub operator: Operator,
    /// With what.
    pub value: Value,
}

/// When a goal must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// At the moment one looks.
    Now,
    /// At every moment since the step began.
    Always,
    /// At no moment since the step began.
    Never,
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

/// The moment a step began: goals count from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// When.
    pub at: Time,
    /// How many entries the log had.
    pub entries: u64,
    /// How many requests had been offered and had failed.
    pub requests: (u64, u64),
}

/// How a goal stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it holds.
    pub is_met: bool,
    /// What was measured: now, or when it broke.
    pub found: Value,
    /// Where it broke: the moment, and the entry of the log that did it, if one did.
    pub broke: Option<(Time, Option<u64>)>,
}

impl Start {
    /// The present of a run, from which a step counts.
    pub fn of(timeline: &Timeline) -> Self {
        let sim = timeline.present();
        Self {
            at: sim.now(),
            entries: sim.entries(),
            requests: measure::requests(sim.world(), sim.now()),
        }
    }
}

impl Goal {
    /// How the goal stands in a run.
    pub fn judge(&self, timeline: &Timeline, start: &Start) -> Verdict {
        let now = self.measure.now(timeline, start);
        match self.when {
            When::Now => Verdict {
                is_met: self.holds(&now),
                found: now,
                broke: None,
            },
            When::Always | When::Never => {
                let breaks = |value: &Value| self.holds(value) == (self.when == When::Never);
                let history = self.measure.history(timeline, start);
                match history.into_iter().find(|moment| breaks(&moment.value)) {
                    Some(moment) => Verdict {
                        is_met: false,
                        found: moment.value,
                        broke: Some((moment.at, moment.entry)),
                    },
                    None => Verdict {
                        is_met: true,
                        found: now,
                        broke: None,
                    },
                }
            }
        }
    }

    fn holds(&self, found: &Value) -> bool {
        match (found, &self.value) {
            (Value::Number(found), Value::Number(wanted)) => match self.operator {
                Operator::Equal => found == wanted,
                Operator::NotEqual => found != wanted,
                Operator::Less => found < wanted,
                Operator::AtMost => found <= wanted,
                Operator::More => found > wanted,
                Operator::AtLeast => found >= wanted,
            },
            (found, wanted) => match self.operator {
                Operator::Equal => found == wanted,
                Operator::NotEqual => found != wanted,
                Operator::Less | Operator::AtMost | Operator::More | Operator::AtLeast => false,
            },
        }
    }
}

/// Why a text is not a goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoalError {
    /// It has no operator with a value behind it.
    NoOperator,
    /// Nobody can measure that.
    UnknownMeasure(String),
}

impl fmt::Display for GoalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoOperator => write!(
                f,
                "a goal reads `MEASURE OPERATOR VALUE`, with one of = != < <= > >="
            ),
            Self::UnknownMeasure(words) => {
                write!(
                    f,
                    "`{words}` is no measure; there are: {}",
                    measure::KNOWN.join(", ")
                )
            }
        }
    }
}

impl FromStr for Goal {
    type Err = GoalError;

    fn from_str(text: &str) -> Result<Self, GoalError> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let (when, words) = match words.split_first() {
            Some((&"now", rest)) => (When::Now, rest),
            Some((&"always", rest)) => (When::Always, rest),
            Some((&"never", rest)) => (When::Never, rest),
            _ => (When::Now, &words[..]),
        };
        let place = words
            .iter()
            .position(|word| operator(word).is_some())
            .ok_or(GoalError::NoOperator)?;
        let [value] = words[place + 1..] else {
            return Err(GoalError::NoOperator);
        };
        Ok(Self {
            when,
            measure: words[..place].join(" ").parse()?,
            operator: operator(words[place]).ok_or(GoalError::NoOperator)?,
            value: value
                .parse()
                .map_or_else(|_| Value::Text(value.to_owned()), Value::Number),
        })
    }
}

fn operator(word: &str) -> Option<Operator> {
    Some(match word {
        "=" => Operator::Equal,
        "!=" => Operator::NotEqual,
        "<" => Operator::Less,
        "<=" => Operator::AtMost,
        ">" => Operator::More,
        ">=" => Operator::AtLeast,
        _ => return None,
    })
}
