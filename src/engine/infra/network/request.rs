//! A request: whom it asked for, where it went, and how it ended.

use std::sync::Arc;

use crate::{
    time::{Span, Time},
    world::{Key, Text},
};

use super::Client;

/// From a client to the balancer, and back. Chosen by us: a client in the same country.
pub const CLIENT_HOP: Span = Span(4);

/// From the balancer to a process, and back. Chosen by us: within one data centre, rounded up.
pub const PROCESS_HOP: Span = Span(1);

/// From a client to a process, or back.
pub const TRAVEL: Span = Span(CLIENT_HOP.0 + PROCESS_HOP.0);

/// One request. Times that lie ahead say what will happen as things stand.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Request {
    /// Its number, counted from 0 in the order of sending.
    pub id: u64,
    /// Who sent it.
    pub client: Arc<Client>,
    /// When.
    pub sent: Time,
    /// Where the balancer sent it; none if it had nowhere.
    pub visit: Option<Visit>,
    /// When it is over: the client has its answer or has given up, or the request has come to nothing on its way.
    pub finish: Time,
    /// How it ends.
    pub outcome: Outcome,
}

/// A request at a process.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Visit {
    /// The process, in the namespace of the client's name.
    pub process: Text,
    /// The address it was sent to.
    pub address: Text,
    /// What runs there; none if nothing did.
    pub image: Option<Text>,
    /// When the request gets there.
    pub reached: Time,
    /// The work on it; none if it is never begun.
    pub work: Option<Work>,
}

/// The work of a process on one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Work {
    /// When it begins.
    pub began: Time,
    /// When it ends. It goes on even if the client has given up.
    pub ends: Time,
}

/// How a request ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// With a good answer.
    Answered,
    /// Without one.
    Failed(Cause),
}

/// Why a request fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// Nobody knows the name it asks for: there is no such Service.
    UnknownHost,
    /// The name is known, but the rules name nobody to send it to.
    NoReadyEndpoint,
    /// Connection refused: the rules named a process that is no more.
    RefusedGone,
    /// Connection refused: the process has not begun to listen.
    RefusedNotListening,
    /// Connection refused: the process has been asked to stop and no longer listens, but still stood in the rules.
    RefusedStopping,
    /// All workers were busy and the queue was full.
    QueueFull,
    /// The process ended while it had the request.
    KilledInFlight,
    /// The client gave up waiting.
    TimedOut,
    /// The app answered with an error.
    Error,
}

impl Cause {
    /// Every cause, in order.
    pub const ALL: [Self; 9] = [
        Self::UnknownHost,
        Self::NoReadyEndpoint,
        Self::RefusedGone,
        Self::RefusedNotListening,
        Self::RefusedStopping,
        Self::QueueFull,
        Self::KilledInFlight,
        Self::TimedOut,
        Self::Error,
    ];
}

/// What a request is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// From the client to the balancer.
    ToBalancer,
    /// From the balancer to the process.
    ToProcess,
    /// In the queue of the process.
    Queued,
    /// The process works on it.
    AtWork,
    /// The answer, good or bad, is on its way from the process to the client.
    ToClient,
    /// It is over.
    Over,
}

/// Where a request is at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// What it is doing.
    pub stage: Stage,
    /// Since when.
    pub since: Time,
    /// Until when, as things stand.
    pub until: Time,
}

impl Place {
    /// How much of the stage has passed [thousandths].
    pub fn progress(&self, now: Time) -> u32 {
        let (passed, all) = (now.since(self.since).0, self.until.since(self.since).0.max(1));
        u32::try_from((passed * 1000 / all).min(1000)).expect("a thousandth is small")
    }
}

impl Request {
    /// Why it fails, if it does.
    pub fn cause(&self) -> Option<Cause> {
        match self.outcome {
            Outcome::Answered => None,
            Outcome::Failed(cause) => Some(cause),
        }
    }

    /// How long the client waits for it to be over.
    pub fn latency(&self) -> Span {
        self.finish.since(self.sent)
    }

    /// Whether it was sent to this process.
    pub fn is_at(&self, process: &Key) -> bool {
        let here = |visit: &Visit| visit.process == process.name;
        self.client.to.namespace == process.namespace && self.visit.as_ref().is_some_and(here)
    }

    /// Where it is at a moment after it was sent.
    pub fn place(&self, now: Time) -> Place {
        let at = |stage, since, until: Time| Place {
            stage,
            since,
            until: until.min(self.finish),
        };
        let over = Place {
            stage: Stage::Over,
            since: self.finish,
            until: self.finish,
        };
        let balancer = self.sent + CLIENT_HOP;
        if self.finish <= now {
            return over;
        }
        if now < balancer {
            return at(Stage::ToBalancer, self.sent, balancer);
        }
        match &self.visit {
            None => over,
            Some(visit) if now < visit.reached => at(Stage::ToProcess, balancer, visit.reached),
            Some(visit) => match visit.work {
                None => at(Stage::Queued, visit.reached, self.finish),
                Some(work) if now < work.began => at(Stage::Queued, visit.reached, work.began),
                Some(work) if now < work.ends => at(Stage::AtWork, work.began, work.ends),
                Some(work) => at(Stage::ToClient, work.ends, self.finish),
            },
        }
    }
}
