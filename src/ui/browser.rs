//! All that is asked of the browser. Nothing but this and its parts names `web_sys`.

mod arrival;
pub mod edit;
mod pen;
mod slate;
mod turns;

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

pub use arrival::{has, is_whole, on_whole, remove};
pub use pen::Pen;
pub use slate::Slate;
pub use turns::{in_frame, in_turn, next_turn, whole};

/// Where choices are kept on the device; other sites of the same host have other names.
const STORAGE_PREFIX: &str = "beanpod.";

fn window() -> web_sys::Window {
    web_sys::window().expect("the site runs in a window")
}

fn document() -> web_sys::Document {
    window().document().expect("a window has a document")
}

fn root() -> web_sys::HtmlElement {
    document()
        .document_element()
        .and_then(|it| it.dyn_into().ok())
        .expect("a page has a root element")
}

/// What the browser calls before a frame; it holds itself, for as long as the page lives.
type FrameCallback = Rc<RefCell<Option<Closure<dyn FnMut(f64)>>>>;

/// Milliseconds since the page was opened. Says how long work took, never what happens in a run.
pub fn clock_ms() -> f64 {
    window().performance().map_or(0.0, |it| it.now())
}

/// Calls `draw` before each frame for as long as the page lives, with the milliseconds since the frame before.
pub fn each_frame(mut draw: impl FnMut(f64) + 'static) {
    let mut last: Option<f64> = None;
    let again = FrameCallback::default();
    let handle = again.clone();
    *again.borrow_mut() = Some(Closure::new(move |at: f64| {
        draw(last.map_or(0.0, |before| at - before));
        last = Some(at);
        request_frame(&handle);
    }));
    request_frame(&again);
}

fn request_frame(callback: &FrameCallback) {
    if let Some(callback) = &*callback.borrow() {
        // A window that draws no more frames needs no callback.
        let _ = window().request_animation_frame(callback.as_ref().unchecked_ref());
    }
}

/// Listens on the window for as long as the page lives.
fn listen<E: JsCast + 'static>(name: &str, mut heard: impl FnMut(E) + 'static) {
    let callback = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| heard(event.unchecked_into()));
    let _ = window().add_event_listener_with_callback(name, callback.as_ref().unchecked_ref());
    callback.forget();
}

/// The part of the address behind `#`.
pub fn hash() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.strip_prefix('#').unwrap_or_default().to_owned()
}

/// Goes to another address of the site.
pub fn go(hash: &str) {
    // Refused only where the page is being torn down.
    let _ = window().location().set_hash(hash);
}

/// Calls `heard` whenever the part behind `#` changes.
pub fn on_hash_change(heard: impl Fn() + 'static) {
    listen("hashchange", move |_: web_sys::Event| heard());
}

/// The address of the page without the part behind `#`.
pub fn address() -> String {
    let address = window().location().href().unwrap_or_default();
    address.split('#').next().unwrap_or_default().to_owned()
}

/// What was stored on the device under a name.
pub fn stored(name: &str) -> Option<String> {
    let storage = window().local_storage().ok()??;
    storage.get_item(&format!("{STORAGE_PREFIX}{name}")).ok()?
}

/// Stores something on the device. A visitor may forbid it; the site then works without.
pub fn store(name: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(&format!("{STORAGE_PREFIX}{name}"), value);
    }
}

/// What was kept under a name for as long as the tab is open.
pub fn kept(name: &str) -> Option<String> {
    let storage = window().session_storage().ok()??;
    storage.get_item(&format!("{STORAGE_PREFIX}{name}")).ok()?
}

/// Keeps something for as long as the tab is open.
pub fn keep(name: &str, value: &str) {
    if let Ok(Some(storage)) = window().session_storage() {
        let _ = storage.set_item(&format!("{STORAGE_PREFIX}{name}"), value);
    }
}

/// Puts text on the clipboard; `done` says whether it could.
pub fn copy(text: &str, done: impl FnOnce(bool) + 'static) {
    let promise = window().navigator().clipboard().write_text(text);
    let done = Rc::new(RefCell::new(Some(done)));
    let finish = |is_done: bool| {
        let done = done.clone();
        Closure::once_into_js(move |_: JsValue| {
            if let Some(done) = done.borrow_mut().take() {
                done(is_done);
            }
        })
    };
    let (yes, no) = (finish(true), finish(false));
    let then = |name: &str, callback: &JsValue| {
        let method = js_sys::Reflect::get(&promise, &name.into()).ok()?;
        method
            .dyn_ref::<js_sys::Function>()?
            .call1(&promise, callback)
            .ok()
    };
    then("then", &yes);
    then("catch", &no);
}

