//! The phase of a pod, from its spec and the states of its containers.
//!
//! Source: pkg/kubelet/kubelet_pods.go `getPhase`, Kubernetes 1.34.9, read 2026-11.

use crate::kube::{Container, ContainerState, ContainerStatus, Phase, PodSpec, PodStatus, RestartPolicy};

/// How many containers are in which state.
#[derive(Default)]
struct Count {
    unknown: u32,
    waiting: u32,
    running: u32,
    stopped: u32,
    succeeded: u32,
}

/// The phase. `is_terminal`: the kubelet has stopped the pod for good.
pub fn phase(spec: &PodSpec, status: &PodStatus, is_terminal: bool) -> Phase {
    let mut init = Initialization::default();
    let mut count = Count::default();
    for container in &spec.init_containers {
        let its = find(&status.init_containers, container);
        if container.is_sidecar() {
            count.add_sidecar(its, &mut init);
        } else {
            init.add(its, spec.restart_policy);
        }
    }
    for container in &spec.containers {
        count.add(find(&status.containers, container));
    }
    if init.failed_for_good {
        return Phase::Failed;
    }
    let is_initialized = has_any_regular_container_started(status);
    if init.pending || (init.sidecar_pending && !is_initialized) || count.waiting > 0 {
        return Phase::Pending;
    }
    if count.unknown > 0 {
        return Phase::Pending;
    }
    if count.running > 0 {
        return Phase::Running;
    }
    let is_restarted = |policy| !is_terminal && spec.restart_policy == policy;
    match count.stopped {
        0 => Phase::Pending,
        _ if is_restarted(RestartPolicy::Always) => Phase::Running,
        stopped if stopped == count.succeeded => Phase::Succeeded,
        _ if is_restarted(RestartPolicy::OnFailure) => Phase::Running,
        _ => Phase::Failed,
    }
}

/// Whether a container that ended with this code is started again.
pub fn restarts(policy: RestartPolicy, code: i32) -> bool {
    match policy {
        RestartPolicy::Always => true,
        RestartPolicy::OnFailure => code != 0,
        RestartPolicy::Never => false,
    }
}

/// Whether initialization is behind the pod, even if a sidecar is down right now.
pub fn has_any_regular_container_started(status: &PodStatus) -> bool {
    status.containers.iter().any(|it| match it.state {
        ContainerState::Running { .. } | ContainerState::Terminated(_) => true,
        ContainerState::Waiting { .. } => it.last_state.is_some(),
    })
}

/// How far the regular init containers are.
#[derive(Default)]
struct Initialization {
    pending: bool,
    sidecar_pending: bool,
    failed_for_good: bool,
}

impl Initialization {
    fn add(&mut self, status: Option<&ContainerStatus>, policy: RestartPolicy) {
        let ended = status.and_then(|it| match &it.state {
            ContainerState::Running { .. } => None,
            ContainerState::Terminated(end) => Some(end),
            ContainerState::Waiting { .. } => it.last_state.as_ref(),
        });
        match ended {
            None => self.pending = true,
            Some(end) => self.failed_for_good |= end.exit_code != 0 && policy == RestartPolicy::Never,
        }
    }
}

impl Count {
    fn add(&mut self, status: Option<&ContainerStatus>) {
        let Some(status) = status else {
            self.unknown += 1;
            return;
        };
        match (&status.state, &status.last_state) {
            (ContainerState::Running { .. }, _) => self.running += 1,
            (ContainerState::Terminated(end), _) => {
                self.stopped += 1;
                self.succeeded += u32::from(end.exit_code == 0);
            }
            (ContainerState::Waiting { .. }, Some(_)) => self.stopped += 1,
            (ContainerState::Waiting { .. }, None) => self.waiting += 1,
        }
    }

    /// A sidecar that has ended does not count: it never decides how a pod ends.
    fn add_sidecar(&mut self, status: Option<&ContainerStatus>, init: &mut Initialization) {
        let Some(status) = status else {
            self.unknown += 1;
            return;
        };
        match (&status.state, &status.last_state) {
            (ContainerState::Running { .. }, _) => {
                init.sidecar_pending |= !status.started;
                self.running += 1;
            }
            (ContainerState::Waiting { .. }, None) => {
                init.sidecar_pending = true;
                self.waiting += 1;
            }
            (ContainerState::Terminated(_) | ContainerState::Waiting { .. }, _) => {}
        }
    }
}

fn find<'a>(statuses: &'a [ContainerStatus], container: &Container) -> Option<&'a ContainerStatus> {
    statuses.iter().find(|it| it.name == container.name)
}
