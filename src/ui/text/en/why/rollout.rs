//! English: why a workload controller or the garbage collector acted.

use engine::reason::rollout::{DeletionRule, Why};

pub fn why(why: &Why) -> String {
    match why {
        Why::NewReplicaSet {
            replicas,
            surge,
            total_before,
            size,
        } => format!(
            "New template, new ReplicaSet: {total_before} before + {size} new ≤ {replicas} replicas + {surge} maxSurge"
        ),
        Why::ScaleUpNew {
            replicas,
            surge,
            total_before,
            from,
            to,
        } => {
            let old = total_before.saturating_sub(*from);
            format!(
                "{old} old + {to} new = {} ≤ {replicas} replicas + {surge} maxSurge",
                old + to
            )
        }
        Why::ScaleDownNew { replicas, from } => {
            format!("The Deployment wants {replicas}, the new ReplicaSet asked for {from}")
        }
        Why::CleanUpUnhealthy {
            total,
            least,
            new_unavailable,
            unhealthy,
            from,
            to,
        } => format!(
            "Pods that serve nobody go first: {unhealthy} are not available, and at most {total} − {least} − {new_unavailable} may go, so {from} → {to}"
        ),
        Why::ScaleDownOld {
            available,
            least,
            from,
            to,
        } => format!(
            "{available} available − {least} that must stay = {} to spare, so old {from} → {to}",
            available.saturating_sub(*least)
        ),
        Why::RecreateScaleDown { from } => {
            format!("Recreate: all {from} old pods go before the first new one comes")
        }
        Why::RecreateScaleUp { replicas, from } => {
            format!(
                "Recreate: no old pod runs any more, so the new ReplicaSet goes from {from} to {replicas}"
            )
        }
        Why::FollowReplicas { from, to } => format!("The Deployment's replicas changed from {from} to {to}"),
        Why::Saturated { from } => {
            format!("The new ReplicaSet is complete, so the last {from} of the old one can go")
        }
        Why::Proportional {
            to_add,
            most_before,
            most,
            from,
            to,
        } => format!(
            "Scaled during a rollout: at most {most_before} → {most} pods, {to_add:+} in all; this ReplicaSet's part is {from} → {to}"
        ),
        Why::Revision { revision } => format!("It has the wanted template, so it is revision {revision}"),
        Why::HashCollision { count } => {
            format!("Another ReplicaSet has that name; the next try uses another hash (collision {count})")
        }
        Why::BeyondHistoryLimit {
            limit,
            kept,
            revision,
        } => {
            format!(
                "{kept} old ReplicaSets, revisionHistoryLimit is {limit}: revision {revision} is the oldest"
            )
        }
        Why::DeploymentStatus {
            updated,
            available,
            replicas,
        } => {
            format!("It sees {updated} updated and {available} available of {replicas}")
        }
        Why::Paused => "The Deployment was paused".to_owned(),
        Why::Resumed => "The Deployment was resumed".to_owned(),
        Why::DeadlineExceeded { deadline_secs } => {
            format!("Nothing got better for {deadline_secs} s (progressDeadlineSeconds)")
        }
        Why::Adopt { owner } => format!("It matches the selector of {owner} and had no owner"),
        Why::Release { owner } => format!("It no longer matches the selector of {owner}"),
        Why::CreatePod { have, want, batch } => {
            format!("{have} pods, {want} wanted; created in batches of 1, 2, 4 …, this one of {batch}")
        }
        Why::CreateRefused => "The API server refused the pod".to_owned(),
        Why::DeletePod { have, want, rule } => match rule {
            Some(rule) => format!(
                "{have} pods, {want} wanted; this one goes first because {}",
                deletion(*rule)
            ),
            None => format!("{have} pods, {want} wanted, so all go"),
        },
        Why::ReplicaSetStatus {
            ready,
            available,
            replicas,
        } => {
            format!("It sees {ready} ready and {available} available of {replicas}")
        }
        Why::OwnerGone { owner } => format!("Its owner {owner} is gone"),
        Why::OwnerWaits { owner } => format!("Its owner {owner} is being deleted and waits for it"),
        Why::Orphaned { owner } => format!("{owner} was deleted with --cascade=orphan, so this stays"),
        Why::OwnerReferenceDropped { owner } => format!("Its owner {owner} is gone, another remains"),
        Why::FinalizerDone { finalizer } => format!("Nothing is left to wait for, so {finalizer} is done"),
    }
}

fn deletion(rule: DeletionRule) -> &'static str {
    match rule {
        DeletionRule::Unassigned => "it has no node yet",
        DeletionRule::Phase => "it is still Pending",
        DeletionRule::NotReady => "it is not ready",
        DeletionRule::Cost => "its deletion cost is lower",
        DeletionRule::DoubledUp => "more pods like it share its node",
        DeletionRule::ReadyForLess => "it has been ready for a shorter time",
        DeletionRule::Restarts => "it restarted more often",
        DeletionRule::Younger => "it is younger",
        DeletionRule::Uid => "its uid is lower, which is as good as chance",
        DeletionRule::Alike => "it comes first by name",
    }
}
