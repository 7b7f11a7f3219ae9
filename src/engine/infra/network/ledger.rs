//! The ledger: the newest finished requests with their whole path, and figures of every second before.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    shared::{List, Map},
    time::{Span, Time},
    world::Key,
};

use super::{
    Cause, Outcome, Request,
    second::{COARSE, FINE_MAX, Second, TARGETS_MAX},
};

/// As many finished requests are kept with their path.
pub const FINISHED_MAX: usize = 5000;

/// The books of the network. They are closed once a second, so what has happened since is not in them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Ledger {
    /// By when they were over.
    finished: List<Arc<Request>>,
    fine: List<Arc<Second>>,
    coarse: List<Arc<Second>>,
    counts: Arc<BTreeMap<Key, Counts>>,
    /// The beginning of the second whose books are open.
    since: Time,
    /// How many requests had been sent when the books were last closed.
    offered: u64,
}

/// How requests have ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Counts {
    /// How many were sent.
    pub offered: u64,
    /// How many were answered.
    pub answered: u64,
    /// How many failed, by cause, in the order of [`Cause::ALL`].
    pub failed: [u64; Cause::ALL.len()],
    /// How many are under way.
    pub in_flight: u64,
}

impl Counts {
    /// How many failed.
    pub fn failures(&self) -> u64 {
        self.failed.iter().sum()
    }

    /// How many failed for this cause.
    pub fn failed_by(&self, cause: Cause) -> u64 {
        self.failed[cause as usize]
    }

    pub(super) fn add(&mut self, request: &Request, now: Time) {
        self.offered += 1;
        match request.outcome {
            _ if now < request.finish => self.in_flight += 1,
            Outcome::Answered => self.answered += 1,
            Outcome::Failed(cause) => self.failed[cause as usize] += 1,
        }
    }
}

impl Ledger {
    pub(super) fn finished(&self) -> &List<Arc<Request>> {
        &self.finished
    }

    pub(super) fn seconds(&self) -> impl DoubleEndedIterator<Item = &Second> {
        self.coarse.iter().chain(self.fine.iter()).map(|second| &**second)
    }

    pub(super) fn books_open_since(&self) -> Time {
        self.since
    }

    pub(super) fn booked_offers(&self) -> u64 {
        self.offered
    }

    /// Of the requests in the books, those to one name or to any.
    pub(super) fn counts(&self, to: Option<&Key>) -> Counts {
        let mut sum = Counts::default();
        let wanted = self
            .counts
            .iter()
            .filter(|(name, _)| to.is_none_or(|to| to == *name));
        for (_, counts) in wanted {
            sum.offered += counts.offered;
            sum.answered += counts.answered;
            for (sum, more) in sum.failed.iter_mut().zip(counts.failed) {
                *sum += more;
            }
        }
        sum
    }

    /// Opens the books of the second of `now`, if all before are closed and nothing has happened since.
    pub(super) fn open_at(&mut self, now: Time) {
        self.since = now.whole_second();
    }

    /// Closes the books of a second: takes in all requests that were over in it.
    pub(super) fn close(&mut self, open: &mut Map<(Time, u64), Arc<Request>>, offered: u64) {
        let end = self.since + Span::secs(1);
        let mut over = Vec::new();
        while let Some((key, request)) = open.first().filter(|((finish, _), _)| *finish < end) {
            over.push(request.clone());
            let key = *key;
            open.remove(&key);
        }
        let second = Second::sum(self.since, offered - self.offered, over.iter(), open.len() as u64);
        let counts = Arc::make_mut(&mut self.counts);
        for request in over {
            match counts.get_mut(&request.client.to) {
                Some(counts) => counts.add(&request, end),
                None => counts
                    .entry(request.client.to.clone())
                    .or_default()
                    .add(&request, end),
            }
            if self.finished.len() == FINISHED_MAX {
                self.finished.pop_front();
            }
            self.finished.push_back(request);
        }
        self.keep(second);
        self.since = end;
        self.offered = offered;
    }

    fn keep(&mut self, second: Second) {
        self.fine.push_back(Arc::new(second));
        if let Some(second) = self.fine.from_end_mut(TARGETS_MAX) {
            Arc::make_mut(second).targets = Arc::default();
        }
        if self.fine.len() <= FINE_MAX {
            return;
        }
        let Some(oldest) = self.fine.pop_front() else {
            return;
        };
        let at = Time(oldest.at.0 / COARSE.0 * COARSE.0);
        match self.coarse.back_mut() {
            Some(row) if row.at == at => Arc::make_mut(row).add(&oldest),
            _ => self.coarse.push_back(Arc::new(Second {
                at,
                span: COARSE,
                ..Second::clone(&oldest)
            })),
        }
    }
}
