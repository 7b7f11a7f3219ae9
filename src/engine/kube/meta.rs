//! What every Kubernetes object carries: its name, labels, owners and the API server's own notes.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    time::{Span, Time},
    world::{Key, Kind, Text},
};

use super::Labels;

/// The identity of one object, never used again for another of the same name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uid(pub u64);

impl fmt::Display for Uid {
    /// In the form of a UUID, version 4, as the API server prints it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (high, low) = (self.0, self.0.rotate_left(32) ^ 0x9e37_79b9_7f4a_7c15);
        write!(
            f,
            "{:08x}-{:04x}-4{:03x}-",
            high >> 32,
            high >> 16 & 0xffff,
            high & 0xfff
        )?;
        write!(
            f,
            "{:04x}-{:012x}",
            0x8000 | low >> 48 & 0x3fff,
            low & 0xffff_ffff_ffff
        )
    }
}

/// `metadata` of an object.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Meta {
    /// `name`.
    pub name: Text,
    /// `namespace`; empty for kinds that stand above namespaces.
    pub namespace: Text,
    /// `uid`, written by the API server.
    pub uid: Uid,
    /// `labels`.
    pub labels: Labels,
    /// `annotations`.
    pub annotations: Labels,
    /// `ownerReferences`.
    pub owners: Vec<OwnerReference>,
    /// `finalizers`: who must act before the object may go.
    pub finalizers: Vec<Text>,
    /// `generateName`: what the name was made from.
    pub generate_name: Option<Text>,
    /// `creationTimestamp`, whole seconds, written by the API server.
    pub created: Time,
    /// `deletionTimestamp` and grace, once deletion has been asked for.
    pub deletion: Option<Deletion>,
    /// `generation`: counts changes of the spec, written by the API server.
    pub generation: u64,
    /// `resourceVersion`: the world's write that made it so, written by the API server.
    pub version: u64,
}

/// That an object is on its way out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Deletion {
    /// When deletion was asked for.
    pub asked: Time,
    /// `deletionGracePeriodSeconds`: how long it may take.
    pub grace: Span,
}

impl Deletion {
    /// `deletionTimestamp`: the moment by which the object must be gone, whole seconds.
    pub fn due(&self) -> Time {
        (self.asked + self.grace).whole_second()
    }
}

/// One entry of `ownerReferences`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OwnerReference {
    /// The owner's kind.
    pub kind: Kind,
    /// The owner's name.
    pub name: Text,
    /// The owner's identity.
    pub uid: Uid,
    /// `controller`: whether this owner manages the object.
    pub controller: bool,
    /// `blockOwnerDeletion`: whether the owner waits for the object when it is deleted in the foreground.
    pub block_owner_deletion: bool,
}

impl Meta {
    /// Metadata for a new object.
    pub fn named(namespace: &Text, name: impl Into<Text>) -> Self {
        Self {
            name: name.into(),
            namespace: namespace.clone(),
            ..Self::default()
        }
    }

    /// The key of the object of `kind` that carries this.
    pub fn key(&self, kind: Kind) -> Key {
        Key::new(kind, &self.namespace, &self.name)
    }

    /// The owner that manages the object, if any.
    pub fn controller(&self) -> Option<&OwnerReference> {
        self.owners.iter().find(|owner| owner.controller)
    }

    /// A reference that makes the object of `kind` with this metadata the controlling owner.
    pub fn as_controller(&self, kind: Kind) -> OwnerReference {
        OwnerReference {
            kind,
            name: self.name.clone(),
            uid: self.uid,
            controller: true,
            block_owner_deletion: true,
        }
    }

    /// Whether deletion has been asked for.
    pub fn is_terminating(&self) -> bool {
        self.deletion.is_some()
    }
}

/// `metav1.Condition` and its relatives: one statement about an object.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Condition {
    /// `type`, e.g. `Ready`.
    pub kind: Text,
    /// `status`.
    pub status: Truth,
    /// When the status last changed, whole seconds.
    pub last_transition: Time,
    /// When it was last looked at, for the kinds that write it (Deployment's `lastUpdateTime`, Node's `lastHeartbeatTime`).
    pub last_update: Option<Time>,
    /// `reason`, one word.
    pub reason: Text,
    /// `message`, a sentence.
    pub message: Text,
}

/// The three answers of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Truth {
    /// It is so.
    True,
    /// It is not so.
    False,
    /// Nobody can tell.
    Unknown,
}

impl Truth {
    /// As the API writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::True => "True",
            Self::False => "False",
            Self::Unknown => "Unknown",
        }
    }
}

impl From<bool> for Truth {
    fn from(it: bool) -> Self {
        if it { Self::True } else { Self::False }
    }
}

impl Condition {
    /// A statement made now.
    pub fn new(kind: &str, status: Truth, now: Time, reason: &str, message: impl Into<Text>) -> Self {
        Self {
            kind: kind.into(),
            status,
            last_transition: now.whole_second(),
            last_update: None,
            reason: if reason.is_empty() {
                Text::default()
            } else {
                reason.into()
            },
            message: message.into(),
        }
    }
}

/// The statement of a type, if it has been made.
pub fn condition<'a>(conditions: &'a [Condition], kind: &str) -> Option<&'a Condition> {
    conditions.iter().find(|it| &*it.kind == kind)
}

/// Puts a statement among the others; the time of transition stays where the status stays.
pub fn set_condition(conditions: &mut Vec<Condition>, mut new: Condition) {
    match conditions.iter_mut().find(|it| it.kind == new.kind) {
        Some(known) => {
            if known.status == new.status {
                new.last_transition = known.last_transition;
            }
            *known = new;
        }
        None => conditions.push(new),
    }
}
