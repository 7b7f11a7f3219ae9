//! Whether the words of a lesson are all there, in a language, and use no term before it is introduced.

use std::collections::BTreeSet;

use crate::{
    glossary,
    lesson::{Activity, Lesson, Question, Step},
    prose::Prose,
};

use super::Problem;

pub(super) fn check(lesson: &Lesson, language: &str, prose: &Prose) -> Vec<Problem> {
    let file = format!("{language}.md");
    let mut problems = Vec::new();
    let mut say = |what: String| problems.push(Problem::new(file.clone(), what));
    if prose.title.is_empty() || prose.lead.is_empty() {
        say("needs a title and a lead".to_owned());
    }
    let wanted = places(lesson);
    for place in &wanted {
        if prose
            .section(place)
            .is_none_or(|section| section.blocks.is_empty())
        {
            say(format!("has no words for `{place}`"));
        }
    }
    for place in prose.places().filter(|place| !wanted.contains(*place)) {
        say(format!("`{place}` belongs to no step"));
    }
    for (place, term) in prose.terms() {
        if glossary::find(term).is_none() {
            say(format!("`{place}` uses `{term}`, which is not in the glossary"));
        } else if !lesson.terms.iter().any(|it| it == term) {
            say(format!(
                "`{place}` uses `{term}`, which the lesson does not introduce"
            ));
        } else if is_early(lesson, place) {
            say(format!("`{place}` uses `{term}` before it is introduced"));
        }
    }
    problems
}

/// Every place that must have words.
fn places(lesson: &Lesson) -> BTreeSet<String> {
    let mut places: BTreeSet<String> = lesson.steps.iter().flat_map(step_places).collect();
    for question in &lesson.placement {
        places.insert("placement".to_owned());
        places.extend(question_places("placement", question));
    }
    places
}

fn step_places(step: &Step) -> Vec<String> {
    let id = &step.id;
    let mut places = vec![id.clone(), format!("{id}/presenter")];
    match &step.activity {
        Activity::Parts {} => {}
        Activity::Watch { beats, .. } => {
            places.extend(beats.iter().map(|beat| format!("{id}/beat {}", beat.id)));
        }
        Activity::Predict { options, .. } => {
            places.extend(options.iter().map(|option| format!("{id}/option {}", option.id)));
            places.push(format!("{id}/after"));
        }
        Activity::Twin { .. } => places.push(format!("{id}/after")),
        Activity::Do(task) | Activity::Transfer(task) => {
            places.extend((1..=task.hints).map(|hint| format!("{id}/hint {hint}")));
            places.extend(task.wrong.iter().map(|wrong| format!("{id}/wrong {}", wrong.id)));
            places.push(format!("{id}/after"));
        }
        Activity::Why { question } => places.extend(question_places(id, question)),
    }
    places
}

fn question_places(place: &str, question: &Question) -> Vec<String> {
    let id = &question.id;
    let answers = question.answers.iter().flat_map(|answer| {
        [
            format!("{place}/{id} answer {answer}"),
            format!("{place}/{id} because {answer}"),
        ]
    });
    std::iter::once(format!("{place}/{id}")).chain(answers).collect()
}

/// Whether a place comes before the parts have been named.
fn is_early(lesson: &Lesson, place: &str) -> bool {
    let named = lesson
        .steps
        .iter()
        .position(|step| matches!(step.activity, Activity::Parts {}));
    let step = place.split('/').next().unwrap_or_default();
    let at = lesson.steps.iter().position(|it| it.id == step);
    step == "placement" || at < named
}
