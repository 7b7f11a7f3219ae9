//! The log of a run: what changed, when, by whom, why, and what led to it.

use std::collections::VecDeque;

use crate::{
    reason::Reason,
    time::Time,
    world::{Key, Object},
};

/// As many entries are kept; older ones are dropped, and the pages say so.
pub const ENTRIES_MAX: usize = 100_000;

/// One line of the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its place in the run, counted from 0.
    pub number: u64,
    /// When.
    pub at: Time,
    /// Who: a component by its upstream name, or `you`.
    pub by: &'static str,
    /// What changed.
    pub key: Key,
    /// As it was; none if it was created.
    pub before: Option<Object>,
    /// As it is; none if it was removed.
    pub after: Option<Object>,
    /// Why.
    pub why: Reason,
    /// The entry that made the author look.
    pub because: Option<u64>,
}

/// The newest entries of a run, in order.
#[derive(Clone, Debug, Default)]
pub struct Log {
    first: u64,
    entries: VecDeque<Entry>,
}

impl Log {
    /// The number that the next entry gets.
    pub fn next(&self) -> u64 {
        self.first + self.entries.len() as u64
    }

    /// The number of the oldest entry that is kept.
    pub fn first(&self) -> u64 {
        self.first
    }

    /// The entry of this number, if it is kept.
    pub fn get(&self, number: u64) -> Option<&Entry> {
        let place = number.checked_sub(self.first)?;
        self.entries.get(usize::try_from(place).ok()?)
    }

    /// The entries that are kept, up to but without the entry `end`, oldest first.
    pub fn until(&self, end: u64) -> impl DoubleEndedIterator<Item = &Entry> + ExactSizeIterator {
        let count = usize::try_from(end.saturating_sub(self.first)).unwrap_or(usize::MAX);
        self.entries.range(..count.min(self.entries.len()))
    }

    /// From an entry back to the command that began it all: each entry is the cause of the one before it.
    pub fn causes(&self, number: u64) -> impl Iterator<Item = &Entry> {
        std::iter::successors(self.get(number), |entry| self.get(entry.because?))
    }

    /// Adds an entry. A run that is played again says the same again, so what is known already is passed over.
    pub(crate) fn push(&mut self, entry: Entry) {
        if entry.number < self.next() {
            return;
        }
        if self.entries.is_empty() {
            self.first = entry.number;
        }
        if self.entries.len() == ENTRIES_MAX {
            self.entries.pop_front();
            self.first += 1;
        }
        self.entries.push_back(entry);
    }

    /// Forgets the entry `end` and all after it.
    pub(crate) fn truncate(&mut self, end: u64) {
        let count = usize::try_from(end.saturating_sub(self.first)).unwrap_or(usize::MAX);
        self.entries.truncate(count);
    }
}
