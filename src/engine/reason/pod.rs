//! Why the kubelet changed a pod, one of its processes or the images of its node.

use crate::{infra::ExitCause, infra::catalogue::Missing, time::Span, world::Text};

/// What happened to a pod on its node.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// The pod was bound to this kubelet's node, so the kubelet takes it on and sets up its network.
    TakenOn {
        /// The node.
        node: Text,
    },
    /// The node does not have the image, or is told to ask for it always.
    PullBegan {
        /// The image.
        image: Text,
        /// How long it has to wait for the pulls before it: a node pulls one image at a time.
        waits: Span,
        /// How long the pull itself will take.
        takes: Span,
    },
    /// The image has arrived.
    Pulled {
        /// The image.
        image: Text,
        /// How long it took, with the waiting.
        took: Span,
    },
    /// The registry has no such image.
    PullFailed {
        /// The image.
        image: Text,
        /// What is missing: the name or the tag.
        missing: Missing,
        /// How long until the next try.
        retry_in: Span,
    },
    /// The kubelet waits before it tries to pull again.
    PullBackOff {
        /// The image.
        image: Text,
        /// For how long after the failure: 10 s, doubled with each failure, 300 s at most.
        delay: Span,
    },
    /// The image is not on the node, and `imagePullPolicy: Never` forbids pulling it.
    PullForbidden {
        /// The image.
        image: Text,
    },
    /// Image and network are there, so the container is made and started.
    ContainerBegan {
        /// The container.
        container: Text,
    },
    /// The container runs.
    Started {
        /// The container.
        container: Text,
        /// How many times it had run before.
        restarts: u32,
    },
    /// The container's process ended.
    Exited {
        /// The container.
        container: Text,
        /// Its exit code.
        code: i32,
        /// Why it ended; none where its process was lost.
        cause: Option<ExitCause>,
        /// How long it had run.
        ran: Span,
    },
    /// It ended too soon after the last restart: the kubelet waits before it starts it again (CrashLoopBackOff).
    BackOff {
        /// The container.
        container: Text,
        /// For how long after its end: 10 s, doubled with each restart, 300 s at most.
        delay: Span,
    },
    /// A probe was answered well.
    ProbeSucceeded {
        /// The container.
        container: Text,
        /// Which probe.
        probe: ProbeKind,
        /// Good answers in a row, counted up to the threshold.
        in_a_row: u32,
        /// How many are needed.
        threshold: u32,
    },
    /// A probe was answered badly or not at all.
    ProbeFailed {
        /// The container.
        container: Text,
        /// Which probe.
        probe: ProbeKind,
        /// Bad answers in a row, counted up to the threshold.
        in_a_row: u32,
        /// How many are needed.
        threshold: u32,
        /// What came back, as the Event says it.
        answer: Text,
    },
    /// The container says that it is ready (`sim/ready-delay` stands in for a readiness probe).
    SaysReady {
        /// The container.
        container: Text,
    },
    /// The container is to stop.
    StopBegan {
        /// The container.
        container: Text,
        /// Why.
        cause: StopCause,
        /// How long it has before it is killed.
        grace: Span,
        /// How long its preStop hook runs first, if it has one.
        hook: Option<Span>,
    },
    /// The container was sent SIGTERM.
    Signalled {
        /// The container.
        container: Text,
        /// How long it has left before it is killed.
        left: Span,
    },
    /// It had not ended when its grace period was over, so it was sent SIGKILL.
    Killed {
        /// The container.
        container: Text,
        /// The grace period.
        grace: Span,
    },
    /// Every container of a deleted pod has ended.
    Over,
    /// Nothing of the deleted pod is left on the node, so it leaves the API.
    Removed,
    /// The pod is no longer in the API, so what still runs of it is killed.
    Orphaned,
    /// The pod's node no longer exists: the garbage collector waits in case it comes back.
    NodeLost,
    /// The pod's node exists again.
    NodeBack,
    /// The pod's node has been missing for long enough, so the pod is removed.
    Collected {
        /// For how long it has been missing.
        waited: Span,
    },
    /// A report that follows from what the log said before.
    Reported,
}

/// The three probes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProbeKind {
    /// Has it started? Until it has, the others are not asked.
    Startup,
    /// Is it alive? If not, it is restarted.
    Liveness,
    /// May it be sent requests?
    Readiness,
}

/// Why a container is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StopCause {
    /// Its pod is deleted.
    Deleted,
    /// Its liveness probe failed.
    Liveness,
    /// Its startup probe failed.
    Startup,
    /// It is a sidecar, and the containers it serves have done their work.
    Finished,
}

impl StopCause {
    /// Whether a probe is behind it.
    pub const fn is_probe(self) -> bool {
        matches!(self, Self::Liveness | Self::Startup)
    }
}

impl ProbeKind {
    /// As Events begin: `Readiness probe failed: …`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Startup => "Startup",
            Self::Liveness => "Liveness",
            Self::Readiness => "Readiness",
        }
    }
}
