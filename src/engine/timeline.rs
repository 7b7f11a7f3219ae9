//! A run that can be rewound: the commands, and enough saved points to make seeking fast.

use crate::{
    log::Log,
    shell::Reply,
    sim::Sim,
    time::{Span, Time},
    transcript::{self, Command, Transcript},
};

/// The least distance of saved points; it doubles whenever there are too many. A matter of speed only.
const SAVE_EVERY: Span = Span::secs(2);

/// As many saved points are kept.
const SAVED_MAX: usize = 512;

/// As many transcripts can be gone back to with undo.
const UNDO_MAX: usize = 100;

/// A run, the moment of it one is at, and the ways back.
#[derive(Clone, Debug)]
pub struct Timeline {
    seed: u64,
    commands: Vec<Command>,
    /// What came back, for as many of the commands as have been played.
    replies: Vec<Reply>,
    /// In order of time. The first is the start, so there is always one.
    saved: Vec<Point>,
    save_every: Span,
    present: Point,
    /// The latest moment that has been played on this line of commands.
    furthest: Point,
    /// The log up to `furthest`.
    log: Log,
    undone: Vec<Past>,
    redone: Vec<Past>,
}

#[derive(Clone, Debug)]
struct Point {
    sim: Sim,
    /// How many of the commands this point has taken.
    taken: usize,
}

/// A line of commands that was left, and where one was on it.
#[derive(Clone, Debug)]
struct Past {
    commands: Vec<Command>,
    at: Time,
}

impl Timeline {
    /// A run that has not begun.
    pub fn new(seed: u64) -> Self {
        let start = Point {
            sim: Sim::new(seed),
            taken: 0,
        };
        Self {
            seed,
            commands: Vec::new(),
            replies: Vec::new(),
            saved: vec![start.clone()],
            save_every: SAVE_EVERY,
            present: start.clone(),
            furthest: start,
            log: Log::default(),
            undone: Vec::new(),
            redone: Vec::new(),
        }
    }

    /// Plays a transcript up to the moment it was made.
    pub fn play(transcript: &Transcript) -> Self {
        let mut timeline = Self::begin(transcript);
        timeline.seek(transcript.at);
        timeline
    }

    /// The start of a run that was written down: its commands lie ahead.
    pub fn begin(transcript: &Transcript) -> Self {
        let mut timeline = Self::new(transcript.seed);
        timeline.commands.clone_from(&transcript.commands);
        timeline
    }

    /// The run as text: what was typed, and when.
    pub fn transcript(&self) -> Transcript {
        Transcript {
            seed: self.seed,
            at: self.now(),
            commands: self.commands.clone(),
        }
    }

    /// The moment one is at.
    pub fn present(&self) -> &Sim {
        &self.present.sim
    }

    /// The time one is at.
    pub fn now(&self) -> Time {
        self.present.sim.now()
    }

    /// The latest moment that has been played: what lies between it and the present would be overwritten.
    pub fn furthest(&self) -> &Sim {
        &self.furthest.sim
    }

    /// The log of all that has been played; entries from [`Sim::entries`] of the present on lie ahead.
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// Every command of the run, also those that lie ahead.
    pub fn commands(&self) -> &[Command] {
        &self.commands
    }

    /// What came back for each command, as far as the run has been played.
    pub fn replies(&self) -> &[Reply] {
        &self.replies
    }

    /// How many of the commands lie behind.
    pub fn taken(&self) -> usize {
        self.present.taken
    }

    /// Types a line at the present moment. If it changes the world, what had been done after is left: a fork.
    pub fn send(&mut self, line: &str) -> Reply {
        if let Err(refusal) = transcript::room_for(&self.commands[..self.present.taken], line) {
            return Reply::fail(format!("{refusal}\n"));
        }
        if line.contains(char::is_control) {
            return Reply::fail("a line holds no control characters\n");
        }
        let mut next = self.present.clone();
        let mut log = Log::default();
        let reply = next.sim.send(line, &mut log);
        if !reply.changed {
            return reply;
        }
        self.remember();
        self.fork();
        for entry in log.until(log.next()) {
            self.log.push(entry.clone());
        }
        self.commands.push(Command {
            at: next.sim.now(),
            line: line.trim().to_owned(),
        });
        self.replies.push(reply.clone());
        next.taken += 1;
        self.present = next.clone();
        self.furthest = next;
        reply
    }

