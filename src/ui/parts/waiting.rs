//! What stands on a page until its run or its files are there.

use leptos::prelude::*;

use crate::ui::{
    app::has_first_text,
    text::{Words, say},
};

/// Says what is being waited for. The words from before the app stay where they stand; coming from another page there are none.
#[component]
pub fn Waiting(
    /// What for.
    text: fn(&'static Words) -> &'static str,
) -> impl IntoView {
    let class = if has_first_text() {
        "visually-hidden"
    } else {
        "home"
    };
    view! { <p class=class role="status">{say(text)}</p> }
}
