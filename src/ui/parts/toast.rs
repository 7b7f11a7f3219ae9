//! A message that comes, is read aloud, and goes.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// How long a message stays [ms]. Chosen by us.
const SHOWN_MS: u32 = 5000;

/// The message that is shown, if any.
#[derive(Clone, Copy, Default)]
pub struct Toasts {
    text: RwSignal<Option<String>>,
    timer: StoredValue<Option<Timeout>, LocalStorage>,
}

impl Toasts {
    /// Shows a message for a while, instead of one that may still be there.
    pub fn show(self, text: impl Into<String>) {
        self.text.set(Some(text.into()));
        let hide = Timeout::new(SHOWN_MS, move || self.text.set(None));
        self.timer.set_value(Some(hide));
    }
}

/// Where messages appear.
#[component]
pub fn Toast() -> impl IntoView {
    let toasts: Toasts = expect_context();
    view! {
        <div class="toast" role="status" data-shown=move || toasts.text.with(Option::is_some).to_string()>
            {move || toasts.text.get()}
        </div>
    }
}