/// Whether a media query holds.
pub fn prefers(query: &str) -> bool {
    matches!(window().match_media(query), Ok(Some(it)) if it.matches())
}

/// Calls `heard` with the answer to a media query whenever it changes.
pub fn on_media_change(query: &str, heard: impl Fn(bool) + 'static) {
    let Ok(Some(list)) = window().match_media(query) else {
        return;
    };
    let asked = list.clone();
    let callback = Closure::<dyn FnMut()>::new(move || heard(asked.matches()));
    list.set_onchange(Some(callback.as_ref().unchecked_ref()));
    callback.forget();
    // The browser may drop a list that nobody holds, and its callback with it.
    std::mem::forget(list);
}

/// The languages the visitor prefers, best first.
pub fn languages() -> Vec<String> {
    let list = window().navigator().languages();
    list.iter().filter_map(|it| it.as_string()).collect()
}

/// Sets an attribute of the root element, such as the language or the theme.
pub fn set_root_attribute(name: &str, value: &str) {
    let _ = root().set_attribute(name, value);
}

/// Sets the title of the window.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Moves the focus to the element of this id, and the page to its top.
pub fn focus_at_top(id: &str) {
    window().scroll_to_with_x_and_y(0.0, 0.0);
    focus(id);
}

/// Moves the focus to the element of this id.
pub fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        focus_element(&element);
    }
}

/// Moves the focus to the element that stands at a place among its siblings, counted from 0.
pub fn focus_child(parent: &web_sys::Element, place: usize) {
    let child = parent.query_selector(&format!(":scope > :nth-child({})", place + 1));
    if let Ok(Some(element)) = child {
        focus_element(&element);
    }
}

/// Moves the focus to an element.
pub fn focus_element(element: &web_sys::Element) {
    if let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() {
        // Elements that take no focus are left alone.
        let _ = element.focus();
    }
}

/// Scrolls the element of this id into view.
pub fn show(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.scroll_into_view();
    }
}

/// A key that was pressed while no text was being edited.
pub struct KeyPress {
    /// `key` of the event.
    pub key: String,
    /// `code` of the event: the place on the keyboard, whatever script is being written.
    pub code: String,
    /// Whether Control or Command was held.
    pub control: bool,
    /// Whether Shift was held.
    pub shift: bool,
    /// Whether the focus is on a button, link or other control that takes the space bar and Enter itself.
    pub on_control: bool,
}

/// Calls `heard` for each key that no control takes itself; a key it says yes to does nothing else.
pub fn on_key(heard: impl Fn(&KeyPress) -> bool + 'static) {
    listen("keydown", move |event: web_sys::KeyboardEvent| {
        let target = event
            .target()
            .and_then(|it| it.dyn_into::<web_sys::Element>().ok());
        let is_within = |selector: &str| {
            let found = target.as_ref().and_then(|it| it.closest(selector).ok());
            found.flatten().is_some()
        };
        let is_slider = is_within("input[type=range]");
        // A slider takes the arrows and their like itself; every other key means the same as elsewhere.
        let moves_slider = is_slider && (event.key().starts_with("Arrow") || is_jump(&event.key()));
        let is_editing = !is_slider && is_within("input, textarea, select, dialog, [contenteditable]");
        if is_editing || moves_slider || event.alt_key() {
            return;
        }
        let press = KeyPress {
            key: event.key(),
            code: event.code(),
            control: event.ctrl_key() || event.meta_key(),
            shift: event.shift_key(),
            on_control: is_within("button, a, summary, [role=slider], [role=tab]"),
        };
        if heard(&press) {
            event.prevent_default();
        }
    });
}

fn is_jump(key: &str) -> bool {
    matches!(key, "Home" | "End" | "PageUp" | "PageDown")
}

/// Where the element that listens was clicked, from its top left corner; none if a control took the click.
pub fn place_of_click(event: &web_sys::MouseEvent) -> Option<(f64, f64)> {
    let element = |it: Option<web_sys::EventTarget>| it.and_then(|it| it.dyn_into::<web_sys::Element>().ok());
    let target = element(event.target())?;
    if target.closest("button").ok().flatten().is_some() {
        return None;
    }
    let corner = element(event.current_target())?.get_bounding_client_rect();
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    Some((x - corner.left(), y - corner.top()))
}

