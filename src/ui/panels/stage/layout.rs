//! Where everything on the stage stands, worked out from a few counts, so that nothing on screen is ever measured
//! and nothing moves because something else came or went.

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

/// Below this width the stage is stacked and grows downwards [CSS px].
pub const NARROW: f64 = 600.0;

/// Works the places out.
pub fn layout(counts: &Counts) -> Layout {
    let is_narrow = counts.width < NARROW;
    let by_width = counts.width / 64.0;
    let unit = if is_narrow {
        12.0
    } else {
        by_width.min(counts.height / 46.0).clamp(12.0, 20.0)
    };
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
    nodes(&mut it, &counts.places, room, is_narrow);
    it
}

/// A row of equal boxes, in more rows where they would be too narrow; gives the height below.
fn control_plane(it: &mut Layout, parts: usize, y: f64) -> f64 {
    let u = it.unit;
    let across = it.width - 2.0 * u;
    let gap = 0.5 * u;
    let most = ((across + gap) / (9.5 * u + gap)).floor().max(1.0) as usize;
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

fn nodes(it: &mut Layout, places: &[usize], room: Rect, is_narrow: bool) {
    let u = it.unit;
    let count = places.len().max(1);
    let most = places.iter().copied().max().unwrap_or(0);
    let room = Rect {
        h: room.h.max(if is_narrow { 30.0 * u } else { 12.0 * u }),
        ..room
    };
    let grid = |columns: usize, gap: f64| {
        let rows = count.div_ceil(columns);
        let w = (room.w - gap * (columns - 1) as f64) / columns as f64;
        (w, (room.h - gap * (rows - 1) as f64) / rows as f64)
    };
    let best = |w_wanted: f64, h_wanted: f64, gap: f64| {
        let score = |columns: &usize| {
            let (w, h) = grid(*columns, gap);
            (w / w_wanted).min(h / h_wanted)
        };
        let better = |a: &usize, b: &usize| score(a).total_cmp(&score(b)).then(b.cmp(a));
        let columns = (1..=count).max_by(better).unwrap_or(1);
        (columns, score(&columns))
    };
    let mut gap = 0.9 * u;
    let (mut columns, fits) = best(15.0 * u, 19.0 * u, gap);
    it.detail = Detail::Full;
    if is_narrow && count <= 8 {
        columns = 1;
    } else if fits < 0.8 {
        let (small, fits) = best(8.0 * u, 8.0 * u, gap);
        (it.detail, columns) = (Detail::Small, small);
        if fits < 0.75 {
            gap = 0.25 * u;
            (it.detail, columns) = (Detail::Cell, best(u, u, gap).0);
        }
    }
    let (w, mut h) = grid(columns, gap);
    match it.detail {
        Detail::Full if is_narrow => h = beside(it, w, most),
        Detail::Full => h = stacked(it, w, h, most),
        Detail::Small => {
            h = h.min(w * 1.15);
            let name = 1.8 * u;
            it.name = Rect::new(0.4 * u, 0.0, w - 0.8 * u, name);
            it.stair = Rect::new(0.4 * u, name, w - 0.8 * u, h - name - 0.4 * u);
        }
        Detail::Cell => h = h.min(w * 1.6),
    }
    it.nodes = (0..places.len())
        .map(|place| {
            let (row, column) = ((place / columns) as f64, (place % columns) as f64);
            Rect::new(room.x + column * (w + gap), room.y + row * (h + gap), w, h)
        })
        .collect();
    let bottom = it.nodes.last().map_or(room.y, |it| it.bottom());
    it.height = (bottom + u).max(room.bottom() + u);
}

/// Tiles above, the name between, the staircase below; gives the height of the box.
fn stacked(it: &mut Layout, w: f64, h: f64, most: usize) -> f64 {
    let u = it.unit;
    let pad = 0.7 * u;
    let inner = w - 2.0 * pad;
    let (name, axis) = (2.4 * u, 1.7 * u);
    let room = h - 2.0 * pad - name - axis;
    tiles(it, pad, pad, inner, most, room * 0.6);
    let rows = most.max(1).div_ceil(it.columns) as f64;
    let tiles_h = rows * (it.tile.h + TILE_GAP * u) - TILE_GAP * u;
    // Wider than high is well; much higher than wide would be dead room.
    let stair_h = (room - tiles_h - 0.6 * u).min(inner * 1.05).max(0.0);
    it.name = Rect::new(pad, pad + tiles_h + 0.3 * u, inner, name);
    it.stair = Rect::new(
        pad + 1.6 * u,
        it.name.bottom() + 0.2 * u,
        inner - 1.6 * u,
        stair_h,
    );
    it.stair.bottom() + axis + pad
}

/// On a phone: the name above, tiles on the left, the staircase on the right; gives the height of the box.
fn beside(it: &mut Layout, w: f64, most: usize) -> f64 {
    let u = it.unit;
    let pad = 0.7 * u;
    let inner = w - 2.0 * pad;
    let stair_w = (inner * 0.3).min(11.0 * u);
    it.name = Rect::new(pad, 0.4 * u, inner, 2.2 * u);
    let top = it.name.bottom() + 0.3 * u;
    tiles(it, pad, top, inner - stair_w - 2.4 * u, most, 40.0 * u);
    let rows = most.max(1).div_ceil(it.columns) as f64;
    let tiles_h = rows * (it.tile.h + TILE_GAP * u) - TILE_GAP * u;
    let stair_h = (tiles_h - 1.6 * u).max(6.0 * u);
    it.stair = Rect::new(w - pad - stair_w, top, stair_w, stair_h);
    (top + tiles_h).max(it.stair.bottom() + 1.7 * u) + pad
}

/// The space between tiles, in units.
const TILE_GAP: f64 = 0.5;

/// The largest tiles with which all places fit: four lines of text, three, two, one, then only the sign.
fn tiles(it: &mut Layout, x: f64, y: f64, room_w: f64, most: usize, room_h: f64) {
    let u = it.unit;
    let gap = TILE_GAP * u;
    let sizes = [
        (6.6, 4.7),
        (6.6, 3.7),
        (6.0, 2.6),
        (5.2, 1.6),
        (1.5, 1.5),
        (0.9, 0.9),
    ];
    for (place, (w, h)) in sizes.into_iter().enumerate() {
        let (w, h) = (w * u, h * u);
        let columns = ((room_w + gap) / (w + gap)).floor().max(1.0) as usize;
        let rows = most.max(1).div_ceil(columns) as f64;
        if rows * (h + gap) - gap <= room_h || place == sizes.len() - 1 {
            let fair = (room_w - gap * (columns - 1) as f64) / columns as f64;
            let w = if w > 2.0 * u { fair.min(9.5 * u) } else { w };
            it.columns = columns;
            it.tile = Rect::new(x, y, w, h);
            return;
        }
    }
}

#[cfg(test)]
mod tests;
