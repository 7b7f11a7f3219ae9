//! The log: all that happens, newest first, told to screen readers as it comes.

use engine::view::{
    deed::Deed,
    why::{self, Link},
};
use leptos::prelude::*;

use super::chain::{author, deed};
use crate::ui::{
    run::use_run,
    selection::{Selected, use_selection},
    text::{say, use_words},
};

/// The log.
#[component]
pub fn Log() -> impl IntoView {
    let words = use_words();
    let links = use_run().picture(|moment| {
        let mut links = why::newest(moment);
        // A status that follows from the lines around it tells nothing new.
        links.retain(|it| it.deed != Deed::Reported);
        links
    });
    view! {
        <h2>{say(|it| it.inspector.log)}</h2>
        <p class="inspector-note">{say(|it| it.inspector.log_note)}</p>
        <super::about_run::AboutRun/>
        <div role="log" aria-label=say(|it| it.inspector.log)><ol class="log">
            <For
                each=move || { let words = words.get(); links.get().into_iter().map(move |it| (it, words)).collect::<Vec<_>>() }
                key=|(it, words)| (it.number, std::ptr::from_ref(*words).addr())
                let((link, words))
            >
                <Line link words/>
            </For>
        </ol></div>
    }
}

#[component]
fn Line(link: Link, words: &'static crate::ui::text::Words) -> impl IntoView {
    let selection = use_selection();
    let number = link.number;
    view! {
        <li>
            <button class="log-line" on:click=move |_| selection.set(Selected::Entry(number))>
                <span class="log-time">{link.at.to_string()}</span>
                <span class="log-deed">{deed(&link, words)}</span>
                <span class="log-by">{author(&link, words)}</span>
            </button>
        </li>
    }
}
