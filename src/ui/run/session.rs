//! What was typed and what came back, as a terminal shows it at the present moment.

use engine::{
    log::Log,
    shell::{
        Reply,
        complete::{Completion, complete},
        follow::{Follow, Followed, Follower},
    },
    sim::Sim,
    time::Time,
    timeline::Timeline,
};
use leptos::prelude::*;

use super::{Pace, Run};

/// As many lines that changed nothing are remembered.
const ASKED_MAX: usize = 500;

/// The terminal goes back so many lines.
const SHOWN_MAX: usize = 200;

/// Of a line that was turned down no more is kept [characters]: it may be a paste.
const TURNED_DOWN_MAX: usize = 2000;

/// A line that was typed, by hand or by a button, and what came back.
#[derive(Clone, Debug, PartialEq)]
pub struct Exchange {
    /// Tells exchanges of one line of commands apart.
    pub place: (usize, u64),
    /// When.
    pub at: Time,
    /// What was typed.
    pub line: String,
    /// What came back.
    pub reply: Reply,
}

/// The lines that changed nothing: they are no part of the run, so only this session knows of them.
#[derive(Default)]
pub struct Session {
    asked: Vec<Exchange>,
    next: u64,
    /// How many commands had been taken when the terminal was cleared.
    cleared: usize,
}

impl Session {
    /// Notes a line typed after `taken` commands, which changed nothing.
    pub fn note(&mut self, taken: usize, at: Time, line: &str, reply: &Reply) {
        let mut line = line.trim().to_owned();
        if reply.code != 0 && line.chars().count() > TURNED_DOWN_MAX {
            line = line.chars().take(TURNED_DOWN_MAX).chain(['…']).collect();
        }
        if self.asked.len() == ASKED_MAX {
            self.asked.remove(0);
        }
        self.next += 1;
        self.asked.push(Exchange {
            place: (taken, self.next),
            at,
            line,
            reply: reply.clone(),
        });
    }

    /// Forgets what was asked on a line of commands that has been left: after `taken` commands or later than `at`.
    pub fn forget_from(&mut self, taken: usize, at: Time) {
        self.asked.retain(|it| it.place.0 <= taken && it.at <= at);
    }

    /// Wipes the terminal.
    pub fn clear(&mut self, taken: usize) {
        self.asked.clear();
        self.cleared = taken;
    }

    /// What has been typed by now, oldest first: the commands of the run and what was asked besides.
    pub fn exchanges(&self, timeline: &Timeline) -> Vec<Exchange> {
        let taken = timeline.taken();
        let from = self.cleared.max(taken.saturating_sub(SHOWN_MAX)).min(taken);
        let commands = timeline.commands()[from..taken].iter();
        let replies = timeline.replies()[from..taken].iter();
        let typed = commands.zip(replies).zip(from + 1..);
        let mut all: Vec<Exchange> = typed
            .map(|((command, reply), place)| Exchange {
                place: (place, 0),
                at: command.at,
                line: command.line.clone(),
                reply: reply.clone(),
            })
            .collect();
        all.extend(self.asked_by(timeline).cloned());
        all.sort_by_key(|it| it.place);
        all.split_off(all.len().saturating_sub(SHOWN_MAX))
    }

    /// Changes whenever the exchanges do, and costs little.
    pub fn tick(&self, timeline: &Timeline) -> (usize, usize, u64, usize) {
        (
            timeline.taken(),
            self.asked_by(timeline).count(),
            self.next,
            self.cleared,
        )
    }

    fn asked_by(&self, timeline: &Timeline) -> impl Iterator<Item = &Exchange> {
        let (taken, now) = (timeline.taken(), timeline.now());
        self.asked
            .iter()
            .filter(move |it| it.place.0 <= taken && it.at <= now)
    }
}

impl Run {
    /// What has been typed by the present moment and what came back, oldest first.
    pub fn exchanges(self) -> Memo<Vec<Exchange>> {
        let tick = Memo::new(move |_| {
            self.track(Pace::Reading);
            let tick = self.film.with_untracked(|it| it.session.tick(&it.timeline));
            (tick, self.turns())
        });
        Memo::new(move |_| {
            tick.with(|_| ());
            self.film.with_untracked(|it| it.session.exchanges(&it.timeline))
        })
    }

