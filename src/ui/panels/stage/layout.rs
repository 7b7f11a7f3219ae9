//! Where everything on the stage stands, worked out from a few counts, so that nothing on screen is ever measured
//! and nothing moves because something else came or went.

mod nodes;
mod rect;
mod ways;

pub use rect::{Point, Rect};

/// What the layout depends on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// Width of the stage.
    pub width: f64,
    /// Height there is room for; the stage grows beyond it where the width is small.
    pub height: f64,
    /// Whether letters are to be large, for a projector.
    pub is_large: bool,
    /// Parts of the control plane.
    pub parts: usize,
    /// ReplicaSets on show, by workload.
    pub sets: Vec<usize>,
    /// Services.
    pub services: usize,
    /// Nodes: how many places for pods each has needed so far.
    pub places: Vec<usize>,
}

/// How much of a node is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// Pods as tiles, and the staircase.
    #[default]
    Full,
    /// The staircase and the name.
    Small,
    /// One cell.
    Cell,
}

/// Where everything stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// The size of text; everything is measured in it.
    pub unit: f64,
    /// Width of the stage.
    pub width: f64,
    /// Height of the stage.
    pub height: f64,
    /// The parts of the control plane.
    pub parts: Vec<Rect>,
    /// The workloads' captions.
    pub workloads: Vec<Rect>,
    /// The ReplicaSets, in order of workloads.
    pub sets: Vec<Rect>,
    /// The clients of each Service.
    pub clients: Vec<Rect>,
    /// The Services.
    pub services: Vec<Rect>,
    /// The failed requests.
    pub tray: Rect,
    /// The height of the line from which requests turn down to the nodes; each Service has its own.
    pub bus: Vec<f64>,
    /// How much of the nodes is shown.
    pub detail: Detail,
    /// The nodes.
    pub nodes: Vec<Rect>,
    /// Tiles on a node: where the first stands inside the box of its node.
    pub tile: Rect,
    /// Tiles beside each other.
    pub columns: usize,
    /// The staircase inside the box of a node.
    pub stair: Rect,
    /// The line with a node's name inside its box.
    pub name: Rect,
}

/// The smallest letters, and the largest [CSS px].
const LEAST: f64 = 12.0;
const MOST: f64 = 22.0;

/// No narrower than the narrowest phone [CSS px].
const WIDTH_MIN: f64 = 280.0;

/// Below this width the stage is stacked and grows downwards [CSS px].
pub const NARROW: f64 = 600.0;

/// Works the places out.
pub fn layout(counts: &Counts) -> Layout {
    // Before the page has been measured there is no width at all.
    let counts = Counts {
        width: counts.width.max(WIDTH_MIN),
        ..counts.clone()
    };
    at(&counts, unit(&counts))
}

/// The largest letters with which the stage does not scroll, however many pods come.
fn unit(counts: &Counts) -> f64 {
    /// As many pods on each node are reckoned with, so that the letters do not change as pods come and go.
    const PODS: usize = 6;
    let least = if counts.is_large { 16.0 } else { LEAST };
    if counts.width < NARROW {
        return LEAST;
    }
    let usual = Counts {
        sets: vec![2],
        services: 1,
        places: vec![PODS; counts.places.len()],
        ..counts.clone()
    };
    let fits = |unit: &f64| {
        let it = at(&usual, *unit);
        it.detail == Detail::Full && it.tile.h >= 3.0 * unit && it.height <= counts.height + 1.0
    };
    let widest = (counts.width / 60.0).min(MOST);
    let tried = (0..)
        .map(|step| MOST - f64::from(step))
        .take_while(|it| least <= *it);
    let mut tried = tried.filter(|it| *it <= widest);
    let rest = (counts.width / 64.0).min(counts.height / 46.0);
    tried.find(fits).unwrap_or_else(|| {
        let letters = rest.clamp(least, MOST);
        // For a projector smaller letters are better than a stage that is cut off.
        let mut smaller = (0..)
            .map(|step| letters - f64::from(step))
            .take_while(|it| LEAST <= *it);
        let is_whole = |unit: &f64| !counts.is_large || at(&usual, *unit).height <= counts.height + 1.0;
        smaller.find(is_whole).unwrap_or(LEAST)
    })
}

