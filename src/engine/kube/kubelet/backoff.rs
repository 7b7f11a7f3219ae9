//! Waiting ever longer after each failure: for restarts and for image pulls.
//!
//! Source: client-go/util/flowcontrol/backoff.go, Kubernetes 1.34.9, read 2026-11.

use crate::time::{Span, Time};

/// The first and the longest wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// After the first failure.
    pub first: Span,
    /// At most.
    pub most: Span,
}

/// Both back-offs of the kubelet. Source: pkg/kubelet/kubelet.go `MaxCrashLoopBackOff`, `initialCrashLoopBackOff`,
/// `imageBackOffPeriod` and `MaxImageBackOff`, Kubernetes 1.34.9, read 2026-11.
pub const KUBELET: Limits = Limits {
    first: Span::secs(10),
    most: Span::secs(300),
};

/// How long is waited now, and since when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Backoff {
    /// The wait after the latest failure; none before the first.
    pub delay: Span,
    /// When it was last made longer.
    pub updated: Time,
}

impl Backoff {
    /// Whether `now` lies in the wait that began with `event` (upstream `IsInBackOffSince`).
    pub fn waits_since(&self, event: Time, now: Time, limits: Limits) -> bool {
        !self.is_over(event, limits) && now.since(event) < self.delay
    }

    /// Whether `now` lies in the wait that began with the last failure (upstream `IsInBackOffSinceUpdate`).
    pub fn waits(&self, now: Time, limits: Limits) -> bool {
        !self.is_over(now, limits) && now.since(self.updated) < self.delay
    }

    /// Makes the wait twice as long, or starts over if there was no failure for long (upstream `Next`).
    pub fn next(&mut self, event: Time, now: Time, limits: Limits) {
        self.delay = if self.is_over(event, limits) {
            limits.first
        } else {
            Span(self.delay.0 * 2).min(limits.most)
        };
        self.updated = now;
    }

    /// When the wait that began with `event` ends: it is cut short where all is forgotten meanwhile.
    pub fn until(&self, event: Time, limits: Limits) -> Time {
        (event + self.delay).min(self.updated + Span(limits.most.0 * 2 + 1))
    }

    /// Drops what was last updated too long ago, as is done every few seconds (upstream `GC`).
    pub fn forget(&mut self, now: Time, limits: Limits) {
        if self.is_over(now, limits) {
            self.delay = Span::ZERO;
        }
    }

    /// Without a failure for twice the longest wait, all is forgotten.
    fn is_over(&self, event: Time, limits: Limits) -> bool {
        self.delay == Span::ZERO || event.since(self.updated) > Span(limits.most.0 * 2)
    }
}
