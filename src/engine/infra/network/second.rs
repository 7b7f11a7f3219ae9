//! One second of traffic in figures: what charts draw and what lessons are checked against.

use crate::sort::Sort;
use std::{collections::BTreeMap, sync::Arc};

use crate::{
    time::{Span, Time},
    world::{Key, Kind, Text},
};

use super::{Cause, Outcome, Request};

/// As many single seconds are kept: an hour of them. Older ones are summed.
pub const FINE_MAX: usize = 3600;

/// Older seconds are summed over this long; a simulated day is then at most 8,640 rows.
pub const COARSE: Span = Span::secs(10);

/// For as many of the newest seconds the figures of each process are kept.
pub const TARGETS_MAX: usize = 300;

/// The requests of one second, or of [`COARSE`] in the older part of the books.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Second {
    /// When it begins.
    pub at: Time,
    /// How long it is.
    pub span: Span,
    /// How many requests were sent in it.
    pub offered: u64,
    /// How many were answered in it, whenever they were sent.
    pub answered: u64,
    /// How many failed in it, by cause, in the order of [`Cause::ALL`].
    pub failed: [u64; Cause::ALL.len()],
    /// How long those that were answered took; of a summed row the worst of its seconds.
    pub latency: Latency,
    /// How many were under way at its end.
    pub in_flight: u64,
    /// The share of each process, by key; empty where it is not kept any more.
    pub targets: Arc<[TargetCounts]>,
}

/// Percentiles by nearest rank: half, 95 and 99 of a hundred took at most this long; zero where there was none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Latency {
    /// The median.
    pub p50: Span,
    /// 95th percentile.
    pub p95: Span,
    /// 99th percentile.
    pub p99: Span,
}

/// The requests of a second that went to one process.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TargetCounts {
    /// The process.
    pub process: Key,
    /// What ran there; none if nothing did.
    pub image: Option<Text>,
    /// How many it answered.
    pub answered: u64,
    /// How many failed there.
    pub failed: u64,
    /// How much work it did for them [ms].
    pub work_ms: u64,
}

impl Second {
    /// How many requests failed.
    pub fn failures(&self) -> u64 {
        self.failed.iter().sum()
    }

    /// How many failed for this cause.
    pub fn failed_by(&self, cause: Cause) -> u64 {
        self.failed[cause as usize]
    }

    /// How many requests were over.
    pub fn finished(&self) -> u64 {
        self.answered + self.failures()
    }

    /// Sums the requests that were over in one second.
    pub(super) fn sum<'a>(
        at: Time,
        offered: u64,
        over: impl Iterator<Item = &'a Arc<Request>>,
        in_flight: u64,
    ) -> Self {
        let mut second = Self {
            at,
            span: Span::secs(1),
            offered,
            in_flight,
            ..Self::default()
        };
        let mut latencies = Vec::new();
        let mut targets = BTreeMap::<(&Text, &Text), TargetCounts>::new();
        for request in over {
            match request.outcome {
                Outcome::Answered => {
                    second.answered += 1;
                    latencies.push(request.latency());
                }
                Outcome::Failed(cause) => second.failed[cause as usize] += 1,
            }
            let Some(visit) = &request.visit else { continue };
            let namespace = &request.client.to.namespace;
            let counts = targets
                .entry((namespace, &visit.process))
                .or_insert_with(|| TargetCounts {
                    process: Key::new(Kind::Process, namespace, &visit.process),
                    image: None,
                    answered: 0,
                    failed: 0,
                    work_ms: 0,
                });
            counts.image = visit.image.clone().or(counts.image.take());
            counts.answered += u64::from(request.outcome == Outcome::Answered);
            counts.failed += u64::from(request.outcome != Outcome::Answered);
            counts.work_ms += visit.work.map_or(0, |work| work.ends.since(work.began).0);
        }
        latencies.order();
        second.latency = Latency::of(&latencies);
        second.targets = targets.into_values().collect();
        second
    }

    /// Adds a later second to a coarser row.
    pub(super) fn add(&mut self, later: &Self) {
        self.offered += later.offered;
        self.answered += later.answered;
        for (sum, more) in self.failed.iter_mut().zip(later.failed) {
            *sum += more;
        }
        self.latency = Latency {
            p50: self.latency.p50.max(later.latency.p50),
            p95: self.latency.p95.max(later.latency.p95),
            p99: self.latency.p99.max(later.latency.p99),
        };
        self.in_flight = later.in_flight;
    }
}

impl Latency {
    fn of(sorted: &[Span]) -> Self {
        let rank = |percent: usize| {
            let place = (sorted.len() * percent).div_ceil(100);
            place.checked_sub(1).map_or(Span::ZERO, |place| sorted[place])
        };
        Self {
            p50: rank(50),
            p95: rank(95),
            p99: rank(99),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_by_nearest_rank() {
        let spans: Vec<Span> = (1..=100).map(Span).collect();
        let of = |spans: &[Span]| {
            let it = Latency::of(spans);
            [it.p50.0, it.p95.0, it.p99.0]
        };
        assert_eq!(of(&spans), [50, 95, 99]);
        assert_eq!(of(&spans[..3]), [2, 3, 3]);
        assert_eq!(of(&spans[..1]), [1, 1, 1]);
        assert_eq!(of(&[]), [0, 0, 0]);
    }
}
