//! The stage: the cluster as a diagram that is alive.

mod cell;
mod control;
mod layout;
mod node;
mod overlay;
mod pod;
mod stair;
mod stock;
mod traffic;
mod twin;
mod workload;

use engine::{
    kube::Uid,
    time::{Span, Time},
    view::{
        Moment,
        packing::{self, NodePicture},
        stage::{self, Act, ServicePicture, Workload},
        tile::Tile,
    },
    world::Text,
};
use leptos::{html::Div, prelude::*};
use std::collections::BTreeMap;

use crate::ui::{
    app::use_presenter,
    browser,
    parts::{
        keyed::{Keyed, calm},
        later::{Later, WhenWhole},
    },
    run::{Pace, Speed, use_run},
    text::say,
};
use engine::sort::Gather;
use layout::{Counts, Layout, Point};

/// Everything the parts of the stage are drawn from. What many show is a signal of its own for each of them.
#[derive(Clone, Copy)]
struct Scene {
    layout: Signal<Layout>,
    /// The controllers of the control plane, by name.
    parts: StoredValue<Vec<&'static str>>,
    workloads: Memo<Vec<Workload>>,
    services: Memo<Vec<ServicePicture>>,
    /// The names of the nodes, in the order in which they stand.
    names: Signal<Vec<Text>>,
    nodes: Keyed<Text, NodePicture>,
    tiles: Memo<BTreeMap<Uid, Tile>>,
    /// The time, which moves with every frame.
    now: Memo<Time>,
    acts: Memo<Vec<Act>>,
    /// Where the floor was clicked last, beside everything that takes clicks itself.
    clicked: RwSignal<Option<Point>>,
    /// Where nodes are cells: the place of the one that has the pointer or the focus.
    pointed: RwSignal<Option<usize>>,
}

/// The stage.
#[component]
pub fn Stage() -> impl IntoView {
    let size = RwSignal::new((0.0, 0.0));
    let host = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if let Some(host) = host.get() {
            browser::observe_size(&host, move |width, height| size.set((width, height)));
        }
    });
    // What stands on it is laid out once it is known how much room there is.
    let has_room = Memo::new(move |_| 0.0 < size.get().0);
    let scene = scene(size);
    provide_context(scene);
    let run = use_run();
    let is_empty = Memo::new(move |_| scene.names.with(Vec::is_empty));
    let stuck = run.paced(Pace::Reading, |it| {
        it.sim.stuck().map(|it| (it.who, it.key.to_string()))
    });
    let words = crate::ui::text::use_words();
    view! {
        <div class="stage" node_ref=host>
            <div
                class="stage-floor"
                on:click=move |event| scene.clicked.set(browser::place_of_click(&event))
                data-detail=move || format!("{:?}", scene.layout.with(|it| it.detail)).to_ascii_lowercase()
                style=move || scene.layout.with(|it| format!("--unit:{:.2}px;--h:{:.1}px", it.unit, it.height))
            >
                {move || has_room.get().then(|| view! { <Layers/> })}
                <Show when=move || is_empty.get()>
                    <p class="stage-empty">{say(|it| it.stage.empty)}</p>
                </Show>
                {move || stuck.get().map(|(who, key)| {
                    view! { <p class="stage-stuck" role="alert">{move || (words.get().stage.stuck)(who, &key)}</p> }
                })}
            </div>
            <WhenWhole><twin::Twin/></WhenWhole>
        </div>
    }
}

/// What stands on the floor, from the lowest up.
#[component]
fn Layers() -> impl IntoView {
    view! {
        // Each layer is painted once and kept while only the canvases between them change.
        <div class="stage-layer"><Later><node::Nodes/></Later></div>
        <Later><overlay::Overlay/></Later>
        <div class="stage-layer">
            <Later>
                <control::ControlPlane/>
                <workload::Workloads/>
                <traffic::Traffic/>
            </Later>
            <Later>
                <pod::Pods/>
                <cell::Tip/>
            </Later>
        </div>
    }
}

fn scene(size: RwSignal<(f64, f64)>) -> Scene {
    let run = use_run();
    let presenter = use_presenter();
    let speed = run.speed();
    let passing = run.picture(stage::passing);
    // While this stays the same, so do tiles and workloads.
    let happened = calm(move || (run.happened(), passing.get()));
    let workloads = run.picture_when(happened, |it| {
        stage::workloads(it).into_iter().map(shown).collect::<Vec<_>>()
    });
    let tiles = run.picture_when(happened, stage::tiles);
    let services = run.paced(Pace::Entry, stage::services);
    let names = run.paced(Pace::Entry, packing::names);
    // A node that comes or goes does so at once; how it is packed may be told a little later.
    let nodes = run.paced_of(Pace::Glance, move || names.get(), |it, _| packing::nodes(it));
    let places = run.paced(Pace::Entry, places);
    let parts = StoredValue::new(stage::parts().collect::<Vec<_>>());
    let counts = Memo::new(move |_| {
        let (width, height) = size.get();
        Counts {
            width,
            height: if width < layout::NARROW { 0.0 } else { height },
            is_large: presenter.is_on(),
            parts: parts.with_value(Vec::len),
            sets: workloads.with(|all| all.iter().map(|it| it.sets.len()).collect()),
            services: services.with(Vec::len),
            places: places.get(),
        }
    });
    let layout = calm(move || counts.with(layout::layout));
    let now = run.picture(|it| it.sim.now());
    Scene {
        layout,
        parts,
        workloads,
        services,
        names: calm(move || names.get()),
        nodes: Keyed::of(move || {
            nodes.with(|all| all.iter().map(|it| (it.name.clone(), it.clone())).to_map())
        }),
        tiles,
        now,
        acts: run.picture_of(move || lit(speed.get()), stage::acts),
        clicked: RwSignal::new(None),
        pointed: RwSignal::new(None),
    }
}

/// A part that acted stays lit this long on screen, at any speed [ms]. Chosen for the eye, not measured.
const LIT_MS: u64 = 900;

fn lit(speed: Speed) -> Span {
    Span((LIT_MS * u64::from(speed.0) / 1000).max(1))
}

/// How many places each node has needed so far, in the order in which nodes stand.
fn places(moment: &Moment) -> Vec<usize> {
    let names = packing::names(moment);
    names.iter().map(|it| moment.history.places(it)).collect()
}

/// Old ReplicaSets without pods are kept for rollbacks; only the newest of them has room on the stage.
fn shown(mut workload: Workload) -> Workload {
    let newest = workload.sets.len().saturating_sub(2);
    let mut place = 0;
    workload.sets.retain(|it| {
        place += 1;
        place > newest || it.wanted > 0 || it.ready > 0 || it.changed_from.is_some()
    });
    workload
}

fn use_scene() -> Scene {
    expect_context()
}
