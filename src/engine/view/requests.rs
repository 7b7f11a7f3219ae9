//! Requests as dots on their way, and those that failed.
//!
//! A real request is too quick to be seen, so each way, there and back, is drawn over a longer time that the caller
//! chooses (in simulated time). What is drawn is still one request a dot, or a stated number of requests.

use crate::sort::Sort;
use crate::{
    infra::{
        Network,
        network::{Cause, Counts, Outcome, Request},
    },
    time::{Span, Time},
    world::{Key, Kind, Text},
};

use super::{Moment, tile::thousandths};

/// As many dots are drawn at most; above that a dot stands for more requests. Chosen for the eye and for speed.
const DOTS_MAX: u64 = 400;

/// What a dot is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leg {
    /// From the client to the pod, or to the Service if it gets no further.
    Out,
    /// At the pod: queued or worked on.
    AtPod,
    /// The answer is on its way back.
    Back,
    /// It failed here.
    Fallen,
}

/// A request on its way.
#[derive(Clone, Debug, PartialEq)]
pub struct Dot {
    /// Its number.
    pub id: u64,
    /// The Service it asked for.
    pub service: Key,
    /// The pod it was sent to, if any.
    pub pod: Option<Key>,
    /// What it is doing.
    pub leg: Leg,
    /// How far it has come with that [thousandths].
    pub progress: u32,
    /// Why it fails, once that has happened.
    pub cause: Option<Cause>,
}

/// All dots of a moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dots {
    /// How many requests a dot stands for.
    pub requests_per_dot: u64,
    /// The dots, in the order of their requests.
    pub dots: Vec<Dot>,
}

/// A request that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Its number.
    pub id: u64,
    /// When it failed.
    pub at: Time,
    /// The pod it was sent to, if any.
    pub pod: Option<Key>,
    /// Why.
    pub cause: Cause,
}

/// The failures of a run up to now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tray {
    /// How all requests ended.
    pub counts: Counts,
    /// The newest failures, newest first.
    pub newest: Vec<Failure>,
}

/// The requests on their way, each way drawn over `way`.
pub fn dots(moment: &Moment, way: &Span) -> Dots {
    let now = moment.now();
    let Some(network) = moment.world().network(&Network::key()) else {
        return Dots::default();
    };
    let rate_milli: u64 = network.clients().map(|it| u64::from(it.rate(now).0)).sum();
    let seen = rate_milli * way.0 * 2 / 1_000_000;
    let requests_per_dot = round(seen.div_ceil(DOTS_MAX));
    let oldest = Time(now.0.saturating_sub(way.0 * 3));
    let finished = network.finished(now).rev().take_while(|it| oldest <= it.finish);
    let mut dots: Vec<Dot> = finished
        .chain(network.in_flight(now))
        .filter(|it| it.id % requests_per_dot == 0)
        .filter_map(|it| dot(it, now, *way))
        .collect();
    dots.order_by_key(|it| it.id);
    Dots {
        requests_per_dot,
        dots,
    }
}

/// The failures up to now.
pub fn tray(moment: &Moment) -> Tray {
    const NEWEST: usize = 30;
    let now = moment.now();
    let Some(network) = moment.world().network(&Network::key()) else {
        return Tray::default();
    };
    let newest = network.failures(now, Span(now.0 + 1)).take(NEWEST);
    let failure = |it: &Request| {
        Some(Failure {
            id: it.id,
            at: it.finish,
            pod: pod_of(it),
            cause: it.cause()?,
        })
    };
    Tray {
        counts: network.counts(now, None),
        newest: newest.filter_map(failure).collect(),
    }
}

/// The pod that a request was sent to.
pub fn pod_of(request: &Request) -> Option<Key> {
    let visit = request.visit.as_ref()?;
    let (pod, _) = visit.process.split_once('/')?;
    let pod: Text = pod.into();
    Some(Key::new(Kind::Pod, &request.client.to.namespace, &pod))
}

fn dot(request: &Request, now: Time, way: Span) -> Option<Dot> {
    let arrives = request.sent + way;
    // The real answer leaves the pod before `finish`; drawn ways begin no earlier than the drawn arrival.
    let work_ends = request
        .visit
        .as_ref()
        .and_then(|it| it.work)
        .map_or(request.finish, |work| work.ends.min(request.finish));
    let leaves = work_ends.max(arrives);
    let is_failed = request.outcome != Outcome::Answered;
    let (leg, since, span) = if now < arrives {
        (Leg::Out, request.sent, way)
    } else if now < leaves && request.visit.is_some() {
        (Leg::AtPod, arrives, leaves.since(arrives))
    } else if is_failed {
        (Leg::Fallen, leaves, way)
    } else {
        (Leg::Back, leaves, way)
    };
    let passed = now.since(since);
    (passed < span || leg == Leg::AtPod).then(|| Dot {
        id: request.id,
        service: Key::new(
            Kind::Service,
            &request.client.to.namespace,
            &request.client.to.name,
        ),
        pod: pod_of(request),
        leg,
        progress: thousandths(passed, span),
        cause: request.cause().filter(|_| leg == Leg::Fallen),
    })
}

/// 1, 2, 5, 10, 20, 50 and so on: the next such number, so that what a dot stands for is easily said.
fn round(least: u64) -> u64 {
    let mut ten = 1;
    loop {
        for step in [1, 2, 5] {
            if least <= step * ten {
                return step * ten;
            }
        }
        ten *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_stands_for_a_round_number_of_requests() {
        for (least, wanted) in [(0, 1), (1, 1), (2, 2), (3, 5), (6, 10), (11, 20), (201, 500)] {
            assert_eq!(round(least), wanted);
        }
    }
}
