//! Commands that print as simulated time goes on (`get -w`, `rollout status`, `wait`): a value that says what is followed,
//! and a pure function from the log to the lines, so that a terminal grows with time and shrinks when it is rewound.

use crate::{
    controller::View,
    log::{Entry, Log},
    shell::kubectl::{logs::Logs, print::Table, rollout::Rollout, wait::Wait, watch::Watch},
    time::{Span, Time},
};

/// What is followed, and from when on.
#[derive(Clone, Debug, PartialEq)]
pub struct Follow {
    from: Time,
    /// The first entry of the log that the command has not seen.
    entry: u64,
    what: What,
}

/// The commands that follow something.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// `kubectl get -w`.
    Watch(Watch),
    /// `kubectl rollout status`.
    Rollout(Rollout),
    /// `kubectl wait`.
    Wait(Wait),
    /// `kubectl logs -f`.
    Logs(Logs),
}

/// What has been printed by some moment, after what the command printed at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Followed {
    /// What it prints.
    pub out: String,
    /// What it prints as an error.
    pub err: String,
    /// The exit code, once it has ended.
    pub code: Option<u8>,
}

impl From<What> for Follow {
    fn from(what: What) -> Self {
        Self {
            from: Time::ZERO,
            entry: 0,
            what,
        }
    }
}

impl Follow {
    /// Notes when the command was typed; the kernel knows.
    pub(crate) fn begin(&mut self, now: Time, entries: u64) {
        self.from = now;
        self.entry = entries;
    }

    /// When the command was typed.
    pub fn from(&self) -> Time {
        self.from
    }

    /// What is printed up to the moment of `view`, given the log of the run.
    pub fn text(&self, log: &Log, view: &View) -> Followed {
        let seen = Seen {
            log,
            view,
            from: self.from,
            entry: self.entry,
        };
        match &self.what {
            What::Watch(it) => it.text(&seen),
            What::Rollout(it) => it.text(&seen),
            What::Wait(it) => it.text(&seen),
            What::Logs(it) => it.text(&seen),
        }
    }
}

/// Keeps what a follow has printed, so that a watch that has run for long costs only what is new.
#[derive(Clone, Debug, PartialEq)]
pub struct Follower {
    follow: Follow,
    /// The last entry that has been looked at, to see whether the log is still the same one.
    last: Option<Entry>,
    /// Up to when has been looked.
    at: Time,
    table: Option<Table>,
    kept: Followed,
}

impl Follower {
    /// One that has printed nothing.
    pub fn new(follow: Follow) -> Self {
        Self {
            follow,
            last: None,
            at: Time::ZERO,
            table: None,
            kept: Followed::default(),
        }
    }

    /// The same as [`Follow::text`].
    pub fn text(&mut self, log: &Log, view: &View) -> &Followed {
        let What::Watch(watch) = &self.follow.what else {
            self.kept = self.follow.text(log, view);
            return &self.kept;
        };
        let is_same = |last: &Entry| log.get(last.number) == Some(last);
        let known = self
            .table
            .take()
            .filter(|_| self.at <= view.now && self.last.as_ref().is_none_or(is_same));
        let mut table = known.unwrap_or_else(|| {
            (self.last, self.kept) = (None, Followed::default());
            watch.table.clone()
        });
        let seen = Seen {
            log,
            view,
            from: self.follow.from,
            entry: self
                .last
                .as_ref()
                .map_or(self.follow.entry, |last| last.number + 1),
        };
        for entry in seen.entries() {
            self.kept.out.push_str(&watch.row(entry, &mut table));
            self.last = Some(entry.clone());
        }
        (self.at, self.table) = (view.now, Some(table));
        &self.kept
    }
}

/// What a follower sees: the log from when it was typed up to a moment, and the world of that moment.
pub struct Seen<'a> {
    log: &'a Log,
    /// The moment up to which is looked.
    pub view: &'a View<'a>,
    /// When the command was typed.
    pub from: Time,
    entry: u64,
}

impl<'a> Seen<'a> {
    /// The entries since the command was typed.
    pub fn entries(&self) -> impl Iterator<Item = &'a Entry> {
        let now = self.view.now;
        let skipped = self.entry.saturating_sub(self.log.first());
        self.log
            .until(self.log.next())
            .skip(usize::try_from(skipped).unwrap_or(usize::MAX))
            .take_while(move |entry| entry.at <= now)
    }

    /// When patience ends, if it has ended by now. Zero means never.
    pub fn over(&self, timeout: Span) -> Option<Time> {
        let end = self.from + timeout;
        (timeout > Span::ZERO && end <= self.view.now).then_some(end)
    }
}
