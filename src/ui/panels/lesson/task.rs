//! A task: goals over what happens, commands on offer, hints, and the lesson's own solution.

use course::{
    goal::{Goal, Verdict},
    lesson::Task,
};
use leptos::prelude::*;

use crate::ui::{
    parts::line::Line,
    run::use_run,
    text::{lesson::is_lost, say, use_words},
};

use super::{Stepper, Words};

/// A task.
#[component]
pub fn DoTask(stepper: Stepper, id: String, task: Task) -> impl IntoView {
    let film = use_run();
    let goals: Vec<(String, Option<Goal>)> = task
        .goals
        .iter()
        .map(|text| (text.clone(), text.parse().ok()))
        .collect();
    let verdicts = Memo::new(move |_| {
        let start = stepper.start();
        let judge = |(text, goal): &(String, Option<Goal>)| {
            goal.as_ref().map(|goal| (text.clone(), film.judge(goal, &start)))
        };
        goals.iter().filter_map(judge).collect::<Vec<(String, Verdict)>>()
    });
    let all_met = Memo::new(move |_| {
        verdicts.with(|it| !it.is_empty() && it.iter().all(|(_, verdict)| verdict.is_met))
    });
    Effect::new(move |_| {
        if all_met.get() {
            film.pause();
            stepper.finish();
        }
    });
    let after = {
        let id = id.clone();
        move || {
            all_met.get().then(|| {
                let place = format!("{id}/after");
                view! { <p><strong>"✓ " {say(|it| it.lesson.all_met)}</strong></p> <Words stepper place/> }
            })
        }
    };
    let solution = task.solution.clone();
    view! {
        <h2>{say(|it| it.lesson.goals)}</h2>
        <ul class="goals">{move || verdicts.get().into_iter().map(|(text, verdict)| view! { <GoalRow text verdict/> }).collect_view()}</ul>
        <Lapses stepper id=id.clone() task=task.clone()/>
        <div role="status">{after}</div>
        <Offers offers=task.offers/>
        <Hints stepper id count=task.hints/>
        <p class="lesson-buttons">
            <button on:click=move |_| stepper.reset()>{say(|it| it.lesson.again)}</button>
            <button on:click=move |_| stepper.play(&solution)>{say(|it| it.lesson.show_solution)}</button>
        </p>
    }
}

#[component]
fn GoalRow(text: String, verdict: Verdict) -> impl IntoView {
    let words = use_words();
    let (sign, state) = if verdict.is_met {
        ("✓", "met")
    } else if is_lost(&verdict) {
        ("✗", "broken")
    } else {
        ("○", "open")
    };
    let stands = move || match &verdict.broke {
        Some((at, _)) => (words.get().lesson.broken)(&at.to_string(), &verdict.found.to_string()),
        None if verdict.is_met => words.get().lesson.met.to_owned(),
        None => words.get().lesson.open.to_owned(),
    };
    view! {
        <li class="goal" data-state=state>
            <span aria-hidden="true">{sign}</span>
            <span>{move || (words.get().lesson.goal)(&text)}</span>
            <span class="goal-stands">{stands}</span>
        </li>
    }
}

/// The lesson's explanation of a wrong way, once the learner has typed what it types.
#[component]
fn Lapses(stepper: Stepper, id: String, task: Task) -> impl IntoView {
    let film = use_run();
    let untimed = |line: &String| {
        line.trim()
            .split_once(' ')
            .map(|(_, line)| line.trim().to_owned())
    };
    let ways: Vec<(String, Vec<String>)> = task
        .wrong
        .iter()
        .map(|it| (it.id.clone(), it.run.iter().filter_map(untimed).collect()))
        .collect();
    // What was only asked is no part of a way.
    let typed = film.picture_of(
        move || stepper.start().at,
        |moment, start| {
            let since = moment
                .commands
                .iter()
                .filter(|it| *start <= it.at && it.at <= moment.now());
            since.map(|it| it.line.clone()).collect::<Vec<String>>()
        },
    );
    let lapse = Memo::new(move |_| {
        let typed = typed.get();
        ways.iter()
            .find(|(_, lines)| *lines == typed)
            .map(|(id, _)| id.clone())
    });
    move || {
        let place = lapse.get().map(|wrong| format!("{id}/wrong {wrong}"))?;
        let is_lost = task
            .goals
            .iter()
            .filter_map(|text| text.parse::<Goal>().ok())
            .any(|goal| is_lost(&film.judge(&goal, &stepper.start())));
        is_lost.then(|| view! { <div class="lapse" role="status"><Words stepper place/></div> })
    }
}

#[component]
fn Offers(offers: Vec<String>) -> impl IntoView {
    let film = use_run();
    let offer = |line: String| {
        let typed = line.clone();
        let send = move |_| {
            film.send(&typed);
            film.play();
        };
        view! { <li><button class="offer" on:click=send><Line text=line/></button></li> }
    };
    (!offers.is_empty()).then(|| {
        view! {
            <h2>{say(|it| it.lesson.offers)}</h2>
            <ul class="offers">{offers.into_iter().map(offer).collect_view()}</ul>
        }
    })
}

#[component]
fn Hints(stepper: Stepper, id: String, count: u32) -> impl IntoView {
    let words = use_words();
    let shown = RwSignal::new(0_u32);
    let hints = move || {
        (1..=shown.get())
            .map(|hint| {
                let place = format!("{id}/hint {hint}");
                view! { <div class="hint"><Words stepper place/></div> }
            })
            .collect_view()
    };
    let more = move || {
        (shown.get() < count).then(|| {
            let label = move || (words.get().lesson.hint)(count - shown.get());
            view! { <button on:click=move |_| shown.update(|it| *it += 1)>{label}</button> }
        })
    };
    view! { <div role="status">{hints}</div> <p>{more}</p> }
}
