//! Nodes: their boxes and their names, with as much of what is on them as there is room for.

use std::collections::BTreeMap;

use engine::{
    view::packing::{self, NodePicture},
    world::{Key, Kind, Text},
};
use leptos::prelude::*;

use super::{
    cell::Cells,
    layout::{Detail, Layout, Rect},
    stair::{Staircase, share},
    use_scene,
};
use crate::ui::{
    parts::amount::{cores, gib},
    run::{Pace, use_run},
    selection::{Selected, use_selection},
    text::{Words, use_words},
};

/// What the pods of each node use: CPU and memory.
pub type Used = Memo<BTreeMap<Text, (i64, i64)>>;

/// Every node.
#[component]
pub fn Nodes() -> impl IntoView {
    let scene = use_scene();
    let used = use_run().paced(Pace::Second, packing::used);
    let is_cells = Memo::new(move |_| scene.layout.with(|it| it.detail == Detail::Cell));
    let names = move || {
        if is_cells.get() {
            Vec::new()
        } else {
            scene.names.get()
        }
    };
    view! {
        <For each=names key=|it| it.clone() let:name>
            {scene.nodes.signal(&name).map(|node| view! { <Node name node used/> })}
        </For>
        <Show when=move || is_cells.get()>
            <Cells/>
        </Show>
    }
}

#[component]
fn Node(name: Text, node: RwSignal<NodePicture>, used: Used) -> impl IntoView {
    let scene = use_scene();
    let words = use_words();
    let selection = use_selection();
    let key = Key::global(Kind::Node, name.clone());
    let wanted = name.clone();
    let home = Memo::new(move |_| {
        let place = scene.names.with(|all| all.iter().position(|it| *it == wanted));
        scene.layout.with(|it| {
            place
                .and_then(|place| it.nodes.get(place).copied())
                .unwrap_or_default()
        })
    });
    let is_small = Memo::new(move |_| scene.layout.with(|it| it.detail == Detail::Small));
    let label = Memo::new(move |_| node.with(|it| told(it, words.get())));
    let note = Memo::new(move |_| {
        node.with(|it| {
            if is_small.get() {
                short_signs(it)
            } else {
                signs(it, words.get())
            }
        })
    });
    let selected = key.clone();
    let select = move |_| selection.set(Selected::Object(key.clone()));
    let inside = move |pick: fn(&Layout) -> Rect| scene.layout.with(|it| pick(it).style());
    let used = Memo::new(move |_| used.with(|all| all.get(&name).copied()).unwrap_or_default());
    view! {
        <div
            class="node"
            style=move || home.get().style()
            data-ready=move || node.with(|it| it.is_ready).to_string()
            data-detail=move || if is_small.get() { "small" } else { "full" }
            data-name=move || if scene.layout.with(|it| it.name.y < it.unit) { "top" } else { "middle" }
        >
            <button
                class="node-name"
                style=move || inside(|it| it.name)
                title=label
                aria-label=label
                aria-pressed=move || selection.is_on(&selected).to_string()
                on:click=select
            >
                <b>{move || node.with(|it| it.name.to_string())}</b>
                <span class="node-signs">{note}</span>
            </button>
            <div class="stair" style=move || inside(|it| it.stair) aria-hidden="true">
                <Staircase node used/>
            </div>
        </div>
    }
}

/// All that can be said of a node in a sentence, for those who do not see it or see it small.
pub fn told(node: &NodePicture, words: &Words) -> String {
    let stage = &words.stage;
    let (cpu, memory) = (cores(node.requested.cpu_milli), gib(node.requested.memory_bytes));
    let mut parts = vec![(stage.node)(&node.name, node.steps.len(), &cpu, &memory)];
    let troubled = node.troubled();
    if troubled > 0 {
        parts.push((stage.troubled)(troubled));
    }
    parts.extend(troubles(node, words));
    parts.join(", ")
}

/// `NotReady`, cordoned, taints.
fn troubles(node: &NodePicture, words: &Words) -> Vec<String> {
    let mut signs = Vec::new();
    if !node.is_ready {
        signs.push(format!("⚠ {}", words.stage.not_ready));
    }
    if node.is_cordoned {
        signs.push(format!("⊘ {}", words.stage.cordoned));
    }
    signs.extend(node.taints.iter().map(|it| format!("⊘ {it}")));
    signs
}

/// What is wrong with the node; else the machine and its zone.
fn signs(node: &NodePicture, words: &Words) -> String {
    let mut signs = troubles(node, words);
    if signs.is_empty() {
        signs.extend(node.machine.as_ref().map(ToString::to_string));
        signs.extend(node.zone.as_ref().map(|it| (words.stage.zone)(it)));
    }
    signs.join(" · ")
}

/// The same where there is room for a sign only: the node first, then its pods.
pub fn short_signs(node: &NodePicture) -> String {
    let troubled = node.troubled();
    let of_node = if !node.is_ready {
        Some("⚠")
    } else if node.is_cordoned || !node.taints.is_empty() {
        Some("⊘")
    } else {
        None
    };
    let of_pods = (troubled > 0).then(|| format!("✕{troubled}"));
    let signs: Vec<String> = of_node.map(str::to_owned).into_iter().chain(of_pods).collect();
    signs.join(" ")
}

/// How full a node is: the scarcer of what its pods have requested.
pub fn fullness(node: &NodePicture) -> f64 {
    let (all, requested) = (node.allocatable, node.requested);
    let cpu = share(requested.cpu_milli, all.cpu_milli);
    cpu.max(share(requested.memory_bytes, all.memory_bytes))
}
