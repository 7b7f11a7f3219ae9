//! The start page: what this is, where to begin, the course, and what comes back today.

use course::progress::Progress;
use leptos::prelude::*;

use crate::ui::{
    browser,
    lessons::LESSONS,
    panels::{lesson::stored_progress, stage::Stage},
    parts::{
        icon::{self, Icon},
        line::Line,
    },
    route::Route,
    run::use_run,
    text::{say, use_language, use_words},
};

use super::shop::{self, ROLL_OUT};

/// The start page.
#[component]
pub fn Home() -> impl IntoView {
    let words = use_words();
    let progress = stored_progress();
    let first = Route::Lesson(LESSONS[0].id.to_owned());
    let points = move || {
        let point = |(heading, sentence): &(&'static str, &'static str)| {
            view! { <li><h3>{*heading}</h3><p>{*sentence}</p></li> }
        };
        words.get().home.points.iter().map(point).collect_view()
    };
    view! {
        <div class="home">
            <h1>{say(|it| it.home.lead)}</h1>
            <p class="home-what">{say(|it| it.home.what)}</p>
            <p class="home-start">
                <a class="primary" href=first.href()>{say(|it| it.home.start)}</a>
            </p>
            <section class="home-figure" aria-label=say(|it| it.home.figure)>
                <Figure/>
            </section>
            <Review progress=progress.clone()/>
            <h2>{say(|it| it.home.course)}</h2>
            <CourseList progress/>
            <h2>{say(|it| it.home.how)}</h2>
            <ul class="home-points">{points}</ul>
        </div>
    }
}

/// A small cluster, alive: the shop, under traffic from the moment one lets time pass.
#[component]
fn Figure() -> impl IntoView {
    let run = use_run();
    let is_here = RwSignal::new(shop::is_open(run));
    if !is_here.get_untracked() {
        leptos::task::spawn_local(async move {
            browser::next_turn().await;
            shop::open(run).await;
            // The visitor may have gone on to another page meanwhile.
            let _ = is_here.try_set(true);
        });
    }
    view! {
        <Show when=move || is_here.get()>
            <div class="home-stage"><Stage/></div>
            <Controls/>
        </Show>
    }
}

/// What one does with it.
#[component]
fn Controls() -> impl IntoView {
    let run = use_run();
    let words = use_words();
    let now = run.picture(|it| it.sim.now());
    let play_label = move || {
        let time = &words.get().time;
        if run.playing().get() {
            time.pause
        } else {
            time.play
        }
    };
    view! {
        <p class="home-controls">
            <button class="primary" on:click=move |_| { run.send(ROLL_OUT); run.play(); }>{say(|it| it.sandbox.roll_out)}</button>
            <button class="home-play" aria-label=play_label title=play_label on:click=move |_| run.toggle()>
                {move || {
                    let path = if run.playing().get() { icon::PAUSE } else { icon::PLAY };
                    view! { <Icon path/> }
                }}
            </button>
            <output class="home-clock">{move || now.get().to_string()}</output>
            <span class="home-types">{say(|it| it.sandbox.types)} " " <Line text=ROLL_OUT.to_owned()/></span>
            <a href=Route::Sandbox.href()>{say(|it| it.home.play)}</a>
        </p>
    }
}

#[component]
fn CourseList(progress: Progress) -> impl IntoView {
    let (language, words) = (use_language(), use_words());
    let rows = LESSONS.iter().map(|lesson| {
        let done = progress.lessons.get(lesson.id).map_or(0, |it| it.done.len());
        view! {
            <li>
                <a href=Route::Lesson(lesson.id.to_owned()).href()>{move || lesson.title(language.get())}</a>
                <span class="home-note">
                    {move || (words.get().lesson.minutes)(lesson.minutes)}
                    {move || (0 < done).then(|| format!(" · {}", (words.get().home.steps_done)(done)))}
                </span>
            </li>
        }
    });
    view! { <ol class="home-course">{rows.collect_view()}</ol> }
}

/// The lessons whose question is due today.
#[component]
fn Review(progress: Progress) -> impl IntoView {
    let language = use_language();
    let due: Vec<_> = {
        let due: Vec<&str> = progress.due(browser::today()).collect();
        LESSONS.iter().filter(|lesson| due.contains(&lesson.id)).collect()
    };
    (!due.is_empty()).then(|| {
        let rows = due.into_iter().map(|lesson| {
            view! { <li><a href=Route::Lesson(lesson.id.to_owned()).href()>{move || lesson.title(language.get())}</a></li> }
        });
        view! {
            <h2>{say(|it| it.home.review)}</h2>
            <ul>{rows.collect_view()}</ul>
        }
    })
}
