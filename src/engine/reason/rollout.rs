//! Why a workload controller or the garbage collector acted: the numbers it compared.

use crate::world::{Key, Text};

/// A reason of the Deployment controller, the ReplicaSet controller or the garbage collector.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// The template has no ReplicaSet yet. With it, `total_before + size` stays within `replicas + surge`.
    NewReplicaSet {
        /// `spec.replicas` of the Deployment.
        replicas: u32,
        /// `maxSurge` in pods.
        surge: u32,
        /// What the ReplicaSets together ask for so far.
        total_before: u32,
        /// What the new one begins with.
        size: u32,
    },
    /// The new ReplicaSet grows by what `replicas + surge - total_before` leaves, and never beyond `replicas`.
    ScaleUpNew {
        /// `spec.replicas` of the Deployment.
        replicas: u32,
        /// `maxSurge` in pods.
        surge: u32,
        /// What the ReplicaSets together asked for before.
        total_before: u32,
        /// What the new one asked for.
        from: u32,
        /// What it asks for now.
        to: u32,
    },
    /// The new ReplicaSet asked for more than the Deployment.
    ScaleDownNew {
        /// `spec.replicas` of the Deployment.
        replicas: u32,
        /// What the new one asked for.
        from: u32,
    },
    /// Pods of an old ReplicaSet that are not available go first: they serve nobody.
    /// At most `total - least - new_unavailable` may go.
    CleanUpUnhealthy {
        /// What the ReplicaSets together ask for.
        total: u32,
        /// `replicas - maxUnavailable`: so many must stay available.
        least: u32,
        /// Pods of the new ReplicaSet that are not available yet.
        new_unavailable: u32,
        /// Pods of this ReplicaSet that are not available.
        unhealthy: u32,
        /// What it asked for.
        from: u32,
        /// What it asks for now.
        to: u32,
    },
    /// There are `available - least` more available pods than must be, so old ones may go.
    ScaleDownOld {
        /// Available pods of all ReplicaSets.
        available: u32,
        /// `replicas - maxUnavailable`: so many must stay available.
        least: u32,
        /// What it asked for.
        from: u32,
        /// What it asks for now.
        to: u32,
    },
    /// Strategy `Recreate`: all old pods go before the first new one comes.
    RecreateScaleDown {
        /// What the old ReplicaSet asked for.
        from: u32,
    },
    /// Strategy `Recreate`: no old pod runs any more.
    RecreateScaleUp {
        /// `spec.replicas` of the Deployment.
        replicas: u32,
        /// What the new ReplicaSet asked for.
        from: u32,
    },
    /// The only ReplicaSet with pods follows `spec.replicas`.
    FollowReplicas {
        /// What it asked for.
        from: u32,
        /// What it asks for now.
        to: u32,
    },
    /// The new ReplicaSet is complete, so what is left of the old ones goes.
    Saturated {
        /// What the old ReplicaSet asked for.
        from: u32,
    },
    /// `spec.replicas` changed during a rollout: each ReplicaSet gets its part of the change.
    Proportional {
        /// By how many pods the ReplicaSets may grow together; negative if they must shrink.
        to_add: i64,
        /// The most pods allowed before: `replicas + maxSurge` of that time.
        most_before: u32,
        /// The most pods allowed now.
        most: u32,
        /// What this ReplicaSet asked for.
        from: u32,
        /// What it asks for now.
        to: u32,
    },
    /// The ReplicaSet of the wanted template gets the highest revision, and the Deployment's annotations.
    Revision {
        /// The number of the rollout.
        revision: u64,
    },
    /// Another object has the name that the new ReplicaSet would get: the next try uses another hash.
    HashCollision {
        /// `collisionCount` after this.
        count: u32,
    },
    /// More old ReplicaSets are kept than `revisionHistoryLimit` allows; this one is the oldest.
    BeyondHistoryLimit {
        /// `revisionHistoryLimit`.
        limit: u32,
        /// How many old ReplicaSets there are.
        kept: u32,
        /// Its revision.
        revision: u64,
    },
    /// The Deployment says what it sees of its ReplicaSets.
    DeploymentStatus {
        /// `updatedReplicas`.
        updated: u32,
        /// `availableReplicas`.
        available: u32,
        /// `spec.replicas`.
        replicas: u32,
    },
    /// The Deployment has just been paused.
    Paused,
    /// The Deployment has just been resumed.
    Resumed,
    /// Nothing got better for `progressDeadlineSeconds`.
    DeadlineExceeded {
        /// `progressDeadlineSeconds` [s].
        deadline_secs: u64,
    },
    /// The object matches the selector and nobody owns it.
    Adopt {
        /// The new owner.
        owner: Key,
    },
    /// The object no longer matches its owner's selector.
    Release {
        /// The former owner.
        owner: Key,
    },
    /// Too few pods. The ReplicaSet creates 1, then 2, then 4 and so on, so that a fault shows before all have failed.
    CreatePod {
        /// Pods it has.
        have: u32,
        /// Pods it wants.
        want: u32,
        /// The size of this batch.
        batch: u32,
    },
    /// The API server refused a pod.
    CreateRefused,
    /// Too many pods, and this one comes first in the order of deletion.
    DeletePod {
        /// Pods it has.
        have: u32,
        /// Pods it wants.
        want: u32,
        /// What sets it apart from the next pod, which stays; none if all go.
        rule: Option<DeletionRule>,
    },
    /// The ReplicaSet says what it sees of its pods.
    ReplicaSetStatus {
        /// `readyReplicas`.
        ready: u32,
        /// `availableReplicas`.
        available: u32,
        /// `spec.replicas`.
        replicas: u32,
    },
    /// The owner is gone, so what it owned goes too.
    OwnerGone {
        /// The owner.
        owner: Key,
    },
    /// The owner is deleted in the foreground and waits for this.
    OwnerWaits {
        /// The owner.
        owner: Key,
    },
    /// The owner is deleted, but what it owned is to stay (`--cascade=orphan`).
    Orphaned {
        /// The owner.
        owner: Key,
    },
    /// One owner is gone, another remains.
    OwnerReferenceDropped {
        /// The owner that is gone.
        owner: Key,
    },
    /// Nothing that blocks the deletion is left.
    FinalizerDone {
        /// `foregroundDeletion` or `orphan`.
        finalizer: Text,
    },
}

/// The rules by which a ReplicaSet chooses what to delete, in the order in which they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeletionRule {
    /// It is not bound to a node.
    Unassigned,
    /// Its phase is `Pending` rather than `Unknown` or `Running`.
    Phase,
    /// It is not ready.
    NotReady,
    /// Its annotation `controller.kubernetes.io/pod-deletion-cost` is lower.
    Cost,
    /// More pods of the same workload share its node.
    DoubledUp,
    /// It has been ready for a shorter time, told by powers of two.
    ReadyForLess,
    /// It restarted more often.
    Restarts,
    /// It is younger, told by powers of two.
    Younger,
    /// Its age falls into the same power of two, and its uid is lower: as good as chance.
    Uid,
    /// Nothing: the order of their names.
    Alike,
}
