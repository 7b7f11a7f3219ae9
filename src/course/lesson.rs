//! `lesson.yaml`: the steps of a lesson and what happens in each.

use std::collections::BTreeMap;

use engine::text::yaml::read_documents;
use serde::Deserialize;

use crate::scenario::Scenario;

/// A lesson without its words.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lesson {
    /// Its name in addresses and in a learner's progress; equal to the name of its folder.
    pub id: String,
    /// How long it takes [min], told on the home page.
    pub minutes: u32,
    /// The terms it introduces, by their id in the glossary: at most seven.
    pub terms: Vec<String>,
    /// The worlds it plays in, by name.
    pub scenarios: BTreeMap<String, Scenario>,
    /// Its steps in order.
    pub steps: Vec<Step>,
    /// Questions by which those who know can go straight to the task.
    #[serde(default)]
    pub placement: Vec<Question>,
}

/// One step: what the learner does in it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its name: the heading under which its words stand.
    pub id: String,
    /// The world it begins in; none: it goes on where the step before ended.
    #[serde(default)]
    pub scenario: Option<String>,
    /// The parts of the stage that are shown from this step on.
    #[serde(default)]
    pub reveals: Vec<String>,
    /// What is asked of the learner.
    pub activity: Activity,
}

/// What is asked of the learner.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Activity {
    /// Look at the parts and their names.
    Parts {},
    /// Watch a solved run, beat by beat.
    Watch {
        /// What is typed, and when: `2s kubectl …`, counted from the beginning of the step.
        run: Vec<String>,
        /// Where the run pauses.
        beats: Vec<Beat>,
    },
    /// Say what will happen, then run it and compare.
    Predict {
        /// What is typed.
        run: Vec<String>,
        /// What is measured, e.g. `failed requests`.
        measure: String,
        /// When it is measured [from the beginning of the step].
        after: String,
        /// The answers on offer; exactly one holds.
        options: Vec<Range>,
    },
    /// See two worlds that differ in one field under the same run.
    Twin {
        /// The other world; its files differ from this one's in exactly one field.
        other: String,
        /// The field, as `kubectl explain` writes it.
        field: String,
        /// What is typed in both.
        run: Vec<String>,
        /// What is measured in both.
        measures: Vec<String>,
        /// When it is measured.
        after: String,
    },
    /// Reach a goal.
    Do(Task),
    /// Reach a goal in another setting, without help.
    Transfer(Task),
    /// Say why it happened.
    Why {
        /// The answers on offer.
        question: Question,
    },
}

/// A goal and the ways to it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// What must hold, all of it; see [`crate::goal`].
    pub goals: Vec<String>,
    /// Commands on offer, to be tapped or typed.
    #[serde(default)]
    pub offers: Vec<String>,
    /// How many hints there are, each saying more than the one before.
    #[serde(default)]
    pub hints: u32,
    /// What a good learner types.
    pub solution: Vec<String>,
    /// How long the solution takes until the goals hold.
    pub within: String,
    /// Plausible ways that must not lead to the goal.
    #[serde(default)]
    pub wrong: Vec<Wrong>,
}

/// A plausible way that does not lead to the goal.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wrong {
    /// Its name: the heading under which its explanation stands.
    pub id: String,
    /// What is typed.
    pub run: Vec<String>,
}

/// A moment at which a watched run pauses.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beat {
    /// Its name: the heading under which its words stand.
    pub id: String,
    /// It begins when this holds; see [`crate::goal`].
    pub when: String,
    /// The object its words stand beside: `Pod`, `ReplicaSet`, `Service`, or nothing.
    #[serde(default)]
    pub points_at: Option<String>,
}

/// An answer that is a range of a measure, both ends included.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Range {
    /// Its name: the heading under which its explanation stands.
    pub id: String,
    /// The least; none: from below.
    #[serde(default)]
    pub from: Option<i64>,
    /// The most; none: without end.
    #[serde(default)]
    pub to: Option<i64>,
}

/// A question with answers of which one is right.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its name: the heading under which its words stand.
    pub id: String,
    /// The names of its answers: the headings under which each and its explanation stand.
    pub answers: Vec<String>,
    /// The one that is right.
    pub right: String,
}

/// Why a text is not a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Not YAML; the words of the YAML reader.
    Yaml(String),
    /// YAML, but not of the form of a lesson; what is wrong.
    Form(String),
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Yaml(problem) | Self::Form(problem) => f.write_str(problem),
        }
    }
}

impl Lesson {
    /// Reads a `lesson.yaml`.
    pub fn read(yaml: &str) -> Result<Self, Unreadable> {
        let documents = read_documents(yaml).map_err(|problem| Unreadable::Yaml(problem.to_string()))?;
        let [document] = &documents[..] else {
            return Err(Unreadable::Form(format!(
                "expected one document, found {}",
                documents.len()
            )));
        };
        serde_json::from_value(document.to_json()).map_err(|problem| Unreadable::Form(problem.to_string()))
    }

    /// The step of this name.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }
}

impl Range {
    /// Whether an outcome lies in it.
    pub fn holds(&self, outcome: i64) -> bool {
        self.from.is_none_or(|from| from <= outcome) && self.to.is_none_or(|to| outcome <= to)
    }
}

impl Activity {
    /// What it is called in `lesson.yaml`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Parts {} => "parts",
            Self::Watch { .. } => "watch",
            Self::Predict { .. } => "predict",
            Self::Twin { .. } => "twin",
            Self::Do(_) => "do",
            Self::Transfer(_) => "transfer",
            Self::Why { .. } => "why",
        }
    }

    /// The task, if there is one.
    pub fn task(&self) -> Option<&Task> {
        match self {
            Self::Do(task) | Self::Transfer(task) => Some(task),
            Self::Parts {}
            | Self::Watch { .. }
            | Self::Predict { .. }
            | Self::Twin { .. }
            | Self::Why { .. } => None,
        }
    }

    /// What the step itself types.
    pub fn run(&self) -> &[String] {
        match self {
            Self::Watch { run, .. } | Self::Predict { run, .. } | Self::Twin { run, .. } => run,
            Self::Parts {} | Self::Do(_) | Self::Transfer(_) | Self::Why { .. } => &[],
        }
    }
}
