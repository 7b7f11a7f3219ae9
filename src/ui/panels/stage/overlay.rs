//! What moves: requests on their way, and the threads from whoever acted to what it changed.

use std::collections::BTreeMap;

use engine::{
    time::Span,
    view::{
        requests::{self, Dot, Leg},
        stage::Act,
    },
    world::{Key, Kind, Text},
};
use leptos::{html::Canvas, prelude::*};

use super::{
    Scene,
    layout::{Layout, Point},
    use_scene,
};
use crate::ui::{
    app::use_theme,
    browser::{self, Pen},
    run::{Speed, use_run},
    text::use_words,
};

/// On screen a request takes this long to its pod, and as long back [ms]. Chosen for the eye: really it takes 5 ms.
const WAY_MS: u64 = 450;

/// However fast time passes, no way is drawn over more simulated time than this.
const WAY_MAX: Span = Span(4000);

/// The colours of the theme that the canvas needs.
#[derive(Clone, Default, PartialEq)]
struct Colours {
    wire: String,
    request: String,
    failure: String,
    thread: String,
}

/// The canvas behind the boxes.
#[component]
pub fn Overlay() -> impl IntoView {
    let scene = use_scene();
    let run = use_run();
    let words = use_words();
    let theme = use_theme();
    let canvas = NodeRef::<Canvas>::new();
    let is_still = browser::prefers("(prefers-reduced-motion: reduce)");
    let speed = run.speed();
    let dots = run.picture_of(move || way(speed.get()), requests::dots);
    let colours = Memo::new(move |_| {
        theme.track();
        Colours {
            wire: browser::token("--line"),
            request: browser::token("--ok"),
            failure: browser::token("--bad"),
            thread: browser::token("--accent"),
        }
    });
    Effect::new(move |_| {
        let Some(canvas) = canvas.get() else { return };
        let layout = scene.layout.get();
        let Some(pen) = Pen::on(&canvas, layout.width, layout.height) else {
            return;
        };
        let ways = ways(scene, &layout);
        colours.with(|colours| {
            wires(&pen, scene, &layout, &ways, colours);
            scene
                .acts
                .with(|acts| threads(&pen, scene, &layout, acts, colours));
            dots.with(|it| {
                let moving = it.dots.iter().filter(|dot| !is_still || dot.leg == Leg::AtPod);
                draw_dots(&pen, scene, &layout, &ways, moving, colours);
            });
        });
    });
    let note = move || {
        let count = dots.with(|it| it.requests_per_dot);
        (count > 1).then(|| (words.get().stage.per_dot)(count))
    };
    view! {
        <canvas class="overlay" node_ref=canvas aria-hidden="true"></canvas>
        <span class="overlay-note">{note}</span>
    }
}

/// How much simulated time a way is drawn over, so that it takes the same time on screen at any speed.
fn way(speed: Speed) -> Span {
    Span((WAY_MS * u64::from(speed.0) / 1000).clamp(20, WAY_MAX.0))
}

/// The way from the clients of each Service to each pod that has a tile.
type Ways = BTreeMap<(Key, Key), Vec<Point>>;

fn ways(scene: Scene, layout: &Layout) -> Ways {
    let places = places(scene);
    let mut ways = Ways::new();
    scene.services.with(|services| {
        for (number, service) in services.iter().enumerate() {
            for (pod, (node, slot)) in &places {
                if pod.namespace == service.key.namespace
                    && let Some(way) = layout.way(number, *node, *slot)
                {
                    ways.insert((service.key.clone(), pod.clone()), way);
                }
            }
        }
    });
    ways
}

/// Where each pod stands: the place of its node, and its own on it.
fn places(scene: Scene) -> BTreeMap<Key, (usize, usize)> {
    let nodes: BTreeMap<Text, usize> = scene.names.with(|all| all.iter().cloned().zip(0..).collect());
    scene.tiles.with(|tiles| {
        let placed = tiles.values().filter_map(|it| {
            let (node, slot) = it.place.as_ref()?;
            Some((it.key.clone(), (*nodes.get(node)?, *slot)))
        });
        placed.collect()
    })
}

/// A wire leads to each pod that the rules of a Service name right now.
fn wires(pen: &Pen, scene: Scene, layout: &Layout, ways: &Ways, colours: &Colours) {
    let radius = 0.5 * layout.unit;
    scene.services.with(|services| {
        for (number, service) in services.iter().enumerate() {
            if let Some((way, _)) = layout.way_to_service(number) {
                pen.line(&way, radius, &colours.wire, 1.5);
            }
            for pod in &service.targets {
                if let Some(way) = ways.get(&(service.key.clone(), pod.clone())) {
                    pen.line(&way[2..], radius, &colours.wire, 1.5);
                }
            }
        }
    });
}

