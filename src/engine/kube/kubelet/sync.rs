//! One look of the kubelet at one pod: the pod as it is to be, what goes with it, and when to look again.

use std::{borrow::Cow, ops::Bound, sync::Arc};

use crate::{
    controller::{Note, Outcome, Step, View},
    infra::{Process, catalogue},
    kube::{
        ContainerState, ContainerStatus, Labels, Node, POD_TEMPLATE_HASH, Pod, PodSpec, RestartPolicy,
        Terminated,
    },
    reason::{Reason, pod::Why},
    time::{Span, Time},
    world::{Change, Key, Kind, Text},
};

use super::{
    ContainerMemory, Work, conditions, phase,
    probes::{Seen, SeenContainer, container_of},
};

/// A look under way. Containers are counted through: init containers first.
pub struct Sync<'a> {
    view: &'a View<'a>,
    /// The node, as it is now.
    pub node: &'a Node,
    /// The pod, as it is to be.
    pub pod: Pod,
    outcome: Outcome,
    why: Option<Why>,
    /// The process that was asked for last: mostly that of the only container, again and again.
    found: Option<(usize, Option<&'a Process>)>,
}

/// What the annotations of a pod ask of the kubelet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Steering {
    /// How long until its containers run, whatever their images.
    pub start_delay: Option<Span>,
    /// They never do.
    pub never_start: bool,
    /// An annotation stands in for a readiness probe.
    pub ready: bool,
    /// How far apart pods of the same labels become ready.
    pub ready_spacing: Option<Span>,
}

impl<'a> Sync<'a> {
    /// A look at `pod`, which is bound to `node`.
    pub fn new(view: &'a View<'a>, node: &'a Node, pod: &Pod) -> Self {
        Self {
            view,
            node,
            pod: pod.clone(),
            outcome: Outcome::default(),
            why: None,
            found: None,
        }
    }

    /// The present moment.
    pub fn now(&self) -> Time {
        self.view.now
    }

    /// All that exists.
    pub fn view(&self) -> &'a View<'a> {
        self.view
    }

    /// The pod's spec, held apart so that the pod can be changed meanwhile.
    pub fn spec(&self) -> Arc<PodSpec> {
        Arc::clone(&self.pod.spec)
    }

    /// How many containers the pod has.
    pub fn count(&self) -> usize {
        self.pod.spec.init_containers.len() + self.pod.spec.containers.len()
    }

    /// Whether the container at a place is to end before the next one starts.
    pub fn is_run_to_end(&self, place: usize) -> bool {
        self.is_init(place) && !container_of(&self.pod.spec, place).is_sidecar()
    }

    /// Whether it is an init container, of either sort.
    pub fn is_init(&self, place: usize) -> bool {
        place < self.pod.spec.init_containers.len()
    }

    /// The status of the container at a place.
    pub fn status(&mut self, place: usize) -> &mut ContainerStatus {
        match place.checked_sub(self.pod.spec.init_containers.len()) {
            None => &mut self.pod.status.init_containers[place],
            Some(place) => &mut self.pod.status.containers[place],
        }
    }

    /// What is remembered of the container at a place.
    pub fn memory(&mut self, place: usize) -> &mut ContainerMemory {
        &mut self.pod.memory.containers[place]
    }

    /// Since when the container at a place runs, if it does.
    pub fn running_since(&mut self, place: usize) -> Option<Time> {
        match self.status(place).state {
            ContainerState::Running { started_at } => Some(started_at),
            _ => None,
        }
    }

    /// When the container at a place is started again: a sidecar always, an init container until it has done its work.
    pub fn policy(&self, place: usize) -> RestartPolicy {
        match self.pod.spec.restart_policy {
            RestartPolicy::Always if self.is_run_to_end(place) => RestartPolicy::OnFailure,
            own if self.is_run_to_end(place) || !self.is_init(place) => own,
            _ => RestartPolicy::Always,
        }
    }

