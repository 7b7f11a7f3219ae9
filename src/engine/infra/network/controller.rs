//! Moves requests: sends what clients send, ends what a stopping process had, closes the books each second.

use std::sync::Arc;

use crate::{
    controller::{Controller, Outcome as Wishes, View},
    infra::Process,
    luck,
    reason::{Reason, traffic::Why},
    time::{Span, Time},
    world::{Change, Changed, Key, Kind, Object, World},
};

use super::{
    Cause, Client, Network, Outcome, Request, Site, Visit,
    request::{CLIENT_HOP, TRAVEL},
};

/// Looks at the network when something is due in it, and at a process when it stops or is gone.
pub struct Traffic;

impl Controller for Traffic {
    fn name(&self) -> &'static str {
        "network"
    }

    /// A connection breaks at the instant its process does.
    fn notices_after(&self) -> Span {
        Span::ZERO
    }

    fn woken_by(&self, changed: &Changed, _: &World, wake: &mut dyn FnMut(Key)) {
        match (&changed.before, &changed.after) {
            (before, Some(Object::Network(after))) => {
                let known = match before {
                    Some(Object::Network(before)) => before.clients().eq(after.clients()),
                    _ => false,
                };
                if !known {
                    wake(changed.key.clone());
                }
            }
            (Some(Object::Process(_)), None) => wake(changed.key.clone()),
            (Some(Object::Process(before)), Some(Object::Process(after)))
                if before.exited != after.exited
                    || before.stop_asked != after.stop_asked
                    || before.started_at != after.started_at =>
            {
                wake(changed.key.clone());
            }
            _ => {}
        }
    }

    fn reconcile(&self, key: &Key, view: &View) -> Wishes {
        let mut wishes = Wishes::settled();
        let Some(known) = view.world.networks().next() else {
            return wishes;
        };
        let mut network = known.clone();
        if key.kind == Kind::Process {
            network.part_with(key, view);
        } else {
            network.run(view);
            if let Some(next) = network.next_due() {
                wishes.look_again(next.since(view.now));
            }
        }
        if network.changes != known.changes {
            wishes.step(Change::Put(network.into()), Reason::Traffic(Why::RequestsMoved));
        }
        wishes
    }
}

impl Network {
    /// When the books of the open second are to be closed; never while there is nothing to put into them.
    fn books_due(&self) -> Option<Time> {
        let waiting = !self.open.is_empty() || self.next_id > self.ledger.booked_offers();
        waiting.then(|| self.ledger.books_open_since() + Span::secs(1))
    }

    /// Which group of clients is due first, and when.
    fn flow_due(&self) -> Option<(Time, usize)> {
        let due = |(place, flow): (usize, &super::Flow)| Some((flow.due()?, place));
        self.flows.iter().enumerate().filter_map(due).min()
    }

    fn next_due(&self) -> Option<Time> {
        let flow = self.flow_due().map(|(at, _)| at);
        [self.books_due(), flow].into_iter().flatten().min()
    }

    /// Does everything that is due by now, in order of time; at equal times the books are closed first.
    fn run(&mut self, view: &View) {
        while let Some(due) = self.next_due().filter(|due| *due <= view.now) {
            self.changes += 1;
            if self.books_due() == Some(due) {
                self.ledger.close(&mut self.open, self.next_id);
            } else if let Some((at, place)) = self.flow_due() {
                let flow = &mut Arc::make_mut(&mut self.flows)[place];
                let client = flow.client.clone();
                if let Some(draw) = flow.go_on(view.seed) {
                    if self.books_due().is_none() {
                        self.ledger.open_at(at);
                    }
                    self.send(client, at, draw, view);
                }
            }
        }
    }

