//! The one way anything acts on its own.

use crate::{
    infra, kube,
    reason::Reason,
    time::{Span, Time},
    world::{Change, Changed, Key, Text, World},
};

/// Looks at the world and says what should change. Holds no state and changes nothing itself.
pub trait Controller: Sync {
    /// As the real component is called, e.g. `kube-scheduler`; Events name it as their source.
    fn name(&self) -> &'static str;

    /// How long it takes to notice a change.
    fn notices_after(&self) -> Span;

    /// Calls `wake` for each object to look at, given that `changed` just happened.
    fn woken_by(&self, changed: &Changed, world: &World, wake: &mut dyn FnMut(Key));

    /// Looks at one object. Level-triggered: must be right whatever the reason for looking.
    fn reconcile(&self, key: &Key, view: &View) -> Outcome;
}

/// All that a controller may know.
pub struct View<'a> {
    /// Everything that exists.
    pub world: &'a World,
    /// The present moment.
    pub now: Time,
    /// The seed of the run, for [`crate::luck`].
    pub seed: u64,
}

/// Everything a controller may do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// What should change, in order.
    pub steps: Vec<Step>,
    /// Look at the same object again after this long, whatever happens before.
    pub look_again_in: Option<Span>,
}

/// One wish of a controller or a person: a change, why, and what to tell people.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What should change; none where there is only something to tell.
    pub change: Option<Change>,
    /// Why, as data.
    pub why: Reason,
    /// The Event that goes with it.
    pub note: Option<Note>,
}

/// What a component tells people about an object: the makings of an Event.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// The object it is about.
    pub about: Key,
    /// The identity of that object, should it be gone already.
    pub uid: kube::Uid,
    /// `Normal` or `Warning`.
    pub kind: kube::EventType,
    /// `reason`, one word as upstream has it.
    pub reason: &'static str,
    /// `message`, as upstream words it.
    pub message: Text,
    /// The part of the object, e.g. `spec.containers{shop}`.
    pub field_path: Option<Text>,
    /// The node the component runs on.
    pub host: Option<Text>,
}

impl Outcome {
    /// Nothing to do until something changes.
    pub fn settled() -> Self {
        Self::default()
    }

    /// Nothing to do now, but soon.
    pub fn again_in(span: Span) -> Self {
        Self {
            steps: Vec::new(),
            look_again_in: Some(span),
        }
    }

    /// Asks for a change.
    pub fn step(&mut self, change: Change, why: Reason) -> &mut Step {
        self.steps.push(Step {
            change: Some(change),
            why,
            note: None,
        });
        self.steps.last_mut().expect("a step was just pushed")
    }

    /// Asks for another look, no later than an earlier wish for one.
    pub fn look_again(&mut self, span: Span) {
        self.look_again_in = Some(self.look_again_in.map_or(span, |known| known.min(span)));
    }
}

impl Note {
    /// A note that all is as it should be.
    pub fn normal(about: Key, reason: &'static str, message: impl Into<Text>) -> Self {
        Self {
            about,
            uid: kube::Uid(0),
            kind: kube::EventType::Normal,
            reason,
            message: message.into(),
            field_path: None,
            host: None,
        }
    }

    /// A note that something may need attention.
    pub fn warning(about: Key, reason: &'static str, message: impl Into<Text>) -> Self {
        Self {
            kind: kube::EventType::Warning,
            ..Self::normal(about, reason, message)
        }
    }
}

/// Every controller, in the order in which ties are broken.
pub fn all() -> impl Iterator<Item = (Who, &'static dyn Controller)> {
    (0..)
        .zip(infra::CONTROLLERS.iter().chain(kube::CONTROLLERS))
        .map(|(place, it)| (Who(place), *it))
}

/// A controller's place in the list of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Who(u8);

impl Who {
    /// The controller itself.
    pub fn controller(self) -> &'static dyn Controller {
        let place = usize::from(self.0);
        let ground = infra::CONTROLLERS.len();
        if place < ground {
            infra::CONTROLLERS[place]
        } else {
            kube::CONTROLLERS[place - ground]
        }
    }
}
