//! The screen of a run: story, stage, inspector, time, and the terminal below.

use leptos::prelude::*;

use crate::ui::{
    panels::{inspector::Inspector, stage::Stage, time::TimeBar},
    text::say,
};

/// Lays the four places out. The page brings the story; the terminal is the same everywhere.
#[component]
pub fn Workbench(
    /// What is happening, the question, the next step.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="workbench">
            <section class="workbench-story" aria-label=say(|it| it.shell.story)>{children()}</section>
            <section class="workbench-stage" aria-label=say(|it| it.shell.stage)><Stage/></section>
            <section class="workbench-inspector" aria-label=say(|it| it.shell.inspector)><Inspector/></section>
            <section class="workbench-time" aria-label=say(|it| it.shell.time)><TimeBar/></section>
            <section class="workbench-terminal" aria-label=say(|it| it.shell.terminal)></section>
        </div>
    }
}