/// Where everything stands with letters of this size.
fn at(counts: &Counts, unit: f64) -> Layout {
    let is_narrow = counts.width < NARROW;
    let mut it = Layout {
        unit,
        width: counts.width,
        ..Layout::default()
    };
    let mut y = 2.4 * unit;
    y = control_plane(&mut it, counts.parts, y);
    y = if is_narrow {
        let across = Rect::new(unit, y, counts.width - 2.0 * unit, 0.0);
        let y = workloads(&mut it, &counts.sets, across);
        traffic(&mut it, counts.services, Rect { y, ..across })
    } else {
        let inner = counts.width - 3.0 * unit;
        let left = Rect::new(unit, y, inner * 0.5, 0.0);
        let right = Rect::new(2.0 * unit + left.w, y, inner * 0.5, 0.0);
        let below = workloads(&mut it, &counts.sets, left);
        below.max(traffic(&mut it, counts.services, right))
    };
    let lanes = counts.services.max(1) as f64;
    it.bus = (0..counts.services)
        .map(|lane| y + (0.5 + 0.5 * lane as f64) * unit)
        .collect();
    y += (0.9 + 0.5 * lanes) * unit;
    let room = Rect::new(unit, y, counts.width - 2.0 * unit, counts.height - y - unit);
    nodes::place(&mut it, &counts.places, room, is_narrow);
    it
}

/// A row of equal boxes, in more rows where they would be too narrow; gives the height below.
fn control_plane(it: &mut Layout, parts: usize, y: f64) -> f64 {
    let u = it.unit;
    let across = it.width - 2.0 * u;
    let gap = 0.5 * u;
    // On a phone letters do not grow with the stage, so names need more of it.
    let least = if it.width < NARROW { 13.0 * u } else { 9.5 * u };
    let most = ((across + gap) / (least + gap)).floor().max(1.0) as usize;
    let rows = parts.div_ceil(most).max(1);
    let columns = parts.div_ceil(rows).max(1);
    let w = ((across - gap * (columns - 1) as f64) / columns as f64).min(17.0 * u);
    let h = 2.1 * u;
    it.parts = (0..parts)
        .map(|place| {
            let (row, column) = (place / columns, place % columns);
            Rect::new(u + column as f64 * (w + gap), y + row as f64 * (h + gap), w, h)
        })
        .collect();
    y + rows as f64 * (h + gap) + 0.7 * u
}

/// ReplicaSets beside each other under the name of their workload; gives the height below.
fn workloads(it: &mut Layout, sets: &[usize], room: Rect) -> f64 {
    let u = it.unit;
    let all: usize = sets.iter().map(|count| (*count).max(1)).sum();
    let gap = 0.6 * u;
    let most = ((room.w + gap) / (10.5 * u + gap)).floor().max(1.0) as usize;
    let columns = all.clamp(1, most);
    let w = ((room.w - gap * (columns - 1) as f64) / columns as f64).min(17.0 * u);
    let (caption, box_h, waiting) = (2.0 * u, 2.6 * u, 1.5 * u);
    let row_h = caption + box_h + waiting;
    let mut place = 0;
    let mut bottom = room.y;
    for count in sets {
        let width = (*count).max(1);
        // A workload begins a new row rather than being torn apart.
        if place % columns + width > columns && place % columns != 0 {
            place = place.div_ceil(columns) * columns;
        }
        for offset in 0..width {
            let (row, column) = ((place + offset) / columns, (place + offset) % columns);
            let x = room.x + column as f64 * (w + gap);
            let y = room.y + row as f64 * row_h;
            bottom = y + row_h;
            if offset == 0 {
                let span = width.min(columns) as f64;
                it.workloads
                    .push(Rect::new(x, y, span * w + (span - 1.0) * gap, caption));
            }
            if offset < *count {
                it.sets.push(Rect::new(x, y + caption, w, box_h));
            }
        }
        place += width;
    }
    bottom
}

/// Clients, Services and the tray of failures; gives the height below.
fn traffic(it: &mut Layout, services: usize, room: Rect) -> f64 {
    let u = it.unit;
    let (caption, h, gap) = (2.0 * u, 2.6 * u, 0.6 * u);
    let tray_w = (room.w * 0.34).max(8.5 * u);
    let rest = room.w - tray_w - gap;
    let clients_w = (rest * 0.42).min(9.0 * u);
    let service_w = (rest - clients_w - 1.6 * u).min(13.0 * u);
    for place in 0..services {
        let y = room.y + caption + place as f64 * (h + gap);
        it.clients.push(Rect::new(room.x, y, clients_w, h));
        it.services
            .push(Rect::new(room.x + clients_w + 1.6 * u, y, service_w, h));
    }
    let rows = services.max(1) as f64;
    let tray_h = rows * h + (rows - 1.0) * gap;
    it.tray = Rect::new(room.right() - tray_w, room.y + caption, tray_w, tray_h);
    it.tray.bottom() + 1.5 * u
}

#[cfg(test)]
mod tests;
