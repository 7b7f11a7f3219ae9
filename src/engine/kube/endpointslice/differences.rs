//! What slices will say that they did not say before: the why of their being written.

use std::sync::Arc;

use crate::{
    kube::Endpoint,
    reason::endpoint::{PodChange, Why},
    sort::Sort,
    world::Text,
};

use super::Group;

/// Where what slices say and what they should say differ.
#[derive(Default)]
pub struct Differences<'a> {
    /// What they should say and do not, with what they say of the same pod.
    pub came: Vec<(Option<&'a Endpoint>, &'a Arc<Endpoint>)>,
    /// What they say and should not.
    pub left: Vec<&'a Arc<Endpoint>>,
}

impl Differences<'_> {
    /// The same as a reason, named for the first pod that is concerned.
    pub fn why(mut self, groups: &[Group]) -> Why {
        self.came.order_by(|(_, a), (_, b)| a.pod.cmp(&b.pod));
        self.left.order_by(|a, b| a.pod.cmp(&b.pod));
        // A pod whose ports have changed left some slices and came to others.
        let left = |pod: &Text| {
            let place = self.left.binary_search_by(|it| it.pod.cmp(pod)).ok()?;
            Some(&**self.left[place])
        };
        let has_come = |pod: &Text| self.came.binary_search_by(|(_, it)| it.pod.cmp(pod)).is_ok();
        let came = self.came.iter().filter_map(|(old, new)| {
            let old = old.or_else(|| left(&new.pod));
            let change = old.map_or(Some(PodChange::Joined), |old| pod_change(old, new))?;
            Some((&new.pod, change))
        });
        let went = self.left.iter().filter(|old| !has_come(&old.pod));
        let went = went.map(|old| (&old.pod, PodChange::Left));
        let mut changes = came.chain(went);
        let endpoints: usize = groups.iter().map(|group| group.endpoints.len()).sum();
        let ready = groups.iter().flat_map(|group| &group.endpoints);
        match changes.next() {
            Some((pod, change)) => Why::PodsChanged {
                pod: pod.clone(),
                change,
                changed: count(1 + changes.count()),
                ready: count(ready.filter(|it| it.conditions.ready).count()),
                endpoints: count(endpoints),
            },
            None if endpoints == 0 => Why::NoPods,
            None => Why::ServiceChanged,
        }
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// What happened to a pod of which a slice said `old`; none if nothing did.
fn pod_change(old: &Endpoint, new: &Endpoint) -> Option<PodChange> {
    if old == new {
        return None;
    }
    Some(match (&old.conditions, &new.conditions) {
        (old, new) if new.terminating && !old.terminating => PodChange::Terminates,
        (old, new) if new.serving && !old.serving => PodChange::BecameReady,
        (old, new) if old.serving && !new.serving => PodChange::BecameUnready,
        _ => PodChange::Other,
    })
}
