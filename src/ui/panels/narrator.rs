//! Tells those who do not see the stage what has just happened, one sentence at a time.

use engine::view::{
    deed::Deed,
    why::{self, Link},
};
use leptos::prelude::*;

use super::inspector::deed_text;
use crate::ui::{
    run::{Pace, use_run},
    text::use_words,
};

/// A region that is read aloud whenever it changes.
#[component]
pub fn Narrator() -> impl IntoView {
    let words = use_words();
    let latest = use_run().paced(Pace::Reading, |moment| {
        why::newest(moment).into_iter().find(is_worth_saying)
    });
    view! {
        <p class="visually-hidden" role="status">
            {move || latest.get().map(|it| deed_text(&it, words.get()))}
        </p>
    }
}

/// While a run plays, more happens than can be said: what is asked for, and how many are ready, tells the story.
fn is_worth_saying(link: &Link) -> bool {
    matches!(
        link.deed,
        Deed::Scaled { .. }
            | Deed::Image { .. }
            | Deed::Paused(_)
            | Deed::Ready { .. }
            | Deed::Exited(_)
            | Deed::Targets { .. }
    ) || link.by == engine::sim::YOU
}
