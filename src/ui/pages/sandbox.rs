//! The sandbox: a cluster without a task.

use leptos::prelude::*;

use crate::ui::{panels::workbench::Workbench, text::say};

/// The sandbox.
#[component]
pub fn Sandbox() -> impl IntoView {
    view! {
        <Workbench>
            <h1>{say(|it| it.shell.sandbox)}</h1>
        </Workbench>
    }
}
