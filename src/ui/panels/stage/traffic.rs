//! Clients, Services and the requests that failed.

use engine::sort::Sort;
use engine::{
    infra::network::Cause,
    view::{
        requests::{self, Tray},
        stage,
    },
};
use leptos::prelude::*;

use super::use_scene;
use crate::ui::{
    parts::amount::rate,
    run::{Pace, use_run},
    selection::{Selected, use_selection},
    text::{say, use_words},
};

/// Clients, Services and the tray.
#[component]
pub fn Traffic() -> impl IntoView {
    let scene = use_scene();
    let count = Memo::new(move |_| scene.services.with(Vec::len));
    let rates = use_run().picture(stage::rates);
    view! {
        <For each=move || 0..count.get() key=|it| *it let:place>
            <Service place rates/>
        </For>
        <FailureTray/>
    }
}

#[component]
fn Service(place: usize, rates: Memo<Vec<u32>>) -> impl IntoView {
    let scene = use_scene();
    let words = use_words();
    let selection = use_selection();
    let it = Memo::new(move |_| scene.services.with(|all| all.get(place).cloned()));
    let style = move |clients: bool| {
        scene.layout.with(|it| {
            let all = if clients { &it.clients } else { &it.services };
            all.get(place).copied().unwrap_or_default().style()
        })
    };
    let name = move || it.get().map(|it| (words.get().stage.service)(&it.key.name));
    let label = move || {
        it.get()
            .map(|it| (words.get().stage.targets)(&it.key.name, it.targets.len()))
    };
    let clients = Memo::new(move |_| {
        let milli = rates.with(|all| all.get(place).copied());
        milli.map(|it| (words.get().stage.clients)(&rate(it.into())))
    });
    let select = move |_| {
        if let Some(it) = it.get_untracked() {
            selection.set(Selected::Object(it.key));
        }
    };
    view! {
        <div class="clients" style=move || style(true)>{clients}</div>
        <button
            class="service"
            style=move || style(false)
            aria-label=label
            aria-pressed=move || it.get().is_some_and(|it| selection.is_on(&it.key)).to_string()
            on:click=select
        >
            {name}
        </button>
    }
}

/// How many requests failed, and of what; a click shows each of them.
#[component]
fn FailureTray() -> impl IntoView {
    let scene = use_scene();
    let words = use_words();
    let selection = use_selection();
    let tray = use_run().paced(Pace::Reading, requests::tray);
    let style = move || scene.layout.with(|it| it.tray.style());
    let caption = move || {
        scene.layout.with(|it| {
            let mut caption = it.tray;
            caption.y -= 1.7 * it.unit;
            caption.h = 1.7 * it.unit;
            caption.style()
        })
    };
    let lines = Memo::new(move |_| tray.with(|tray| worst(tray, words.get())));
    view! {
        <h2 class="stage-caption" style=caption>{say(|it| it.stage.failed)}</h2>
        <button
            class="tray"
            style=style
            data-empty=move || tray.with(|it| it.counts.failures() == 0).to_string()
            title=move || lines.get().join("\n")
            on:click=move |_| selection.set(Selected::Failures)
        >
            {move || lines.get().into_iter().map(|it| view! { <span class="tray-line">{it}</span> }).collect_view()}
        </button>
    }
}

/// The commonest causes first, as many as there is room for.
fn worst(tray: &Tray, words: &crate::ui::text::Words) -> Vec<String> {
    const SHOWN: usize = 2;
    let mut causes: Vec<(u64, Cause)> = Cause::ALL
        .into_iter()
        .map(|cause| (tray.counts.failed_by(cause), cause))
        .filter(|(count, _)| *count > 0)
        .collect();
    causes.order_by_key(|(count, cause)| (std::cmp::Reverse(*count), *cause));
    if causes.is_empty() {
        return vec![words.stage.none_failed.to_owned()];
    }
    let line = |(count, cause): &(u64, Cause)| {
        let text = (words.stage.failures)(*count, (words.stage.cause)(*cause));
        format!("✕ {text}")
    };
    causes.iter().take(SHOWN).map(line).collect()
}
