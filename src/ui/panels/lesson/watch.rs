//! Watching a solved run: it pauses at each beat, and the words say what has just happened.

use course::{goal::Goal, lesson::Beat};
use leptos::prelude::*;

use crate::ui::{parts::line::Line, run::use_run, text::say};

use super::{Stepper, Words};

/// A run in beats.
#[component]
pub fn Watch(stepper: Stepper, id: String, run: Vec<String>, beats: Vec<Beat>) -> impl IntoView {
    let film = use_run();
    // How many beats have come.
    let come = RwSignal::new(0_usize);
    let goals: Vec<Option<Goal>> = beats.iter().map(|beat| beat.when.parse().ok()).collect();
    let count = beats.len();
    let is_next_here = Memo::new(move |_| {
        let next = come.get();
        let goal = goals.get(next).and_then(Option::as_ref);
        stepper.is_running() && goal.is_some_and(|goal| film.judge(goal, &stepper.start()).is_met)
    });
    Effect::new(move |_| {
        if is_next_here.get() {
            film.pause();
            come.update(|it| *it += 1);
            if come.get_untracked() == count {
                stepper.finish();
            }
        }
    });
    let line = run
        .first()
        .and_then(|line| line.split_once(' '))
        .map(|(_, line)| line.to_owned());
    let start = move |_| {
        come.set(0);
        stepper.play(&run);
    };
    let shown = move || {
        let beat = come
            .get()
            .checked_sub(1)
            .and_then(|place| beats.get(place).cloned());
        beat.map(|beat| {
            let place = format!("{id}/beat {}", beat.id);
            view! { <div class="beat" role="status"><Words stepper place heading=true/></div> }
        })
    };
    let button = move || {
        if stepper.is_running() && come.get() < count {
            let go_on = move |_| film.play();
            view! {
                <button class="primary" disabled=move || film.playing().get() on:click=go_on>{say(|it| it.lesson.go_on)}</button>
            }
            .into_any()
        } else {
            let again = move || {
                if stepper.is_running() {
                    say(|it| it.lesson.again)()
                } else {
                    say(|it| it.lesson.run)()
                }
            };
            view! { <button class="primary" on:click=start.clone()>{again}</button> }.into_any()
        }
    };
    view! {
        {shown}
        <p>{button}</p>
        {line.map(|line| view! { <p class="types">{say(|it| it.lesson.types)}<Line text=line/></p> })}
    }
}
