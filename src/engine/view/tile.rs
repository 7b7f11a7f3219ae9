//! A pod as a tile: what it is doing, told from its status and from what its kubelet remembers.
//!
//! A [`Tile`] changes only when something happens; what changes with every moment is its [`Motion`].

use crate::{
    kube::{ContainerState, Phase, Pod, kubelet::Work},
    time::{Span, Time},
    world::{Key, Text},
};

use super::history::image_of;

/// What a pod is doing, in the order of its life.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TileState {
    /// No node has been chosen.
    Unscheduled,
    /// Its node fetches the image or makes the container.
    Creating,
    /// It runs, but is not ready.
    NotReady,
    /// It runs and is ready.
    Ready,
    /// It waits, for the reason that `kubectl get pods` shows: `CrashLoopBackOff`, `ImagePullBackOff`, `ErrImagePull`.
    Waiting(Text),
    /// A container ended in failure and has not been started again.
    Ended(Text),
    /// It has been asked to stop.
    Terminating,
    /// All its containers ended well.
    Succeeded,
    /// It failed for good.
    Failed,
    /// Its node cannot be asked.
    Unknown,
}

impl TileState {
    /// Whether it calls for a look.
    pub const fn is_trouble(&self) -> bool {
        match self {
            Self::Waiting(_) | Self::Ended(_) | Self::Failed | Self::Unknown => true,
            Self::Unscheduled
            | Self::Creating
            | Self::NotReady
            | Self::Ready
            | Self::Terminating
            | Self::Succeeded => false,
        }
    }
}

/// A pod on the stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// Its key.
    pub key: Key,
    /// What it is doing.
    pub state: TileState,
    /// The version, by its number in the history.
    pub version: usize,
    /// The image it runs.
    pub image: Text,
    /// The node and its place there; none while it waits for one.
    pub place: Option<(Text, usize)>,
    /// From when to when what it is doing lasts, where the end is known.
    pub spell: Option<(Time, Time)>,
    /// How often its containers have been restarted.
    pub restarts: u32,
    /// When it came to its place.
    pub came: Option<Time>,
    /// When it went, if it has just gone.
    pub gone: Option<Time>,
}

/// What of a tile changes as time passes, though nothing happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Motion {
    /// How much of what it is doing has passed [thousandths], where the end is known.
    pub progress: Option<u32>,
    /// What is left of it [s], rounded up.
    pub left_secs: Option<u64>,
    /// How visible it is [thousandths]: it comes and goes over a short time, so that the eye can follow.
    pub presence: u32,
}

impl Tile {
    /// How it looks at a moment.
    pub fn motion(&self, now: Time) -> Motion {
        let part = |from: Time, to: Time| thousandths(now.since(from), to.since(from));
        let presence = match (self.gone, self.came) {
            (Some(gone), _) => 1000 - thousandths(now.since(gone), COMES_WITHIN),
            (None, Some(came)) => thousandths(now.since(came), COMES_WITHIN),
            (None, None) => 1000,
        };
        Motion {
            progress: self.spell.map(|(from, to)| part(from, to)),
            left_secs: self.spell.map(|(_, to)| to.since(now).0.div_ceil(1000)),
            presence,
        }
    }
}

/// How long a tile takes to come and to go. Chosen for the eye, not measured.
pub const COMES_WITHIN: Span = Span(300);

/// What a pod is doing.
pub fn state_of(pod: &Pod) -> TileState {
    if pod.meta.is_terminating() {
        return TileState::Terminating;
    }
    match pod.status.phase {
        Phase::Succeeded => return TileState::Succeeded,
        Phase::Failed => return TileState::Failed,
        Phase::Unknown => return TileState::Unknown,
        Phase::Pending | Phase::Running => {}
    }
    if pod.node_name.is_none() {
        return TileState::Unscheduled;
    }
    let containers = pod.status.init_containers.iter().chain(&pod.status.containers);
    for container in containers {
        match &container.state {
            ContainerState::Waiting { reason, .. } if !is_usual(reason) => {
                return TileState::Waiting(reason.clone());
            }
            ContainerState::Terminated(end) if end.exit_code != 0 => {
                return TileState::Ended(end.reason.clone());
            }
            _ => {}
        }
    }
    if pod.is_ready() {
        TileState::Ready
    } else if pod.status.phase == Phase::Running {
        TileState::NotReady
    } else {
        TileState::Creating
    }
}

/// The tile of a pod that is there.
pub fn tile(pod: &Pod) -> Tile {
    Tile {
        key: pod.key(),
        state: state_of(pod),
        version: 0,
        image: image_of(pod),
        place: None,
        spell: spell(pod),
        restarts: pod.status.containers.iter().map(|it| it.restart_count).sum(),
        came: None,
        gone: None,
    }
}

/// How much of a span has passed [thousandths].
pub fn thousandths(passed: Span, span: Span) -> u32 {
    let part = passed.0.saturating_mul(1000) / span.0.max(1);
    u32::try_from(part.min(1000)).unwrap_or(1000)
}

/// What every container goes through.
fn is_usual(reason: &str) -> bool {
    matches!(reason, "ContainerCreating" | "PodInitializing")
}

/// From when to when what the pod is doing lasts, where its kubelet knows.
fn spell(pod: &Pod) -> Option<(Time, Time)> {
    if let Some(deletion) = pod.meta.deletion {
        return Some((deletion.asked, deletion.asked + deletion.grace));
    }
    pod.memory.containers.iter().find_map(|it| match it.work {
        Work::Pulling { asked, due, .. } => Some((asked, due)),
        Work::PullBackOff { since, until } | Work::BackOff { since, until } => Some((since, until)),
        Work::Creating { due } => Some((pod.memory.taken_on?, due)),
        Work::None | Work::PullFailed { .. } | Work::Restart { .. } => None,
    })
}
