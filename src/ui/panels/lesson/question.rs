//! Questions with one right answer: why it happened, and whether one knows it already.

use course::lesson::Question;
use leptos::prelude::*;

use crate::ui::{browser, text::say};

use super::{Stepper, Words};

/// One question; `answered` hears whether the first answer was right.
#[component]
fn Ask(
    stepper: Stepper,
    /// The step under whose heading its words stand.
    step: String,
    question: Question,
    answered: Callback<bool>,
) -> impl IntoView {
    let chosen = RwSignal::new(None::<String>);
    let place = format!("{step}/{}", question.id);
    let right = question.right.clone();
    let answer = {
        let place = place.clone();
        move |id: String| {
            let words = format!("{place} answer {id}");
            let is_chosen = {
                let id = id.clone();
                move || (chosen.get().as_ref() == Some(&id)).to_string()
            };
            let is_right = id == right;
            let choose = move |_| {
                if chosen.get_untracked().is_none() {
                    answered.run(is_right);
                }
                chosen.set(Some(id.clone()));
            };
            view! { <button class="choice" aria-pressed=is_chosen on:click=choose><Words stepper place=words/></button> }
        }
    };
    let answers = question.answers.iter().cloned().map(answer).collect_view();
    let feedback = {
        let (place, right) = (place.clone(), question.right);
        move || {
            chosen.get().map(|id| {
                let place = format!("{place} because {id}");
                let verdict = if id == right {
                    say(|it| it.lesson.right)
                } else {
                    say(|it| it.lesson.not_right)
                };
                view! { <p><strong>{verdict}</strong></p> <Words stepper place/> }
            })
        }
    };
    view! {
        <div class="question">
            <Words stepper place/>
            <div class="choices">{answers}</div>
            <div role="status">{feedback}</div>
        </div>
    }
}

/// Why it happened: the last step, and the card that comes back later.
#[component]
pub fn Why(stepper: Stepper, id: String, question: Question) -> impl IntoView {
    let lesson = stepper.course().lesson.id.clone();
    let answered = Callback::new(move |is_right| {
        stepper.change_progress(|it| it.answer_card(&lesson, is_right, browser::today()));
        stepper.finish();
    });
    view! { <Ask stepper step=id question answered/> }
}

/// Three questions by which those who know go straight to the task.
#[component]
pub fn Placement(stepper: Stepper) -> impl IntoView {
    let questions = stepper.course().lesson.placement.clone();
    let count = questions.len();
    let right = RwSignal::new(0_usize);
    let answered = Callback::new(move |is_right| right.update(|it| *it += usize::from(is_right)));
    let asked = questions
        .into_iter()
        .map(|question| view! { <Ask stepper step="placement".to_owned() question answered/> })
        .collect_view();
    let jump = move || {
        let task = stepper.task().filter(|_| 0 < count && right.get() == count);
        task.map(|task| {
            view! { <button class="primary" on:click=move |_| stepper.go(task)>{say(|it| it.lesson.straight_to_task)}</button> }
        })
    };
    let heading = {
        let language = crate::ui::text::use_language();
        move || {
            let section = stepper
                .course()
                .prose(language.get())
                .section("placement")
                .cloned();
            section.and_then(|it| it.heading).unwrap_or_default()
        }
    };
    (0 < count).then(|| {
        view! {
            <details class="placement">
                <summary>{heading}</summary>
                <Words stepper place="placement"/>
                {asked}
                {jump}
            </details>
        }
    })
}
