//! The run with what is known of all of it, and the ways to move along it.

use course::scenario::{Opening, Unplayable};
use engine::{
    shell::Reply,
    time::{Span, Time},
    timeline::Timeline,
    view::{History, Moment},
};

use super::session::Session;
use crate::ui::browser;

/// A frame is played in at most as many slices, so that one that turns out dear can be cut short.
const SLICES: u32 = 16;

/// So much of a run on its way to its moment is played between two looks at the clock. Chosen by us: some milliseconds at most.
const OPENING_SLICE: Span = Span(500);

/// The run, and what the pictures know of all of it.
pub struct Film {
    /// The run itself.
    pub timeline: Timeline,
    history: History,
    /// What was asked besides, which is no part of the run.
    pub session: Session,
}

impl Film {
    /// The run, with all that is known of it so far.
    pub fn new(timeline: Timeline) -> Self {
        let mut film = Self {
            timeline,
            history: History::default(),
            session: Session::default(),
        };
        film.catch_up();
        film
    }

    /// The moment it is at.
    pub fn moment(&self) -> Moment<'_> {
        Moment::of(&self.timeline, &self.history)
    }

    /// Reads what has been played since.
    pub fn catch_up(&mut self) {
        self.history.follow(self.timeline.log());
    }

    /// Moves along the line of commands.
    pub fn change(&mut self, how: impl FnOnce(&mut Timeline)) {
        how(&mut self.timeline);
        self.catch_up();
    }

    /// Types a line; in the past this leaves what was known of the future.
    pub fn send(&mut self, line: &str) -> Reply {
        let known = self.timeline.present().entries();
        let (taken, now) = (self.timeline.taken(), self.timeline.now());
        let reply = self.timeline.send(line);
        if reply.changed {
            self.history.forget_from(known);
            self.session.forget_from(taken, now);
            self.catch_up();
        } else {
            self.session.note(taken, now, line, &reply);
        }
        reply
    }

    /// Goes to another line of commands, if there is one.
    pub fn turn(&mut self, how: fn(&mut Timeline) -> bool) {
        let before = self.timeline.commands().to_vec();
        if !how(&mut self.timeline) {
            return;
        }
        self.history = History::default();
        self.catch_up();
        let after = self.timeline.commands();
        let same = before.iter().zip(after).take_while(|(a, b)| a == b).count();
        let parted = [before.get(same), after.get(same)].into_iter().flatten();
        if let Some(at) = parted.map(|it| it.at).min() {
            self.session.forget_from(same, at);
        }
    }
}

/// Plays on for `span`, but stops when `budget_ms` of the clock are used up; says how far it came.
pub fn play_within(timeline: &mut Timeline, span: Span, budget_ms: f64) -> Span {
    let began = browser::clock_ms();
    let start = timeline.now();
    let slice = Span(span.0.div_ceil(u64::from(SLICES)).max(1));
    while timeline.now() < start + span {
        let before = timeline.now();
        timeline.seek((before + slice).min(start + span));
        if timeline.now() == before || browser::clock_ms() - began > budget_ms {
            break;
        }
    }
    timeline.now().since(start)
}

/// Plays a run on its way to its moment for `budget_ms` of the clock; says whether there is more to do.
pub fn open_within(opening: &mut Opening, budget_ms: f64) -> Result<bool, Unplayable> {
    let began = browser::clock_ms();
    while opening.go_on(OPENING_SLICE)? {
        if browser::clock_ms() - began > budget_ms {
            return Ok(true);
        }
    }
    Ok(false)
}

/// To the next line of the log, known or not yet played; at most a minute ahead if nothing happens.
pub fn step(timeline: &mut Timeline) {
    const QUIET_MAX: Span = Span::secs(60);
    let known = timeline.present().entries();
    let start = timeline.now();
    if let Some(next) = timeline.log().get(known) {
        let at = next.at;
        timeline.seek(at);
        return;
    }
    while timeline.present().entries() == known && timeline.now() < start + QUIET_MAX {
        let due = timeline.present().agenda().next_at();
        let command = timeline.commands().get(timeline.taken()).map(|it| it.at);
        let Some(next) = due.into_iter().chain(command).min() else {
            break;
        };
        let before = timeline.now();
        timeline.seek(next.max(before + Span(1)).min(start + QUIET_MAX));
        if timeline.now() == before {
            break;
        }
    }
}

/// To the last millisecond at which the latest line of the log was not yet written.
pub fn step_back(timeline: &mut Timeline) {
    let known = timeline.present().entries();
    let latest = known.checked_sub(1).and_then(|it| timeline.log().get(it));
    let to = latest.map_or(0, |it| it.at.0.saturating_sub(1));
    timeline.seek(Time(to));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stepping_back_undoes_a_step() {
        let mut timeline = Timeline::new(1);
        timeline.send("write a \"1\"");
        timeline.seek(Time(5000));
        timeline.send("write a \"2\"");
        timeline.seek(Time(9000));
        step_back(&mut timeline);
        assert_eq!(timeline.now(), Time(4999));
        step(&mut timeline);
        assert_eq!(timeline.now(), Time(5000));
        step_back(&mut timeline);
        step_back(&mut timeline);
        assert_eq!(timeline.now(), Time::ZERO);
    }
}
