//! The kernel: takes commands, wakes controllers in order of time, writes the log.

use crate::{
    agenda::{Agenda, Look},
    controller::{self, Step, View, Who},
    kube::event_recorder,
    log::{Entry, Log},
    shell::{self, Reply},
    time::Time,
    world::{Key, World},
};

/// More looks than this at one instant is a bug in a controller. The largest honest number is some looks for each object.
const LOOKS_PER_INSTANT_MAX: u32 = 500_000;

/// More objects than this, and the run stops: something makes them without end. Chosen by us.
const OBJECTS_MAX: usize = 30_000;

/// Who does what is typed.
pub const YOU: &str = "you";

/// One moment of a run, and all that follows from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Sim {
    seed: u64,
    now: Time,
    world: World,
    agenda: Agenda,
    /// How many entries the log had at this moment.
    entries: u64,
    stuck: Option<Stuck>,
}

/// A controller that never settles: the run cannot go on past this moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Stuck {
    /// The controller.
    pub who: &'static str,
    /// What it was looking at.
    pub key: Key,
}

impl Sim {
    /// An empty world.
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            now: Time::ZERO,
            world: World::default(),
            agenda: Agenda::default(),
            entries: 0,
            stuck: None,
        }
    }

    /// The seed of the run.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The present moment.
    pub fn now(&self) -> Time {
        self.now
    }

    /// Everything that exists.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// What is due next.
    pub fn agenda(&self) -> &Agenda {
        &self.agenda
    }

    /// How many entries the log has at this moment.
    pub fn entries(&self) -> u64 {
        self.entries
    }

    /// Why the run cannot go on, if so.
    pub fn stuck(&self) -> Option<&Stuck> {
        self.stuck.as_ref()
    }

    /// A hash of the whole state, equal on native and wasm32.
    pub fn digest(&self) -> u64 {
        crate::digest::of(&(self.seed, self.now, self.world.digest(), self.entries))
    }

    /// What a controller or a reader sees.
    pub fn view(&self) -> View<'_> {
        View {
            world: &self.world,
            now: self.now,
            seed: self.seed,
        }
    }

    /// Takes a command at the present moment, after all that is due by now.
    pub(crate) fn send(&mut self, line: &str, log: &mut Log) -> Reply {
        self.run_until(self.now, log);
        let mut reply = shell::run(line, &self.view());
        let first = self.entries;
        if let Some(follow) = &mut reply.follow {
            follow.begin(self.now, first);
        }
        for step in std::mem::take(&mut reply.steps) {
            reply.changed |= self.commit(YOU, step, (self.entries > first).then_some(first), log);
        }
        reply
    }

    /// Makes a change by hand, for tests of one part without the others.
    #[cfg(test)]
    pub(crate) fn force(&mut self, change: crate::world::Change, log: &mut Log) {
        self.run_until(self.now, log);
        let why = crate::reason::Reason::Command { line: "".into() };
        let step = Step {
            change: Some(change),
            why,
            note: None,
        };
        self.commit(YOU, step, None, log);
    }

    /// Plays on until `end`.
    pub(crate) fn run_until(&mut self, end: Time, log: &mut Log) {
        assert!(self.now <= end, "time runs forward; Timeline::seek goes back");
        let mut looks = 0;
        while self.stuck.is_none()
            && let Some(at) = self.agenda.next_at()
            && at <= end
        {
            let (_, look, because) = self.agenda.take().expect("an agenda with a next time has a look");
            looks = if self.now < at { 0 } else { looks + 1 };
            self.now = self.now.max(at);
            if looks > LOOKS_PER_INSTANT_MAX || self.world.len() > OBJECTS_MAX {
                self.stuck = Some(Stuck {
                    who: look.who.controller().name(),
                    key: look.key,
                });
                return;
            }
            self.look(look, because, log);
        }
        if self.stuck.is_none() {
            self.now = end;
        }
    }

    fn look(&mut self, look: Look, because: Option<u64>, log: &mut Log) {
        let controller = look.who.controller();
        let outcome = controller.reconcile(&look.key, &self.view());
        let first = self.entries;
        for step in outcome.steps {
            self.commit(controller.name(), step, because, log);
        }
        if let Some(span) = outcome.look_again_in {
            // Whoever acted and looks again does so because of what it did.
            let because = if self.entries > first {
                Some(self.entries - 1)
            } else {
                because
            };
            self.agenda.ask(look, self.now + span, because);
        }
    }

    /// Carries out one step; says whether anything changed.
    fn commit(&mut self, by: &'static str, step: Step, because: Option<u64>, log: &mut Log) -> bool {
        let Step { change, why, note } = step;
        let mut cause = because;
        let mut has_changed = false;
        if let Some(changed) = change.and_then(|it| self.world.apply(it, self.now, self.seed)) {
            has_changed = true;
            if changed.key.kind.is_logged() {
                cause = Some(self.entries);
                log.push(Entry {
                    number: self.entries,
                    at: self.now,
                    by,
                    key: changed.key.clone(),
                    before: changed.before.clone(),
                    after: changed.after.clone(),
                    why,
                    because,
                });
                self.entries += 1;
            }
            self.wake(&changed, cause);
        }
        let record = note.and_then(|note| event_recorder::record(&self.world, self.now, by, &note));
        if let Some(changed) = record.and_then(|it| self.world.apply(it, self.now, self.seed)) {
            self.wake(&changed, cause);
        }
        has_changed
    }

    fn wake(&mut self, changed: &crate::world::Changed, because: Option<u64>) {
        for (who, controller) in controller::all() {
            let (agenda, now) = (&mut self.agenda, self.now);
            let mut wake =
                |key: Key| agenda.ask(Look { who, key }, now + controller.notices_after(), because);
            controller.woken_by(changed, &self.world, &mut wake);
        }
    }
}

/// Who may be named as the author of an entry: the controllers and the person.
pub fn authors() -> impl Iterator<Item = &'static str> {
    controller::all()
        .map(|(who, _): (Who, _)| who.controller().name())
        .chain([YOU])
}
