//! Probes: when a container is asked, what it answers, and how many answers in a row it takes to be believed.
//!
//! Source: pkg/kubelet/prober/{worker,prober}.go, Kubernetes 1.34.9, read 2026-11. A probe's answer is known here at once;
//! upstream waits for it, at most `timeoutSeconds`.

use crate::{
    kube::{Container, Probe},
    reason::pod::{ProbeKind, StopCause, Why},
    time::{Span, Time},
};

use super::{answer, sync::Sync, termination};

/// How soon after its start a container is noticed and asked whether it is ready: half of the second in which the
/// kubelet relists containers. Source: pkg/kubelet/kubelet.go `genericPlegRelistPeriod`, Kubernetes 1.34.9, read 2026-11.
const NOTICED_AFTER: Span = Span(500);

/// What a probe has found so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ProbeMemory {
    /// From when on it is asked, every period; none while there is no container.
    pub since: Option<Time>,
    /// The latest answer: whether it was good.
    pub last: Option<bool>,
    /// How many like it in a row, counted up to the threshold.
    pub in_a_row: u32,
    /// What is believed; none before the container is known.
    pub result: Option<Belief>,
    /// Nothing more is asked until there is a new container.
    pub on_hold: bool,
}

/// What is believed of a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Belief {
    /// Not enough answers yet.
    Unknown,
    /// All well.
    Success,
    /// Not well.
    Failure,
}

/// What the worker of a probe sees when its time has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Whether the pod has reached a phase that does not end.
    pub pod_is_over: bool,
    /// Whether its deletion has been asked for.
    pub pod_is_deleted: bool,
    /// Whether a container that has ended may be started again.
    pub may_restart: bool,
    /// The container.
    pub container: SeenContainer,
}

/// A container as the worker of a probe sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeenContainer {
    /// Not made yet.
    Absent,
    /// Made before and to be made again.
    Waiting,
    /// Running.
    Running {
        /// For how long, counted from a whole second as `startedAt` is.
        age: Span,
        /// Whether it has passed its startup probe.
        started: bool,
    },
    /// Ended.
    Terminated,
}

impl Belief {
    /// What is believed before the first answer counts.
    pub const fn initial(kind: ProbeKind) -> Self {
        match kind {
            ProbeKind::Startup => Self::Unknown,
            ProbeKind::Liveness => Self::Success,
            ProbeKind::Readiness => Self::Failure,
        }
    }
}

impl ProbeMemory {
    /// One turn of the worker (upstream `doProbe`); says whether there will be another.
    pub fn turn(&mut self, kind: ProbeKind, probe: &Probe, seen: Seen, ask: impl FnOnce() -> bool) -> bool {
        if seen.pod_is_over {
            return false;
        }
        if seen.container == SeenContainer::Absent {
            return true;
        }
        self.result.get_or_insert(Belief::initial(kind));
        if self.on_hold {
            return true;
        }
        let SeenContainer::Running { age, started } = seen.container else {
            self.result = Some(Belief::Failure);
            return seen.container == SeenContainer::Waiting || seen.may_restart;
        };
        if seen.pod_is_deleted && kind != ProbeKind::Readiness {
            // Let it shut down in peace.
            self.result = Some(Belief::Success);
            return false;
        }
        let is_its_turn = started != (kind == ProbeKind::Startup);
        if is_its_turn && age >= Span::secs(probe.initial_delay_seconds) {
            self.count(kind, probe, ask());
        }
        true
    }

    fn count(&mut self, kind: ProbeKind, probe: &Probe, is_good: bool) {
        let threshold = threshold(probe, is_good);
        if self.last != Some(is_good) {
            self.in_a_row = 0;
        }
        self.last = Some(is_good);
        self.in_a_row = (self.in_a_row + 1).min(threshold);
        if self.in_a_row < threshold {
            return;
        }
        self.result = Some(if is_good { Belief::Success } else { Belief::Failure });
        self.on_hold = !is_good && kind != ProbeKind::Readiness;
    }

    /// Whether it is asked exactly now, and when it is asked next.
    pub fn ticks(&self, probe: &Probe, now: Time) -> (bool, Option<Time>) {
        let Some(since) = self.since.filter(|_| !self.on_hold) else {
            return (false, None);
        };
        if now < since {
            return (false, Some(since));
        }
        let period = probe.period_seconds.max(1) * 1000;
        let into = now.since(since).0 % period;
        (into == 0, Some(now + Span(period - into)))
    }
}

const fn threshold(probe: &Probe, is_good: bool) -> u32 {
    let threshold = if is_good {
        probe.success_threshold
    } else {
        probe.failure_threshold
    };
    if threshold == 0 { 1 } else { threshold }
}

/// The memory of the three probes of one container.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Probes {
    /// Of the startup probe.
    pub startup: ProbeMemory,
    /// Of the liveness probe.
    pub liveness: ProbeMemory,
    /// Of the readiness probe.
    pub readiness: ProbeMemory,
}

impl Probes {
    /// For a container that starts now, in a pod that was taken on earlier: workers are as old as the pod's stay on the
    /// node, but a container that is not ready is asked at once.
    pub fn of_new_container(self, taken_on: Time, now: Time) -> Self {
        let since = |at: Time, memory: ProbeMemory| ProbeMemory {
            since: Some(at),
            ..memory
        };
        Self {
            startup: since(taken_on, self.startup),
            liveness: since(taken_on, self.liveness),
            readiness: since(now + NOTICED_AFTER, self.readiness),
        }
    }

