//! The staircase of a node: each pod a step, CPU to the right, memory upwards; what is left at the top right is all that can
//! still be requested.

use std::{collections::BTreeMap, fmt::Write as _};

use engine::view::packing::NodePicture;
use leptos::prelude::*;

use super::{pod::state_name, use_scene};
use crate::ui::{
    parts::amount::{cores, gib},
    text::use_words,
};

/// Below this length a label at an axis says only the numbers [units].
const LABEL_LONG: f64 = 13.0;

/// How a node is packed, and what is really used.
#[component]
pub fn Staircase(node: RwSignal<NodePicture>, used: Memo<(i64, i64)>) -> impl IntoView {
    let scene = use_scene();
    let words = use_words();
    // Width and height in units.
    let size = Memo::new(move |_| {
        scene
            .layout
            .with(|it| (it.stair.w / it.unit, it.stair.h / it.unit))
    });
    let size_px = Memo::new(move |_| scene.layout.with(|it| (it.stair.w, it.stair.h)));
    let steps = Memo::new(move |_| node.with(|it| paths(groups(it, size_px.get()))));
    let free = Memo::new(move |_| {
        node.with(|it| {
            let cpu = it.allocatable.cpu_milli - it.requested.cpu_milli;
            let memory = it.allocatable.memory_bytes - it.requested.memory_bytes;
            let (x, y) = requested(it);
            let (w, h) = size.get();
            let has_room = has_room_for_free((1.0 - x) * w, (1.0 - y) * h);
            has_room.then(|| (words.get().stage.free)(&cores(cpu), &gib(memory)))
        })
    });
    let free_style = move || {
        let (x, y) = node.with(requested);
        format!(
            "--x:{:.2}%;--y:0%;--w:{:.2}%;--h:{:.2}%",
            x * 100.0,
            (1.0 - x) * 100.0,
            (1.0 - y) * 100.0
        )
    };
    let cpu = Memo::new(move |_| {
        let words = &words.get().stage;
        node.with(|it| {
            let (used, all) = (cores(it.requested.cpu_milli), cores(it.allocatable.cpu_milli));
            let say = if size.get().0 < LABEL_LONG {
                words.cpu_short
            } else {
                words.cpu_requested
            };
            say(&used, &all)
        })
    });
    let memory = Memo::new(move |_| {
        let words = &words.get().stage;
        node.with(|it| {
            let (used, all) = (gib(it.requested.memory_bytes), gib(it.allocatable.memory_bytes));
            let say = if size.get().1 < LABEL_LONG {
                words.memory_short
            } else {
                words.memory_requested
            };
            say(&used, &all)
        })
    });
    let used = move || {
        let (cpu, memory) = used.get();
        let (x, y) = node.with(|it| {
            let all = it.allocatable;
            (share(cpu, all.cpu_milli), share(memory, all.memory_bytes))
        });
        format!("--used-cpu:{:.1}%;--used-memory:{:.1}%", x * 100.0, y * 100.0)
    };
    view! {
        <i class="stair-used" style=used></i>
        <div class="stair-room">
            <svg class="stair-steps" viewBox=move || {
                let (w, h) = size_px.get();
                format!("0 0 {w:.1} {h:.1}")
            } inner_html=steps></svg>
            <span class="stair-free" style=free_style>{free}</span>
        </div>
        <span class="stair-cpu">{cpu}</span>
        <span class="stair-memory">{memory}</span>
    }
}

/// The elements of the steps: written at once, because in a roll-out they all change several times a second.
fn paths(groups: BTreeMap<Look, String>) -> String {
    let mut all = String::new();
    for (look, d) in groups {
        let hue = look
            .version
            .map_or_else(|| "system".to_owned(), |it| format!("version-{it}"));
        let (state, is_fine) = (look.state, look.is_fine);
        // Writing into a string does not fail.
        let _ = write!(
            all,
            r#"<path class="stair-step" data-state="{state}" data-fine="{is_fine}" style="--hue:var(--{hue})" d="{d}"/>"#
        );
    }
    all
}

/// What steps that look alike have in common: each look is one path, so that many pods are few elements.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Look {
    version: Option<usize>,
    state: &'static str,
    /// Too small for a line around each.
    is_fine: bool,
}

/// The steps of each look, as a path over a staircase of this width and height [CSS px].
fn groups(node: &NodePicture, (width, height): (f64, f64)) -> BTreeMap<Look, String> {
    /// Below this a step has no room for a line around it [CSS px].
    const LINE_MIN: f64 = 4.0;
    let all = node.allocatable;
    let mut groups = BTreeMap::<Look, String>::new();
    for it in &node.steps {
        let x = share(it.cpu_from, all.cpu_milli) * width;
        let w = share(it.requests.cpu_milli, all.cpu_milli) * width;
        let y = share(it.memory_from, all.memory_bytes) * height;
        let h = share(it.requests.memory_bytes, all.memory_bytes) * height;
        let look = Look {
            version: it.version.map(|it| it % 6),
            state: state_name(&it.state),
            is_fine: w.min(h) < LINE_MIN,
        };
        let top = height - y - h;
        // Writing into a string does not fail.
        let _ = write!(
            groups.entry(look).or_default(),
            "M{x:.1} {top:.1}h{w:.1}v{h:.1}h-{w:.1}z"
        );
    }
    groups
}

/// Whether the words for what is free fit into a rectangle [units].
fn has_room_for_free(w: f64, h: f64) -> bool {
    w >= 5.2 && h >= 2.4
}

/// The parts of a node that have been requested: CPU and memory.
fn requested(node: &NodePicture) -> (f64, f64) {
    (
        share(node.requested.cpu_milli, node.allocatable.cpu_milli),
        share(node.requested.memory_bytes, node.allocatable.memory_bytes),
    )
}

/// A part of a whole, from 0 to 1.
pub fn share(part: i64, all: i64) -> f64 {
    if all <= 0 {
        0.0
    } else {
        (part as f64 / all as f64).clamp(0.0, 1.0)
    }
}
