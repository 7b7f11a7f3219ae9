//! Very many nodes: one cell each, as full as what is requested of it, with a sign where something is wrong.
//!
//! They are one stop of the Tab key; the arrows lead from cell to cell, and what has the focus or the pointer says its name.

use engine::{
    view::packing::NodePicture,
    world::{Key, Kind, Text},
};
use leptos::{html::Div, prelude::*};

use super::{
    layout::{Detail, Rect},
    node::{fullness, short_signs, told},
    use_scene,
};
use crate::ui::{
    browser,
    selection::{Selected, use_selection},
    text::{say, use_words},
};

/// A cell narrower than this has no room for a sign; its border tells [CSS px].
const SIGN_MIN: f64 = 15.0;

/// Every node as a cell.
#[component]
pub fn Cells() -> impl IntoView {
    let scene = use_scene();
    let host = NodeRef::<Div>::new();
    // The cell that Tab leads to.
    let stop = RwSignal::new(0);
    let count = Memo::new(move |_| scene.names.with(Vec::len));
    let stop_here = Memo::new(move |_| stop.get().min(count.get().saturating_sub(1)));
    let go = move |event: leptos::ev::KeyboardEvent| {
        let columns = scene.layout.with_untracked(|it| columns(&it.nodes));
        let next = match event.key().as_str() {
            "ArrowRight" => stop_here.get_untracked() + 1,
            "ArrowLeft" => stop_here.get_untracked().saturating_sub(1),
            "ArrowDown" => stop_here.get_untracked() + columns,
            "ArrowUp" => stop_here.get_untracked().saturating_sub(columns),
            "Home" => 0,
            "End" => usize::MAX,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        let next = next.min(count.get_untracked().saturating_sub(1));
        stop.set(next);
        if let Some(host) = host.get_untracked() {
            browser::focus_child(&host, next);
        }
    };
    let cells = move || scene.names.get().into_iter().enumerate().collect::<Vec<_>>();
    view! {
        <div class="cells" role="group" aria-label=say(|it| it.stage.nodes) node_ref=host on:keydown=go>
            <For each=cells key=|it| it.clone() let((place, name))>
                {scene.nodes.signal(&name).map(|node| view! { <Cell place name node stop stop_here/> })}
            </For>
        </div>
    }
}

#[component]
fn Cell(
    place: usize,
    name: Text,
    node: RwSignal<NodePicture>,
    stop: RwSignal<usize>,
    stop_here: Memo<usize>,
) -> impl IntoView {
    let scene = use_scene();
    let words = use_words();
    let selection = use_selection();
    let pointed = scene.pointed;
    let key = Key::global(Kind::Node, name);
    let style = move || {
        let home = scene
            .layout
            .with(|it| it.nodes.get(place).copied().unwrap_or_default());
        format!("{};--load:{:.3}", home.style(), node.with(fullness))
    };
    let sign = move || {
        let has_room = scene
            .layout
            .with(|it| it.nodes.first().is_some_and(|it| it.w >= SIGN_MIN));
        let sign = node.with(short_signs);
        // One sign has room, whatever else there is.
        has_room.then(|| sign.chars().next().map(String::from))
    };
    let is_trouble = move || node.with(|it| !short_signs(it).is_empty()).to_string();
    let selected = key.clone();
    let focus = move |_| {
        stop.set(place);
        pointed.set(Some(place));
    };
    let leave = move |()| {
        if pointed.get_untracked() == Some(place) {
            pointed.set(None);
        }
    };
    view! {
        <button
            class="cell"
            style=style
            data-trouble=is_trouble
            tabindex=move || if stop_here.get() == place { "0" } else { "-1" }
            aria-label=move || node.with(|it| told(it, words.get()))
            aria-pressed=move || selection.is_on(&selected).to_string()
            on:click=move |_| selection.set(Selected::Object(key.clone()))
            on:focus=focus
            on:blur=move |_| leave(())
            on:pointerenter=move |_| pointed.set(Some(place))
            on:pointerleave=move |_| leave(())
        >
            {sign}
        </button>
    }
}

/// All that can be said of the node that is pointed at, beside its cell.
#[component]
pub fn Tip() -> impl IntoView {
    let scene = use_scene();
    let words = use_words();
    move || {
        let place = scene.pointed.get()?;
        scene
            .layout
            .with(|it| (it.detail == Detail::Cell).then_some(()))?;
        let name = scene.names.with(|all| all.get(place).cloned())?;
        let node = scene.nodes.signal(&name)?;
        let style = scene.layout.with(|it| {
            let cell = it.nodes.get(place)?;
            let middle = cell.middle().0 / it.width.max(1.0);
            let side = if middle < 0.5 { "start" } else { "end" };
            let (x, y) = (cell.x, cell.bottom());
            let from_end = it.width - cell.right();
            Some((side, format!("--x:{x:.1}px;--end:{from_end:.1}px;--y:{y:.1}px")))
        });
        let (side, style) = style?;
        Some(view! {
            <p class="cell-tip" aria-hidden="true" data-side=side style=style>{move || node.with(|it| told(it, words.get()))}</p>
        })
    }
}

/// How many cells stand beside each other.
fn columns(cells: &[Rect]) -> usize {
    let first = cells.first().map(|it| it.y);
    cells
        .iter()
        .take_while(|it| first.is_some_and(|y| (it.y - y).abs() < 0.5))
        .count()
        .max(1)
}
