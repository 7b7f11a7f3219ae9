//! What of the page is there: the words from before the app, the app itself, and the later part of the wasm.

use super::{document, listen, root};

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
