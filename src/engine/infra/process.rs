//! A process: one running copy of an app, wherever it runs.
//!
//! Whoever runs it (the kubelet, an instance) creates it, may ask it to stop, and removes it once it has exited or is killed.
//! How it behaves meanwhile is decided here.

use std::sync::Arc;

use crate::{
    time::{Span, Time},
    world::{Key, Kind, Text},
};

use super::App;

/// One running copy of an app.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Process {
    /// The namespace of its pod; empty outside Kubernetes.
    pub namespace: Text,
    /// Where it runs: `pod/container`, or the name of an instance.
    pub name: Text,
    /// What it runs.
    pub app: Arc<App>,
    /// When it was started.
    pub started_at: Time,
    /// When it was sent SIGTERM.
    pub stop_asked: Option<Time>,
    /// How it ended, once it has.
    pub exited: Option<Exit>,
    /// How long its work takes, in percent of the usual: 100 unless a fault slows it down.
    pub slowness_percent: u32,
    /// How many more of a hundred requests it answers with an error, because of a fault.
    pub errors_percent: u32,
    /// It takes requests but answers none, because of a fault; probes get no answer either.
    pub hangs: bool,
    /// The memory it may use at most [bytes]; it is killed when it uses more.
    pub memory_max_bytes: Option<i64>,
}

/// How a process ended.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Exit {
    /// When.
    pub at: Time,
    /// The exit code: 0 for a good end, 137 after SIGKILL, 143 after SIGTERM.
    pub code: i32,
    /// Why.
    pub cause: ExitCause,
}

/// Why a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExitCause {
    /// It was asked to stop and did.
    Stopped,
    /// It ended by itself, as its app does after some time.
    ByItself,
    /// It used more memory than it may.
    OutOfMemory,
    /// A person made it crash.
    Fault,
}

impl Process {
    /// A copy of an app that starts now, without faults.
    pub fn start(
        namespace: Text,
        name: Text,
        app: Arc<App>,
        now: Time,
        memory_max_bytes: Option<i64>,
    ) -> Self {
        Self {
            namespace,
            name,
            app,
            started_at: now,
            stop_asked: None,
            exited: None,
            slowness_percent: 100,
            errors_percent: 0,
            hangs: false,
            memory_max_bytes,
        }
    }

    /// Its key.
    pub fn key(&self) -> Key {
        Key::new(Kind::Process, &self.namespace, &self.name)
    }

    /// Whether it listens: a connection is accepted rather than refused.
    pub fn listens(&self, now: Time) -> bool {
        self.exited.is_none() && self.stop_asked.is_none() && self.started_at + self.app.start_up <= now
    }

    /// Whether it answers a probe at all: what a liveness or startup probe asks.
    pub fn answers(&self, now: Time) -> bool {
        self.listens(now) && !self.hangs
    }

    /// Whether it answers a readiness probe with yes.
    pub fn answers_ready(&self, now: Time) -> bool {
        self.answers(now)
            && !self.app.never_ready
            && self.started_at + self.app.start_up + self.app.warm_up <= now
    }

    /// How long it has run.
    pub fn age(&self, now: Time) -> Span {
        now.since(self.started_at)
    }

    /// The memory it uses [bytes].
    pub fn memory_bytes(&self, now: Time) -> i64 {
        let leaked = self
            .app
            .leak_bytes_per_sec
            .saturating_mul(i64::try_from(self.age(now).as_secs()).unwrap_or(i64::MAX));
        self.app.memory_bytes.saturating_add(leaked)
    }
}
