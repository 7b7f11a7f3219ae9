//! Ways to go on with a line, to be tapped or chosen with Tab.

use leptos::prelude::*;

use super::{PROMPT, prompt::Typing};
use crate::ui::{
    browser,
    text::{say, use_words},
};

/// More are not drawn: another letter narrows them down.
const DRAWN_MAX: usize = 40;

/// The ways to go on.
#[component]
pub fn Suggestions() -> impl IntoView {
    let typing: Typing = expect_context();
    let words = use_words();
    let count = move || typing.offered.with(Vec::len);
    let is_shown = Memo::new(move |_| typing.is_shown.get() && 0 < count());
    let chips = move || {
        let all = typing.offered.get().into_iter().take(DRAWN_MAX).enumerate();
        let chips = all.map(|(place, it)| {
            let (text, hint) = (it.text.clone(), it.hint);
            let accept = move |_| {
                typing.accept(&it);
                // Where one taps, the focus would bring up a keyboard over the chips.
                if !typing.is_touch {
                    browser::focus(PROMPT);
                }
            };
            view! {
                <button
                    type="button"
                    class="chip"
                    tabindex="-1"
                    title=hint
                    data-chosen=move || (typing.chosen.get() == Some(place)).to_string()
                    on:click=accept
                >
                    {text}
                </button>
            }
        });
        chips.collect_view()
    };
    let more = move || {
        let more = count().saturating_sub(DRAWN_MAX);
        (0 < more).then(|| (words.get().desk.more_suggestions)(more))
    };
    // The chips themselves are for eyes and fingers; this is for ears.
    let said = move || {
        if !is_shown.get() {
            return None;
        }
        let chosen = typing.chosen.get();
        let chosen = chosen.and_then(|at| typing.offered.with(|it| it.get(at).map(|it| it.text.clone())));
        Some(chosen.unwrap_or_else(|| (words.get().desk.suggestion_count)(count())))
    };
    view! {
        <p class="visually-hidden" role="status">{said}</p>
        {move || is_shown.get().then(|| view! {
            <div class="chips" role="group" aria-label=say(|it| it.desk.suggestions)>
                {chips}
                <span class="chips-more">{more}</span>
            </div>
        }.into_any())}
    }
}
