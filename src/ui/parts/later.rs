//! A part of the page that is drawn once what stands before it is on screen, so that no one waits for all of it at once.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

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

/// Between two parts [ms]. Chosen by us: time for the browser to answer a key, and too short to be noticed.
const TURN_MS: u32 = 20;
