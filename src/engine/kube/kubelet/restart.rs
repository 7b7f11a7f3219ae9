//! When a container that has ended is started again: after a while if it ended by itself, at once if a probe had it killed.
//!
//! Source: pkg/kubelet/kuberuntime/kuberuntime_manager.go `computePodActions`, `SyncPod` and `doBackOff`, Kubernetes 1.34.9
//! (1.28.3 does the same), read 2026-11.

use crate::{
    reason::pod::Why,
    text::duration::go_duration,
    time::{Span, Time},
};

use super::{Work, backoff, containers::Going, images, probes::container_of, sync::Sync};

/// From the end of a container until it is started again at the earliest.
/// Source: pkg/kubelet/kubelet.go `genericPlegRelistPeriod`, Kubernetes 1.34.9, read 2026-11; upstream it is up to that long.
const RELIST: Span = Span::secs(1);

/// Starts a container again that has ended, unless it has to wait.
pub fn after_end(sync: &mut Sync, place: usize) -> Going {
    let now = sync.now();
    let ended = sync.memory(place).ended.unwrap_or(now);
    if now < ended + RELIST {
        sync.look_at(ended + RELIST);
        return Going::On;
    }
    if is_in_back_off(sync, place, ended) {
        back_off(sync, place, ended);
        return Going::Again;
    }
    go(sync, place, ended)
}

/// Starts a container again that was killed for its probe, whatever its exit code. The sync that kills it goes by what
/// was known before, so the wait counts from the end of the container `before` that one, and the first kill costs none.
pub fn at_once(sync: &mut Sync, place: usize, before: Option<Time>) -> Going {
    let Some(before) = before else {
        return images::fetch(sync, place);
    };
    if is_in_back_off(sync, place, before) {
        // From now on it is a container that has ended like any other.
        remind(sync, place);
        sync.memory(place).work = Work::None;
        return Going::Again;
    }
    go(sync, place, before)
}

/// Starts a container again whose wait, counted from `ended`, is over.
pub fn go(sync: &mut Sync, place: usize, ended: Time) -> Going {
    let now = sync.now();
    let backoff = &mut sync.memory(place).restart_backoff;
    backoff.forget(now, backoff::KUBELET);
    backoff.next(ended, now, backoff::KUBELET);
    images::fetch(sync, place)
}

fn is_in_back_off(sync: &mut Sync, place: usize, ended: Time) -> bool {
    let now = sync.now();
    let backoff = &mut sync.memory(place).restart_backoff;
    backoff.forget(now, backoff::KUBELET);
    backoff.waits_since(ended, now, backoff::KUBELET)
}

fn back_off(sync: &mut Sync, place: usize, ended: Time) {
    let spec = sync.spec();
    let container = container_of(&spec, place).name.clone();
    let backoff = sync.memory(place).restart_backoff;
    let delay = backoff.delay;
    let message = format!(
        "back-off {} restarting failed container={container} pod={}",
        go_duration(i64::try_from(delay.0).unwrap_or(i64::MAX)),
        long_name(sync)
    );
    sync.wait(place, "CrashLoopBackOff", message);
    sync.memory(place).work = Work::BackOff {
        since: sync.now(),
        until: backoff.until(ended, backoff::KUBELET),
    };
    sync.because(Why::BackOff { container, delay });
}

/// Tells that the next start is put off.
pub fn remind(sync: &mut Sync, place: usize) {
    let spec = sync.spec();
    let container = &container_of(&spec, place).name;
    let message = format!(
        "Back-off restarting failed container {container} in pod {}",
        long_name(sync)
    );
    sync.warn(place, "BackOff", message);
}

/// As upstream's `format.Pod` names it in messages.
fn long_name(sync: &Sync) -> String {
    let meta = &sync.pod.meta;
    format!("{}_{}({})", meta.name, meta.namespace, meta.uid)
}
