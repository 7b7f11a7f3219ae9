//! Pods as tiles on their nodes.

use engine::{
    kube::Uid,
    view::tile::{Tile, TileState},
};
use leptos::prelude::*;

use super::use_scene;
use crate::ui::{
    parts::amount::{short_name, tag},
    selection::{Selected, use_selection},
    text::{Words, use_words},
};

/// Every pod that has a node.
#[component]
pub fn Pods() -> impl IntoView {
    let scene = use_scene();
    let uids = Memo::new(move |_| {
        scene.tiles.with(|all| {
            let placed = all.iter().filter(|(_, it)| it.place.is_some());
            placed.map(|(uid, _)| *uid).collect::<Vec<_>>()
        })
    });
    view! {
        <For each=move || uids.get() key=|it| *it let:uid>
            <Pod uid/>
        </For>
    }
}

#[component]
fn Pod(uid: Uid) -> impl IntoView {
    let scene = use_scene();
    let words = use_words();
    let selection = use_selection();
    let tile = Memo::new(move |_| scene.tiles.with(|all| all.get(&uid).cloned()));
    let rect = Memo::new(move |_| {
        let (node, slot) = tile.with(|it| it.as_ref()?.place.clone())?;
        let node = scene.names.with(|all| all.iter().position(|it| *it == node))?;
        scene.layout.with(|it| it.tile_at(node, slot))
    });
    let lines = move || {
        let unit = scene.layout.with(|it| it.unit);
        rect.get().map_or(0, |it| lines_of(it.h / unit))
    };
    let style = move || {
        let (rect, tile) = (rect.get()?, tile.get()?);
        Some(format!(
            "{};--hue:var(--version-{});--progress:{:.3};--presence:{:.3}",
            rect.style(),
            tile.version % 6,
            f64::from(tile.progress.unwrap_or(0)) / 1000.0,
            f64::from(tile.presence) / 1000.0,
        ))
    };
    let label = move || {
        tile.get().map(|it| {
            let state = state_text(&it, words.get());
            (words.get().stage.pod)(&it.key.name, &it.image, &state)
        })
    };
    let select = move |_| {
        if let Some(it) = tile.get_untracked() {
            selection.set(Selected::Object(it.key));
        }
    };
    view! {
        <button
            class="tile"
            hidden=move || rect.get().is_none()
            style=style
            data-state=move || tile.get().map(|it| state_name(&it.state))
            data-lines=move || lines().to_string()
            aria-label=label
            title=label
            aria-pressed=move || tile.with(|it| it.as_ref().is_some_and(|it| selection.is_on(&it.key))).to_string()
            on:click=select
        >
            <span class="tile-head">
                <span class="tile-name">{move || tile.get().map(|it| short_name(&it.key.name).to_owned())}</span>
                <b class="tile-version">{move || tile.get().map(|it| tag(&it.image).to_owned())}</b>
            </span>
            <span class="tile-state">
                <span class="tile-sign">{move || tile.get().map(|it| sign(&it.state))}</span>
                <span class="tile-word">{move || tile.get().map(|it| state_text(&it, words.get()))}</span>
            </span>
            <span class="tile-load">{move || tile.get().map(|it| load(&it, words.get()))}</span>
        </button>
    }
}

/// How many lines of text a tile of this height [units] has room for.
fn lines_of(height: f64) -> u8 {
    match height {
        h if h >= 4.4 => 4,
        h if h >= 3.4 => 3,
        h if h >= 2.4 => 2,
        h if h >= 1.55 => 1,
        _ => 0,
    }
}

/// The sign that tells a state without colour.
const fn sign(state: &TileState) -> &'static str {
    match state {
        TileState::Unscheduled => "⋯",
        TileState::Creating => "◔",
        TileState::NotReady => "○",
        TileState::Ready => "✓",
        TileState::Waiting(_) => "↻",
        TileState::Ended(_) | TileState::Failed => "✕",
        TileState::Terminating => "–",
        TileState::Succeeded => "●",
        TileState::Unknown => "?",
    }
}

/// The state as the stylesheet names it.
const fn state_name(state: &TileState) -> &'static str {
    match state {
        TileState::Unscheduled => "unscheduled",
        TileState::Creating => "creating",
        TileState::NotReady => "not-ready",
        TileState::Ready => "ready",
        TileState::Waiting(_) => "waiting",
        TileState::Ended(_) | TileState::Failed => "failed",
        TileState::Terminating => "terminating",
        TileState::Succeeded => "succeeded",
        TileState::Unknown => "unknown",
    }
}

fn state_text(tile: &Tile, words: &Words) -> String {
    let state = (words.stage.state)(&tile.state);
    match tile.left {
        Some(left) if left.0 > 0 => (words.stage.state_left)(&state, left.0.div_ceil(1000)),
        _ => state,
    }
}

/// What the pod is busy with, or how often it has been restarted.
fn load(tile: &Tile, words: &Words) -> String {
    let mut parts = Vec::new();
    if let Some(answered) = tile.answered.filter(|it| *it > 0) {
        parts.push((words.stage.per_second)(answered));
    }
    if tile.restarts > 0 {
        parts.push((words.stage.restarts)(tile.restarts));
    }
    parts.join(" · ")
}
