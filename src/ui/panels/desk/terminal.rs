//! The terminal: what has been typed and what came back, and the line that is being typed.

use leptos::{html::Div, prelude::*};

use super::{block::Block, prompt::Prompt, use_desk};
use crate::ui::{
    browser,
    text::{say, use_words},
};

/// The terminal.
#[component]
pub fn Terminal() -> impl IntoView {
    let desk = use_desk();
    let words = use_words();
    let scroller = NodeRef::<Div>::new();
    let latest = Memo::new(move |_| desk.exchanges.with(|it| it.last().map(|it| (it.place, it.at))));
    // While one has scrolled up the browser holds the place, but a new line is to be seen.
    Effect::new(move |_| {
        // Read, not only tracked: a memo that nobody reads is never worked out.
        latest.with(|_| ());
        if let Some(scroller) = scroller.get() {
            gloo_timers::callback::Timeout::new(0, move || browser::edit::scroll_to_end(&scroller)).forget();
        }
    });
    let waiting = move || {
        let count = desk.queue.with(Vec::len);
        (0 < count).then(|| (words.get().desk.waiting)(count))
    };
    view! {
        <div class="transcript" role="log" tabindex="0" aria-label=say(|it| it.desk.log) node_ref=scroller>
            <div class="transcript-lines">
                {move || desk.exchanges.with(Vec::is_empty).then(|| view! {
                    <p class="transcript-empty">{say(|it| it.desk.empty)}</p>
                })}
                <For
                    each=move || desk.exchanges.get()
                    key=|it| (it.place, it.at, it.line.clone())
                    let:exchange
                >
                    <Block exchange/>
                </For>
            </div>
        </div>
        <p class="terminal-notice" role="status">{move || desk.notice.get().or_else(waiting)}</p>
        <Prompt/>
    }
}
