//! Whether a lesson holds when it is played: solvable, not solved before, wrong ways fail, beats and outcomes come.

use std::collections::{BTreeMap, BTreeSet};

use engine::{text::yaml::read_documents, time::Span, timeline::Timeline};
use serde_json::Value as Json;

use crate::{
    goal::{Goal, Measure, Start, Value},
    lesson::{Activity, Beat, Lesson, Range, Step, Task},
    scenario::{self, Unplayable, type_lines},
};

use super::Problem;

/// A beat is no longer. Source: lessons.md, finding 3.
const BEAT_MAX: Span = Span::secs(10);

/// How finely beats are looked for; chosen by us.
const LOOK_EVERY: Span = Span(100);

type Files = BTreeMap<String, String>;

pub(super) fn check(lesson: &Lesson, files: &Files) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut last: Option<Timeline> = None;
    for step in &lesson.steps {
        let begun = begin(lesson, step, files, last.take());
        match begun.and_then(|timeline| play(lesson, step, files, timeline, &mut problems)) {
            Ok(timeline) => {
                if let Some(stuck) = timeline.present().stuck() {
                    problems.push(Problem::new(
                        step.id.clone(),
                        format!("{} never settles on {}", stuck.who, stuck.key),
                    ));
                }
                last = Some(timeline);
            }
            Err(problem) => problems.push(Problem::new(step.id.clone(), problem)),
        }
    }
    problems
}

fn begin(lesson: &Lesson, step: &Step, files: &Files, last: Option<Timeline>) -> Result<Timeline, String> {
    match (&step.scenario, last) {
        (Some(name), _) => {
            let scenario = lesson
                .scenarios
                .get(name)
                .ok_or_else(|| format!("there is no scenario `{name}`"))?;
            scenario.play(files).map_err(|problem| problem.to_string())
        }
        (None, Some(timeline)) => Ok(timeline),
        (None, None) => Err("goes on from a step that could not be played".to_owned()),
    }
}

/// Plays a step as a good learner would; gives the run at its end.
fn play(
    lesson: &Lesson,
    step: &Step,
    files: &Files,
    mut timeline: Timeline,
    problems: &mut Vec<Problem>,
) -> Result<Timeline, String> {
    let mut say = |what: String| problems.push(Problem::new(step.id.clone(), what));
    match &step.activity {
        Activity::Parts {} | Activity::Why { .. } => {}
        Activity::Watch { run, beats } => watch(&mut timeline, run, beats, &mut say)?,
        Activity::Predict {
            run,
            measure,
            after,
            options,
        } => {
            let found = measured(&mut timeline, run, std::slice::from_ref(measure), after)?;
            predict(&found[0], options, &mut say);
        }
        Activity::Twin {
            other,
            field,
            run,
            measures,
            after,
        } => {
            twin_fields(lesson, step, other, field, files, &mut say)?;
            let twin = lesson
                .scenarios
                .get(other)
                .ok_or_else(|| format!("there is no scenario `{other}`"))?;
            let mut twin = twin.play(files).map_err(|problem| problem.to_string())?;
            let here = measured(&mut timeline, run, measures, after)?;
            if here == measured(&mut twin, run, measures, after)? {
                say(format!("both worlds measure the same: {here:?}"));
            }
        }
        Activity::Do(task) | Activity::Transfer(task) => timeline = solve(task, &timeline, &mut say)?,
    }
    Ok(timeline)
}

fn watch(
    timeline: &mut Timeline,
    run: &[String],
    beats: &[Beat],
    say: &mut impl FnMut(String),
) -> Result<(), String> {
    let start = Start::of(timeline);
    let mut probe = timeline.clone();
    type_lines(&mut probe, run).map_err(|problem| problem.to_string())?;
    probe.seek(start.at);
    for beat in beats {
        let goal: Goal = beat
            .when
            .parse()
            .map_err(|problem| format!("beat `{}`: {problem}", beat.id))?;
        let from = probe.now();
        while !goal.judge(&probe, &start).is_met
            && probe.now().since(from) <= BEAT_MAX
            && probe.present().stuck().is_none()
        {
            let next = probe.now() + LOOK_EVERY;
            probe.seek(next);
        }
        if BEAT_MAX < probe.now().since(from) {
            say(format!(
                "beat `{}` does not come within {} s: {}",
                beat.id,
                BEAT_MAX.as_secs(),
                beat.when
            ));
        }
    }
    *timeline = probe;
    Ok(())
}

fn predict(found: &Value, options: &[Range], say: &mut impl FnMut(String)) {
    let Value::Number(found) = found else {
        return say("a prediction needs a number".to_owned());
    };
    let holding: Vec<&str> = options
        .iter()
        .filter(|it| it.holds(*found))
        .map(|it| it.id.as_str())
        .collect();
    if holding.len() != 1 {
        say(format!(
            "the outcome is {found}, which {holding:?} cover; exactly one should"
        ));
    }
}