    /// Sends a request and works its way out. The rules that are in force when it is sent decide where it goes.
    fn send(&mut self, client: Arc<Client>, sent: Time, draw: u64, view: &View) {
        let luck = |purpose: &str| luck::numbered(view.seed, purpose, draw);
        let mut request = Request {
            id: self.next_id,
            client,
            sent,
            visit: None,
            finish: sent + CLIENT_HOP,
            outcome: Outcome::Failed(Cause::NoReadyEndpoint),
        };
        self.next_id += 1;
        let balancer = view.world.balancer(&request.client.to);
        let count = balancer.map_or(0, |balancer| balancer.targets.len() as u64);
        match balancer {
            None => request.outcome = Outcome::Failed(Cause::UnknownHost),
            Some(_) if count == 0 => {}
            Some(balancer) => {
                let place = usize::try_from(luck("target") % count).expect("an index is small");
                let target = &balancer.targets[place];
                let mut visit = Visit {
                    process: target.process.clone(),
                    address: target.address.clone(),
                    image: None,
                    reached: sent + TRAVEL,
                    work: None,
                };
                self.arrive(&mut request, &mut visit, &luck, view);
                request.visit = Some(visit);
            }
        }
        self.open.insert((request.finish, request.id), Arc::new(request));
    }

    fn arrive(&mut self, request: &mut Request, visit: &mut Visit, luck: &dyn Fn(&str) -> u64, view: &View) {
        let key = Key::new(Kind::Process, &request.client.to.namespace, &visit.process);
        let process = view.world.process(&key);
        visit.image = process.map(|process| process.app.image.clone());
        if let Some(cause) = refusal(process, visit.reached) {
            request.outcome = Outcome::Failed(cause);
            request.finish = visit.reached;
        } else if let Some(process) = process {
            let place = self.sites.place(&key);
            let known = self
                .sites
                .get_at(place, &key)
                .filter(|site| site.started_at == process.started_at);
            let mut site = known.map_or_else(|| Site::of(process), |site| Site::clone(site));
            let deadline = request.sent + request.client.patience.max(TRAVEL);
            let fate = site.take(process, visit.reached, deadline, luck);
            self.sites.insert_at(place, key, Arc::new(site));
            visit.work = fate.work;
            request.finish = fate.finish;
            request.outcome = fate.outcome;
        }
    }

    /// Ends what a process can no longer do: it has been asked to stop, has ended, or is another one of the same name.
    fn part_with(&mut self, key: &Key, view: &View) {
        let (now, process) = (view.now, view.world.process(key));
        let alive_since = process.filter(|it| it.exited.is_none()).map(|it| it.started_at);
        if self
            .sites
            .get(key)
            .is_some_and(|site| Some(site.started_at) != alive_since)
        {
            self.sites.remove(key);
            self.changes += 1;
        }
        let mut moved = Vec::new();
        let under_way = self.open.from(&(now + Span(1), 0));
        for request in under_way.map(|(_, request)| request).filter(|it| it.is_at(key)) {
            let Some(visit) = &request.visit else { continue };
            let is_lost = alive_since.is_none_or(|since| request.sent < since);
            if let Some(next) = parted(request, visit, process, is_lost, now) {
                moved.push(((request.finish, request.id), next));
            }
        }
        for (place, request) in moved {
            self.open.remove(&place);
            self.open.insert((request.finish, request.id), Arc::new(request));
            self.changes += 1;
        }
    }
}

/// Why a connection is refused, if it is.
fn refusal(process: Option<&Process>, at: Time) -> Option<Cause> {
    match process {
        None => Some(Cause::RefusedGone),
        Some(process) if process.exited.is_some() => Some(Cause::RefusedGone),
        Some(process) if process.stop_asked.is_some() => Some(Cause::RefusedStopping),
        Some(process) if !process.listens(at) => Some(Cause::RefusedNotListening),
        Some(_) => None,
    }
}

/// What becomes of a request under way when its process stops listening, or is lost altogether; none if nothing changes.
fn parted(
    request: &Request,
    visit: &Visit,
    process: Option<&Process>,
    is_lost: bool,
    now: Time,
) -> Option<Request> {
    let mut visit = visit.clone();
    let (finish, cause) = if now < visit.reached {
        visit.work = None;
        (visit.reached, refusal(process, visit.reached)?)
    } else if is_lost && visit.work.is_none_or(|work| now < work.ends) {
        visit.work = visit.work.filter(|work| work.began < now);
        if let Some(work) = &mut visit.work {
            work.ends = now;
        }
        (now, Cause::KilledInFlight)
    } else {
        return None;
    };
    let next = Request {
        visit: Some(visit),
        finish,
        outcome: Outcome::Failed(cause),
        ..request.clone()
    };
    (next != *request).then_some(next)
}
