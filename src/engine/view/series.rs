//! Figures over the time of the run, for charts and for the tables beside them.

use crate::{
    infra::{Network, network::Cause},
    time::Time,
    world::Text,
};

use super::Moment;

/// As many points a line has at most; a screen shows no more.
const POINTS_MAX: usize = 600;

/// The figures of a run up to the furthest moment that has been played.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// How far it goes.
    pub until: Time,
    /// The versions, in the order of appearance.
    pub versions: Vec<Text>,
    /// Ready pods of each version, whenever a number changes.
    pub ready: Vec<(Time, Vec<u32>)>,
    /// Requests, second by second.
    pub requests: Vec<Row>,
}

/// The requests of one second, as rates per second.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// When it began.
    pub at: Time,
    /// How many were answered.
    pub answered: u64,
    /// How many failed, by cause, in the order of [`Cause::ALL`].
    pub failed: [u64; Cause::ALL.len()],
    /// How long half of the answers took at most [ms].
    pub p50_ms: u64,
    /// How long 95 of 100 answers took at most [ms].
    pub p95_ms: u64,
    /// How long 99 of 100 answers took at most [ms].
    pub p99_ms: u64,
}

impl Row {
    /// How many failed.
    pub fn failures(&self) -> u64 {
        self.failed.iter().sum()
    }
}

/// The figures of the run.
pub fn series(moment: &Moment) -> Series {
    let versions = moment.history.versions();
    let counts = moment.history.counts();
    let ready = every(counts.len()).map(|place| {
        let it = &counts[place];
        (it.at, it.of_version.iter().map(|(ready, _)| *ready).collect())
    });
    let network = moment.furthest.world().network(&Network::key());
    let seconds: Vec<_> = network.into_iter().flat_map(Network::seconds).collect();
    let rows = every(seconds.len()).map(|place| {
        let it = seconds[place];
        let secs = it.span.as_secs().max(1);
        Row {
            at: it.at,
            answered: it.answered / secs,
            failed: it.failed.map(|count| count.div_ceil(secs)),
            p50_ms: it.latency.p50.0,
            p95_ms: it.latency.p95.0,
            p99_ms: it.latency.p99.0,
        }
    });
    Series {
        // A whole second, so that the picture changes once a second and not with every frame.
        until: moment.furthest.now().whole_second(),
        versions: versions.iter().map(|it| it.image.clone()).collect(),
        ready: ready.collect(),
        requests: rows.collect(),
    }
}

/// The places of at most [`POINTS_MAX`] of `count` things, evenly spread, the last one always among them.
fn every(count: usize) -> impl Iterator<Item = usize> {
    let step = count.div_ceil(POINTS_MAX).max(1);
    let rest = count.checked_sub(1).map_or(0, |last| last % step);
    (rest..count).step_by(step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_thinned_but_keeps_its_end() {
        assert_eq!(every(0).count(), 0);
        assert_eq!(every(3).collect::<Vec<_>>(), [0, 1, 2]);
        let places: Vec<usize> = every(12_345).collect();
        assert!(places.len() <= POINTS_MAX);
        assert_eq!(places.last(), Some(&12_344));
    }
}
