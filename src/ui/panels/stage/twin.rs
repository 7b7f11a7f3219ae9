//! The stage as tables: the same pods and nodes in words, for those who read rather than look.

use engine::{
    view::{
        packing::{self, NodePicture},
        stage,
        tile::Tile,
    },
    world::{Key, Kind},
};
use leptos::prelude::*;

use super::use_scene;
use crate::ui::{
    parts::{
        amount::{cores, gib},
        sheet::Sheet,
    },
    run::{Pace, use_run},
    selection::{Selected, use_selection},
    text::{Words, say, use_words},
};

/// The button that opens the tables, and the sheet with them.
#[component]
pub fn Twin() -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <button class="stage-twin" on:click=move |_| open.set(true)>{say(|it| it.stage.table)}</button>
        <Sheet open title=Signal::derive(say(|it| it.stage.table)) close=Signal::derive(say(|it| it.shell.close))>
            <Tables open/>
        </Sheet>
    }
}

#[component]
fn Tables(open: RwSignal<bool>) -> impl IntoView {
    let scene = use_scene();
    let run = use_run();
    let words = use_words();
    let selection = use_selection();
    let head = |names: [&'static str; 5]| {
        let cells = names.map(|name| view! { <th scope="col">{name}</th> });
        view! { <tr>{cells.collect_view()}</tr> }
    };
    let answered = run.paced(Pace::Second, stage::answered);
    let nodes = run.paced(Pace::Entry, packing::nodes);
    let row = move |key: Key, cells: [String; 4]| {
        let name = key.name.to_string();
        let select = move |_| {
            selection.set(Selected::Object(key.clone()));
            open.set(false);
        };
        let cells = cells.map(|it| view! { <td>{it}</td> });
        view! {
            <tr>
                <th scope="row"><button class="twin-name" on:click=select>{name}</button></th>
                {cells.collect_view()}
            </tr>
        }
    };
    let pods = move || {
        let words = words.get();
        let tiles = scene.tiles.get();
        let rows = tiles.into_values().map(|tile| {
            let answered = answered.with(|all| all.get(&tile.key).copied());
            let cells = pod_cells(&tile, answered, words);
            row(tile.key, cells)
        });
        rows.collect_view()
    };
    let nodes = move || {
        let words = words.get();
        let rows = nodes.get().into_iter().map(|node| {
            let cells = node_cells(&node, words);
            row(Key::global(Kind::Node, node.name), cells)
        });
        rows.collect_view()
    };
    view! {
        <div class="figures" tabindex="0" role="region" aria-label=say(|it| it.stage.table)>
            <table>
                <thead>{move || head(words.get().stage.pod_columns)}</thead>
                <tbody>{pods}</tbody>
            </table>
            <table>
                <thead>{move || head(words.get().stage.node_columns)}</thead>
                <tbody>{nodes}</tbody>
            </table>
        </div>
    }
}

fn pod_cells(tile: &Tile, answered: Option<u64>, words: &Words) -> [String; 4] {
    let node = tile.place.as_ref().map(|(node, _)| node.to_string());
    let answered = answered.unwrap_or_default();
    [
        node.unwrap_or_default(),
        tile.image.to_string(),
        (words.stage.state)(&tile.state),
        answered.to_string(),
    ]
}

fn node_cells(node: &NodePicture, words: &Words) -> [String; 4] {
    let state = match (node.is_ready, node.is_cordoned) {
        (false, _) => words.stage.not_ready,
        (true, true) => words.stage.cordoned,
        (true, false) => words.stage.node_ready,
    };
    let pair = |used: String, all: String| format!("{used} / {all}");
    [
        state.to_owned(),
        node.steps.len().to_string(),
        pair(cores(node.requested.cpu_milli), cores(node.allocatable.cpu_milli)),
        pair(
            gib(node.requested.memory_bytes),
            gib(node.allocatable.memory_bytes),
        ),
    ]
}
