//! The start page: what this is, and where to begin.

use leptos::prelude::*;

use crate::ui::{route::Route, text::say};

/// The start page.
#[component]
pub fn Home() -> impl IntoView {
    view! {
        <div class="prose">
            <h1>"Beanpod"</h1>
            <a href=Route::Sandbox.href()>{say(|it| it.shell.sandbox)}</a>
        </div>
    }
}
