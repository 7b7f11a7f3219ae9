//! What moves: requests on their way, and the threads from whoever acted to what it changed.
//!
//! Wires stand on a canvas of their own, because they are many and move only when a Service names other pods.

use engine::sort::Gather;
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
    layout::{Detail, Layout, Point},
    use_scene,
};
use crate::ui::{
    app::use_theme,
    browser::{self, Pen},
    run::{Speed, use_run},
    selection::{Selected, use_selection},
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

/// The canvases behind the boxes.
#[component]
pub fn Overlay() -> impl IntoView {
    let scene = use_scene();
    let run = use_run();
    let words = use_words();
    let theme = use_theme();
    let selection = use_selection();
    let still = NodeRef::<Canvas>::new();
    let moving = NodeRef::<Canvas>::new();
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
    let places = Memo::new(move |_| places(scene));
    let spots = Memo::new(move |_| {
        let services: Vec<Key> = scene
            .services
            .with(|all| all.iter().map(|it| it.key.clone()).collect());
        dots.with(|it| {
            let moving = it.dots.iter().filter(|dot| !is_still || dot.leg == Leg::AtPod);
            let ways = |layout: &Layout| places.with(|places| spots(layout, &services, places, moving));
            scene.layout.with(ways)
        })
    });
    Effect::new(move |_| {
        let Some(canvas) = still.get() else { return };
        scene.layout.with(|layout| {
            let Some(pen) = Pen::on(&canvas, layout.width, layout.height) else {
                return;
            };
            let wires = places.with(|places| wires(scene, layout, places));
            colours.with(|colours| pen.lines(&wires, 0.5 * layout.unit, &colours.wire, 1.5));
        });
    });
    Effect::new(move |_| {
        let Some(canvas) = moving.get() else { return };
        scene.layout.with(|layout| {
            let Some(pen) = Pen::on(&canvas, layout.width, layout.height) else {
                return;
            };
            colours.with(|colours| {
                let acts = |acts: &Vec<Act>| {
                    places.with(|places| threads(&pen, scene, layout, places, acts, colours));
                };
                scene.acts.with(acts);
                spots.with(|all| draw(&pen, all, colours));
            });
        });
    });
    Effect::new(move |_| {
        let request = scene
            .clicked
            .get()
            .and_then(|at| spots.with_untracked(|all| nearest(all, at)));
        if let Some(id) = request {
            selection.set(Selected::Request(id));
        }
    });
    let per_dot = Memo::new(move |_| dots.with(|it| it.requests_per_dot));
    let note = move || (per_dot.get() > 1).then(|| (words.get().stage.per_dot)(per_dot.get()));
    view! {
        <canvas class="overlay" node_ref=still aria-hidden="true"></canvas>
        <canvas class="overlay" node_ref=moving aria-hidden="true"></canvas>
        <span class="overlay-note">{note}</span>
    }
}

/// How much simulated time a way is drawn over, so that it takes the same time on screen at any speed.
fn way(speed: Speed) -> Span {
    Span((WAY_MS * u64::from(speed.0) / 1000).clamp(20, WAY_MAX.0))
}

/// Where each pod stands: the place of its node, and its own on it.
type Places = BTreeMap<Key, (usize, usize)>;

fn places(scene: Scene) -> Places {
    let nodes: BTreeMap<Text, usize> = scene.names.with(|all| all.iter().cloned().zip(0..).to_map());
    scene.tiles.with(|tiles| {
        let placed = tiles.values().filter_map(|it| {
            let (node, slot) = it.place.as_ref()?;
            Some((it.key.clone(), (*nodes.get(node)?, *slot)))
        });
        placed.to_map()
    })
}

/// A wire leads to each pod that the rules of a Service name right now.
fn wires(scene: Scene, layout: &Layout, places: &Places) -> Vec<Vec<Point>> {
    let mut wires = Vec::new();
    scene.services.with(|services| {
        for (number, service) in services.iter().enumerate() {
            wires.extend(layout.way_to_service(number).map(|(way, _)| way));
            // Among very many nodes wires would hide what they lead to.
            if layout.detail == Detail::Cell {
                continue;
            }
            for (node, slot) in service.targets.iter().filter_map(|pod| places.get(pod)) {
                let way = layout.way(number, *node, *slot);
                // All share the part before the line above the nodes.
                wires.extend(way.map(|mut it| it.split_off(2)));
            }
        }
    });
    wires
}

/// From a part of the control plane that just acted to what it changed.
fn threads(pen: &Pen, scene: Scene, layout: &Layout, places: &Places, acts: &[Act], colours: &Colours) {
    let parts = scene.parts.get_value();
    for act in acts.iter().rev() {
        let Some(part) = parts.iter().position(|it| *it == act.by) else {
            continue;
        };
        let Some(target) = target(scene, layout, places, &act.key) else {
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
fn target(scene: Scene, layout: &Layout, places: &Places, key: &Key) -> Option<Point> {
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

/// A dot in its place.
#[derive(Clone, PartialEq)]
struct Spot {
    id: u64,
    at: Point,
    radius: f64,
    opacity: f64,
    is_failure: bool,
}

/// Where each dot is. `services` are the keys in the order in which they stand.
fn spots<'a>(
    layout: &Layout,
    services: &[Key],
    places: &Places,
    dots: impl Iterator<Item = &'a Dot>,
) -> Vec<Spot> {
    let radius = (0.24 * layout.unit).max(2.5);
    let mut at_pod = BTreeMap::<&Key, usize>::new();
    let spot = |dot: &'a Dot| {
        let service = services.iter().position(|it| *it == dot.service)?;
        let place = dot.pod.as_ref().and_then(|pod| places.get(pod));
        let to_pod = place.and_then(|(node, slot)| layout.way(service, *node, *slot));
        // Without a pod it gets as far as the Service.
        let to_service = || Some(layout.way_to_service(service)?.0.into_iter().take(2).collect());
        let way = to_pod.or_else(to_service)?;
        let progress = f64::from(dot.progress) / 1000.0;
        let (end_x, end_y) = along(&way, 1.0);
        let (at, opacity, scale) = match dot.leg {
            Leg::Out => (along(&way, progress), 1.0, 1.0),
            Leg::Back => (along(&way, 1.0 - progress), 0.5, 0.8),
            Leg::AtPod => {
                // Side by side above the door of the tile; a long queue ends in a heap.
                let place = at_pod.entry(dot.pod.as_ref()?).or_default();
                let side = if place.is_multiple_of(2) { 1.0 } else { -1.0 };
                let offset = (*place).min(12).div_ceil(2) as f64 * side * radius * 1.6;
                *place += 1;
                ((end_x + offset, end_y - radius), 1.0, 0.85)
            }
            Leg::Fallen => ((end_x, end_y + progress * radius * 10.0), 1.0 - progress, 1.0),
        };
        Some(Spot {
            id: dot.id,
            at,
            radius: radius * scale,
            opacity,
            is_failure: dot.leg == Leg::Fallen,
        })
    };
    dots.filter_map(spot).collect()
}

/// Dots that are equally visible are drawn at once.
fn draw(pen: &Pen, spots: &[Spot], colours: &Colours) {
    let (failures, others): (Vec<&Spot>, Vec<&Spot>) = spots.iter().partition(|it| it.is_failure);
    let (solid, faint): (Vec<&Spot>, Vec<&Spot>) = others.into_iter().partition(|it| it.opacity >= 1.0);
    for group in [faint, solid] {
        pen.set_opacity(group.first().map_or(1.0, |it| it.opacity));
        pen.dots(group.iter().map(|it| (it.at, it.radius)), &colours.request);
    }
    for it in failures {
        pen.set_opacity(it.opacity);
        pen.cross(it.at, it.radius, &colours.failure);
    }
    pen.set_opacity(1.0);
}

/// The request under the pointer, if one is near enough.
fn nearest(spots: &[Spot], (x, y): Point) -> Option<u64> {
    /// As far off a click may be [CSS px].
    const REACH: f64 = 10.0;
    let distance = |it: &Spot| (it.at.0 - x).hypot(it.at.1 - y);
    let near = spots.iter().filter(|it| distance(it) < REACH);
    near.min_by(|a, b| distance(a).total_cmp(&distance(b)))
        .map(|it| it.id)
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
