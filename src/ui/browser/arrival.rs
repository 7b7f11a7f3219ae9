//! What of the page is there: the words from before the app, the app itself, and the later part of the wasm.

use wasm_bindgen::{JsCast, closure::Closure};

use super::{document, listen, root, window};

/// The first text is waited for no longer than so many frames: a browser may not tell when it painted. Chosen by us.
const FRAMES_MAX: u32 = 60;

/// Calls `then` once what is on the page has been painted; at once where nothing is painted.
pub fn after_first_paint(then: impl FnOnce() + 'static) {
    wait_for_paint(FRAMES_MAX, Box::new(then));
}

fn wait_for_paint(frames: u32, then: Box<dyn FnOnce()>) {
    if frames == 0 || document().hidden() || is_painted() {
        // A task of its own, after whatever the browser does for the frame.
        return in_turn(then);
    }
    let soon = Closure::once_into_js(move |_: f64| wait_for_paint(frames - 1, then));
    // A window that draws no more frames needs no page.
    let _ = window().request_animation_frame(soon.unchecked_ref());
}

/// Whether the browser says that it has painted text or a picture.
fn is_painted() -> bool {
    let entries = window().performance().map(|it| it.get_entries_by_name("first-contentful-paint"));
    entries.is_some_and(|it| it.length() > 0)
}

/// Does some work in a task of its own, so that the browser can draw and answer a key before it.
pub fn in_turn(work: impl FnOnce() + 'static) {
    // Timers of the same span end in the order in which they were begun, each as a task.
    gloo_timers::callback::Timeout::new(0, work).forget();
}

/// Resolves in a task of its own, so that the browser can draw and answer a key meanwhile.
pub async fn next_turn() {
    gloo_timers::future::TimeoutFuture::new(0).await;
}

/// Whether there is an element of this id.
pub fn has(id: &str) -> bool {
    document().get_element_by_id(id).is_some()
}

/// Removes the element of this id.
pub fn remove(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.remove();
    }
}

/// Whether the later part of the wasm is there too. A build in one part is whole from the beginning; scripts/later.js says otherwise.
pub fn is_whole() -> bool {
    root().get_attribute("data-parts").as_deref() != Some("first")
}

/// Calls `heard` once the later part is there.
pub fn on_whole(heard: impl FnMut() + 'static) {
    let mut heard = heard;
    listen("beanpod-whole", move |_: web_sys::Event| heard());
}