    /// Wipes the terminal; the run stays.
    pub fn clear_terminal(self) {
        self.film.update(|it| it.session.clear(it.timeline.taken()));
        self.clockwork().moved(self.film);
    }

    /// Tells one run from the next.
    pub fn number(self) -> Signal<u32> {
        self.number.into()
    }

    /// What a command that does not end at once has printed by now; looked at again once a second and with every entry.
    pub fn followed(self, follow: Follow) -> Memo<Followed> {
        let tick = Memo::new(move |_| {
            self.track(Pace::Reading);
            let now = self.film.with_untracked(|it| {
                let sim = it.timeline.present();
                (sim.entries(), sim.now().whole_second())
            });
            (now, self.turns())
        });
        let follower = StoredValue::new(Follower::new(follow));
        Memo::new(move |_| {
            tick.with(|_| ());
            self.film.with_untracked(|it| {
                let (log, sim) = (it.timeline.log(), it.timeline.present());
                follower
                    .try_update_value(|it| it.text(log, &sim.view()).clone())
                    .unwrap_or_default()
            })
        })
    }

    /// The same, once.
    pub fn followed_now(self, follow: &Follow) -> Followed {
        let text = |log: &Log, sim: &Sim| follow.text(log, &sim.view());
        self.film
            .with_untracked(|it| text(it.timeline.log(), it.timeline.present()))
    }

    /// What may stand at a place of a line [bytes].
    pub fn complete(self, line: &str, cursor: usize) -> Vec<Completion> {
        self.look(|it| complete(line, cursor, &it.sim.view()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::run::film::Film;

    fn lines(film: &Film) -> String {
        let all = film.session.exchanges(&film.timeline);
        let lines: Vec<String> = all.into_iter().map(|it| it.line).collect();
        lines.join(", ")
    }

    #[test]
    fn a_terminal_shows_what_was_typed_by_the_present_moment() {
        let mut film = Film::new(Timeline::new(1));
        film.send("node add a");
        film.send("kubectl get nodes");
        film.timeline.seek(Time(5000));
        film.send("node add b");
        film.send("nonsense");
        assert_eq!(
            lines(&film),
            "node add a, kubectl get nodes, node add b, nonsense"
        );
        film.timeline.seek(Time(4000));
        assert_eq!(lines(&film), "node add a, kubectl get nodes");
        film.timeline.seek(Time(5000));
        assert_eq!(
            lines(&film),
            "node add a, kubectl get nodes, node add b, nonsense"
        );
    }

    #[test]
    fn a_fork_leaves_what_was_typed_later() {
        let mut film = Film::new(Timeline::new(1));
        film.send("node add a");
        film.timeline.seek(Time(5000));
        film.send("kubectl get nodes");
        film.timeline.seek(Time(3000));
        film.send("node add c");
        film.timeline.seek(Time(9000));
        assert_eq!(lines(&film), "node add a, node add c");
        film.turn(Timeline::undo);
        assert_eq!(lines(&film), "node add a");
        film.turn(Timeline::redo);
        assert_eq!(lines(&film), "node add a, node add c");
        assert_eq!(film.session.exchanges(&film.timeline)[1].reply.code, 0);
    }

    #[test]
    fn what_a_run_typed_before_one_came_is_shown_with_its_output() {
        let mut typed = Timeline::new(1);
        typed.send("node add a");
        let film = Film::new(Timeline::play(&typed.transcript()));
        let all = film.session.exchanges(&film.timeline);
        assert!(all[0].reply.out.contains("node/a"), "{all:?}");
    }

    #[test]
    fn a_cleared_terminal_is_empty_and_the_run_stays() {
        let mut film = Film::new(Timeline::new(1));
        film.send("node add a");
        film.send("kubectl get nodes");
        film.session.clear(film.timeline.taken());
        assert_eq!(lines(&film), "");
        film.send("kubectl get nodes");
        assert_eq!(lines(&film), "kubectl get nodes");
        assert_eq!(film.timeline.commands().len(), 1);
    }
}
