//! Fields in which text is written: the caret, what is put in, what is pasted.

use wasm_bindgen::JsCast;

use super::{document, window};

/// Where the caret of a field is [bytes].
pub fn caret(field: &web_sys::HtmlInputElement) -> usize {
    let units = field.selection_start().ok().flatten().unwrap_or_default();
    bytes(&field.value(), units)
}

/// Puts text into a field, with the caret at a place of it [bytes].
pub fn put(field: &web_sys::HtmlInputElement, text: &str, caret: usize) {
    field.set_value(text);
    let units = units(text, caret);
    // Refused only by fields that hold no text.
    let _ = field.set_selection_range(units, units);
}

/// The text of an area before its caret, and whether nothing is selected in it.
pub fn before_caret(area: &web_sys::HtmlTextAreaElement) -> (String, bool) {
    let start = area.selection_start().ok().flatten().unwrap_or_default();
    let end = area.selection_end().ok().flatten().unwrap_or_default();
    let mut text = area.value();
    text.truncate(bytes(&text, start));
    (text, start == end)
}

/// Puts the caret of an area at a place of its text [bytes], in view and ready to write.
pub fn go_to(area: &web_sys::HtmlTextAreaElement, caret: usize) {
    let units = units(&area.value(), caret);
    let _ = area.set_selection_range(units, units);
    let _ = area.focus();
}

/// Writes at the caret of the field that has the focus, so that the browser's own undo knows of it; says whether it could.
pub fn write(text: &str) -> bool {
    let document = document().dyn_into::<web_sys::HtmlDocument>();
    document.is_ok_and(|it| {
        it.exec_command_with_show_ui_and_value("insertText", false, text)
            .unwrap_or(false)
    })
}

/// The text that is being pasted.
pub fn pasted(event: &web_sys::ClipboardEvent) -> Option<String> {
    event.clipboard_data()?.get_data("text").ok()
}

/// Whether any text of the page, or of the field, is selected, so that Ctrl C means to copy it.
pub fn has_selection(field: &web_sys::HtmlInputElement) -> bool {
    let in_field = field.selection_start().ok().flatten() != field.selection_end().ok().flatten();
    let on_page = window().get_selection().ok().flatten();
    in_field || on_page.is_some_and(|it| !it.is_collapsed())
}

/// Keeps a phone from correcting what is written in a field: commands are no sentences.
pub fn correct_nothing(field: &web_sys::Element) {
    let _ = field.set_attribute("autocorrect", "off");
}

/// Scrolls an element to its end.
pub fn scroll_to_end(element: &web_sys::Element) {
    element.set_scroll_top(element.scroll_height());
}

/// Bytes before a place that the browser counts in units of UTF-16.
fn bytes(text: &str, units: u32) -> usize {
    let mut left = units as usize;
    let mut count = 0;
    for c in text.chars() {
        if left < c.len_utf16() {
            break;
        }
        left -= c.len_utf16();
        count += c.len_utf8();
    }
    count
}

fn units(text: &str, bytes: usize) -> u32 {
    let before = text.get(..bytes).unwrap_or(text);
    before.encode_utf16().count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_the_same_in_bytes_and_in_units() {
        let text = "a파🫘b";
        for (place, _) in text.char_indices().chain([(text.len(), ' ')]) {
            assert_eq!(bytes(text, units(text, place)), place);
        }
        assert_eq!(bytes(text, 99), text.len());
    }
}
