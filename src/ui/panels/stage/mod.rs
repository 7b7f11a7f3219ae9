//! The stage: the cluster as a diagram that is alive.

mod control;
mod layout;
mod node;
mod overlay;
mod pod;
mod traffic;
mod twin;
mod workload;

use engine::{
    kube::Uid,
    time::Span,
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
    browser,
    run::{Speed, use_run},
    text::say,
};
use layout::{Counts, Layout};

/// Everything the parts of the stage are drawn from.
#[derive(Clone, Copy)]
struct Scene {
    layout: Memo<Layout>,
    /// The controllers of the control plane, by name.
    parts: StoredValue<Vec<&'static str>>,
    workloads: Memo<Vec<Workload>>,
    services: Memo<Vec<ServicePicture>>,
    nodes: Memo<Vec<NodePicture>>,
    /// The names of the nodes, in the order in which they stand.
    names: Memo<Vec<Text>>,
    tiles: Memo<BTreeMap<Uid, Tile>>,
    acts: Memo<Vec<Act>>,
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
    let scene = scene(size);
    provide_context(scene);
    let run = use_run();
    let is_empty = run.picture(|it| it.world().is_empty());
    let stuck = run.picture(|it| it.sim.stuck().map(|it| (it.who, it.key.to_string())));
    let words = crate::ui::text::use_words();
    view! {
        <div class="stage" node_ref=host>
            <div
                class="stage-floor"
                data-detail=move || format!("{:?}", scene.layout.with(|it| it.detail)).to_lowercase()
                style=move || scene.layout.with(|it| format!("--unit:{:.2}px;--h:{:.1}px", it.unit, it.height))
            >
                <overlay::Overlay/>
                <control::ControlPlane/>
                <workload::Workloads/>
                <traffic::Traffic/>
                <node::Nodes/>
                <pod::Pods/>
                <Show when=move || is_empty.get()>
                    <p class="stage-empty">{say(|it| it.stage.empty)}</p>
                </Show>
                {move || stuck.get().map(|(who, key)| {
                    view! { <p class="stage-stuck" role="alert">{move || (words.get().stage.stuck)(who, &key)}</p> }
                })}
            </div>
            <twin::Twin/>
        </div>
    }
}

fn scene(size: RwSignal<(f64, f64)>) -> Scene {
    let run = use_run();
    let speed = run.speed();
    let workloads = run.picture(|it| stage::workloads(it).into_iter().map(shown).collect::<Vec<_>>());
    let services = run.picture(stage::services);
    let nodes = run.picture(packing::nodes);
    let names =
        Memo::new(move |_| nodes.with(|all| all.iter().map(|it| it.name.clone()).collect::<Vec<_>>()));
    let places = run.picture(places);
    let parts = StoredValue::new(stage::parts().collect::<Vec<_>>());
    let layout = Memo::new(move |_| {
        let (width, height) = size.get();
        let places = places.get();
        let counts = Counts {
            width,
            height: if width < layout::NARROW { 0.0 } else { height },
            parts: parts.with_value(Vec::len),
            sets: workloads.with(|all| all.iter().map(|it| it.sets.len()).collect()),
            services: services.with(Vec::len),
            places,
        };
        layout::layout(&counts)
    });
    Scene {
        layout,
        parts,
        workloads,
        services,
        nodes,
        names,
        tiles: run.picture(stage::tiles),
        acts: run.picture_of(move || lit(speed.get()), stage::acts),
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
