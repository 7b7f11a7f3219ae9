//! Stopping: the preStop hook, SIGTERM, the grace period, SIGKILL; and what is left to do when a pod is deleted.
//!
//! Source: pkg/kubelet/kuberuntime/kuberuntime_container.go `killContainer`, pkg/kubelet/pod_workers.go, Kubernetes 1.34.9, read 2026-11.

use crate::{
    controller::Outcome,
    kube::{Container, ContainerState, PodSpec, Probe, RestartPolicy, api::GRACE_DEFAULT},
    reason::pod::{StopCause, Why},
    time::{Span, Time},
    world::Change,
};

use super::{CLEAN_UP, Stop, Work, probes::container_of, sync::Sync};

/// A container has at least this long between SIGTERM and SIGKILL. Source: kuberuntime_container.go `minimumGracePeriodInSeconds`.
const LEAST_GRACE: Span = Span::secs(2);

/// How long a preStop hook takes that says nothing of sleeping. Chosen by us.
const QUICK_HOOK: Span = Span(100);

/// The grace period a pod asks for.
pub fn grace_of(spec: &PodSpec) -> Span {
    spec.termination_grace_period_seconds
        .map_or(GRACE_DEFAULT, Span::secs)
}

/// Stops a container that failed its liveness or startup probe.
pub fn stop_unhealthy(sync: &mut Sync, place: usize, cause: StopCause, probe: &Probe) {
    let spec = sync.spec();
    let mut grace = probe
        .termination_grace_period_seconds
        .map_or_else(|| grace_of(&spec), Span::secs);
    let container = &container_of(&spec, place).name;
    let probe = if cause == StopCause::Startup {
        "startup"
    } else {
        "liveness"
    };
    let message = if sync.is_init(place) {
        // A sidecar is always restarted, and upstream does not say so.
        format!("Init container {container} failed {probe} probe")
    } else if sync.policy(place) != RestartPolicy::Never {
        format!("Container {container} failed {probe} probe, will be restarted")
    } else if is_last(sync, place) {
        // With nothing left to run the whole pod is stopped, and that says and knows nothing of the probe.
        grace = grace_of(&spec);
        format!("Stopping container {container}")
    } else {
        format!("Container {container} failed {probe} probe")
    };
    sync.tell(place, "Killing", message);
    begin(sync, place, cause, grace);
    advance(sync);
}

/// Whether every other container but init containers has ended.
fn is_last(sync: &mut Sync, place: usize) -> bool {
    let first = sync.pod.spec.init_containers.len();
    (first..sync.count())
        .all(|it| it == place || matches!(sync.status(it).state, ContainerState::Terminated(_)))
}

/// Stops the sidecars of a pod whose other containers have done their work.
pub fn stop_sidecars(sync: &mut Sync) {
    let spec = sync.spec();
    for place in 0..spec.init_containers.len() {
        if sync.running_since(place).is_some() && sync.memory(place).stop.is_none() {
            let container = &container_of(&spec, place).name;
            sync.tell(place, "Killing", format!("Stopping container {container}"));
            begin(sync, place, StopCause::Finished, grace_of(&spec));
        }
    }
    advance(sync);
}

/// Brings the deletion of a pod forward.
pub fn proceed(mut sync: Sync, grace: Span) -> Outcome {
    cancel_work(&mut sync);
    let inits = sync.pod.spec.init_containers.len();
    let deadline = sync.pod.meta.deletion.map_or(sync.now(), |it| it.asked) + grace;
    for place in inits..sync.count() {
        stop_for_deletion(&mut sync, place, grace);
    }
    advance(&mut sync);
    // Sidecars stay until the containers they serve are gone, then go last started first.
    let others_run = (inits..sync.count()).any(|place| sync.running_since(place).is_some());
    if !others_run
        && let Some(place) = (0..inits)
            .rev()
            .find(|&place| sync.running_since(place).is_some())
    {
        let left = deadline
            .since(sync.now())
            .max(LEAST_GRACE)
            .min(grace.max(LEAST_GRACE));
        stop_for_deletion(&mut sync, place, left);
        advance(&mut sync);
    }
    let something_runs = (0..sync.count()).any(|place| sync.running_since(place).is_some());
    if something_runs {
        super::probes::proceed(&mut sync);
        return sync.finish(false);
    }
    finish(sync)
}

