//! Nodes: how many stand beside each other, how much of each is shown, and what stands where inside its box.
//!
//! With few nodes there is room for pods as tiles; with many only for the staircases; with very many for a cell each.

use super::{Detail, Layout, Rect};

/// The space between tiles, in units.
pub const TILE_GAP: f64 = 0.5;

/// On a phone so many nodes stand below each other with all that is on them; it grows long.
const STACKED_MAX: usize = 12;

/// On a phone so many keep their staircase.
const SMALL_MAX: usize = 60;

/// The sizes of tiles: four lines of text, three, two, one, then only the sign; and how well each reads.
const SIZES: [Size; 8] = [
    Size::new(7.3, 4.7, 1.0),
    Size::new(7.3, 3.7, 0.95),
    Size::new(6.6, 2.6, 0.8),
    Size::new(5.2, 1.6, 0.55),
    Size::new(2.4, 2.4, 0.4),
    Size::new(2.0, 2.0, 0.35),
    Size::new(1.5, 1.5, 0.3),
    Size::new(0.9, 0.9, 0.1),
];

/// A size of tiles [units].
#[derive(Clone, Copy)]
struct Size {
    w: f64,
    h: f64,
    /// From 0 to 1.
    worth: f64,
}

impl Size {
    const fn new(w: f64, h: f64, worth: f64) -> Self {
        Self { w, h, worth }
    }
}

/// What a box looks like inside, all from its corner.
#[derive(Clone, Copy)]
struct Inside {
    tile: Rect,
    columns: usize,
    name: Rect,
    stair: Rect,
    /// The height of the box.
    h: f64,
    /// How well it reads.
    worth: f64,
}

/// Places the nodes into a room and says how high the stage is.
pub fn place(it: &mut Layout, places: &[usize], room: Rect, is_narrow: bool) {
    let u = it.unit;
    let count = places.len().max(1);
    let most = places.iter().copied().max().unwrap_or(0).max(1);
    let room = Rect {
        h: room.h.max(if is_narrow { 30.0 * u } else { 12.0 * u }),
        ..room
    };
    let full = if is_narrow {
        (count <= STACKED_MAX).then(|| (1, below_each_other(u, room.w, most)))
    } else {
        full(u, room, count, most)
    };
    let (columns, gap, w, h) = if let Some((columns, inside)) = full {
        let gap = 0.9 * u;
        (it.tile, it.columns) = (inside.tile, inside.columns);
        (it.name, it.stair) = (inside.name, inside.stair);
        it.detail = Detail::Full;
        (columns, gap, grid(room, count, columns, gap).0, inside.h)
    } else if let Some((columns, w, h)) = small(u, room, count, is_narrow) {
        let name = 1.8 * u;
        it.name = Rect::new(0.4 * u, 0.0, w - 0.8 * u, name);
        it.stair = Rect::new(0.4 * u, name, w - 0.8 * u, h - name - 0.4 * u);
        it.detail = Detail::Small;
        (columns, 0.7 * u, w, h)
    } else {
        let gap = 0.25 * u;
        it.detail = Detail::Cell;
        let columns = squarest(room, count, gap);
        let (w, h) = grid(room, count, columns, gap);
        (columns, gap, w, h.min(w * 1.6))
    };
    it.nodes = (0..places.len())
        .map(|place| {
            let (row, column) = ((place / columns) as f64, (place % columns) as f64);
            Rect::new(room.x + column * (w + gap), room.y + row * (h + gap), w, h)
        })
        .collect();
    let bottom = it.nodes.last().map_or(room.y, |it| it.bottom());
    it.height = (bottom + u).max(room.bottom() + u);
}

/// The size of boxes that fill a room in so many columns.
fn grid(room: Rect, count: usize, columns: usize, gap: f64) -> (f64, f64) {
    let rows = count.div_ceil(columns);
    let w = (room.w - gap * (columns - 1) as f64) / columns as f64;
    (w, (room.h - gap * (rows - 1) as f64) / rows as f64)
}

/// The number of columns with which boxes come nearest to squares.
fn squarest(room: Rect, count: usize, gap: f64) -> usize {
    let side = |columns: &usize| {
        let (w, h) = grid(room, count, *columns, gap);
        w.min(h)
    };
    let better = |a: &usize, b: &usize| side(a).total_cmp(&side(b)).then(b.cmp(a));
    (1..=count).max_by(better).unwrap_or(1)
}

/// Tiles and staircase: the number of columns and the way to fill a box that read best; none if nothing fits.
fn full(u: f64, room: Rect, count: usize, most: usize) -> Option<(usize, Inside)> {
    let mut best: Option<(usize, Inside)> = None;
    for columns in 1..=count.min(16) {
        let (w, h) = grid(room, count, columns, 0.9 * u);
        let above = SIZES.iter().map(|size| above_each_other(u, (w, h), most, *size));
        let beside = SIZES.iter().flat_map(|size| {
            let ways = STAIR_SHARES.iter();
            ways.map(move |share| beside_each_other(u, (w, h), most, *size, *share))
        });
        for inside in above.chain(beside).flatten() {
            if best.is_none_or(|(_, known)| known.worth < inside.worth) {
                best = Some((columns, inside));
            }
        }
    }
    best
}

/// What a staircase needs at least, and the size from which a larger one reads no better [units].
const STAIR_MIN: (f64, f64) = (6.0, 5.0);
const STAIR_GOOD: f64 = 11.0;

/// As much of the width of a box a staircase beside tiles may take.
const STAIR_SHARES: [f64; 4] = [0.5, 0.44, 0.38, 0.32];

