//! The conditions the kubelet reports of a pod.
//!
//! Source: pkg/kubelet/status/generate.go, Kubernetes 1.34, read 2026-11.

use crate::{
    kube::{Condition, Container, ContainerStatus, Phase, PodSpec, PodStatus, Truth},
    time::Time,
    world::Text,
};

use super::phase::has_any_regular_container_started;

/// Those that are the kubelet's, in the order in which it writes them.
const OWN: [&str; 5] = [
    "PodReadyToStartContainers",
    "Initialized",
    "Ready",
    "ContainersReady",
    "PodScheduled",
];

/// What a condition says, before it has a time.
struct Saying {
    status: Truth,
    reason: &'static str,
    message: Text,
}

/// Writes the kubelet's conditions; those of others stay, behind them.
pub fn write(spec: &PodSpec, status: &mut PodStatus, now: Time) {
    let ready = containers_ready(spec, status);
    let sayings = [
        &Saying::bare(status.pod_ip.is_some() && !status.phase.is_terminal()),
        &initialized(spec, status),
        &ready,
        &ready,
        &Saying::bare(true),
    ];
    let conditions = &mut status.conditions;
    for (place, (kind, saying)) in OWN.iter().zip(sayings).enumerate() {
        let stands = conditions.iter().position(|it| &*it.kind == *kind);
        let says_so = |it: &Condition| {
            it.last_update.is_none()
                && it.status == saying.status
                && &*it.reason == saying.reason
                && it.message == saying.message
        };
        if stands == Some(place) && says_so(&conditions[place]) {
            continue;
        }
        let old = stands.map(|at| conditions.remove(at));
        let condition = match old {
            Some(old) if says_so(&old) => old,
            old => {
                let mut new = Condition::new(kind, saying.status, now, saying.reason, saying.message.clone());
                if let Some(old) = old.filter(|it| it.status == new.status) {
                    new.last_transition = old.last_transition;
                }
                new
            }
        };
        conditions.insert(place, condition);
    }
}

fn containers_ready(spec: &PodSpec, status: &PodStatus) -> Saying {
    match status.phase {
        Phase::Succeeded => return Saying::not("PodCompleted", ""),
        Phase::Failed => return Saying::not("PodFailed", ""),
        Phase::Pending | Phase::Running | Phase::Unknown => {}
    }
    let sidecars = spec.init_containers.iter().filter(|it| it.is_sidecar());
    let found = Found::among(sidecars, &status.init_containers, |_, it| it.ready).and(Found::among(
        spec.containers.iter(),
        &status.containers,
        |_, it| it.ready,
    ));
    match found.message("unready") {
        None => Saying::bare(true),
        Some(message) => Saying::not("ContainersNotReady", message),
    }
}

fn initialized(spec: &PodSpec, status: &PodStatus) -> Saying {
    let is_done = |container: &Container, it: &ContainerStatus| {
        if container.is_sidecar() {
            it.started
        } else {
            it.ready
        }
    };
    let found = Found::among(spec.init_containers.iter(), &status.init_containers, is_done);
    if status.phase == Phase::Succeeded && found.unknown.is_empty() {
        return Saying {
            reason: "PodCompleted",
            ..Saying::bare(true)
        };
    }
    match found.message("incomplete") {
        Some(message) if !has_any_regular_container_started(status) => {
            Saying::not("ContainersNotInitialized", message)
        }
        _ => Saying::bare(true),
    }
}

/// The containers that nothing is known of, and those that are not as they should be.
#[derive(Default)]
struct Found<'a> {
    unknown: Vec<&'a str>,
    bad: Vec<&'a str>,
}

impl<'a> Found<'a> {
    fn among(
        containers: impl Iterator<Item = &'a Container>,
        statuses: &[ContainerStatus],
        is_good: impl Fn(&Container, &ContainerStatus) -> bool,
    ) -> Self {
        let mut found = Self::default();
        for container in containers {
            match statuses.iter().find(|it| it.name == container.name) {
                None => found.unknown.push(&container.name),
                Some(status) if !is_good(container, status) => found.bad.push(&container.name),
                Some(_) => {}
            }
        }
        found
    }

    fn and(mut self, other: Self) -> Self {
        self.unknown.extend(other.unknown);
        self.bad.extend(other.bad);
        self
    }

    fn message(&self, bad: &str) -> Option<String> {
        let mut message = String::new();
        for (what, names) in [("unknown", &self.unknown), (bad, &self.bad)] {
            if !names.is_empty() {
                let comma = if message.is_empty() { "" } else { ", " };
                let names = names.join(" ");
                let parts = [comma, "containers with ", what, " status: [", &names, "]"];
                message.push_str(&parts.concat());
            }
        }
        (!message.is_empty()).then_some(message)
    }
}

impl Saying {
    fn bare(is_so: bool) -> Self {
        Self {
            status: is_so.into(),
            reason: "",
            message: Text::default(),
        }
    }

    fn not(reason: &'static str, message: impl Into<Text>) -> Self {
        Self {
            status: Truth::False,
            reason,
            message: message.into(),
        }
    }
}
