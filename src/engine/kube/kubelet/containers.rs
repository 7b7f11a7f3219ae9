//! From a bound pod to running containers: one after the other, and again when they end.
//!
//! Source: pkg/kubelet/kuberuntime/kuberuntime_manager.go `computePodActions` and `SyncPod`, Kubernetes 1.34.9, read 2026-11.

use std::sync::Arc;

use crate::{
    infra::{ExitCause, Process},
    kube::{ContainerState, ContainerStatus, PodSpec, RestartPolicy},
    reason::pod::Why,
    text::quantity::Quantity,
    time::{Span, Time},
    world::Change,
};

use super::{
    ContainerMemory, RESYNC, SANDBOX, Work, images,
    phase::{has_any_regular_container_started, restarts},
    probes::container_of,
    restart,
    sync::Sync,
    termination,
};

/// What comes after a step with one container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Going {
    /// The next container has its turn.
    On,
    /// This container has another step to take at once.
    Again,
    /// The pod's worker is busy with this container.
    Wait,
}

/// The newest that is known of a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Last {
    /// It was never made.
    Never,
    /// It runs.
    Running,
    /// Nobody can tell.
    Unknown,
    /// It ended with this code.
    Exited(i32),
}

/// Whether a container is to be started, for the first time or again.
/// Source: pkg/kubelet/container/helpers.go `ShouldContainerBeRestarted`, Kubernetes 1.34.9, read 2026-11.
pub fn should_restart(last: Last, policy: RestartPolicy, is_deleted: bool) -> bool {
    !is_deleted
        && match last {
            Last::Never | Last::Unknown => true,
            Last::Running => false,
            Last::Exited(code) => restarts(policy, code),
        }
}

/// The kubelet notices a pod that is bound to its node.
pub fn take_on(sync: &mut Sync) {
    let now = sync.now();
    let spec = sync.spec();
    let reason = if spec.init_containers.is_empty() {
        "ContainerCreating"
    } else {
        "PodInitializing"
    };
    let waiting = |container: &crate::kube::Container| ContainerStatus {
        name: container.name.clone(),
        image: container.image.clone(),
        state: ContainerState::Waiting {
            reason: reason.into(),
            message: "".into(),
        },
        last_state: None,
        ready: false,
        started: false,
        restart_count: 0,
    };
    let status = &mut sync.pod.status;
    status.init_containers = spec.init_containers.iter().map(waiting).collect();
    status.containers = spec.containers.iter().map(waiting).collect();
    status.start_time = Some(now.whole_second());
    status.host_ip = Some(sync.node.status.address.clone());
    status.nominated_node = None;
    let count = sync.count();
    let delay = sync.steering().start_delay.unwrap_or(SANDBOX);
    let memory = &mut sync.pod.memory;
    memory.taken_on = Some(now);
    memory.network_due = Some(now + delay);
    memory.containers = vec![ContainerMemory::default(); count];
    sync.because(Why::TakenOn {
        node: sync.node.meta.name.clone(),
    });
    // What still runs under this name belongs to an earlier pod.
    for place in 0..count {
        if let Some(process) = sync.process(place) {
            sync.change(Change::Remove(process.key()), Why::Orphaned);
        }
    }
}

/// Brings the containers of a pod forward.
pub fn proceed(sync: &mut Sync) {
    let now = sync.now();
    if sync.steering().never_start {
        return;
    }
    if let Some(due) = sync.pod.memory.network_due.filter(|due| now < *due) {
        sync.look_at(due);
        return;
    }
    let spec = sync.spec();
    let is_initialized = has_any_regular_container_started(&sync.pod.status);
    for place in 0..sync.count() {
        if is_initialized && sync.is_run_to_end(place) {
            continue;
        }
        if ensure(sync, place) == Going::Wait {
            return;
        }
        let blocks = sync.is_init(place) && !is_initialized && !is_passed(sync, &spec, place);
        if blocks {
            if has_failed_for_good(sync, place) {
                termination::stop_sidecars(sync);
            }
            return;
        }
    }
    if is_done(sync) {
        termination::stop_sidecars(sync);
    }
}

/// Whether no container but sidecars will run any more.
fn is_done(sync: &mut Sync) -> bool {
    let first = sync.pod.spec.init_containers.len();
    (first..sync.count()).all(|place| match &sync.status(place).state {
        ContainerState::Terminated(end) => {
            let code = end.exit_code;
            !restarts(sync.policy(place), code)
        }
        _ => false,
    })
}

/// Whether an init container has failed and is not started again, so that the pod has failed.
fn has_failed_for_good(sync: &mut Sync, place: usize) -> bool {
    let policy = sync.policy(place);
    match &sync.status(place).state {
        ContainerState::Terminated(end) => end.exit_code != 0 && !restarts(policy, end.exit_code),
        _ => false,
    }
}

/// Whether what comes after an init container may start.
fn is_passed(sync: &mut Sync, spec: &PodSpec, place: usize) -> bool {
    let is_sidecar = container_of(spec, place).is_sidecar();
    let status = sync.status(place);
    match &status.state {
        ContainerState::Running { .. } => is_sidecar && status.started,
        ContainerState::Terminated(end) => !is_sidecar && end.exit_code == 0,
        ContainerState::Waiting { .. } => false,
    }
}

fn ensure(sync: &mut Sync, place: usize) -> Going {
    loop {
        match step(sync, place) {
            Going::Again => {}
            going => return going,
        }
    }
}

