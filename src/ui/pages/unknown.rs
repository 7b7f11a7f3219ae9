//! What is shown at an address that leads nowhere.

use leptos::prelude::*;

use crate::ui::{route::Route, text::say};

/// A page that does not exist, and the way back.
#[component]
pub fn Unknown<T: Fn() -> &'static str + Copy + Send + Sync + 'static>(
    /// What is missing.
    title: T,
) -> impl IntoView {
    view! {
        <div class="prose">
            <h1>{title}</h1>
            <p>{say(|it| it.shell.unknown)}</p>
            <p><a href=Route::Home.href()>{say(|it| it.shell.learn)}</a></p>
        </div>
    }
}