    /// The name of the process of the container at a place.
    pub fn process_name(&self, place: usize) -> Text {
        let container = container_of(&self.pod.spec, place);
        [&*self.pod.meta.name, "/", &*container.name].concat().into()
    }

    /// The process of the container at a place, as it was before this look.
    pub fn process(&mut self, place: usize) -> Option<&'a Process> {
        if let Some((_, process)) = self.found.filter(|(at, _)| *at == place) {
            return process;
        }
        let name = self.process_name(place);
        let key = Key::new(Kind::Process, &self.pod.meta.namespace, &name);
        let process = self.view.world.process(&key);
        self.found = Some((place, process));
        process
    }

    /// The address of the pod, empty while it has none.
    pub fn pod_ip(&self) -> Text {
        self.pod.status.pod_ip.clone().unwrap_or_default()
    }

    /// What the annotations ask of the kubelet.
    pub fn steering(&self) -> Steering {
        let settings = self.settings();
        if settings.is_empty() {
            return Steering::default();
        }
        let has = |name: &str| settings.contains_key(name);
        Steering {
            start_delay: catalogue::seconds(&settings, "sim/start-delay"),
            never_start: has("sim/never-start"),
            ready: has("sim/ready-delay") || has("sim/ready-spacing") || has("sim/never-ready"),
            ready_spacing: catalogue::seconds(&settings, "sim/ready-spacing"),
        }
    }

    /// The annotations that steer the pod: its own, and under them those of its node.
    pub fn settings(&self) -> Cow<'_, Labels> {
        let own = &self.pod.meta.annotations;
        let from = (Bound::Included(catalogue::PREFIX), Bound::Unbounded);
        let mut of_node = self.node.meta.annotations.range::<str, _>(from).peekable();
        if of_node
            .peek()
            .is_none_or(|(name, _)| !name.starts_with(catalogue::PREFIX))
        {
            return Cow::Borrowed(own);
        }
        let pairs = of_node
            .take_while(|(name, _)| name.starts_with(catalogue::PREFIX))
            .chain(own);
        Cow::Owned(pairs.map(|(name, value)| (name.clone(), value.clone())).collect())
    }

    /// What the worker of a probe sees of the container at a place.
    pub fn seen(&mut self, place: usize) -> Seen {
        let now = self.now();
        let has_run = self.memory(place).ended.is_some();
        let container = match (&self.status(place).state, has_run) {
            (ContainerState::Running { started_at }, _) => SeenContainer::Running {
                age: now.since(*started_at),
                started: self.status(place).started,
            },
            (ContainerState::Terminated(_), _) => SeenContainer::Terminated,
            (ContainerState::Waiting { .. }, true) => SeenContainer::Waiting,
            (ContainerState::Waiting { .. }, false) => SeenContainer::Absent,
        };
        Seen {
            pod_is_over: self.pod.status.phase.is_terminal(),
            pod_is_deleted: self.pod.meta.is_terminating(),
            may_restart: self.policy(place) != RestartPolicy::Never,
            container,
        }
    }

    /// Whether enough time has passed since the last pod of the same labels became ready; otherwise looks again then.
    pub fn has_its_turn(&mut self) -> bool {
        if self.pod.memory.ready_at.is_some() {
            return true;
        }
        if let Some(spacing) = self.steering().ready_spacing {
            let meta = &self.pod.meta;
            let label = meta.labels.iter().find(|(name, _)| &***name != POD_TEMPLATE_HASH);
            let last = label.and_then(|(name, value)| {
                let others = self.view.world.pods_labelled(&meta.namespace, name, value);
                others.filter_map(|it| it.memory.ready_at).max()
            });
            if let Some(due) = last.map(|it| it + spacing).filter(|due| self.now() < *due) {
                self.look_at(due);
                return false;
            }
        }
        self.pod.memory.ready_at = Some(self.now());
        true
    }

    /// Puts a container into waiting.
    pub fn wait(&mut self, place: usize, reason: &str, message: impl Into<Text>) {
        let status = self.status(place);
        if let ContainerState::Terminated(end) = &status.state {
            status.last_state = Some(end.clone());
        }
        status.state = ContainerState::Waiting {
            reason: reason.into(),
            message: message.into(),
        };
    }

    /// Writes down that the container at a place has ended, and lets go of its process.
    pub fn end(&mut self, place: usize, code: i32, reason: &str, at: Time) {
        let started_at = self.running_since(place).unwrap_or(at);
        let is_done = self.is_run_to_end(place) && code == 0;
        let status = self.status(place);
        status.state = ContainerState::Terminated(Terminated {
            exit_code: code,
            reason: reason.into(),
            started_at,
            finished_at: at.whole_second(),
        });
        status.started = false;
        // An init container counts as ready once it has done its work.
        status.ready = is_done;
        let may_restart = self.policy(place) != RestartPolicy::Never && !self.pod.meta.is_terminating();
        let memory = self.memory(place);
        let before = memory.ended.replace(at);
        let stop = memory.stop.take();
        memory.work = if may_restart && stop.is_some_and(|it| it.cause.is_probe()) {
            Work::Restart { before }
        } else {
            Work::None
        };
        memory.probes = memory.probes.after_end();
    }

    /// Asks for a change beside the pod's own.
    pub fn change(&mut self, change: Change, why: Why) {
        self.outcome.step(change, Reason::Pod(why));
    }

    /// The reason for what becomes of the pod in this look: the first counts.
    pub fn because(&mut self, why: Why) {
        self.why.get_or_insert(why);
    }

    /// Tells people of the container at a place.
    pub fn tell(&mut self, place: usize, reason: &'static str, message: impl Into<Text>) {
        self.note(place, Note::normal(self.pod.key(), reason, message));
    }

    /// Tells people of something that may need attention.
    pub fn warn(&mut self, place: usize, reason: &'static str, message: impl Into<Text>) {
        self.note(place, Note::warning(self.pod.key(), reason, message));
    }

    fn note(&mut self, place: usize, note: Note) {
        let field = if self.is_init(place) {
            "initContainers"
        } else {
            "containers"
        };
        let name = &container_of(&self.pod.spec, place).name;
        let note = Note {
            uid: self.pod.meta.uid,
            field_path: Some(format!("spec.{field}{{{name}}}").into()),
            host: Some(self.node.meta.name.clone()),
            ..note
        };
        self.outcome.steps.push(Step {
            change: None,
            why: Reason::Pod(Why::Reported),
            note: Some(note),
        });
    }

    /// Looks again at this moment, if nothing happens before.
    pub fn look_at(&mut self, at: Time) {
        self.outcome.look_again(at.since(self.now()).max(Span(1)));
    }

    /// The outcome, with the pod's phase and conditions as they follow from its containers.
    pub fn finish(mut self, is_terminal: bool) -> Outcome {
        let spec = self.spec();
        let status = &mut self.pod.status;
        if !status.phase.is_terminal() {
            let next = phase::phase(&spec, status, is_terminal);
            let mut all = status.init_containers.iter().chain(&status.containers);
            // A pod is over when nothing of it runs any more or is about to.
            let runs = all.any(|it| matches!(it.state, ContainerState::Running { .. }))
                || self.pod.memory.containers.iter().any(|it| it.work.is_start());
            if !(runs && next.is_terminal()) {
                status.phase = next;
            }
        }
        conditions::write(&spec, status, self.view.now);
        let why = self.why.unwrap_or(Why::Reported);
        let first = self.outcome.steps.len();
        self.outcome.step(Change::Put(self.pod.into()), Reason::Pod(why));
        // The pod is written first, then what is told and done about it.
        self.outcome.steps[..=first].rotate_right(1);
        self.outcome
    }

    /// The outcome of a look that ends with the pod gone from the API.
    pub fn remove(mut self) -> Outcome {
        let key = self.pod.key();
        self.change(Change::Remove(key), Why::Removed);
        self.outcome
    }
}