fn step(sync: &mut Sync, place: usize) -> Going {
    let now = sync.now();
    match sync.memory(place).work {
        Work::Pulling { due, .. } | Work::Creating { due } if now < due => {
            sync.look_at(due);
            Going::Wait
        }
        Work::Pulling { asked, begins, .. } => images::pulled(sync, place, asked, begins),
        Work::Creating { .. } => {
            start(sync, place);
            Going::On
        }
        Work::PullFailed { since, missing } => images::back_off(sync, place, since, missing),
        Work::PullBackOff { since, until } => {
            if now < until {
                remind(sync, place, since, until, images::remind);
                return Going::On;
            }
            images::fetch(sync, place)
        }
        Work::BackOff { since, until } => {
            if now < until {
                remind(sync, place, since, until, restart::remind);
                return Going::On;
            }
            let ended = sync.memory(place).ended.unwrap_or(now);
            restart::go(sync, place, ended)
        }
        Work::Restart { before } => restart::at_once(sync, place, before),
        Work::None => begin(sync, place),
    }
}

fn begin(sync: &mut Sync, place: usize) -> Going {
    let last = match &sync.status(place).state {
        ContainerState::Running { .. } => Last::Running,
        ContainerState::Waiting { .. } => Last::Never,
        ContainerState::Terminated(end) => Last::Exited(end.exit_code),
    };
    if !should_restart(last, sync.policy(place), sync.pod.meta.is_terminating()) {
        return Going::On;
    }
    if last == Last::Never {
        return images::fetch(sync, place);
    }
    restart::after_end(sync, place)
}

/// Tells of a wait when it begins and whenever the pod is synced meanwhile.
fn remind(sync: &mut Sync, place: usize, since: Time, until: Time, tell: fn(&mut Sync, usize)) {
    let into = sync.now().since(since).0 % RESYNC.0;
    if into == 0 {
        tell(sync, place);
    }
    let next = sync.now() + Span(RESYNC.0 - into);
    sync.look_at(next.min(until));
}

fn start(sync: &mut Sync, place: usize) {
    let now = sync.now();
    let spec = sync.spec();
    let container = container_of(&spec, place);
    give_address(sync);
    sync.tell(place, "Created", format!("Created container: {}", container.name));
    sync.tell(place, "Started", format!("Started container {}", container.name));
    let app = images::app_of(sync, container).expect("an image that was pulled stands in the catalogue");
    let limit = container.resources.limits.get("memory");
    let memory_max = limit.and_then(|it| Some(it.parse::<Quantity>().ok()?.bytes()));
    let process = Process::start(
        sync.pod.meta.namespace.clone(),
        sync.process_name(place),
        Arc::new(app),
        now,
        memory_max,
    );
    let has_run = sync.memory(place).ended.is_some();
    let status = sync.status(place);
    if let ContainerState::Terminated(end) = &status.state {
        status.last_state = Some(end.clone());
    }
    status.state = ContainerState::Running {
        started_at: now.whole_second(),
    };
    status.restart_count += u32::from(has_run);
    status.started = container.startup_probe.is_none();
    status.ready = false;
    let why = Why::Started {
        container: container.name.clone(),
        restarts: status.restart_count,
    };
    sync.because(why.clone());
    sync.change(Change::Put(process.into()), why);
    let taken_on = sync.pod.memory.taken_on.unwrap_or(now);
    let memory = sync.memory(place);
    memory.work = Work::None;
    memory.probes = memory.probes.of_new_container(taken_on, now);
}

/// Gives the pod an address of its node's range: the one after the highest in use, so that none is used again soon.
pub fn give_address(sync: &mut Sync) {
    if sync.pod.status.pod_ip.is_some() {
        return;
    }
    let cidr = sync.node.spec.pod_cidr.as_deref().unwrap_or("10.244.0.0/24");
    let prefix = cidr.rsplit_once('.').map_or("10.244.0", |(prefix, _)| prefix);
    let mut is_used = [false; 256];
    for address in sync.view().world.addresses_on(&sync.node.meta.name) {
        is_used[usize::from(last_number(address))] = true;
    }
    let after = is_used.iter().rposition(|it| *it).map_or(2, |it| it + 1);
    // The first address of the range is the node's own bridge.
    let free = (after..255).chain(2..after).find(|it| !is_used[*it]);
    sync.pod.status.pod_ip = Some(format!("{prefix}.{}", free.unwrap_or(254)).into());
}

/// The last of the four numbers of an address.
fn last_number(address: &str) -> u8 {
    address.bytes().fold(0, |number, byte| match byte {
        b'0'..=b'9' => number.wrapping_mul(10).wrapping_add(byte - b'0'),
        _ => 0,
    })
}

/// Writes down which containers have ended since the last look.
pub fn collect(sync: &mut Sync) {
    for place in 0..sync.count() {
        if sync.running_since(place).is_none() {
            continue;
        }
        let process = sync.process(place);
        let (code, cause, at) = match process.map(|it| it.exited.as_ref()) {
            Some(None) => continue,
            Some(Some(exit)) => (exit.code, Some(exit.cause), exit.at),
            // Its process is gone: someone killed it outright.
            None => (137, None, sync.now()),
        };
        let reason = match cause {
            Some(ExitCause::OutOfMemory) => "OOMKilled",
            _ if code == 0 => "Completed",
            _ => "Error",
        };
        let spec = sync.spec();
        let ran = process.map_or(Span::ZERO, |it| at.since(it.started_at));
        let why = Why::Exited {
            container: container_of(&spec, place).name.clone(),
            code,
            cause,
            ran,
        };
        sync.because(why.clone());
        sync.end(place, code, reason, at);
        if let Some(process) = process {
            sync.change(Change::Remove(process.key()), why);
        }
    }
}
