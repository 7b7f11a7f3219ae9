//! One look at a Deployment: what upstream's `syncDeployment` does, write by write.
//!
//! Source: pkg/controller/deployment/{deployment_controller,sync}.go, Kubernetes 1.34.9, read 2026-11; Events are worded as
//! the recorded 1.28 does ("to 3 from 2"; 1.34 says "from 2 to 3"). Upstream works on a copy
//! that its own first write makes stale, so a second write of the same object in one look fails there and is made at the next;
//! here the look simply ends, and the write leads to the next.

use crate::{
    controller::{Note, Outcome, View},
    kube::{
        Deployment, DeploymentStatus, DeploymentStrategy, Pod, REVISION, ReplicaSet, Truth,
        api::{self, Propagation},
        condition,
    },
    reason::{Reason, rollout::Why},
    world::{Change, Object},
};

use super::{Scale, bounds, progress, recreate, revision, rolling, scaling};

/// A look at one Deployment and its ReplicaSets.
pub struct Sync<'a> {
    deployment: &'a Deployment,
    /// All, oldest first.
    sets: Vec<&'a ReplicaSet>,
    /// The one of the present template.
    new: Option<&'a ReplicaSet>,
    /// The others, oldest first.
    old: Vec<&'a ReplicaSet>,
    view: &'a View<'a>,
}

impl<'a> Sync<'a> {
    /// A look at a Deployment that owns `sets`, oldest first.
    pub fn new(deployment: &'a Deployment, sets: Vec<&'a ReplicaSet>, view: &'a View<'a>) -> Self {
        let new = revision::find_new(deployment, &sets);
        let is_old = |set: &&ReplicaSet| new.is_none_or(|new| new.meta.uid != set.meta.uid);
        Self {
            deployment,
            new,
            old: sets.iter().copied().filter(is_old).collect(),
            sets,
            view,
        }
    }

    /// Does what is due.
    pub fn run(&self, out: &mut Outcome) {
        let is_terminating = self.deployment.meta.is_terminating();
        if !is_terminating && self.state_pause(out) || self.number_new(out) {
            return;
        }
        if is_terminating {
            return self.write_status(self.counted(), out);
        }
        if self.deployment.spec.paused {
            self.scale(scaling::scale(self.deployment, self.new, &self.old), out);
            self.forget_old(out);
            return self.write_status(self.counted(), out);
        }
        if scaling::is_scaling_event(self.deployment, &self.sets) {
            self.scale(scaling::scale(self.deployment, self.new, &self.old), out);
            return self.write_status(self.counted(), out);
        }
        match self.deployment.spec.strategy {
            DeploymentStrategy::RollingUpdate { .. } => self.roll(out),
            DeploymentStrategy::Recreate => self.recreate(out),
        }
    }

    fn roll(&self, out: &mut Outcome) {
        let Some(new) = self.new else {
            return self.create_new(out);
        };
        let active: Vec<_> = self
            .old
            .iter()
            .copied()
            .filter(|set| set.spec.replicas > 0)
            .collect();
        let mut scales: Vec<_> = rolling::scale_new(self.deployment, new, &self.sets)
            .into_iter()
            .collect();
        if scales.is_empty() {
            scales = rolling::scale_old(self.deployment, new, &active);
        }
        self.finish(scales, out);
    }

    fn recreate(&self, out: &mut Outcome) {
        let scales = recreate::scale_old(&self.old);
        if !scales.is_empty() || recreate::are_old_pods_running(&self.old, self.old_pods()) {
            self.scale(scales, out);
            return self.report(out);
        }
        let Some(new) = self.new else {
            return self.create_new(out);
        };
        self.finish(
            recreate::scale_new(self.deployment, new).into_iter().collect(),
            out,
        );
    }

    /// Ends a rollout's look: carries scalings out, tidies up once there are none and all is done, says how it stands.
    fn finish(&self, scales: Vec<Scale>, out: &mut Outcome) {
        if scales.is_empty() && progress::is_complete(self.deployment, &self.deployment.status) {
            self.forget_old(out);
        }
        self.scale(scales, out);
        self.report(out);
    }

    /// States that the Deployment was paused or resumed; says whether it did.
    fn state_pause(&self, out: &mut Outcome) -> bool {
        let Some(condition) = progress::pause_condition(self.deployment, self.view.now) else {
            return false;
        };
        let why = if self.deployment.spec.paused {
            Why::Paused
        } else {
            Why::Resumed
        };
        let mut deployment = self.deployment.clone();
        progress::set(&mut deployment.status.conditions, condition);
        write(deployment, why, out);
        true
    }

    /// Gives the new ReplicaSet its revision, then the Deployment; says whether it changed either.
    fn number_new(&self, out: &mut Outcome) -> bool {
        let Some(new) = self.new else { return false };
        let mut set = new.clone();
        let revision = revision::highest(&self.old) + 1;
        revision::annotate(&mut set, self.deployment, revision);
        set.spec.min_ready_seconds = self.deployment.spec.min_ready_seconds;
        if set != *new {
            let why = Why::Revision {
                revision: set.revision(),
            };
            out.step(Change::Put(set.into()), Reason::Rollout(why));
            return true;
        }
        let mut deployment = self.deployment.clone();
        number(&mut deployment, new);
        if progress::has_deadline(&deployment)
            && condition(&deployment.status.conditions, progress::PROGRESSING).is_none()
        {
            let message = format!("Found new replica set \"{}\"", new.meta.name);
            self.state_progress(&mut deployment, "FoundNewReplicaSet", &message);
        }
        if deployment == *self.deployment {
            return false;
        }
        let why = Why::Revision {
            revision: new.revision(),
        };
        write(deployment, why, out);
        true
    }