/// Plays lines and measures at a time counted from the beginning.
fn measured(
    timeline: &mut Timeline,
    run: &[String],
    measures: &[String],
    after: &str,
) -> Result<Vec<Value>, String> {
    let start = Start::of(timeline);
    let told = |problem: Unplayable| problem.to_string();
    type_lines(timeline, run).map_err(told)?;
    timeline.seek(start.at + scenario::span(after).map_err(told)?);
    let measure = |text: &String| {
        let measure: Measure = text
            .parse()
            .map_err(|problem: crate::goal::GoalError| problem.to_string())?;
        Ok(measure.now(timeline, &start))
    };
    measures.iter().map(measure).collect()
}

fn solve(task: &Task, begun: &Timeline, say: &mut impl FnMut(String)) -> Result<Timeline, String> {
    let goals: Vec<Goal> = task
        .goals
        .iter()
        .map(|text| text.parse().map_err(|problem| format!("`{text}`: {problem}")))
        .collect::<Result<_, String>>()?;
    let start = Start::of(begun);
    let unmet = |timeline: &Timeline| {
        let stands = |(goal, text): (&Goal, &String)| {
            let verdict = goal.judge(timeline, &start);
            (!verdict.is_met).then(|| format!("`{text}` (found {})", verdict.found))
        };
        goals
            .iter()
            .zip(&task.goals)
            .filter_map(stands)
            .collect::<Vec<String>>()
    };
    if unmet(begun).is_empty() {
        say("is solved before it is begun".to_owned());
    }
    let try_lines = |lines: &[String]| -> Result<Timeline, String> {
        let told = |problem: Unplayable| problem.to_string();
        let mut timeline = begun.clone();
        type_lines(&mut timeline, lines).map_err(told)?;
        timeline.seek(start.at + scenario::span(&task.within).map_err(told)?);
        Ok(timeline)
    };
    let solved = try_lines(&task.solution)?;
    let left = unmet(&solved);
    if !left.is_empty() {
        say(format!("its own solution leaves {}", left.join(", ")));
    }
    for wrong in &task.wrong {
        if try_lines(&wrong.run).is_ok_and(|timeline| unmet(&timeline).is_empty()) {
            say(format!("the wrong way `{}` reaches the goal", wrong.id));
        }
    }
    Ok(solved)
}

/// The manifests of twins differ in the one field that is named.
fn twin_fields(
    lesson: &Lesson,
    step: &Step,
    other: &str,
    field: &str,
    files: &Files,
    say: &mut impl FnMut(String),
) -> Result<(), String> {
    let name = step
        .scenario
        .as_ref()
        .ok_or("a twin needs a scenario of its own")?;
    let (here, there) = (lesson.scenarios.get(name), lesson.scenarios.get(other));
    let (Some(here), Some(there)) = (here, there) else {
        return Err(format!("there is no scenario `{other}`"));
    };
    if here.seed != there.seed {
        say("twins need the same seed".to_owned());
    }
    let mut differing = BTreeSet::new();
    for (a, b) in here.files.iter().zip(&there.files) {
        compare("", &documents(files, a)?, &documents(files, b)?, &mut differing);
    }
    let is_field = |path: &String| path.contains(field);
    if here.files.len() != there.files.len() || differing.is_empty() || !differing.iter().all(is_field) {
        say(format!(
            "twins should differ in `{field}` only; they differ in {differing:?}"
        ));
    }
    Ok(())
}

fn documents(files: &Files, name: &str) -> Result<Json, String> {
    let text = files
        .get(name)
        .ok_or_else(|| format!("there is no file `{name}`"))?;
    let documents = read_documents(text).map_err(|problem| problem.to_string())?;
    Ok(documents.iter().map(engine::text::yaml::Node::to_json).collect())
}

/// The paths, without positions of lists, in which two values differ.
fn compare(path: &str, a: &Json, b: &Json, differing: &mut BTreeSet<String>) {
    match (a, b) {
        (Json::Object(a), Json::Object(b)) => {
            for name in a.keys().chain(b.keys()) {
                let (a, b) = (
                    a.get(name).unwrap_or(&Json::Null),
                    b.get(name).unwrap_or(&Json::Null),
                );
                compare(&format!("{path}.{name}"), a, b, differing);
            }
        }
        (Json::Array(a), Json::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).for_each(|(a, b)| compare(path, a, b, differing));
        }
        _ if a == b => {}
        _ => {
            differing.insert(path.to_owned());
        }
    }
}
