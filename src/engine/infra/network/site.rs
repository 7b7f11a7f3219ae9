//! What goes on in one process: workers that are busy, and a queue before them.

use crate::{
    infra::Process,
    time::{Span, Time},
};

use super::{
    Work,
    request::{Cause, Outcome, TRAVEL},
};

/// The workers and the queue of one process. Follows from the requests that were sent there.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Site {
    /// When the process was started: another process of the same name has a site of its own.
    pub started_at: Time,
    /// Until when each busy worker is taken, in order; the queued requests that it will take are counted in.
    busy_until: Vec<Time>,
    /// When each queued request leaves the queue, in order.
    queued_until: Vec<Time>,
}

/// What becomes of a request that reaches a process.
pub(super) struct Fate {
    pub work: Option<Work>,
    pub finish: Time,
    pub outcome: Outcome,
}

impl Site {
    pub fn of(process: &Process) -> Self {
        Self {
            started_at: process.started_at,
            busy_until: Vec::new(),
            queued_until: Vec::new(),
        }
    }

    pub fn at_work(&self, now: Time) -> usize {
        self.busy_until.iter().filter(|until| now < **until).count()
    }

    pub fn queued(&self, now: Time) -> usize {
        self.queued_until.iter().filter(|until| now < **until).count()
    }

    /// Takes a request in. Requests reach a process in the order in which they are sent, so first come is first served.
    pub fn take(
        &mut self,
        process: &Process,
        reached: Time,
        deadline: Time,
        luck: impl Fn(&str) -> u64,
    ) -> Fate {
        self.busy_until.retain(|until| reached < *until);
        self.queued_until.retain(|until| reached < *until);
        let app = &process.app;
        let workers = usize::try_from(app.workers.max(1)).unwrap_or(usize::MAX);
        let began = if self.busy_until.len() < workers {
            reached
        } else if self.queued_until.len() < usize::try_from(app.queue_max).unwrap_or(usize::MAX) {
            let began = self.busy_until[0];
            insert(&mut self.queued_until, began.min(deadline));
            began
        } else {
            return Fate {
                work: None,
                finish: reached,
                outcome: Outcome::Failed(Cause::QueueFull),
            };
        };
        if deadline <= began {
            // Nobody waits for it when its turn comes, so it takes no worker.
            return Fate {
                work: None,
                finish: deadline,
                outcome: Outcome::Failed(Cause::TimedOut),
            };
        }
        if began > reached {
            self.busy_until.remove(0);
        }
        let ends = if process.hangs {
            deadline
        } else {
            began + work_of(process, luck("work"))
        };
        insert(&mut self.busy_until, ends);
        let errors = u64::from(app.errors_percent) + u64::from(process.errors_percent);
        let answered = ends + TRAVEL;
        let (finish, outcome) = if deadline < answered {
            (deadline, Outcome::Failed(Cause::TimedOut))
        } else if luck("error") % 100 < errors {
            (answered, Outcome::Failed(Cause::Error))
        } else {
            (answered, Outcome::Answered)
        };
        Fate {
            work: Some(Work { began, ends }),
            finish,
            outcome,
        }
    }
}

fn insert(times: &mut Vec<Time>, time: Time) {
    let at = times.partition_point(|known| *known <= time);
    times.insert(at, time);
}

/// The work of one request: half the usual at least, the usual in the middle, a long tail. Chosen by us; the shape is that of
/// measured web services, in straight pieces.
fn work_of(process: &Process, draw: u64) -> Span {
    let (usual, slowest) = (
        process.app.work.0,
        process.app.work_slowest.0.max(process.app.work.0),
    );
    let tail = slowest - usual;
    // Of a thousand requests this many take at most this long.
    let pieces = [
        (0, usual / 2),
        (500, usual),
        (900, usual + tail / 4),
        (990, slowest),
        (1000, slowest + tail / 2),
    ];
    let rank = draw % 1000;
    let past = pieces
        .iter()
        .position(|(end, _)| rank < *end)
        .expect("the last piece ends at 1000");
    let ((from, least), (to, most)) = (pieces[past - 1], pieces[past]);
    let work = least + (most - least) * (rank - from) / (to - from);
    Span((work * u64::from(process.slowness_percent) / 100).max(1))
}
