//! The screen of a run: story, stage, inspector, time, and the desk that slides over the bottom.

use leptos::prelude::*;

use crate::ui::{
    browser,
    panels::{
        desk::{DeskPanel, use_desk},
        inspector::Inspector,
        narrator::Narrator,
        stage::Stage,
        time::{TimeBar, listen_to_keys},
    },
    parts::later::{Later, WhenWhole},
    run::use_run,
    text::{Words, say},
};

const STORY: &str = "story";
const STAGE: &str = "stage";
const INSPECTOR: &str = "inspector";

/// Lays the places out. The page brings the story; the desk is the same everywhere.
#[component]
pub fn Workbench(
    /// What is happening, the question, the next step.
    children: ChildrenFn,
) -> impl IntoView {
    let desk = use_desk();
    let is_showing_keys = RwSignal::new(false);
    // From the first moment on, also while the panels are still on their way.
    listen_to_keys(use_run(), is_showing_keys);
    view! {
        <WhenWhole><Narrator/></WhenWhole>
        <div class="workbench" data-desk=move || if desk.is_open().get() { "open" } else { "closed" }>
            <section id=STORY class="workbench-story" aria-label=say(|it| it.shell.story)><Later>{children()}</Later></section>
            <section id=STAGE class="workbench-stage" aria-label=say(|it| it.shell.stage)><Stage/></section>
            <section id=INSPECTOR class="workbench-inspector" aria-label=say(|it| it.shell.inspector)><WhenWhole><Inspector/></WhenWhole></section>
            <div class="workbench-bottom">
                <section class="workbench-desk" aria-label=say(|it| it.shell.terminal)><WhenWhole><DeskPanel/></WhenWhole></section>
                <section class="workbench-time" aria-label=say(|it| it.shell.time)>
                    <Jump/>
                    <Later><TimeBar is_showing_keys/></Later>
                </section>
            </div>
        </div>
    }
}

/// How a language names a place.
type Name = fn(&'static Words) -> &'static str;

/// On a phone: a tap to each of the places.
#[component]
fn Jump() -> impl IntoView {
    let desk = use_desk();
    let places: [(&str, Name); 3] = [
        (STAGE, |it| it.shell.stage),
        (STORY, |it| it.shell.story),
        (INSPECTOR, |it| it.shell.inspector),
    ];
    let buttons = places.map(|(id, name)| {
        view! { <button on:click=move |_| browser::show(id)>{say(name)}</button> }
    });
    view! {
        <div class="workbench-jump">
            {buttons.collect_view()}
            <button aria-expanded=move || desk.is_open().get().to_string() on:click=move |_| desk.toggle_terminal()>
                {say(|it| it.shell.terminal)}
            </button>
        </div>
    }
}