/// How well tiles and a staircase read together.
fn worth(u: f64, size: Size, stair: Rect) -> Option<f64> {
    let (w, h) = (stair.w / u, stair.h / u);
    let has_room = w >= STAIR_MIN.0 && h >= STAIR_MIN.1;
    has_room.then(|| size.worth + (w.min(h) / STAIR_GOOD).min(1.0))
}

/// Tiles above, the name between, the staircase below.
fn above_each_other(u: f64, (w, h): (f64, f64), most: usize, size: Size) -> Option<Inside> {
    let pad = 0.7 * u;
    let inner = w - 2.0 * pad;
    let (name, axis) = (2.4 * u, 1.7 * u);
    let (tile, columns, tiles_h) = tiles(u, (pad, pad), inner, most, size)?;
    let room = h - 2.0 * pad - name - axis - tiles_h - 0.6 * u;
    // Wider than high is well; much higher than wide would be dead room.
    let stair_w = inner - 1.6 * u;
    let name = Rect::new(pad, pad + tiles_h + 0.3 * u, inner, name);
    let stair = Rect::new(
        pad + 1.6 * u,
        name.bottom() + 0.2 * u,
        stair_w,
        room.min(stair_w * 1.3),
    );
    Some(Inside {
        worth: worth(u, size, stair)?,
        h: stair.bottom() + axis + pad,
        tile,
        columns,
        name,
        stair,
    })
}

/// The name above, tiles on the left, the staircase on the right.
fn beside_each_other(u: f64, (w, h): (f64, f64), most: usize, size: Size, share: f64) -> Option<Inside> {
    let pad = 0.7 * u;
    let inner = w - 2.0 * pad;
    let name = Rect::new(pad, 0.4 * u, inner, 2.2 * u);
    let top = name.bottom() + 0.3 * u;
    let room = h - top - pad;
    let stair_h = room - 1.7 * u;
    let stair_w = (stair_h * 1.2).min(inner * share);
    let (tile, columns, tiles_h) = tiles(u, (pad, top), inner - stair_w - 2.4 * u, most, size)?;
    let stair = Rect::new(w - pad - stair_w, top, stair_w, stair_h.min(stair_w * 1.15));
    let is_high_enough = tiles_h <= room;
    is_high_enough.then_some(())?;
    Some(Inside {
        worth: worth(u, size, stair)?,
        h: (top + tiles_h).max(stair.bottom() + 1.7 * u) + pad,
        tile,
        columns,
        name,
        stair,
    })
}

/// On a phone: as `beside_each_other`, as high as it takes.
fn below_each_other(u: f64, w: f64, most: usize) -> Inside {
    const TILES_MAX: f64 = 40.0;
    let pad = 0.7 * u;
    let inner = w - 2.0 * pad;
    let stair_w = (inner * 0.3).min(11.0 * u);
    let name = Rect::new(pad, 0.4 * u, inner, 2.2 * u);
    let top = name.bottom() + 0.3 * u;
    let fitting = SIZES
        .iter()
        .filter_map(|size| tiles(u, (pad, top), inner - stair_w - 2.4 * u, most, *size));
    let mut last = (Rect::new(pad, top, 0.9 * u, 0.9 * u), 1, 0.9 * u);
    for found in fitting {
        last = found;
        if found.2 <= TILES_MAX * u {
            break;
        }
    }
    let (tile, columns, tiles_h) = last;
    let stair_h = (tiles_h - 1.6 * u).min(stair_w * 1.3).max(7.5 * u);
    let stair = Rect::new(w - pad - stair_w, top, stair_w, stair_h);
    Inside {
        worth: 0.0,
        h: (top + tiles_h).max(stair.bottom() + 1.7 * u) + pad,
        tile,
        columns,
        name,
        stair,
    }
}

/// Tiles of a size in a room of a width: the first, how many stand beside each other, and how high all are; none if not even
/// one is narrow enough.
fn tiles(u: f64, (x, y): (f64, f64), room_w: f64, most: usize, size: Size) -> Option<(Rect, usize, f64)> {
    let (w, h, gap) = (size.w * u, size.h * u, TILE_GAP * u);
    let columns = ((room_w + gap) / (w + gap)).floor() as usize;
    if columns == 0 {
        return None;
    }
    // Few pods stand on few lines, as wide as there is room.
    let columns = columns.min(most);
    let fair = (room_w - gap * (columns - 1) as f64) / columns as f64;
    let w = if size.w > 2.4 { fair.min(9.5 * u) } else { w };
    let rows = most.div_ceil(columns) as f64;
    Some((Rect::new(x, y, w, h), columns, rows * (h + gap) - gap))
}

/// Staircases alone: how many columns, and the size of a box; none if they would be too small to read.
fn small(u: f64, room: Rect, count: usize, is_narrow: bool) -> Option<(usize, f64, f64)> {
    /// The least width and height of such a box [units].
    const LEAST: (f64, f64) = (5.0, 5.0);
    let gap = 0.7 * u;
    if is_narrow {
        let columns = ((room.w + gap) / (7.0 * u + gap)).floor().max(1.0) as usize;
        let w = grid(room, count, columns, gap).0;
        return (count <= SMALL_MAX).then_some((columns, w, w * 1.15));
    }
    let columns = squarest(room, count, gap);
    let (w, h) = grid(room, count, columns, gap);
    let h = h.min(w * 1.15);
    (LEAST.0 * u <= w && LEAST.1 * u <= h).then_some((columns, w, h))
}
