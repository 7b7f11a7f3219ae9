//! The one boundary to the engine: owns the run on screen, plays it as time passes, and hands out pictures of it.

use course::scenario::{Opening, Unplayable};
use engine::{
    permalink,
    shell::Reply,
    time::{Span, Time},
    timeline::Timeline,
    transcript::{LENGTH_MAX, Transcript},
    view::Moment,
};
use leptos::prelude::*;

mod film;
pub mod lesson;
mod pace;
pub mod session;

use super::browser;
use film::Film;
use pace::Clockwork;
pub use pace::Pace;

/// A longer gap between two frames is not played: the page was in the background [ms].
const GAP_MAX_MS: f64 = 500.0;

/// As much of a frame may go into playing; at 60 frames a second a frame has 16.7 [ms]. Chosen by us.
const PLAY_MAX_MS: f64 = 6.0;

/// As much of a task may go into playing a run up to its moment [ms]. Chosen by us: a slow phone takes four times as long.
const OPEN_MAX_MS: f64 = 3.0;

/// How fast a run is played [thousandths of real time].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Speed(pub u32);

impl Speed {
    /// The speeds on offer, slowest first.
    pub const ALL: [Self; 10] = [
        Self(100),
        Self(250),
        Self(500),
        Self(1000),
        Self(2000),
        Self(5000),
        Self(10_000),
        Self(20_000),
        Self(50_000),
        Self(100_000),
    ];

    /// As fast as a clock.
    pub const REAL: Self = Self(1000);

    /// The next faster speed on offer, or this one if there is none.
    pub fn faster(self) -> Self {
        Self::ALL.into_iter().find(|it| self < *it).unwrap_or(self)
    }

    /// The next slower speed on offer, or this one if there is none.
    pub fn slower(self) -> Self {
        Self::ALL.into_iter().rev().find(|it| *it < self).unwrap_or(self)
    }

    /// `1×`, `0.1×`.
    pub fn label(self) -> String {
        format!("{}×", f64::from(self.0) / 1000.0)
    }
}

/// The run on screen. Copy it into any panel; only this type touches the timeline.
#[derive(Clone, Copy)]
pub struct Run {
    film: RwSignal<Film>,
    playing: RwSignal<bool>,
    speed: RwSignal<Speed>,
    /// Counts the runs.
    number: RwSignal<u32>,
    /// Counts the runs that were asked for, also those that are still being played.
    asked: StoredValue<u32>,
    /// Tells the pictures when they are due.
    clockwork: StoredValue<Clockwork>,
    /// Simulated time that frames have asked for but not yet made a whole millisecond [ms].
    owed: StoredValue<f64>,
    /// Whether the last frame could not keep up with the speed.
    behind: RwSignal<bool>,
}

impl Run {
    /// A run that has not begun, playing as the page draws its frames.
    pub fn new(seed: u64) -> Self {
        let run = Self {
            film: RwSignal::new(Film::new(Timeline::new(seed))),
            playing: RwSignal::new(false),
            speed: RwSignal::new(Speed::REAL),
            number: RwSignal::default(),
            asked: StoredValue::new(0),
            clockwork: StoredValue::new(Clockwork::new()),
            owed: StoredValue::new(0.0),
            behind: RwSignal::new(false),
        };
        browser::each_frame(move |gap_ms| run.frame(gap_ms));
        run
    }

    /// Starts over with a run once it has been played up to its moment, without keeping the page from answering meanwhile.
    /// Whichever run was asked for last comes on screen.
    pub async fn open(self, mut opening: Opening) -> Result<(), Unplayable> {
        let place = self.ask();
        while film::open_within(&mut opening, OPEN_MAX_MS)? {
            browser::next_turn().await;
            if self.asked.get_value() != place {
                return Ok(());
            }
        }
        self.become_timeline(opening.timeline);
        Ok(())
    }

    fn ask(self) -> u32 {
        let place = self.asked.get_value() + 1;
        self.asked.set_value(place);
        place
    }

    /// The run and the moment as letters for an address.
    pub fn permalink(self) -> String {
        permalink::print(&self.transcript())
    }

    fn become_timeline(self, timeline: Timeline) {
        self.ask();
        self.pause();
        self.become_film(Film::new(timeline));
    }

    fn become_film(self, film: Film) {
        self.film.set(film);
        self.number.update(|it| *it += 1);
        self.turned();
    }

    /// The film is on another line of commands.
    fn turned(self) {
        self.clockwork().command();
        self.clockwork().moved(self.film);
    }

    /// Types a line at the present moment.
    pub fn send(self, line: &str) -> Reply {
        let reply = self
            .film
            .try_update(|it| it.send(line))
            .expect("the run lives as long as the page");
        if reply.changed {
            self.turned();
        } else {
            self.clockwork().moved(self.film);
        }
        reply
    }

    /// Whether time passes.
    pub fn playing(self) -> Signal<bool> {
        self.playing.into()
    }

    /// Lets time pass.
    pub fn play(self) {
        self.owed.set_value(0.0);
        self.playing.set(true);
    }

