//! Recorded names of pods are random: a command that names one is typed with the pod of ours that stands in its place.
//!
//! The pod is taken from the ReplicaSet that the recorded one corresponds to. Its hash says nothing here, so that is the
//! newest ReplicaSet with pods, or the newest with a pod that fits, where the kept text says more of the pod: its node,
//! and whether it is terminating. Of the pods that fit, the first by name is taken, and for each further recorded name the next.

use engine::kube::{Pod, ReplicaSet};
use engine::world::World;
use regex_lite::Regex;

/// The command with recorded names of pods replaced by ours.
pub fn ours(command: &str, recorded: &str, world: &World) -> String {
    let name = Regex::new(r"\b([a-z][a-z0-9]*)-[b-df-hj-np-tv-z2-9]{7,10}-[b-df-hj-np-tv-z2-9]{5}\b")
        .expect("a pattern");
    let place = |captures: &regex_lite::Captures| {
        let found = corresponding(&captures[1], recorded, world);
        found.map_or_else(|| captures[0].to_owned(), |pod| pod.meta.name.to_string())
    };
    name.replace_all(command, place).into_owned()
}

fn corresponding<'a>(workload: &str, recorded: &str, world: &'a World) -> Option<&'a Pod> {
    let node = Regex::new(r"(?m)^(?:Node: +|  nodeName: )(\w+)").expect("a pattern");
    let node = node.captures(recorded).map(|found| found[1].to_owned());
    let terminating = recorded.contains("\nStatus:                    Terminating")
        || recorded.contains("\n  deletionTimestamp:");
    let fits = |pod: &&Pod| {
        let starts = pod
            .meta
            .name
            .strip_prefix(workload)
            .is_some_and(|rest| rest.starts_with('-'));
        let node_fits = node.is_none() || node.as_deref() == pod.node_name.as_deref();
        starts && pod.meta.controller().is_some() && node_fits && pod.meta.is_terminating() == terminating
    };
    let newest = |pod: &&Pod| {
        let owner = pod.meta.controller().map(|owner| &owner.name);
        world
            .replica_sets()
            .find(|set| Some(&set.meta.name) == owner)
            .map_or(0, ReplicaSet::revision)
    };
    let all: Vec<&Pod> = world.pods().filter(fits).collect();
    let revision = all.iter().map(newest).max()?;
    all.into_iter().find(|pod| newest(pod) == revision)
}