    fn create_new(&self, out: &mut Outcome) {
        let total = bounds::total(self.old.iter().copied());
        let size = bounds::new_set_size(self.deployment, total, 0);
        let revision = revision::highest(&self.old) + 1;
        let set = revision::new_set(self.deployment, size, revision);
        let mut deployment = self.deployment.clone();
        if self.view.world.get(&set.key()).is_some() {
            // Were it ours and of this template, it would have been found.
            let count = deployment.status.collision_count.unwrap_or(0) + 1;
            deployment.status.collision_count = Some(count);
            return write(deployment, Why::HashCollision { count }, out);
        }
        number(&mut deployment, &set);
        if progress::has_deadline(&deployment) {
            let message = format!("Created new replica set \"{}\"", set.meta.name);
            self.state_progress(&mut deployment, "NewReplicaSetCreated", &message);
        }
        let said = format!("Scaled up replica set {} to {size}", set.meta.name);
        let why = Why::NewReplicaSet {
            replicas: deployment.spec.replicas,
            surge: bounds::max_surge(&deployment),
            total_before: total,
            size,
        };
        let step = out.step(Change::Put(set.into()), Reason::Rollout(why));
        if size > 0 {
            step.note = Some(Note::normal(self.deployment.key(), "ScalingReplicaSet", said));
        }
        write(deployment, Why::Revision { revision }, out);
    }

    fn state_progress(&self, deployment: &mut Deployment, reason: &str, message: &str) {
        let told = progress::stated(progress::PROGRESSING, Truth::True, reason, message, self.view.now);
        progress::set(&mut deployment.status.conditions, told);
    }

    /// Carries scalings out, in order. Two of the same ReplicaSet follow each other.
    fn scale(&self, scales: Vec<Scale>, out: &mut Outcome) {
        for Scale { set, from, to, why } in scales {
            let known = self.sets.iter().find(|it| it.meta.name == set);
            let Some(mut set) = known.map(|set| ReplicaSet::clone(set)) else {
                continue;
            };
            let name = set.meta.name.clone();
            set.spec.replicas = to;
            revision::annotate_replicas(&mut set, self.deployment);
            let step = out.step(Change::Put(set.into()), Reason::Rollout(why));
            if from != to {
                let direction = if from < to { "up" } else { "down" };
                let said = format!("Scaled {direction} replica set {name} to {to} from {from}");
                step.note = Some(Note::normal(self.deployment.key(), "ScalingReplicaSet", said));
            }
        }
    }

    /// Deletes what `revisionHistoryLimit` does not keep.
    fn forget_old(&self, out: &mut Outcome) {
        let limit = self.deployment.spec.revision_history_limit;
        for set in revision::beyond_limit(&self.old, limit) {
            let object = Object::from(set.clone());
            let change = api::delete(&object, Propagation::Background, None, self.view.now);
            let why = Why::BeyondHistoryLimit {
                limit,
                kept: u32::try_from(self.old.len()).unwrap_or(u32::MAX),
                revision: set.revision(),
            };
            if let Some(change) = change {
                out.step(change, Reason::Rollout(why));
            }
        }
    }

    fn counted(&self) -> DeploymentStatus {
        progress::counted(self.deployment, &self.sets, self.new, self.view.now)
    }

    /// Says how the rollout stands, or asks for a look at its deadline.
    fn report(&self, out: &mut Outcome) {
        let status = progress::of_rollout(self.deployment, &self.sets, self.new, self.view.now);
        if status == self.deployment.status {
            if let Some(left) = progress::deadline_check(self.deployment, &status, self.view.now) {
                out.look_again(progress::look_again_after(left));
            }
            return;
        }
        self.write_status(status, out);
    }

    fn write_status(&self, status: DeploymentStatus, out: &mut Outcome) {
        if status == self.deployment.status {
            return;
        }
        let reason = |status: &DeploymentStatus| {
            condition(&status.conditions, progress::PROGRESSING).map(|it| it.reason.clone())
        };
        let is_late = reason(&status).as_deref() == Some(progress::DEADLINE_EXCEEDED)
            && reason(&self.deployment.status) != reason(&status);
        let why = if is_late {
            Why::DeadlineExceeded {
                deadline_secs: self.deployment.spec.progress_deadline_seconds,
            }
        } else {
            Why::DeploymentStatus {
                updated: status.updated_replicas,
                available: status.available_replicas,
                replicas: self.deployment.spec.replicas,
            }
        };
        let deployment = Deployment {
            status,
            ..self.deployment.clone()
        };
        write(deployment, why, out);
    }

    /// The pods of the old ReplicaSets, also those on their way out.
    fn old_pods(&self) -> impl Iterator<Item = &Pod> {
        let pods = self
            .old
            .iter()
            .flat_map(|set| self.view.world.owned_by(set.meta.uid));
        pods.filter_map(|object| match object {
            Object::Pod(pod) => Some(&**pod),
            _ => None,
        })
    }
}

/// The Deployment takes over the revision of its new ReplicaSet.
fn number(deployment: &mut Deployment, new: &ReplicaSet) {
    if let Some(revision) = new.meta.annotations.get(REVISION) {
        deployment
            .meta
            .annotations
            .insert(REVISION.into(), revision.clone());
    }
}

fn write(deployment: Deployment, why: Why, out: &mut Outcome) {
    out.step(Change::Put(deployment.into()), Reason::Rollout(why));
}
