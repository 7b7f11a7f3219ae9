//! A prediction: said before the run, and set beside what came.

use course::{
    goal::{Measure, Value},
    lesson::Range,
    progress::Prediction,
    scenario,
};
use engine::{time::Time, view::Moment};
use leptos::prelude::*;

use crate::ui::{
    run::use_run,
    text::{say, use_words},
};

use super::{Stepper, Words};

/// A question about a number, locked before Run is enabled.
#[component]
pub fn Predict(
    stepper: Stepper,
    id: String,
    run: Vec<String>,
    measure: String,
    after: String,
    options: Vec<Range>,
) -> impl IntoView {
    let (film, words) = (use_run(), use_words());
    let answer = RwSignal::new(None::<String>);
    let outcome = RwSignal::new(None::<i64>);
    let after = scenario::span(&after).unwrap_or_default();
    let measure: Option<Measure> = measure.parse().ok();
    let now = film.picture(now);
    let is_due = Memo::new(move |_| stepper.is_running() && now.get() >= stepper.start().at + after);
    let options = StoredValue::new(options);
    let lesson_step = (stepper.course().lesson.id.clone(), id.clone());
    Effect::new(move |_| {
        if !is_due.get() || outcome.get_untracked().is_some() {
            return;
        }
        film.pause();
        let found = measure.as_ref().map(|it| film.measured(it, &stepper.start()));
        let Some(Value::Number(found)) = found else { return };
        outcome.set(Some(found));
        let came = options.with_value(|it| it.iter().find(|it| it.holds(found)).map(|it| it.id.clone()));
        let prediction = Prediction {
            answer: answer.get_untracked(),
            outcome: came.unwrap_or_default(),
        };
        let (lesson, step) = lesson_step.clone();
        stepper.change_progress(|it| {
            it.lessons
                .entry(lesson)
                .or_default()
                .predictions
                .insert(step, prediction);
        });
        stepper.finish();
    });
    let lines = StoredValue::new(run);
    let start = move |skip: bool| {
        if skip {
            answer.set(None);
        }
        outcome.set(None);
        stepper.play(&lines.get_value());
    };
    let choices = {
        let id = id.clone();
        move || {
            let choice = |option: Range| {
                let place = format!("{id}/option {}", option.id);
                let name = option.id.clone();
                let is_chosen = move || answer.get().as_deref() == Some(&option.id);
                view! {
                    <label class="choice">
                        <input
                            type="radio"
                            name="prediction"
                            prop:checked=is_chosen
                            disabled=move || stepper.is_running()
                            on:change=move |_| answer.set(Some(name.clone()))
                        />
                        <Words stepper place/>
                    </label>
                }
            };
            options.get_value().into_iter().map(choice).collect_view()
        }
    };
    let due_at = move || (words.get().lesson.measured_at)(&(stepper.start().at + after).to_string());
    let result = move || {
        outcome.get().map(|found| {
            let place = format!("{id}/after");
            view! {
                <Outcome stepper step=id.clone() options=options.get_value() answer=answer.get() found/>
                <Words stepper place/>
            }
        })
    };
    view! {
        <fieldset class="choices"><legend>{say(|it| it.lesson.predict_first)}</legend>{choices}</fieldset>
        <p class="lesson-buttons">
            <button class="primary" disabled=move || answer.get().is_none() on:click=move |_| start(false)>
                {say(|it| it.lesson.run)}
            </button>
            <button disabled=move || stepper.is_running() on:click=move |_| start(true)>{say(|it| it.lesson.skip)}</button>
        </p>
        {move || (stepper.is_running() && outcome.get().is_none()).then(|| view! { <p role="status">{due_at}</p> })}
        <div role="status">{result}</div>
    }
}

fn now(moment: &Moment) -> Time {
    moment.now()
}

/// Prediction and outcome on one axis: every answer a stretch of it, what was said and what came marked in words and by sign.
#[component]
fn Outcome(
    stepper: Stepper,
    step: String,
    options: Vec<Range>,
    answer: Option<String>,
    found: i64,
) -> impl IntoView {
    let words = use_words();
    let came = options.iter().find(|it| it.holds(found)).map(|it| it.id.clone());
    let has_held = answer.is_some() && answer == came;
    let verdict = match (&answer, has_held) {
        (None, _) => None,
        (Some(_), true) => Some(words.get().lesson.held),
        (Some(_), false) => Some(words.get().lesson.did_not_hold),
    };
    let row = |option: Range| {
        let is_answer = answer.as_deref() == Some(&option.id);
        let is_outcome = came.as_deref() == Some(&option.id);
        let place = format!("{step}/option {}", option.id);
        view! {
            <li class="axis-part" data-answer=is_answer.to_string() data-outcome=is_outcome.to_string()>
                <Words stepper place/>
                {is_answer.then(|| view! { <span class="axis-mark">"◇ " {say(|it| it.lesson.expected)}</span> })}
                {is_outcome.then(|| view! { <span class="axis-mark">"● " {say(|it| it.lesson.came)} " " <strong>{found}</strong></span> })}
            </li>
        }
    };
    let rows = options.into_iter().map(row).collect_view();
    view! {
        <ol class="axis">{rows}</ol>
        {verdict.map(|it| view! { <p><strong>{it}</strong></p> })}
    }
}
