//! A pod as a tile: what it is doing, told from its status and from what its kubelet remembers.

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
    /// How much of what it is doing has passed [thousandths], where the end is known.
    pub progress: Option<u32>,
    /// What is left of it.
    pub left: Option<Span>,
    /// How often its containers have been restarted.
    pub restarts: u32,
    /// How many requests it answered in the last full second.
    pub answered: Option<u64>,
    /// How visible it is [thousandths]: it comes and goes over a short time, so that the eye can follow.
    pub presence: u32,
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
pub fn tile(pod: &Pod, now: Time) -> Tile {
    let (since, until) = spell(pod).unzip();
    let span = until.map(|until| until.since(since.unwrap_or(until)));
    let passed = since.map(|since| now.since(since));
    Tile {
        key: pod.key(),
        state: state_of(pod),
        version: 0,
        image: image_of(pod),
        place: None,
        progress: passed.zip(span).map(|(passed, span)| thousandths(passed, span)),
        left: until.map(|until| until.since(now)),
        restarts: pod.status.containers.iter().map(|it| it.restart_count).sum(),
        answered: None,
        presence: 1000,
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
        Work::None | Work::PullFailed { .. } => None,
    })
}
