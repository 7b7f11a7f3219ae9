//! Requests: those that failed, and the way of one.

use engine::view::{inspect, requests};
use leptos::prelude::*;

use crate::ui::{
    run::{Pace, use_run},
    selection::{Selected, use_selection},
    text::{say, use_words},
};

/// The requests that failed, by cause and one by one.
#[component]
pub fn Failures() -> impl IntoView {
    let words = use_words();
    let selection = use_selection();
    let tray = use_run().paced(Pace::Reading, requests::tray);
    let note = move || {
        let counts = tray.with(|it| it.counts);
        (words.get().inspector.failures_note)(counts.failures(), counts.offered)
    };
    let rows = move || {
        let cause = words.get().stage.cause;
        let rows = tray.get().newest.into_iter().map(|it| {
            let pod = it.pod.map(|it| it.name.to_string());
            view! {
                <li>
                    <button class="log-line" on:click=move |_| selection.set(Selected::Request(it.id))>
                        <span class="log-time">{it.at.to_string()}</span>
                        <span class="log-deed">"✕ "{cause(it.cause)}</span>
                        <span class="log-by">{pod}</span>
                    </button>
                </li>
            }
        });
        rows.collect_view()
    };
    view! {
        <h2>{say(|it| it.stage.failed)}</h2>
        <p class="inspector-note">{note}</p>
        <ol class="log">{rows}</ol>
    }
}

/// The way of one request.
#[component]
pub fn RequestView(id: u64) -> impl IntoView {
    let words = use_words();
    let selection = use_selection();
    let journey = use_run().paced_of(
        Pace::Reading,
        move || id,
        |moment, id| inspect::journey(moment, *id),
    );
    let title = move || (words.get().inspector.request)(id);
    let outcome = move || {
        let words = words.get();
        journey.get().map(|it| {
            if !it.is_over {
                return words.inspector.under_way.to_owned();
            }
            match it.request.cause() {
                None => format!("✓ {}", words.inspector.answered),
                Some(cause) => format!("✕ {}", (words.stage.cause)(cause)),
            }
        })
    };
    let parts = move || {
        let names = words.get().inspector.parts;
        journey.get().map(|it| {
            let spans = names.into_iter().zip(inspect::spans(&it.request));
            let rows = spans.filter_map(|(name, span)| {
                let span = span?;
                Some(view! { <dt>{name}</dt><dd>{format!("{} ms", span.0)}</dd> })
            });
            rows.collect_view()
        })
    };
    let pod = move || {
        journey.get().and_then(|it| it.pod).map(|key| {
            let name = key.name.to_string();
            view! {
                <button class="command" on:click=move |_| selection.set(Selected::Object(key.clone()))>{name}</button>
            }
        })
    };
    view! {
        <h2>{title}</h2>
        <Show
            when=move || journey.with(Option::is_some)
            fallback=move || view! { <p>{say(|it| it.inspector.request_lost)}</p> }
        >
            <p class="inspector-state">{outcome}</p>
            <p>{move || journey.get().map(|it| format!("{} → {}", it.request.sent, it.request.client.to.name))}</p>
            <dl class="fields">{parts}</dl>
            {pod}
        </Show>
    }
}