/// The day it is for the visitor [days since 1970].
pub fn today() -> u32 {
    let millis = js_sys::Date::now() - js_sys::Date::new_0().get_timezone_offset() * 60_000.0;
    (millis / 86_400_000.0) as u32
}

/// The text of a file of the site, asked for at once; what went wrong, if it cannot be had.
pub fn fetch_text(path: String) -> impl Future<Output = Result<String, String>> {
    let asked = JsFuture::from(window().fetch_with_str(&path));
    async move {
        let told = |problem: JsValue| format!("{path}: {problem:?}");
        let response: web_sys::Response = asked.await.and_then(JsCast::dyn_into).map_err(told)?;
        if !response.ok() {
            return Err(format!("{path}: {}", response.status()));
        }
        let text = JsFuture::from(response.text().map_err(told)?)
            .await
            .map_err(told)?;
        text.as_string().ok_or_else(|| format!("{path}: not text"))
    }
}

/// Offers text as a file to save.
pub fn download(name: &str, mime: &str, text: &str) {
    let parts = js_sys::Array::of1(&text.into());
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(mime);
    if let Ok(blob) = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options)
        && let Ok(url) = web_sys::Url::create_object_url_with_blob(&blob)
    {
        save(name, &url);
        let _ = web_sys::Url::revoke_object_url(&url);
    }
}

fn save(name: &str, url: &str) {
    if let Ok(element) = document().create_element("a")
        && let Ok(link) = element.dyn_into::<web_sys::HtmlAnchorElement>()
    {
        link.set_href(url);
        link.set_download(name);
        link.click();
    }
}

/// Offers a drawing as a PNG file to save, at twice its size.
pub fn download_png(name: &str, svg: &str, (width, height): (u32, u32)) {
    let Ok(image) = web_sys::HtmlImageElement::new_with_width_and_height(width, height) else {
        return;
    };
    let (drawn, name) = (image.clone(), name.to_owned());
    let draw = Closure::once_into_js(move || {
        let draw = || -> Option<()> {
            let canvas: web_sys::HtmlCanvasElement =
                document().create_element("canvas").ok()?.dyn_into().ok()?;
            canvas.set_width(width * 2);
            canvas.set_height(height * 2);
            let context = canvas.get_context("2d").ok()??;
            let context: web_sys::CanvasRenderingContext2d = context.dyn_into().ok()?;
            let (w, h) = (f64::from(width) * 2.0, f64::from(height) * 2.0);
            context
                .draw_image_with_html_image_element_and_dw_and_dh(&drawn, 0.0, 0.0, w, h)
                .ok()?;
            save(&name, &canvas.to_data_url_with_type("image/png").ok()?);
            Some(())
        };
        // A browser that cannot draw it offers no file.
        let _ = draw();
    });
    image.set_onload(Some(draw.unchecked_ref()));
    let text = js_sys::encode_uri_component(svg);
    image.set_src(&format!("data:image/svg+xml;charset=utf-8,{text}"));
}

/// Calls `heard` with the width and height of an element in CSS pixels: before the next frame, and whenever they change.
pub fn observe_size(element: &web_sys::Element, heard: impl Fn(f64, f64) + 'static) {
    let callback = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
        if let Some(entry) = entries.iter().last() {
            let size = entry
                .unchecked_into::<web_sys::ResizeObserverEntry>()
                .content_rect();
            heard(size.width(), size.height());
        }
    });
    if let Ok(observer) = web_sys::ResizeObserver::new(callback.as_ref().unchecked_ref()) {
        observer.observe(element);
    }
    callback.forget();
}

/// The colour that a custom property stands for in the present theme, as `rgb(…)`.
pub fn token(name: &str) -> String {
    // An element that stands there already: a new one would make the browser look at all styles again.
    let probe = document().get_element_by_id("probe");
    let Some(probe) = probe.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) else {
        return String::new();
    };
    let _ = probe.style().set_property("color", &format!("var({name})"));
    let style = window().get_computed_style(&probe).ok().flatten();
    let colour = style.and_then(|it| it.get_property_value("color").ok());
    colour.unwrap_or_default()
}
