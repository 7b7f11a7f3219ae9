//! A part of the page that is drawn once what stands before it is on screen, so that no one waits for all of it at once.

use leptos::prelude::*;

use crate::ui::browser;

/// Draws its content in a task of its own, soon after the page has been drawn and after the parts that stand before it.
#[component]
pub fn Later(
    /// What comes.
    children: ChildrenFn,
) -> impl IntoView {
    let is_here = RwSignal::new(false);
    draw_in_turn(is_here);
    move || is_here.get().then(&*children)
}

/// Draws its content once the whole site is there, in a task of its own. What the stage can do without need not be in the
/// first part of the wasm.
#[component]
pub fn WhenWhole(
    /// What comes.
    children: ChildrenFn,
) -> impl IntoView {
    let is_here = RwSignal::new(browser::is_whole());
    if !is_here.get_untracked() {
        browser::on_whole(move || draw_in_turn(is_here));
    }
    move || is_here.get().then(&*children)
}

fn draw_in_turn(is_here: RwSignal<bool>) {
    browser::in_frame(move || {
        // The visitor may have gone on to another page by then.
        let _ = is_here.try_set(true);
    });
}
