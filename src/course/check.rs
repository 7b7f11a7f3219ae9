//! The lesson checker: a lesson that passes is complete in both languages, solvable, and not solved before it is begun.

mod run;
mod words;

use std::{collections::BTreeMap, fmt};

use crate::{
    glossary,
    lesson::{Activity, Lesson},
    prose::Prose,
};

/// No lesson introduces more terms. Source: lessons.md, finding 5.
const TERMS_MAX: usize = 7;

/// Every lesson has a step of each. Source: lessons.md, findings 1, 2 and 6.
const STAGES: [&str; 6] = ["parts", "watch", "predict", "do", "transfer", "why"];

/// The files of a lesson.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    /// The folder's name.
    pub name: String,
    /// `lesson.yaml`.
    pub lesson: String,
    /// The words by language: `ko`, `en`.
    pub words: BTreeMap<String, String>,
    /// `files/`.
    pub files: BTreeMap<String, String>,
}

/// The languages every lesson is written in.
pub const LANGUAGES: [&str; 2] = ["en", "ko"];

/// What is wrong with a lesson, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The step or file.
    pub place: String,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

impl Problem {
    fn new(place: impl Into<String>, what: impl fmt::Display) -> Self {
        Self {
            place: place.into(),
            what: what.to_string(),
        }
    }
}

/// Everything that is wrong with a lesson.
pub fn check(folder: &Folder) -> Vec<Problem> {
    let lesson = match Lesson::read(&folder.lesson) {
        Ok(lesson) => lesson,
        Err(problem) => return vec![Problem::new("lesson.yaml", problem)],
    };
    let mut problems = shape(folder, &lesson);
    for language in LANGUAGES {
        match folder.words.get(language) {
            Some(text) => problems.extend(words::check(&lesson, language, &Prose::read(text))),
            None => problems.push(Problem::new(format!("{language}.md"), "is missing")),
        }
    }
    problems.extend(run::check(&lesson, &folder.files));
    problems
}

fn shape(folder: &Folder, lesson: &Lesson) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut say = |what: String| problems.push(Problem::new("lesson.yaml", what));
    if lesson.id != folder.name {
        say(format!("the id is `{}`, the folder `{}`", lesson.id, folder.name));
    }
    if TERMS_MAX < lesson.terms.len() {
        say(format!(
            "introduces {} terms; {TERMS_MAX} are the most",
            lesson.terms.len()
        ));
    }
    for term in lesson.terms.iter().filter(|term| glossary::find(term).is_none()) {
        say(format!("the term `{term}` is not in the glossary"));
    }
    for (place, step) in lesson.steps.iter().enumerate() {
        if lesson.steps[..place].iter().any(|other| other.id == step.id) {
            say(format!("two steps are called `{}`", step.id));
        }
    }
    for stage in STAGES {
        if !lesson.steps.iter().any(|step| step.activity.name() == stage) {
            say(format!("has no step `{stage}`"));
        }
    }
    if !matches!(lesson.placement.len(), 0 | 3) {
        say(format!(
            "has {} questions of placement; three or none",
            lesson.placement.len()
        ));
    }
    let questions = lesson.steps.iter().filter_map(|step| match &step.activity {
        Activity::Why { question } => Some(question),
        _ => None,
    });
    for question in questions.chain(&lesson.placement) {
        if !question.answers.contains(&question.right) {
            say(format!("`{}` has no answer `{}`", question.id, question.right));
        }
    }
    problems
}
