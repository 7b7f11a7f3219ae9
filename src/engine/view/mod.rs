//! Pictures of a moment as plain data: what the pages draw. They read and never change anything.

pub mod deed;
mod history;
pub mod inspect;
pub mod marks;
pub mod packing;
pub mod requests;
pub mod series;
pub mod stage;
pub mod tile;
pub mod why;

pub use history::{Counts, History, Stay, Version};

use crate::{
    log::{Entry, Log},
    sim::Sim,
    time::Time,
    timeline::Timeline,
    transcript::Command,
    world::World,
};

/// Everything that can be seen of a run at one moment of it.
#[derive(Clone, Copy)]
pub struct Moment<'a> {
    /// The moment one is at.
    pub sim: &'a Sim,
    /// The log of all that has been played; use [`Self::entries`] for what lies behind.
    pub log: &'a Log,
    /// Every command, also those that lie ahead.
    pub commands: &'a [Command],
    /// The latest moment that has been played.
    pub furthest: &'a Sim,
    /// What is known of the run up to `furthest`.
    pub history: &'a History,
}

impl<'a> Moment<'a> {
    /// The moment a run is at; `history` has followed its log.
    pub fn of(timeline: &'a Timeline, history: &'a History) -> Self {
        Self {
            history,
            sim: timeline.present(),
            log: timeline.log(),
            commands: timeline.commands(),
            furthest: timeline.furthest(),
        }
    }

    /// Everything that exists.
    pub fn world(&self) -> &'a World {
        self.sim.world()
    }

    /// The time.
    pub fn now(&self) -> Time {
        self.sim.now()
    }

    /// The entries that lie behind, oldest first.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = &'a Entry> + ExactSizeIterator + use<'a> {
        self.log.until(self.sim.entries())
    }

    /// The entries that lie behind and are no older than `since`, newest first.
    pub fn recent(&self, since: Time) -> impl Iterator<Item = &'a Entry> + use<'a> {
        self.entries().rev().take_while(move |it| since <= it.at)
    }
}

#[cfg(test)]
mod tests;