    /// What is left when the container has ended: the worker stays, and counts on where the next container answers alike,
    /// unless it was itself that had the container killed.
    pub fn after_end(self) -> Self {
        let left = |memory: ProbeMemory| ProbeMemory {
            last: memory.last,
            in_a_row: if memory.on_hold { 0 } else { memory.in_a_row },
            ..ProbeMemory::default()
        };
        Self {
            startup: left(self.startup),
            liveness: left(self.liveness),
            readiness: left(self.readiness),
        }
    }

    /// The memory of one of them.
    pub fn of(&mut self, kind: ProbeKind) -> &mut ProbeMemory {
        match kind {
            ProbeKind::Startup => &mut self.startup,
            ProbeKind::Liveness => &mut self.liveness,
            ProbeKind::Readiness => &mut self.readiness,
        }
    }
}

/// Asks every container of the pod whose time has come.
pub fn proceed(sync: &mut Sync) {
    for place in 0..sync.count() {
        if sync.running_since(place).is_none() {
            continue;
        }
        for kind in [ProbeKind::Startup, ProbeKind::Liveness, ProbeKind::Readiness] {
            proceed_with(sync, place, kind);
        }
        stand_in(sync, place);
    }
}

fn proceed_with(sync: &mut Sync, place: usize, kind: ProbeKind) {
    let spec = sync.spec();
    let container = container_of(&spec, place);
    let Some(probe) = probe_of(container, kind) else {
        return;
    };
    let is_stopping = sync.memory(place).stop.is_some();
    if is_stopping && kind != ProbeKind::Readiness {
        return;
    }
    let now = sync.now();
    let (is_due, next) = sync.memory(place).probes.of(kind).ticks(probe, now);
    if let Some(next) = next {
        sync.look_at(next);
    }
    if !is_due {
        return;
    }
    // A container that starts in this look can be asked in the next.
    let process = sync.process(place);
    if process.is_none() {
        return;
    }
    let answer = answer::ask(
        kind,
        probe,
        process,
        &sync.pod_ip(),
        container,
        (now, sync.view().seed),
    );
    let mut was_asked = false;
    let seen = sync.seen(place);
    let memory = sync.memory(place).probes.of(kind);
    let before = *memory;
    memory.turn(kind, probe, seen, || {
        was_asked = true;
        answer.is_ok()
    });
    let after = *memory;
    if !was_asked {
        return;
    }
    if let Err(answer) = &answer {
        sync.warn(
            place,
            "Unhealthy",
            format!("{} probe failed: {answer}", kind.name()),
        );
    }
    if before != after {
        sync.because(why(kind, probe, container, after.in_a_row, answer));
    }
    match (kind, after.result) {
        (ProbeKind::Startup, Some(Belief::Success)) => {
            sync.status(place).started = true;
            sync.memory(place).probes.readiness.since = Some(now + NOTICED_AFTER);
            sync.look_at(now + NOTICED_AFTER);
        }
        (ProbeKind::Startup, Some(Belief::Failure)) => {
            termination::stop_unhealthy(sync, place, StopCause::Startup, probe);
        }
        (ProbeKind::Liveness, Some(Belief::Failure)) => {
            termination::stop_unhealthy(sync, place, StopCause::Liveness, probe);
        }
        (ProbeKind::Readiness, Some(belief)) => sync.status(place).ready = belief == Belief::Success,
        _ => {}
    }
}

fn why(
    probe: ProbeKind,
    spec: &Probe,
    container: &Container,
    in_a_row: u32,
    answer: Result<(), String>,
) -> Why {
    let container = container.name.clone();
    let threshold = threshold(spec, answer.is_ok());
    match answer {
        Ok(()) => Why::ProbeSucceeded {
            container,
            probe,
            in_a_row,
            threshold,
        },
        Err(answer) => Why::ProbeFailed {
            container,
            probe,
            in_a_row,
            threshold,
            answer: answer.into(),
        },
    }
}

/// A container without a readiness probe is ready when it has started, unless an annotation stands in for the probe.
fn stand_in(sync: &mut Sync, place: usize) {
    let spec = sync.spec();
    let container = container_of(&spec, place);
    if container.readiness_probe.is_some() || sync.is_run_to_end(place) {
        return;
    }
    let now = sync.now();
    let is_ready = if sync.steering().ready {
        let process = sync.process(place);
        let due = process.map_or(now + Span(1), |it| {
            it.started_at + it.app.start_up + it.app.warm_up
        });
        if now < due {
            sync.look_at(due);
        }
        process.is_some_and(|it| it.answers_ready(now) && answer::errors_percent(it) < 100)
            && sync.has_its_turn()
    } else {
        sync.status(place).started
    };
    if is_ready && !sync.status(place).ready {
        sync.because(Why::SaysReady {
            container: container.name.clone(),
        });
    }
    // On its way out it stays ready until it ends, as without a probe.
    if is_ready || sync.memory(place).stop.is_none() {
        sync.status(place).ready = is_ready;
    }
}

/// The container at a place: init containers first.
pub fn container_of(spec: &crate::kube::PodSpec, place: usize) -> &Container {
    match place.checked_sub(spec.init_containers.len()) {
        None => &spec.init_containers[place],
        Some(place) => &spec.containers[place],
    }
}

fn probe_of(container: &Container, kind: ProbeKind) -> Option<&Probe> {
    match kind {
        ProbeKind::Startup => container.startup_probe.as_ref(),
        ProbeKind::Liveness => container.liveness_probe.as_ref(),
        ProbeKind::Readiness => container.readiness_probe.as_ref(),
    }
}
