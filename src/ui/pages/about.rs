//! Who made this, under which licence, and what it does with a visitor's data: nothing.

use leptos::prelude::*;

use crate::ui::text::{say, use_words};

/// The page about the project.
#[component]
pub fn About() -> impl IntoView {
    let words = use_words();
    let paragraphs = move || {
        words
            .get()
            .home
            .about_words
            .iter()
            .map(|it| view! { <p>{*it}</p> })
            .collect_view()
    };
    view! {
        <div class="prose">
            <h1>{say(|it| it.home.about)}</h1>
            {paragraphs}
            <p class="home-note">"Beanpod " {env!("CARGO_PKG_VERSION")}</p>
        </div>
    }
}
