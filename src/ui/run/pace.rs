//! How often a picture is drawn anew, so that a frame does only the work that a frame needs.
//!
//! While the run stands still every picture is exact, whatever its pace.

use engine::{time::Time, view::Moment};
use leptos::prelude::*;

use super::{Film, Run};
use crate::ui::browser;

/// So long a picture at the pace of reading stands while the run is played [ms]. Chosen by us: quick enough for numbers
/// that are read, and slow enough to read them.
const BEAT_MS: f64 = 200.0;

/// How often a picture is drawn anew while the run is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// With every frame: what moves.
    Frame,
    /// With every entry of the log, and on another line of commands: what only changes when something happens.
    Entry,
    /// Some times a second: what is read.
    Reading,
    /// As often, halfway between: what would not be missed if it came a little later, so that no frame does both.
    Glance,
    /// With every second of the run: what is summed up by seconds.
    Second,
    /// With every command that is typed, undone or done again.
    Command,
}

/// The signals behind the paces. They are set and not worked out: a memo would ask everyone behind it with every frame.
#[derive(Clone, Copy)]
pub struct Clockwork {
    /// How many entries lie behind.
    entry: RwSignal<u64>,
    /// Counts.
    reading: RwSignal<u32>,
    /// Counts.
    glance: RwSignal<u32>,
    /// Counts.
    second: RwSignal<u32>,
    /// Counts the lines of commands that have been left or taken up.
    command: RwSignal<u32>,
    /// When the last beat was, and whether it was one for reading; and the second of the run that was played last.
    beat_at: StoredValue<f64>,
    was_reading: StoredValue<bool>,
    second_at: StoredValue<Time>,
}

impl Clockwork {
    /// Stands still.
    pub fn new() -> Self {
        Self {
            entry: RwSignal::default(),
            reading: RwSignal::default(),
            glance: RwSignal::default(),
            second: RwSignal::default(),
            command: RwSignal::default(),
            beat_at: StoredValue::new(0.0),
            was_reading: StoredValue::new(false),
            second_at: StoredValue::new(Time::ZERO),
        }
    }

    /// The line of commands is another one.
    pub fn command(self) {
        self.command.update(|it| *it += 1);
    }

    /// The film has been moved to another moment, or is another one.
    pub fn moved(self, film: RwSignal<Film>) {
        self.note_entries(film);
        self.second.update(|it| *it += 1);
        self.beat(true);
        self.beat(false);
    }

    /// The film has been played for a frame, up to `now`.
    pub fn played(self, film: RwSignal<Film>, now: Time) {
        self.note_entries(film);
        let second = now.whole_second();
        if self.second_at.get_value() != second {
            self.second_at.set_value(second);
            self.second.update(|it| *it += 1);
        }
        if browser::clock_ms() - self.beat_at.get_value() >= BEAT_MS / 2.0 {
            self.beat(!self.was_reading.get_value());
        }
    }

    fn note_entries(self, film: RwSignal<Film>) {
        let entries = film.with_untracked(|it| it.timeline.present().entries());
        if self.entry.get_untracked() != entries {
            self.entry.set(entries);
        }
    }

    fn beat(self, is_reading: bool) {
        let signal = if is_reading { self.reading } else { self.glance };
        signal.update(|it| *it += 1);
        self.was_reading.set_value(is_reading);
        self.beat_at.set_value(browser::clock_ms());
    }

    fn track(self, pace: Pace, film: RwSignal<Film>) {
        match pace {
            Pace::Frame => film.track(),
            Pace::Entry => {
                self.entry.track();
                self.command.track();
            }
            Pace::Reading => self.reading.track(),
            Pace::Glance => self.glance.track(),
            Pace::Second => self.second.track(),
            Pace::Command => self.command.track(),
        }
    }
}

impl Run {
    pub(super) fn clockwork(self) -> Clockwork {
        self.clockwork.get_value()
    }

    /// One picture of the run at a pace, redrawn only when the picture itself differs.
    pub fn paced<T: PartialEq + Send + Sync + 'static>(self, pace: Pace, draw: fn(&Moment) -> T) -> Memo<T> {
        Memo::new(move |_| {
            self.clockwork().track(pace, self.film);
            self.look(draw)
        })
    }

    /// One picture of the run at a pace that depends on something else as well, such as what is selected.
    pub fn paced_of<T, A>(
        self,
        pace: Pace,
        about: impl Fn() -> A + Send + Sync + 'static,
        draw: fn(&Moment, &A) -> T,
    ) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
        A: 'static,
    {
        Memo::new(move |_| {
            self.clockwork().track(pace, self.film);
            let about = about();
            self.look(|it| draw(it, &about))
        })
    }

    /// What has happened: another value with every entry, and on another line of commands.
    pub fn happened(self) -> (u64, u32) {
        (self.clockwork().entry.get(), self.turns())
    }

    /// How often the line of commands has become another one.
    pub fn turns(self) -> u32 {
        self.clockwork().command.get()
    }

    /// Tells whoever calls it from an effect of every moment that is due at a pace.
    pub fn track(self, pace: Pace) {
        self.clockwork().track(pace, self.film);
    }
}