/// Nothing runs any more: this is reported, and a moment later the pod leaves the API.
fn finish(mut sync: Sync) -> Outcome {
    let now = sync.now();
    let never_ran =
        (0..sync.count()).all(|place| matches!(sync.status(place).state, ContainerState::Waiting { .. }));
    let over = sync.pod.memory.over;
    if never_ran || over.is_some_and(|over| over + CLEAN_UP <= now) {
        if sync.pod.meta.finalizers.is_empty() {
            return sync.remove();
        }
        if let Some(deletion) = &mut sync.pod.meta.deletion {
            deletion.grace = Span::ZERO;
        }
        sync.because(Why::Removed);
        return sync.finish(true);
    }
    let over = over.unwrap_or(now);
    sync.pod.memory.over = Some(over);
    sync.because(Why::Over);
    sync.look_at(over + CLEAN_UP);
    sync.finish(true)
}

/// What had not come to run yet never will.
fn cancel_work(sync: &mut Sync) {
    for memory in &mut sync.pod.memory.containers {
        memory.work = Work::None;
    }
}

fn stop_for_deletion(sync: &mut Sync, place: usize, grace: Span) {
    if sync.running_since(place).is_none() {
        return;
    }
    let spec = sync.spec();
    let now = sync.now();
    match sync.memory(place).stop.as_mut() {
        // A second deletion can only make it shorter.
        Some(stop) => stop.kill_at = stop.kill_at.min((now + grace).max(stop.signal_at + LEAST_GRACE)),
        None => {
            let container = &container_of(&spec, place).name;
            sync.tell(place, "Killing", format!("Stopping container {container}"));
            begin(sync, place, StopCause::Deleted, grace);
        }
    }
}

fn begin(sync: &mut Sync, place: usize, cause: StopCause, grace: Span) {
    let now = sync.now();
    let spec = sync.spec();
    let container = container_of(&spec, place);
    let hook = hook_of(container).map(|it| it.min(grace));
    let signal_at = now + hook.unwrap_or(Span::ZERO);
    let kill_at = (now + grace).max(signal_at + LEAST_GRACE);
    sync.memory(place).stop = Some(Stop {
        cause,
        grace,
        signal_at,
        kill_at,
    });
    sync.because(Why::StopBegan {
        container: container.name.clone(),
        cause,
        grace,
        hook,
    });
    signal(sync, place);
}

/// How long a preStop hook runs; none if there is no hook.
fn hook_of(container: &Container) -> Option<Span> {
    let hook = container.lifecycle.as_ref()?.pre_stop.as_ref()?;
    if let Some(sleep) = &hook.sleep {
        return Some(Span::secs(sleep.seconds));
    }
    let words = hook.exec.iter().flat_map(|it| &it.command);
    let words: Vec<&str> = words.flat_map(|it| it.split_whitespace()).collect();
    let sleep = words.windows(2).find(|it| it[0].ends_with("sleep"));
    let secs = sleep.and_then(|it| it[1].trim_end_matches([';', 's']).parse().ok());
    Some(secs.map_or(QUICK_HOOK, Span::secs))
}

/// Brings every container that is being stopped a step further.
pub fn advance(sync: &mut Sync) {
    for place in 0..sync.count() {
        let now = sync.now();
        let Some(stop) = sync.memory(place).stop else {
            continue;
        };
        if sync.running_since(place).is_none() {
            continue;
        }
        if stop.kill_at <= now {
            kill(sync, place, stop);
            continue;
        }
        signal(sync, place);
        sync.look_at(if now < stop.signal_at {
            stop.signal_at
        } else {
            stop.kill_at
        });
    }
}

/// Sends SIGTERM once the hook is over.
fn signal(sync: &mut Sync, place: usize) {
    let now = sync.now();
    let Some(stop) = sync.memory(place).stop.filter(|it| it.signal_at <= now) else {
        return;
    };
    let Some(process) = sync
        .process(place)
        .filter(|it| it.stop_asked.is_none() && it.exited.is_none())
    else {
        return;
    };
    let mut process = process.clone();
    process.stop_asked = Some(now);
    let spec = sync.spec();
    let why = Why::Signalled {
        container: container_of(&spec, place).name.clone(),
        left: stop.kill_at.since(now),
    };
    sync.because(why.clone());
    sync.change(Change::Put(process.into()), why);
}

fn kill(sync: &mut Sync, place: usize, stop: Stop) {
    let now: Time = sync.now();
    let spec = sync.spec();
    let why = Why::Killed {
        container: container_of(&spec, place).name.clone(),
        grace: stop.grace,
    };
    sync.because(why.clone());
    if let Some(process) = sync.process(place) {
        sync.change(Change::Remove(process.key()), why);
    }
    sync.end(place, 137, "Error", now);
}
