//! Pods as tiles on their nodes.
//!
//! There may be hundreds, and in a roll-out many change with every frame. So no tile is drawn by itself: a stock of them
//! grows as more pods come, and what differs is written into it.

use engine::view::{
    stage,
    tile::{Tile, TileState},
};
use leptos::{html::Button, prelude::*};

use super::{
    stock::{Face, Stock},
    use_scene,
};
use crate::ui::{
    browser::Slate,
    run::{Pace, use_run},
    selection::{Selected, use_selection},
    text::{Words, use_language},
};

/// As many lines of text a tile needs before it says what the pod is busy with.
const LINES_FOR_LOAD: u8 = 3;

/// Every pod that has a node, where there is room for tiles.
#[component]
pub fn Pods() -> impl IntoView {
    let scene = use_scene();
    let stock = StoredValue::new_local(Stock::default());
    // How many tiles there are to be, and a sign that some have come.
    let wanted = RwSignal::new(0);
    let come = RwSignal::new(());
    let answered = use_run().paced(Pace::Second, stage::answered);
    let selection = use_selection();
    let language = use_language();
    Effect::new(move |_| {
        come.track();
        let (selected, language) = (selection.get(), language.get());
        let now = scene.now.get_untracked();
        let (layout, names) = (scene.layout.read(), scene.names.read());
        let (tiles, answered) = (scene.tiles.read(), answered.read());
        let faces = tiles.iter().filter_map(|(uid, tile)| {
            let (node, slot) = tile.place.as_ref()?;
            let rect = layout.tile_at(names.iter().position(|it| it == node)?, *slot)?;
            let lines = lines_of(rect.w / layout.unit, rect.h / layout.unit);
            let is_told = lines >= LINES_FOR_LOAD;
            let face = Face {
                tile: tile.clone(),
                rect,
                lines,
                is_selected: matches!(&selected, Some(Selected::Object(key)) if *key == tile.key),
                answered: is_told.then(|| answered.get(&tile.key).copied().unwrap_or_default()),
                language,
            };
            Some((*uid, face))
        });
        let mut count = 0;
        stock.update_value(|it| {
            if layout.has_tiles() {
                count = it.show(faces, now);
            } else {
                it.clear();
            }
        });
        if wanted.get_untracked() != count {
            wanted.set(count);
        }
    });
    Effect::new(move |_| {
        let now = scene.now.get();
        stock.update_value(|it| it.move_to(now));
    });
    view! {
        <For each=move || 0..wanted.get() key=|it| *it let:place>
            <Pod place stock come/>
        </For>
    }
}

/// A tile that waits for a pod.
#[component]
fn Pod(place: usize, stock: StoredValue<Stock, LocalStorage>, come: RwSignal<()>) -> impl IntoView {
    let selection = use_selection();
    let tile = NodeRef::<Button>::new();
    tile.on_load(move |it| {
        stock.update_value(|stock| stock.add(place, Slate::of(&it)));
        come.set(());
    });
    let select = move |_| {
        if let Some(key) = stock.with_value(|it| it.key(place)) {
            selection.set(Selected::Object(key));
        }
    };
    let point = move |_| stock.update_value(|it| it.point_at(place));
    view! {
        <button class="tile" hidden node_ref=tile on:click=select on:pointerenter=point>
            <span class="tile-head"><span class="tile-name"></span><b class="tile-version"></b></span>
            <span class="tile-state"><span class="tile-sign"></span><span class="tile-word"></span></span>
            <span class="tile-load"></span>
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
pub(super) const fn sign(state: &TileState) -> &'static str {
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

/// What the pod does, and how long still where that is known.
pub(super) fn state_text(tile: &Tile, left_secs: Option<u64>, words: &Words) -> String {
    let state = (words.stage.state)(&tile.state);
    match left_secs {
        Some(secs) if secs > 0 => (words.stage.state_left)(&state, secs),
        _ => state,
    }
}

/// What the pod is busy with, or how often it has been restarted.
pub(super) fn load(tile: &Tile, answered: u64, words: &Words) -> String {
    let mut parts = Vec::new();
    if answered > 0 {
        parts.push((words.stage.per_second)(answered));
    }
    if tile.restarts > 0 {
        parts.push((words.stage.restarts)(tile.restarts));
    }
    parts.join(" · ")
}
