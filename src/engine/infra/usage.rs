//! What processes use of their machine: CPU follows from their work on requests, memory from their app.

use crate::sort::Gather;
use std::collections::BTreeMap;

use crate::{
    time::{Span, Time},
    world::{Key, World},
};

use super::{Network, Process};

/// Over how long CPU use is averaged. Source: metrics-server `--metric-resolution`, default 15 s in its manifests, read 2026-11.
pub const WINDOW: Span = Span::secs(15);

/// What a process uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Usage {
    /// CPU [millicores].
    pub cpu_milli: i64,
    /// Memory [bytes].
    pub memory_bytes: i64,
}

/// What every running process uses, CPU averaged over the last [`WINDOW`], or its life if that is shorter: what
/// `kubectl top` shows.
pub fn usage(world: &World, now: Time) -> BTreeMap<Key, Usage> {
    let network = world.network(&Network::key());
    let work = network.map_or_else(BTreeMap::new, |it| it.work_ms(now, WINDOW));
    let running = world.processes().filter(|process| process.exited.is_none());
    running
        .map(|process| {
            let over = process.age(now).min(WINDOW).0.max(1000);
            let busy = work.get(&process.key()).copied().unwrap_or(0);
            (process.key(), use_of(process, busy, over, now))
        })
        .to_map()
}

/// What a process uses at this very moment: the tick on the stage.
pub fn usage_now(process: &Process, world: &World, now: Time) -> Usage {
    if process.exited.is_some() {
        return Usage::default();
    }
    let network = world.network(&Network::key());
    let at_work = network.map_or(0, |it| it.at_work(&process.key(), now) as u64);
    use_of(process, at_work, 1, now)
}

/// The use of a process that has worked `busy` in `over`, one worker counted as one.
fn use_of(process: &Process, busy: u64, over: u64, now: Time) -> Usage {
    let busy = i64::try_from(busy).unwrap_or(i64::MAX);
    let over = i64::try_from(over).unwrap_or(i64::MAX);
    Usage {
        cpu_milli: busy.saturating_mul(process.app.cpu_milli_per_request) / over,
        memory_bytes: process.memory_bytes(now),
    }
}
