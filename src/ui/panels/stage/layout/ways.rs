//! The ways between what stands on the stage.

use super::{Detail, Layout, Point, Rect, nodes::TILE_GAP};

impl Layout {
    /// Whether pods are shown as tiles.
    pub fn has_tiles(&self) -> bool {
        self.detail == Detail::Full
    }

    /// Where a pod's tile stands; none where the nodes are too small for tiles.
    pub fn tile_at(&self, node: usize, slot: usize) -> Option<Rect> {
        let node = self.nodes.get(node).filter(|_| self.has_tiles())?;
        let (row, column) = ((slot / self.columns) as f64, (slot % self.columns) as f64);
        let gap = TILE_GAP * self.unit;
        Some(Rect {
            x: node.x + self.tile.x + column * (self.tile.w + gap),
            y: node.y + self.tile.y + row * (self.tile.h + gap),
            ..self.tile
        })
    }

    /// The way of a request from its client to a pod, with right angles: to the Service, along its line above the
    /// nodes, down between the boxes, and in at the top of the tile.
    pub fn way(&self, service: usize, node: usize, slot: usize) -> Option<Vec<Point>> {
        let (mut way, bus) = self.way_to_service(service)?;
        let home = *self.nodes.get(node)?;
        let half = 0.25 * self.unit;
        let door = home.y - half - (self.bus.len() - service) as f64 * half;
        // The first row of nodes lies right below the line; other rows are reached through the gap beside their box.
        let is_below_bus = self.nodes.first().is_some_and(|first| first.y >= home.y);
        let level = if is_below_bus { bus } else { door };
        if !is_below_bus {
            let gap = home.x - 0.45 * self.unit;
            way.extend([(gap, bus), (gap, level)]);
        }
        let Some(tile) = self.tile_at(node, slot) else {
            let (x, _) = home.middle();
            way.extend([(x, level), (x, home.y)]);
            return Some(way);
        };
        if slot < self.columns {
            let x = tile.x + tile.w / 2.0;
            way.extend([(x, level), (x, tile.y)]);
        } else {
            let x = tile.x - half;
            let y = tile.y + tile.h / 2.0;
            way.extend([(x, level), (x, y), (tile.x, y)]);
        }
        Some(way)
    }

    /// The part of the way before the line above the nodes, and that line's height.
    pub fn way_to_service(&self, service: usize) -> Option<(Vec<Point>, f64)> {
        let (clients, at) = (self.clients.get(service)?, self.services.get(service)?);
        let bus = *self.bus.get(service)?;
        let (x, y) = at.middle();
        let lane = x + (service as f64 - (self.services.len() - 1) as f64 / 2.0) * 0.8 * self.unit;
        Some((vec![(clients.right(), y), (lane, y), (lane, bus)], bus))
    }
}
