//! The few icons of the site, drawn as one stroke each.

use leptos::prelude::*;

/// An icon beside or instead of a word; the word or a label says what it means.
#[component]
pub fn Icon(
    /// The outline, in a box of 24 by 24.
    path: &'static str,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=path/>
        </svg>
    }
}

/// A triangle that points on.
pub const PLAY: &str = "M7 4.5v15l12-7.5z";
/// Two bars.
pub const PAUSE: &str = "M8 5v14M16 5v14";
/// A bar and a triangle that points on.
pub const STEP: &str = "M6 5v14M10 5.5v13l9-6.5z";
/// A triangle that points back and a bar.
pub const STEP_BACK: &str = "M18 5v14M14 5.5v13L5 12z";
/// A bar and two arrows back.
pub const TO_START: &str = "M5 5v14M12 6l-6 6 6 6M19 6l-6 6 6 6";
/// Two arrows on and a bar.
pub const TO_END: &str = "M19 5v14M12 6l6 6-6 6M5 6l6 6-6 6";
/// An arrow that bends back.
pub const UNDO: &str = "M9 7L4 12l5 5M4 12h10a6 6 0 0 1 6 6";
/// An arrow that bends on.
pub const REDO: &str = "M15 7l5 5-5 5M20 12H10a6 6 0 0 0-6 6";
/// A circle, half filled by a line.
pub const THEME: &str = "M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16M12 8l5-1M12 12h8M12 16l5 1";
/// A cross.
pub const CLOSE: &str = "M6 6l12 12M18 6L6 18";
/// Two sheets.
pub const COPY: &str = "M9 9h11v11H9zM5 15H4V4h11v1";
/// A prompt and a line.
pub const TERMINAL: &str = "M5 7l5 5-5 5M12 18h7";