/// From a part of the control plane that just acted to what it changed.
fn threads(pen: &Pen, scene: Scene, layout: &Layout, acts: &[Act], colours: &Colours) {
    let parts = scene.parts.get_value();
    let places = places(scene);
    for act in acts.iter().rev() {
        let Some(part) = parts.iter().position(|it| *it == act.by) else {
            continue;
        };
        let Some(target) = target(scene, layout, &places, &act.key) else {
            continue;
        };
        let Some(rect) = layout.parts.get(part) else {
            continue;
        };
        let from = (rect.middle().0, rect.bottom());
        let turn = (from.1 + layout.unit * 0.45, target.1 - layout.unit * 0.35);
        pen.set_opacity(1.0 - f64::from(act.age) / 1000.0);
        let way = [
            from,
            (from.0, turn.0),
            (target.0, turn.0),
            (target.0, turn.1),
            target,
        ];
        pen.line(&way, 0.6 * layout.unit, &colours.thread, 1.5);
        pen.dot(target, 3.0, &colours.thread);
    }
    pen.set_opacity(1.0);
}

/// The top of the box that shows an object.
fn target(scene: Scene, layout: &Layout, places: &BTreeMap<Key, (usize, usize)>, key: &Key) -> Option<Point> {
    let top = |rect: super::layout::Rect| (rect.middle().0, rect.y);
    match key.kind {
        Kind::Pod => {
            let (node, slot) = places.get(key)?;
            layout.tile_at(*node, *slot).map(top)
        }
        Kind::ReplicaSet => {
            let place = scene.workloads.with(|all| {
                let mut sets = all.iter().flat_map(|it| &it.sets);
                sets.position(|it| it.key == *key)
            })?;
            layout.sets.get(place).copied().map(top)
        }
        Kind::Deployment => {
            let place = scene
                .workloads
                .with(|all| all.iter().position(|it| it.key == *key))?;
            layout.workloads.get(place).copied().map(top)
        }
        Kind::Service | Kind::Endpoints | Kind::EndpointSlice => {
            let place = scene.services.with(|all| {
                let is_of = |name: &str| {
                    key.name
                        .strip_prefix(name)
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
                };
                all.iter()
                    .position(|it| it.key.namespace == key.namespace && is_of(&it.key.name))
            })?;
            layout.services.get(place).copied().map(top)
        }
        _ => None,
    }
}

fn draw_dots<'a>(
    pen: &Pen,
    scene: Scene,
    layout: &Layout,
    ways: &Ways,
    dots: impl Iterator<Item = &'a Dot>,
    colours: &Colours,
) {
    let radius = (0.24 * layout.unit).max(2.5);
    let mut at_pod = BTreeMap::<&Key, usize>::new();
    for dot in dots {
        let known = dot
            .pod
            .as_ref()
            .and_then(|pod| ways.get(&(dot.service.clone(), pod.clone())));
        let short = || {
            let place = scene
                .services
                .with(|all| all.iter().position(|it| it.key == dot.service))?;
            layout.way_to_service(place).map(|(way, _)| way[..2].to_vec())
        };
        let Some(way) = known.cloned().or_else(short) else {
            continue;
        };
        let progress = f64::from(dot.progress) / 1000.0;
        match dot.leg {
            Leg::Out => pen.dot(along(&way, progress), radius, &colours.request),
            Leg::Back => {
                pen.set_opacity(0.55);
                pen.dot(along(&way, 1.0 - progress), radius * 0.8, &colours.request);
                pen.set_opacity(1.0);
            }
            Leg::AtPod => {
                let (Some(pod), Some((x, y))) = (dot.pod.as_ref(), way.last()) else {
                    continue;
                };
                // Side by side above the door of the tile; a long queue ends in a heap.
                let place = at_pod.entry(pod).or_default();
                let step = (*place).min(12) as f64;
                let side = if (*place).is_multiple_of(2) { 1.0 } else { -1.0 };
                let offset = (step / 2.0).ceil() * side * radius * 1.5;
                *place += 1;
                pen.dot((x + offset, y - radius), radius * 0.85, &colours.request);
            }
            Leg::Fallen => {
                let (x, y) = along(&way, 1.0);
                pen.set_opacity(1.0 - progress);
                pen.cross((x, y + progress * 2.5 * layout.unit), radius, &colours.failure);
                pen.set_opacity(1.0);
            }
        }
    }
}

/// The point a part of the way along a line.
fn along(way: &[Point], part: f64) -> Point {
    let length = |pair: &[Point]| (pair[1].0 - pair[0].0).abs() + (pair[1].1 - pair[0].1).abs();
    let mut left = way.windows(2).map(length).sum::<f64>() * part;
    for pair in way.windows(2) {
        let here = length(pair);
        if left <= here && here > 0.0 {
            let part = left / here;
            return (
                pair[0].0 + (pair[1].0 - pair[0].0) * part,
                pair[0].1 + (pair[1].1 - pair[0].1) * part,
            );
        }
        left -= here;
    }
    way.last().copied().unwrap_or_default()
}
