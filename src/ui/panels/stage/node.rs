//! Nodes: their boxes, their names, and how they are packed.

use engine::view::packing::NodePicture;
use leptos::prelude::*;

use super::{
    layout::{Detail, Rect},
    use_scene,
};
use crate::ui::{
    parts::amount::{cores, gib},
    selection::{Selected, use_selection},
    text::use_words,
};
use engine::world::{Key, Kind, Text};

/// Every node.
#[component]
pub fn Nodes() -> impl IntoView {
    let scene = use_scene();
    view! {
        <For each=move || scene.names.get() key=|it| it.clone() let:name>
            <Node name/>
        </For>
    }
}

#[component]
fn Node(name: Text) -> impl IntoView {
    let scene = use_scene();
    let words = use_words();
    let selection = use_selection();
    let key = Key::global(Kind::Node, name.clone());
    let wanted = name.clone();
    let node = Memo::new(move |_| {
        scene
            .nodes
            .with(|all| all.iter().find(|it| it.name == wanted).cloned())
    });
    let wanted = name.clone();
    let home = Memo::new(move |_| {
        let place = scene.names.with(|all| all.iter().position(|it| *it == wanted));
        scene.layout.with(|it| {
            place
                .and_then(|place| it.nodes.get(place).copied())
                .unwrap_or_default()
        })
    });
    let detail = Memo::new(move |_| scene.layout.with(|it| it.detail));
    let label = move || {
        node.get().map(|it| {
            let requested = (cores(it.requested.cpu_milli), gib(it.requested.memory_bytes));
            (words.get().stage.node)(&it.name, it.steps.len(), &requested.0, &requested.1)
        })
    };
    let style = move || {
        let load = node
            .get()
            .map_or(0.0, |it| share(it.requested.cpu_milli, it.allocatable.cpu_milli));
        format!("{};--load:{load:.3}", home.get().style())
    };
    let selected = key.clone();
    let pressed = move || selection.is_on(&selected).to_string();
    let select = move |_| selection.set(Selected::Object(key.clone()));
    let inside = move |pick: fn(&super::Layout) -> Rect| scene.layout.with(|it| pick(it).style());
    view! {
        <div
            class="node"
            style=style
            data-ready=move || node.get().is_some_and(|it| it.is_ready).to_string()
            data-detail=move || format!("{:?}", detail.get()).to_lowercase()
        >
            <button
                class="node-name"
                style=move || inside(|it| it.name)
                aria-label=label
                aria-pressed=pressed
                on:click=select
            >
                <b>{name.to_string()}</b>
                <span class="node-signs">{move || node.get().map(|it| signs(&it, &words.get().stage))}</span>
            </button>
            <Show when=move || detail.get() != Detail::Cell>
                <div class="stair" style=move || inside(|it| it.stair) aria-hidden="true">
                    <Staircase node/>
                </div>
            </Show>
        </div>
    }
}

/// Each pod a step, CPU to the right, memory upwards; what is left at the top right is all that can still be requested.
#[component]
fn Staircase(node: Memo<Option<NodePicture>>) -> impl IntoView {
    let words = use_words();
    let steps = move || {
        node.with(|it| it.as_ref().map(stair_steps).unwrap_or_default())
            .into_iter()
            .map(|(class, style)| view! { <i class=class style=style></i> })
            .collect_view()
    };
    let free = move || {
        node.get().map(|it| {
            let cpu = it.allocatable.cpu_milli - it.requested.cpu_milli;
            let memory = it.allocatable.memory_bytes - it.requested.memory_bytes;
            (words.get().stage.free)(&cores(cpu), &gib(memory))
        })
    };
    let free_style = move || {
        node.get().map(|it| {
            let x = share(it.requested.cpu_milli, it.allocatable.cpu_milli);
            let y = share(it.requested.memory_bytes, it.allocatable.memory_bytes);
            format!(
                "--x:{:.2}%;--y:0%;--w:{:.2}%;--h:{:.2}%",
                x * 100.0,
                (1.0 - x) * 100.0,
                (1.0 - y) * 100.0
            )
        })
    };
    let cpu = move || {
        node.get().map(|it| {
            (words.get().stage.cpu_requested)(
                &cores(it.requested.cpu_milli),
                &cores(it.allocatable.cpu_milli),
            )
        })
    };
    let memory = move || {
        node.get().map(|it| {
            let (used, all) = (gib(it.requested.memory_bytes), gib(it.allocatable.memory_bytes));
            (words.get().stage.memory_requested)(&used, &all)
        })
    };
    let used = move || {
        node.get().map(|it| {
            let (cpu, memory) = it.used;
            let x = share(cpu, it.allocatable.cpu_milli) * 100.0;
            let y = share(memory, it.allocatable.memory_bytes) * 100.0;
            format!("--x:{x:.2}%;--y:{y:.2}%")
        })
    };
    view! {
        <i class="stair-used" style=used></i>
        <div class="stair-room">
            {steps}
            <span class="stair-free" style=free_style>{free}</span>
        </div>
        <span class="stair-cpu">{cpu}</span>
        <span class="stair-memory">{memory}</span>
    }
}

fn stair_steps(node: &NodePicture) -> Vec<(&'static str, String)> {
    let all = node.allocatable;
    let step = |it: &engine::view::packing::Step| {
        let (x, w) = (
            share(it.cpu_from, all.cpu_milli),
            share(it.requests.cpu_milli, all.cpu_milli),
        );
        let (y, h) = (
            share(it.memory_from, all.memory_bytes),
            share(it.requests.memory_bytes, all.memory_bytes),
        );
        let hue = it.version.map_or_else(
            || "var(--system)".to_owned(),
            |it| format!("var(--version-{})", it % 6),
        );
        let top = (1.0 - y - h) * 100.0;
        let (x, w, h) = (x * 100.0, w * 100.0, h * 100.0);
        (
            "stair-step",
            format!("--x:{x:.2}%;--y:{top:.2}%;--w:{w:.2}%;--h:{h:.2}%;--hue:{hue}"),
        )
    };
    node.steps.iter().map(step).collect()
}

/// NotReady, cordoned, taints; else the machine and its zone.
fn signs(node: &NodePicture, words: &crate::ui::text::stage::Stage) -> String {
    let mut signs = Vec::new();
    if !node.is_ready {
        signs.push(format!("⚠ {}", words.not_ready));
    }
    if node.is_cordoned {
        signs.push(format!("⊘ {}", words.cordoned));
    }
    signs.extend(node.taints.iter().map(|it| format!("⊘ {it}")));
    if signs.is_empty() {
        signs.extend(node.machine.as_ref().map(ToString::to_string));
        signs.extend(node.zone.as_ref().map(|it| (words.zone)(it)));
    }
    signs.join(" · ")
}

fn share(part: i64, all: i64) -> f64 {
    if all <= 0 {
        0.0
    } else {
        (part as f64 / all as f64).clamp(0.0, 1.0)
    }
}
