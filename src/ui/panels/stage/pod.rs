//! Pods as tiles on their nodes.

use std::collections::BTreeMap;

use engine::{
    view::{
        stage,
        tile::{Motion, Tile, TileState},
    },
    world::Key,
};
use leptos::prelude::*;

use super::use_scene;
use crate::ui::{
    parts::amount::{short_name, tag},
    run::{Pace, use_run},
    selection::{Selected, use_selection},
    text::{Words, use_words},
};

/// As many lines of text a tile needs before it says what the pod is busy with.
const LINES_FOR_LOAD: u8 = 3;

/// What each pod answered in the last second.
type Answered = Memo<BTreeMap<Key, u64>>;

/// Every pod that has a node, where there is room for tiles.
#[component]
pub fn Pods() -> impl IntoView {
    let scene = use_scene();
    let answered = use_run().paced(Pace::Second, stage::answered);
    let uids = Memo::new(move |_| {
        if scene.layout.with(|it| !it.has_tiles()) {
            return Vec::new();
        }
        scene.tiles.with(|all| {
            let placed = all.iter().filter(|(_, it)| it.place.is_some());
            placed.map(|(uid, _)| *uid).collect::<Vec<_>>()
        })
    });
    view! {
        <For each=move || uids.get() key=|it| *it let:uid>
            {scene.tile.signal(&uid).zip(scene.motion.signal(&uid)).map(|(tile, motion)| view! { <Pod tile motion answered/> })}
        </For>
    }
}

#[component]
fn Pod(tile: RwSignal<Tile>, motion: RwSignal<Motion>, answered: Answered) -> impl IntoView {
    let scene = use_scene();
    let words = use_words();
    let selection = use_selection();
    let rect = Memo::new(move |_| {
        let (node, slot) = tile.with(|it| it.place.clone())?;
        let node = scene.names.with(|all| all.iter().position(|it| *it == node))?;
        scene.layout.with(|it| it.tile_at(node, slot))
    });
    let lines = Memo::new(move |_| {
        let unit = scene.layout.with(|it| it.unit);
        rect.get().map_or(0, |it| lines_of(it.w / unit, it.h / unit))
    });
    let style = move || {
        let motion = motion.get();
        Some(format!(
            "{};--hue:var(--version-{});--progress:{:.3};--presence:{:.3}",
            rect.get()?.style(),
            tile.with(|it| it.version) % 6,
            f64::from(motion.progress.unwrap_or(0)) / 1000.0,
            f64::from(motion.presence) / 1000.0,
        ))
    };
    let left = Memo::new(move |_| motion.with(|it| it.left_secs));
    let state = Memo::new(move |_| tile.with(|it| state_text(it, left.get(), words.get())));
    let label = Memo::new(move |_| {
        let say = words.get().stage.pod;
        tile.with(|it| state.with(|state| say(&it.key.name, &it.image, state)))
    });
    let load = move || {
        (lines.get() >= LINES_FOR_LOAD).then(|| {
            tile.with(|it| {
                let answered = answered.with(|all| all.get(&it.key).copied());
                load(it, answered, words.get())
            })
        })
    };
    let part = move |of: fn(&Tile) -> &str| tile.with(|it| of(it).to_owned());
    let select = move |_| selection.set(Selected::Object(tile.with_untracked(|it| it.key.clone())));
    view! {
        <button
            class="tile"
            hidden=move || rect.get().is_none()
            style=style
            data-state=move || tile.with(|it| state_name(&it.state))
            data-lines=move || lines.get().to_string()
            aria-label=label
            title=label
            aria-pressed=move || tile.with(|it| selection.is_on(&it.key)).to_string()
            on:click=select
        >
            <span class="tile-head">
                <span class="tile-name">{move || part(|it| short_name(&it.key.name))}</span>
                <b class="tile-version">{move || part(|it| tag(&it.image))}</b>
            </span>
            <span class="tile-state">
                <span class="tile-sign">{move || tile.with(|it| sign(&it.state))}</span>
                <span class="tile-word">{state}</span>
            </span>
            <span class="tile-load">{load}</span>
        </button>
    }
}

/// How many lines of text a tile of this width and height [units] has room for.
fn lines_of(width: f64, height: f64) -> u8 {
    match height {
        _ if width < 5.0 => 0,
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
pub(super) const fn state_name(state: &TileState) -> &'static str {
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

fn state_text(tile: &Tile, left_secs: Option<u64>, words: &Words) -> String {
    let state = (words.stage.state)(&tile.state);
    match left_secs {
        Some(secs) if secs > 0 => (words.stage.state_left)(&state, secs),
        _ => state,
    }
}

/// What the pod is busy with, or how often it has been restarted.
fn load(tile: &Tile, answered: Option<u64>, words: &Words) -> String {
    let mut parts = Vec::new();
    if let Some(answered) = answered.filter(|it| *it > 0) {
        parts.push((words.stage.per_second)(answered));
    }
    if tile.restarts > 0 {
        parts.push((words.stage.restarts)(tile.restarts));
    }
    parts.join(" · ")
}
