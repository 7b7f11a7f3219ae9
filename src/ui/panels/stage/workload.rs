//! Deployments and their ReplicaSets.

use engine::view::stage::{SetPicture, Workload};
use leptos::prelude::*;

use super::{layout::Rect, use_scene};
use crate::ui::{
    parts::amount::tag,
    selection::{Selected, use_selection},
    text::use_words,
};

/// Every workload with its ReplicaSets.
#[component]
pub fn Workloads() -> impl IntoView {
    let scene = use_scene();
    let count = Memo::new(move |_| scene.workloads.with(Vec::len));
    let sets = Memo::new(move |_| {
        scene
            .workloads
            .with(|all| all.iter().map(|it| it.sets.len()).sum::<usize>())
    });
    view! {
        <For each=move || 0..count.get() key=|it| *it let:place>
            <Caption place/>
        </For>
        <For each=move || 0..sets.get() key=|it| *it let:place>
            <Set place/>
        </For>
    }
}

#[component]
fn Caption(place: usize) -> impl IntoView {
    let scene = use_scene();
    let words = use_words();
    let selection = use_selection();
    let it = Memo::new(move |_| scene.workloads.with(|all| all.get(place).map(without_sets)));
    let style = move || scene.layout.with(|it| rect(&it.workloads, place).style());
    let text = move || {
        it.get().map(|it| {
            let words = &words.get().stage;
            let text = (words.workload)(it.key.kind.name(), &it.key.name, it.ready, it.wanted);
            if it.is_paused {
                format!("{text} · {}", words.paused)
            } else {
                text
            }
        })
    };
    let select = move |_| {
        if let Some(it) = it.get_untracked() {
            selection.set(Selected::Object(it.key));
        }
    };
    let pressed = move || it.get().is_some_and(|it| selection.is_on(&it.key)).to_string();
    view! {
        <button class="workload" style=style aria-pressed=pressed on:click=select>{text}</button>
    }
}

#[component]
fn Set(place: usize) -> impl IntoView {
    let scene = use_scene();
    let words = use_words();
    let selection = use_selection();
    let it = Memo::new(move |_| scene.workloads.with(|all| nth_set(all, place)));
    let style = move || {
        let hue = it.get().and_then(|it| it.version).map_or_else(
            || "var(--system)".to_owned(),
            |it| format!("var(--version-{})", it % 6),
        );
        scene
            .layout
            .with(|it| format!("{};--hue:{hue}", rect(&it.sets, place).style()))
    };
    let numbers = move || {
        it.get().map(|it| match it.changed_from {
            Some(from) => format!("{from} → {}", it.wanted),
            None => it.wanted.to_string(),
        })
    };
    let label = move || {
        it.get()
            .map(|it| (words.get().stage.set)(&it.key.name, &it.image, it.ready, it.wanted))
    };
    let waiting = move || {
        let count = it.get().map_or(0, |it| it.unscheduled.len());
        (count > 0).then(|| (words.get().stage.waiting)(count))
    };
    let select = move |_| {
        if let Some(it) = it.get_untracked() {
            selection.set(Selected::Object(it.key));
        }
    };
    view! {
        <button
            class="set"
            style=style
            data-changed=move || it.get().is_some_and(|it| it.changed_from.is_some()).to_string()
            data-empty=move || it.get().is_some_and(|it| it.wanted == 0 && it.ready == 0).to_string()
            aria-pressed=move || it.get().is_some_and(|it| selection.is_on(&it.key)).to_string()
            aria-label=label
            on:click=select
        >
            <span class="set-name">{move || it.get().map(|it| short(&it))}</span>
            <b class="set-version">{move || it.get().map(|it| tag(&it.image).to_owned())}</b>
            <b class="set-count">{numbers}</b>
            <span class="set-waiting">{waiting}</span>
        </button>
    }
}

/// The hash of the template, which tells the ReplicaSets of one Deployment apart.
fn short(set: &SetPicture) -> String {
    let name = &*set.key.name;
    match name.rsplit_once('-') {
        Some((_, hash)) => format!("…{hash}"),
        None => name.to_owned(),
    }
}

fn nth_set(all: &[Workload], place: usize) -> Option<SetPicture> {
    all.iter().flat_map(|it| &it.sets).nth(place).cloned()
}

fn without_sets(it: &Workload) -> Workload {
    Workload {
        sets: Vec::new(),
        ..it.clone()
    }
}

fn rect(all: &[Rect], place: usize) -> Rect {
    all.get(place).copied().unwrap_or_default()
}
