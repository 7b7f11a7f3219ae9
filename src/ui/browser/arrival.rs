//! What of the page is there: the words from before the app, the app itself, and the later part of the wasm.

use wasm_bindgen::{JsCast, closure::Closure};

use super::{document, listen, root, window};

/// Calls `then` once what is on the page has been drawn; at once where nothing is drawn.
pub fn after_first_frame(then: impl FnOnce() + 'static) {
    if document().hidden() {
        return then();
    }
    let soon = Closure::once_into_js(move |_: f64| gloo_timers::callback::Timeout::new(0, then).forget());
    // A window that draws no more frames needs no page.
    let _ = window().request_animation_frame(soon.unchecked_ref());
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
