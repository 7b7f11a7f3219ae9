//! What the scrubber shows of the whole run: commands, rollouts, failures, and how far it has been played.

use crate::sort::Sort;
use crate::{
    infra::Network,
    kube::ContainerState,
    log::Entry,
    time::Time,
    world::{Key, Object, Text},
};

use super::Moment;

/// Something worth finding again.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// Something was typed.
    Command {
        /// When.
        at: Time,
        /// What.
        line: Text,
    },
    /// A ReplicaSet was created: a rollout began.
    Rollout {
        /// When.
        at: Time,
        /// The ReplicaSet.
        set: Key,
    },
    /// A container ended in failure.
    Crash {
        /// When.
        at: Time,
        /// Its pod.
        pod: Key,
    },
    /// Requests failed within one second.
    Failures {
        /// When the second began.
        at: Time,
        /// How many.
        count: u64,
    },
}

impl Mark {
    /// When it happened.
    pub const fn at(&self) -> Time {
        match self {
            Self::Command { at, .. }
            | Self::Rollout { at, .. }
            | Self::Crash { at, .. }
            | Self::Failures { at, .. } => *at,
        }
    }
}

/// What the scrubber shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    /// In order of time; the newest ones of each kind if there are very many.
    pub marks: Vec<Mark>,
}

/// Every mark of the run, also those that lie ahead.
pub fn marks(moment: &Moment) -> Marks {
    const MOST: usize = 400;
    let furthest = moment.furthest;
    // What was set up before any time passed is the start, not an event of the run.
    let typed = moment.commands.iter().filter(|it| Time::ZERO < it.at);
    let mut marks: Vec<Mark> = typed
        .map(|it| Mark::Command {
            at: it.at,
            line: (*it.line).into(),
        })
        .collect();
    let noted = moment.history.noted().iter().rev().take(MOST);
    marks.extend(noted.filter_map(|it| moment.log.get(*it)).filter_map(notable));
    if let Some(network) = furthest.world().network(&Network::key()) {
        let failed = network.seconds().rev().filter(|it| it.failures() > 0);
        marks.extend(failed.take(MOST).map(|it| Mark::Failures {
            at: it.at,
            count: it.failures(),
        }));
    }
    marks.order_by_key(Mark::at);
    Marks { marks }
}

/// The mark of an entry, if it is worth one.
pub(super) fn notable(entry: &Entry) -> Option<Mark> {
    let at = entry.at;
    match (&entry.before, &entry.after) {
        (None, Some(Object::ReplicaSet(_))) if Time::ZERO < at => Some(Mark::Rollout {
            at,
            set: entry.key.clone(),
        }),
        (Some(Object::Pod(before)), Some(Object::Pod(after))) => {
            let ended = |pod: &crate::kube::Pod| {
                let bad = pod.status.containers.iter().filter(|it| is_bad_end(&it.state));
                bad.count()
            };
            let is_new = ended(before) < ended(after) && !after.meta.is_terminating();
            is_new.then(|| Mark::Crash {
                at,
                pod: entry.key.clone(),
            })
        }
        _ => None,
    }
}

fn is_bad_end(state: &ContainerState) -> bool {
    matches!(state, ContainerState::Terminated(end) if end.exit_code != 0)
}
