//! A part of the page that is drawn once what stands before it is on screen, so that no one waits for all of it at once.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use crate::ui::browser;

/// Draws its content in a task of its own, soon after the page has been drawn.
#[component]
pub fn Later(
    /// What comes.
    children: ChildrenFn,
    /// How many other parts come first.
    #[prop(default = 0)]
    after: u32,
) -> impl IntoView {
    let is_here = RwSignal::new(false);
    // Each part waits its turn by time alone: timers of one page end in the order of their spans.
    let timer = Timeout::new(after * TURN_MS, move || is_here.set(true));
    let timer = StoredValue::new_local(Some(timer));
    // A visitor who has gone on leaves no timer behind.
    on_cleanup(move || drop(timer.try_update_value(Option::take)));
    view! { <Show when=move || is_here.get()>{children()}</Show> }
}

/// Draws its content once the whole site is there. What the stage can do without need not be in the first part of the wasm.
#[component]
pub fn WhenWhole(
    /// What comes.
    children: ChildrenFn,
) -> impl IntoView {
    let is_whole = RwSignal::new(browser::is_whole());
    if !is_whole.get_untracked() {
        // The visitor may have gone on to another page by then.
        browser::on_whole(move || {
            let _ = is_whole.try_set(true);
        });
    }
    view! { <Show when=move || is_whole.get()>{children()}</Show> }
}

/// Between two parts [ms]. Chosen by us: time for the browser to answer a key, and too short to be noticed.
const TURN_MS: u32 = 20;
