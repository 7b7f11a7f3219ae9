//! The network: requests under way, those just over, and the sums of those before.
//!
//! A request's whole way is worked out when it is sent; only the end of its process can change it afterwards.
//! So the network is looked at when a request is sent, when a process stops, and once a second to close the books,
//! and where a request is at any moment in between follows from its times.

mod arrivals;
mod controller;
mod ledger;
mod request;
mod second;
mod site;

use std::{collections::BTreeMap, sync::Arc};

pub use arrivals::{Client, Rate, Shape};
pub use controller::Traffic;
pub use ledger::{Counts, FINISHED_MAX, Ledger};
pub use request::{Cause, Outcome, Place, Request, Stage, Visit, Work};
pub use second::{COARSE, FINE_MAX, Latency, Second, TARGETS_MAX, TargetCounts};

use arrivals::Flow;
use site::Site;

use crate::{
    shared::Map,
    time::{Span, Time},
    world::{Key, Kind},
};

/// As many groups of clients can there be at once. Chosen by us.
pub const CLIENTS_MAX: usize = 16;

/// All requests of a run. Every part is shared, so a clone costs a few pointers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Network {
    /// Counts the changes. It stands first so that two states are told apart by it, without comparing all requests.
    changes: u64,
    flows: Arc<Vec<Flow>>,
    /// The number of the next request.
    next_id: u64,
    /// Every request not in the books yet, by when it is over as things stand. Some may be over already.
    open: Map<(Time, u64), Arc<Request>>,
    /// What is going on in each process that has been sent a request.
    sites: Map<Key, Arc<Site>>,
    ledger: Ledger,
}

impl Network {
    /// The key of the one network.
    pub fn key() -> Key {
        Key::global(Kind::Network, "network")
    }

    /// Every group of clients, in order of the name it asks for.
    pub fn clients(&self) -> impl Iterator<Item = &Client> {
        self.flows.iter().map(|flow| &*flow.client)
    }

    /// The network with this group of clients in place of any that asks for the same name.
    pub fn with_client(&self, client: Client, now: Time, seed: u64) -> Self {
        let mut next = self.clone();
        let flows = Arc::make_mut(&mut next.flows);
        match flows.binary_search_by(|flow| flow.client.to.cmp(&client.to)) {
            Ok(at) => flows[at].become_client(client, now, seed),
            Err(at) => flows.insert(at, Flow::new(client, now, seed)),
        }
        next.changes += 1;
        next
    }

    /// The requests that are under way, by when they will be over as things stand.
    pub fn in_flight(&self, now: Time) -> impl Iterator<Item = &Request> {
        self.open.from(&(now + Span(1), 0)).map(|(_, request)| &**request)
    }

    /// The newest requests that are over, oldest first; at least [`FINISHED_MAX`] of them if there were as many.
    pub fn finished(&self, now: Time) -> impl DoubleEndedIterator<Item = &Request> {
        let unbooked = self.open.until(&(now + Span(1), 0)).map(|(_, request)| request);
        self.ledger
            .finished()
            .iter()
            .chain(unbooked)
            .map(|request| &**request)
    }

    /// The requests that failed within the last `window`, newest first.
    pub fn failures(&self, now: Time, window: Span) -> impl Iterator<Item = &Request> {
        self.finished(now)
            .rev()
            .take_while(move |request| now.since(request.finish) < window)
            .filter(|request| request.cause().is_some())
    }

    /// The request of this number, if its path is still kept.
    pub fn request(&self, id: u64) -> Option<&Request> {
        let kept = self.ledger.finished().iter().chain(self.open.values());
        kept.map(|request| &**request).find(|request| request.id == id)
    }

    /// Every second in the books, oldest first. Seconds without any request are left out.
    pub fn seconds(&self) -> impl DoubleEndedIterator<Item = &Second> {
        self.ledger.seconds()
    }

    /// The second that is not over yet, as far as it has come; none if nothing has happened in it.
    pub fn second_so_far(&self, now: Time) -> Option<Second> {
        let over = self.open.until(&(now + Span(1), 0)).map(|(_, request)| request);
        let second = Second::sum(
            self.ledger.books_open_since(),
            self.next_id - self.ledger.booked_offers(),
            over,
            self.in_flight(now).count() as u64,
        );
        (second.offered + second.finished() + second.in_flight > 0).then_some(second)
    }

    /// How the requests of a run have ended up to now, those to `to` or to any name.
    pub fn counts(&self, now: Time, to: Option<&Key>) -> Counts {
        let mut counts = self.ledger.counts(to);
        let wanted = |request: &&Arc<Request>| to.is_none_or(|to| *to == request.client.to);
        for request in self.open.values().filter(wanted) {
            counts.add(request, now);
        }
        counts
    }

    /// How many requests a process is working on.
    pub fn at_work(&self, process: &Key, now: Time) -> usize {
        self.sites.get(process).map_or(0, |site| site.at_work(now))
    }

    /// How many requests wait in the queue of a process.
    pub fn queued(&self, process: &Key, now: Time) -> usize {
        self.sites.get(process).map_or(0, |site| site.queued(now))
    }

    /// How much work each process has done in the last whole seconds before `now` [ms].
    pub fn work_ms(&self, now: Time, window: Span) -> BTreeMap<Key, u64> {
        let mut sums = BTreeMap::<Key, u64>::new();
        let end = now.whole_second();
        let recent = self
            .seconds()
            .rev()
            .take_while(|second| end <= second.at + window);
        for target in recent.flat_map(|second| second.targets.iter()) {
            *sums.entry(target.process.clone()).or_default() += target.work_ms;
        }
        sums
    }

    /// When a process that was asked to stop at `asked` will have finished what it had taken by then, and how much that is;
    /// none if it has nothing left.
    pub fn drained_at(&self, process: &Key, asked: Time) -> Option<(Time, u64)> {
        let left = self.taken_by(process, asked);
        let (count, last) = left.fold((0, asked), |(count, last), end| (count + 1, last.max(end)));
        (count > 0).then_some((last, count))
    }

    /// How many requests that a process had taken by `asked` it will still have at `at`.
    pub fn left_at(&self, process: &Key, asked: Time, at: Time) -> u64 {
        self.taken_by(process, asked).filter(|end| at < *end).count() as u64
    }

    /// When each request that a process had at `asked` leaves it.
    fn taken_by(&self, process: &Key, asked: Time) -> impl Iterator<Item = Time> {
        let booked = self.ledger.finished().iter().rev();
        booked
            .take_while(move |request| asked < request.finish)
            .chain(self.open.values())
            .filter(move |request| request.is_at(process))
            .filter_map(move |request| {
                let visit = request.visit.as_ref().filter(|visit| visit.reached <= asked)?;
                let end = visit
                    .work
                    .map_or(request.finish, |work| work.ends.min(request.finish));
                (asked < end).then_some(end)
            })
    }
}

#[cfg(test)]
mod tests;