    /// Moves the present, in either direction.
    pub fn seek(&mut self, to: Time) {
        let to = to.min(transcript::LENGTH_MAX);
        let after = self.saved.partition_point(|point| point.sim.now() <= to);
        let nearest = &self.saved[after - 1];
        if to < self.now() || self.now() < nearest.sim.now() {
            self.present = nearest.clone();
        }
        while let Some(command) = self.commands.get(self.present.taken).cloned()
            && command.at <= to
            && self.present.sim.stuck().is_none()
        {
            self.run_until(command.at);
            let reply = self.present.sim.send(&command.line, &mut self.log);
            if self.replies.len() == self.present.taken {
                self.replies.push(reply);
            }
            self.present.taken += 1;
        }
        self.run_until(to);
        if self.furthest.sim.now() <= self.now() {
            self.furthest = self.present.clone();
        }
    }

    /// Takes the last command or fork back; says whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some(past) = self.undone.pop() else {
            return false;
        };
        let left = Past {
            commands: self.commands.clone(),
            at: self.now(),
        };
        self.redone.push(left);
        self.become_past(past);
        true
    }

    /// Takes the last undo back; says whether there was one.
    pub fn redo(&mut self) -> bool {
        let Some(past) = self.redone.pop() else {
            return false;
        };
        let left = Past {
            commands: self.commands.clone(),
            at: self.now(),
        };
        self.undone.push(left);
        self.become_past(past);
        true
    }

    /// Whether there is something to undo and something to redo.
    pub fn can_undo_redo(&self) -> (bool, bool) {
        (!self.undone.is_empty(), !self.redone.is_empty())
    }

    fn remember(&mut self) {
        if self.undone.len() == UNDO_MAX {
            self.undone.remove(0);
        }
        self.undone.push(Past {
            commands: self.commands.clone(),
            at: self.now(),
        });
        self.redone.clear();
    }

    fn become_past(&mut self, past: Past) {
        let same = self
            .commands
            .iter()
            .zip(&past.commands)
            .take_while(|(a, b)| a == b)
            .count();
        let keep = self
            .saved
            .iter()
            .take_while(|point| point.taken <= same && self.precedes(point, &past, same))
            .count();
        self.replies.truncate(same);
        self.saved.truncate(keep.max(1));
        self.present = self.saved[self.saved.len() - 1].clone();
        self.commands = past.commands;
        self.log.truncate(self.present.sim.entries());
        self.furthest = self.present.clone();
        self.seek(past.at.max(self.now()));
        if past.at < self.now() {
            self.seek(past.at);
        }
    }

    /// Whether a saved point also lies on the line of `past`, which shares the first `same` commands with this one.
    fn precedes(&self, point: &Point, past: &Past, same: usize) -> bool {
        let next = past.commands.get(same).map(|command| command.at);
        let known = self.commands.get(same).map(|command| command.at);
        let differs_at = [next, known].into_iter().flatten().min();
        differs_at.is_none_or(|at| point.sim.now() < at)
    }

    /// Leaves everything that lies ahead of the present.
    fn fork(&mut self) {
        let now = self.now();
        let taken = self.present.taken;
        self.saved
            .retain(|point| point.sim.now() < now || (point.sim.now() == now && point.taken <= taken));
        self.commands.truncate(taken);
        self.replies.truncate(taken);
        self.log.truncate(self.present.sim.entries());
    }

    fn run_until(&mut self, to: Time) {
        while self.now() < to && self.present.sim.stuck().is_none() {
            let newest = self.saved[self.saved.len() - 1].sim.now();
            let due = newest + self.save_every;
            let stop = if self.now() < due { to.min(due) } else { to };
            self.present.sim.run_until(stop, &mut self.log);
            if self.now() == due {
                self.saved.push(self.present.clone());
                self.thin_out();
            }
        }
    }

    /// Keeps every other saved point once there are too many.
    fn thin_out(&mut self) {
        if self.saved.len() > SAVED_MAX {
            let mut place = 0;
            self.saved.retain(|_| {
                place += 1;
                place % 2 == 1
            });
            self.save_every = Span(self.save_every.0 * 2);
        }
    }
}
