//! The story of a lesson: one step at a time, beside the stage.

mod predict;
mod question;
mod task;
mod twin;
mod watch;
mod words;

use std::sync::Arc;

use course::{
    goal::Start,
    lesson::{Activity, Step},
    progress::Progress,
};
use leptos::prelude::*;

use crate::ui::{
    browser,
    pages::lesson::Course,
    parts::toast::Toasts,
    run::{Run, use_run},
    text::{say, use_language, use_words},
};

use predict::Predict;
use question::{Placement, Why};
use task::DoTask;
use twin::Twin;
use watch::Watch;
use words::{Glossary, GlossaryCard, Words};

/// Where the learner's progress is kept on the device.
const PROGRESS: &str = "progress";

/// What the learner has done on this device.
pub fn stored_progress() -> Progress {
    browser::stored(PROGRESS)
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

/// What every part of a step needs.
#[derive(Clone, Copy)]
pub struct Stepper {
    course: StoredValue<Arc<Course>>,
    run: Run,
    toasts: Toasts,
    /// The step, counted from 0.
    at: RwSignal<usize>,
    /// The moment from which the step counts.
    start: RwSignal<Start>,
    /// Whether its run has been started.
    is_running: RwSignal<bool>,
    progress: RwSignal<Progress>,
}

impl Stepper {
    fn new(course: Arc<Course>) -> Self {
        let run = use_run();
        Self {
            course: StoredValue::new(course),
            run,
            toasts: expect_context(),
            at: RwSignal::new(0),
            start: RwSignal::new(run.start_of_step()),
            is_running: RwSignal::new(false),
            progress: RwSignal::new(stored_progress()),
        }
    }

    /// The lesson.
    pub fn course(self) -> Arc<Course> {
        self.course.get_value()
    }

    fn step(self) -> Step {
        self.course().lesson.steps[self.at.get()].clone()
    }

    /// The moment from which the step counts.
    pub fn start(self) -> Start {
        self.start.get()
    }

    /// Whether the run of the step has been started.
    pub fn is_running(self) -> bool {
        self.is_running.get()
    }

    /// Puts the world back to where the step begins; a step without a scenario goes on from where the learner is.
    pub fn reset(self) {
        let course = self.course();
        let step = &course.lesson.steps[self.at.get_untracked()];
        if let Some(scenario) = step
            .scenario
            .as_ref()
            .and_then(|name| course.lesson.scenarios.get(name))
        {
            // The lesson checker has played every scenario of the site; an author's own may fail, and then says so.
            if let Err(problem) = self.run.begin_scenario(scenario, &course.files) {
                self.toasts.show(problem.to_string());
            }
        }
        self.is_running.set(false);
        self.start.set(self.run.start_of_step());
    }

    /// Starts the run of the step from its beginning.
    pub fn play(self, lines: &[String]) {
        self.reset();
        if let Err(problem) = self.run.schedule(lines) {
            self.toasts.show(problem.to_string());
        }
        self.is_running.set(true);
        self.run.play();
    }

    /// Notes that the step is done.
    pub fn finish(self) {
        let course = self.course();
        let step = &course.lesson.steps[self.at.get_untracked()].id;
        self.change_progress(|it| it.finish(&course.lesson.id, step));
    }

    /// Changes what is known of the learner, and keeps it on the device.
    pub fn change_progress(self, how: impl FnOnce(&mut Progress)) {
        self.progress.update(how);
        if let Ok(text) = self.progress.with_untracked(serde_json::to_string) {
            browser::store(PROGRESS, &text);
        }
    }

    /// Goes to another step.
    pub fn go(self, to: usize) {
        self.run.pause();
        self.at.set(to);
        self.reset();
    }

    /// The first step that is a task.
    pub fn task(self) -> Option<usize> {
        self.course()
            .lesson
            .steps
            .iter()
            .position(|step| step.activity.task().is_some())
    }

    fn is_done(self, step: &str) -> bool {
        let course = self.course();
        self.progress.with(|it| {
            it.lessons
                .get(&course.lesson.id)
                .is_some_and(|it| it.done.iter().any(|id| id == step))
        })
    }
}

/// The steps of a lesson, whose first world is on screen.
#[component]
pub fn Steps(course: Arc<Course>) -> impl IntoView {
    let stepper = Stepper::new(course.clone());
    let (language, words) = (use_language(), use_words());
    provide_context(Glossary::default());
    let count = course.lesson.steps.len();
    let title = {
        let course = course.clone();
        move || course.prose(language.get()).title.clone()
    };
    view! {
        <article class="lesson">
            <p class="lesson-place">
                {title} " · " {move || (words.get().lesson.place)(stepper.at.get() + 1, count)}
            </p>
            <StepList stepper/>
            {move || {
                let step = stepper.step();
                view! { <StepView stepper step/> }
            }}
            <GlossaryCard/>
            <StepTurn stepper count/>
        </article>
    }
}

#[component]
fn StepView(stepper: Stepper, step: Step) -> impl IntoView {
    let id = step.id.clone();
    let presenter = format!("{id}/presenter");
    let is_first = stepper.at.get_untracked() == 0;
    let activity = match step.activity {
        Activity::Parts {} => {
            stepper.finish();
            ().into_any()
        }
        Activity::Watch { run, beats } => view! { <Watch stepper id=id.clone() run beats/> }.into_any(),
        Activity::Predict {
            run,
            measure,
            after,
            options,
        } => view! { <Predict stepper id=id.clone() run measure after options/> }.into_any(),
        Activity::Twin {
            other,
            field,
            run,
            measures,
            after,
        } => {
            let here = step.scenario.unwrap_or_default();
            view! { <Twin stepper id=id.clone() here other field run measures after/> }.into_any()
        }
        Activity::Do(task) | Activity::Transfer(task) => {
            view! { <DoTask stepper id=id.clone() task/> }.into_any()
        }
        Activity::Why { question } => view! { <Why stepper id=id.clone() question/> }.into_any(),
    };
    view! {
        <section class="lesson-step">
            <Words stepper place=id heading=true/>
            {is_first.then(|| view! { <Placement stepper/> })}
            {activity}
            <details class="lesson-presenter">
                <summary>{say(|it| it.lesson.presenter)}</summary>
                <Words stepper place=presenter/>
            </details>
        </section>
    }
}

/// Every step as a mark, so that one sees how far it is and can go anywhere.
#[component]
fn StepList(stepper: Stepper) -> impl IntoView {
    let course = stepper.course();
    let marks = course.lesson.steps.iter().enumerate().map(|(place, step)| {
        let id = step.id.clone();
        let course = stepper.course();
        let language = use_language();
        let heading = {
            let id = id.clone();
            move || {
                let section = course.prose(language.get()).section(&id).cloned();
                section.and_then(|it| it.heading).unwrap_or_else(|| id.clone())
            }
        };
        let is_done = move || stepper.is_done(&id);
        let label = {
            let (heading, is_done) = (heading.clone(), is_done.clone());
            let words = use_words();
            move || {
                let done = if is_done() {
                    format!(", {}", words.get().lesson.done)
                } else {
                    String::new()
                };
                format!("{}. {}{done}", place + 1, heading())
            }
        };
        view! {
            <li>
                <button
                    class="lesson-mark"
                    aria-label=label
                    title=heading
                    aria-current=move || (stepper.at.get() == place).then_some("step")
                    data-done=move || is_done().to_string()
                    on:click=move |_| stepper.go(place)
                >
                    {place + 1}
                </button>
            </li>
        }
    });
    let marks = marks.collect_view();
    view! { <nav aria-label=say(|it| it.lesson.steps)><ol class="lesson-marks">{marks}</ol></nav> }
}

#[component]
fn StepTurn(stepper: Stepper, count: usize) -> impl IntoView {
    let words = use_words();
    let is_last = move || stepper.at.get() + 1 == count;
    let ending = move || {
        let course = stepper.course();
        let card = stepper
            .progress
            .with(|it| it.cards.get(&course.lesson.id).copied());
        let days = card.map_or(1, |it| it.due_day.saturating_sub(browser::today()));
        is_last().then(|| {
            view! {
                <p role="status">{words.get().lesson.finished} " " {(words.get().lesson.card_in)(days.max(1))}</p>
            }
        })
    };
    let is_over = move || is_last() && stepper.is_done(&stepper.step().id);
    view! {
        {move || is_over().then(ending)}
        <div class="lesson-turn">
            <button disabled=move || stepper.at.get() == 0 on:click=move |_| stepper.go(stepper.at.get_untracked() - 1)>
                {say(|it| it.lesson.previous)}
            </button>
            <button
                class=move || if stepper.is_done(&stepper.step().id) { "primary" } else { "" }
                disabled=is_last
                on:click=move |_| stepper.go(stepper.at.get_untracked() + 1)
            >
                {say(|it| it.lesson.next)}
            </button>
        </div>
    }
}