    /// Stops time.
    pub fn pause(self) {
        self.playing.set(false);
        self.behind.set(false);
        // What is drawn some times a second must show the moment at which the run stands.
        self.clockwork().moved(self.film);
    }

    /// Plays if paused, pauses if playing.
    pub fn toggle(self) {
        if self.playing.get_untracked() {
            self.pause();
        } else {
            self.play();
        }
    }

    /// How fast time passes.
    pub fn speed(self) -> Signal<Speed> {
        self.speed.into()
    }

    /// Sets how fast time passes.
    pub fn set_speed(self, speed: Speed) {
        self.speed.set(speed);
    }

    /// Whether this device cannot keep up with the speed, so that time passes more slowly than asked.
    pub fn is_behind(self) -> Signal<bool> {
        self.behind.into()
    }

    /// Moves to another moment.
    pub fn seek(self, to: Time) {
        self.change(|it| it.seek(to));
    }

    /// Moves to the latest moment that has been played.
    pub fn to_end(self) {
        let end = self.look(|it| it.furthest.now());
        self.seek(end);
    }

    /// Stops time and moves on to the next line of the log.
    pub fn step(self) {
        self.pause();
        self.change(film::step);
    }

    /// Stops time and moves back to just before the latest line of the log.
    pub fn step_back(self) {
        self.pause();
        self.change(film::step_back);
    }

    /// Takes the last command back.
    pub fn undo(self) {
        self.turn(Timeline::undo);
    }

    /// Takes the last undo back.
    pub fn redo(self) {
        self.turn(Timeline::redo);
    }

    fn turn(self, how: fn(&mut Timeline) -> bool) {
        self.film.update(|it| it.turn(how));
        self.turned();
    }

    /// Whether there is something to undo and something to redo.
    pub fn can_undo_redo(self) -> Memo<(bool, bool)> {
        Memo::new(move |_| {
            self.track(Pace::Command);
            self.film.with_untracked(|it| it.timeline.can_undo_redo())
        })
    }

    /// The run as text.
    pub fn transcript(self) -> Transcript {
        self.film.with_untracked(|it| it.timeline.transcript())
    }

    /// One picture of the run, worked out with every frame and redrawn only when the picture itself differs.
    pub fn picture<T: PartialEq + Send + Sync + 'static>(self, draw: fn(&Moment) -> T) -> Memo<T> {
        self.paced(Pace::Frame, draw)
    }

    /// One picture of the run that depends on something else as well, such as what is selected.
    pub fn picture_of<T, A>(
        self,
        about: impl Fn() -> A + Send + Sync + 'static,
        draw: fn(&Moment, &A) -> T,
    ) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
        A: 'static,
    {
        self.paced_of(Pace::Frame, about, draw)
    }

    /// One picture of the whole run, which costs more: redrawn when `tick` says so, not with every frame.
    pub fn picture_when<T, W>(self, tick: Signal<W>, draw: fn(&Moment) -> T) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
        W: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| {
            // Read, not only tracked: a memo that nobody reads is never worked out.
            tick.with(|_| ());
            self.look(draw)
        })
    }

    /// Reads something once, without being told of later moments.
    pub fn look<T>(self, read: impl FnOnce(&Moment) -> T) -> T {
        self.film.with_untracked(|it| read(&it.moment()))
    }

    /// Moves along the line of commands.
    fn change(self, how: impl FnOnce(&mut Timeline)) {
        self.film.update(|it| it.change(how));
        self.clockwork().moved(self.film);
    }

    /// The wall clock enters here and nowhere else: it says when to stop playing, never what happens.
    fn frame(self, gap_ms: f64) {
        if !self.playing.get_untracked() || gap_ms > GAP_MAX_MS {
            return;
        }
        let wanted = self.owed.get_value() + gap_ms * f64::from(self.speed.get_untracked().0) / 1000.0;
        let whole = wanted.floor();
        if whole < 1.0 {
            self.owed.set_value(wanted);
            return;
        }
        let mut played = Span::ZERO;
        let play = |it: &mut Timeline| played = film::play_within(it, Span(whole as u64), PLAY_MAX_MS);
        self.film.update(|it| it.change(play));
        let now = self.film.with_untracked(|it| it.timeline.now());
        self.clockwork().played(self.film, now);
        let is_behind = played.0 < whole as u64;
        if self.behind.get_untracked() != is_behind {
            self.behind.set(is_behind);
        }
        // What could not be played in time is let go: time passes more slowly, and the page stays alive.
        self.owed.set_value(if is_behind { 0.0 } else { wanted - whole });
        let is_over = self
            .film
            .with_untracked(|it| it.timeline.now() >= LENGTH_MAX || it.timeline.present().stuck().is_some());
        if is_over {
            self.pause();
        }
    }
}

/// The run that the app provides.
pub fn use_run() -> Run {
    expect_context()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_speed_is_faster_than_the_one_before() {
        for pair in Speed::ALL.windows(2) {
            assert_eq!(pair[0].faster(), pair[1]);
            assert_eq!(pair[1].slower(), pair[0]);
        }
        assert_eq!(Speed::ALL[9].faster(), Speed::ALL[9]);
        assert_eq!(Speed(100).label(), "0.1×");
    }
}
