//! The screen of a run: story, stage, inspector, time, and the terminal below.

use leptos::prelude::*;

use crate::ui::{
    browser,
    panels::{inspector::Inspector, narrator::Narrator, stage::Stage, time::TimeBar},
    text::{Words, say},
};

const STORY: &str = "story";
const STAGE: &str = "stage";
const INSPECTOR: &str = "inspector";

/// Lays the four places out. The page brings the story; the terminal is the same everywhere.
#[component]
pub fn Workbench(
    /// What is happening, the question, the next step.
    children: Children,
) -> impl IntoView {
    view! {
        <Narrator/>
        <div class="workbench">
            <section id=STORY class="workbench-story" aria-label=say(|it| it.shell.story)>{children()}</section>
            <section id=STAGE class="workbench-stage" aria-label=say(|it| it.shell.stage)><Stage/></section>
            <section id=INSPECTOR class="workbench-inspector" aria-label=say(|it| it.shell.inspector)><Inspector/></section>
            <section class="workbench-time" aria-label=say(|it| it.shell.time)>
                <Jump/>
                <TimeBar/>
            </section>
            <section class="workbench-terminal" aria-label=say(|it| it.shell.terminal)></section>
        </div>
    }
}

/// How a language names a place.
type Name = fn(&'static Words) -> &'static str;

/// On a phone: a tap to each of the places.
#[component]
fn Jump() -> impl IntoView {
    let places: [(&str, Name); 3] = [
        (STAGE, |it| it.shell.stage),
        (STORY, |it| it.shell.story),
        (INSPECTOR, |it| it.shell.inspector),
    ];
    let buttons = places.map(|(id, name)| {
        view! { <button on:click=move |_| browser::show(id)>{say(name)}</button> }
    });
    view! { <div class="workbench-jump">{buttons.collect_view()}</div> }
}
