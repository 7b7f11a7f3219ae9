//! What happened in the engine, in the words of the recordings.

use crate::play::Played;
use crate::recording::Facts;
use engine::kube::deployment::revision::{DESIRED_REPLICAS, MAX_REPLICAS, REVISION_HISTORY};
use engine::kube::{Condition, Labels, Meta, REVISION};
use engine::log::Entry;
use engine::time::Time;
use engine::world::{Kind, Object};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

impl Played {
    /// What was written in the log since the recording's start.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.all_entries().filter(|entry| entry.number >= self.first)
    }

    fn all_entries(&self) -> impl Iterator<Item = &Entry> {
        self.timeline.log().until(self.timeline.present().entries())
    }

    /// The ReplicaSets in the order in which they came.
    pub fn sets(&self) -> Vec<String> {
        self.created(Kind::ReplicaSet)
    }

    /// The pods in the order in which they were created.
    pub fn pods(&self) -> Vec<String> {
        self.created(Kind::Pod)
    }

    /// The pod that is given another label.
    pub fn relabelled(&self) -> String {
        self.pods().into_iter().next().unwrap_or_default()
    }

    fn created(&self, kind: Kind) -> Vec<String> {
        let new = |entry: &&Entry| entry.key.kind == kind && entry.before.is_none();
        self.all_entries()
            .filter(new)
            .map(|entry| entry.key.name.to_string())
            .collect()
    }

    /// The sizes of the ReplicaSets, and how many of their pods they called available, after each change of either.
    pub fn sizes(&self) -> Vec<(Vec<u64>, u64)> {
        let names = self.sets();
        let mut sizes = vec![0; names.len()];
        let mut available = vec![0; names.len()];
        let mut steps = Vec::new();
        let mut has_begun = false;
        for entry in self.all_entries() {
            if entry.number >= self.first && !has_begun {
                has_begun = true;
                steps.push((sizes.clone(), available.iter().sum()));
            }
            let place = names.iter().position(|name| **name == *entry.key.name);
            let (Some(place), Kind::ReplicaSet) = (place, entry.key.kind) else {
                continue;
            };
            let set = match &entry.after {
                Some(Object::ReplicaSet(set)) => (set.spec.replicas, set.status.available_replicas),
                _ => (0, 0),
            };
            sizes[place] = u64::from(set.0);
            available[place] = u64::from(set.1);
            if has_begun {
                steps.push((sizes.clone(), available.iter().sum()));
            }
        }
        steps
    }

    /// When pods became ready, one after the other.
    pub fn became_ready(&self) -> Vec<Time> {
        let is_ready = |object: &Option<Object>| matches!(object, Some(Object::Pod(pod)) if pod.is_ready());
        self.entries()
            .filter(|entry| is_ready(&entry.after) && !is_ready(&entry.before))
            .map(|entry| entry.at)
            .collect()
    }

    /// What a condition of the Deployments said, one after the other.
    pub fn condition(&self, kind: &str) -> Vec<String> {
        let mut told: Vec<String> = Vec::new();
        for entry in self.entries() {
            let Some(Object::Deployment(deployment)) = &entry.after else {
                continue;
            };
            let known = engine::kube::condition(&deployment.status.conditions, kind).map(condition);
            if let Some(text) = known.filter(|it| told.last() != Some(it)) {
                told.push(text);
            }
        }
        told
    }

    /// The Events since the start, oldest first: source, reason and message, once for every time they were written.
    /// They are looked at whenever something has happened, for those of many like ones keep only the last message.
    pub fn events(&self) -> Vec<(String, String, String)> {
        let mut again = self.timeline.clone();
        let start = self.start.whole_second();
        let mut moments: Vec<Time> = self.entries().map(|entry| entry.at).collect();
        moments.push(self.timeline.now());
        moments.dedup();
        let mut told = BTreeMap::new();
        for moment in moments {
            again.seek(moment);
            let events = again.present().world().events();
            for event in events.filter(|event| event.last >= start) {
                let message = event
                    .message
                    .trim_start_matches("(combined from similar events): ");
                let words = (
                    event.component.to_string(),
                    event.reason.to_string(),
                    message.to_owned(),
                );
                told.insert(event.meta.version, words);
            }
        }
        told.into_values().collect()
    }

    /// The pods that were asked to go between two entries.
    pub fn deleted(&self, from: u64, to: u64) -> Vec<String> {
        let mut names: Vec<String> = self
            .entries()
            .filter(|entry| (from..to).contains(&entry.number) && entry.key.kind == Kind::Pod)
            .filter(|entry| is_terminating(entry.after.as_ref()) && !is_terminating(entry.before.as_ref()))
            .map(|entry| entry.key.name.to_string())
            .collect();
        names.sort();
        names
    }

    /// What each pod was to its Service, one after the other, in no order among the pods.
    pub fn endpoint_lives(&self) -> Vec<Vec<String>> {
        let mut lives: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for entry in self.entries() {
            let Some(Object::EndpointSlice(slice)) = &entry.after else {
                continue;
            };
            let now = slice.endpoints.iter().map(|it| {
                let told = told_endpoint(
                    it.conditions.ready,
                    it.conditions.serving,
                    it.conditions.terminating,
                );
                (it.pod.to_string(), told)
            });
            live_on(&mut lives, now.collect());
        }
        sorted(lives)
    }

    /// The Deployments and ReplicaSets at the end, with the facts that a recording has of them.
    pub fn last(&self) -> Facts {
        let objects = self.timeline.present().world().objects();
        objects
            .filter_map(|(key, object)| {
                let facts = facts(object)?;
                Some(((key.kind.name().to_owned(), key.name.to_string()), facts))
            })
            .collect()
    }
}

/// An endpoint in one word.
pub fn told_endpoint(ready: bool, serving: bool, terminating: bool) -> String {
    let mark = |is: bool, letter: &'static str| if is { letter } else { "-" };
    format!(
        "{}{}{}",
        mark(ready, "r"),
        mark(serving, "s"),
        mark(terminating, "t")
    )
}

/// Carries the lives of endpoints on by what a slice now says.
pub fn live_on(lives: &mut BTreeMap<String, Vec<String>>, now: BTreeMap<String, String>) {
    for (pod, life) in lives.iter_mut() {
        if !now.contains_key(pod) && life.last().is_some_and(|it| it != "gone") {
            life.push("gone".to_owned());
        }
    }
    for (pod, told) in now {
        let life = lives.entry(pod).or_default();
        if life.last() != Some(&told) {
            life.push(told);
        }
    }
}

/// Lives without the names.
pub fn sorted(lives: BTreeMap<String, Vec<String>>) -> Vec<Vec<String>> {
    let mut lives: Vec<_> = lives.into_values().collect();
    lives.sort();
    lives
}

fn is_terminating(object: Option<&Object>) -> bool {
    object.is_none_or(|it| it.meta().is_some_and(Meta::is_terminating))
}

fn condition(it: &Condition) -> String {
    format!("{} {} | {}", it.status.name(), it.reason, it.message)
}

fn facts(object: &Object) -> Option<Map<String, Value>> {
    let (mut facts, conditions) = match object {
        Object::Deployment(it) => {
            let status = &it.status;
            let facts = json!({
                "spec.replicas": it.spec.replicas,
                "replicas": status.replicas,
                "updatedReplicas": status.updated_replicas,
                "readyReplicas": status.ready_replicas,
                "availableReplicas": status.available_replicas,
                "unavailableReplicas": status.unavailable_replicas,
                "image": image(&it.spec.template),
            });
            (facts, &status.conditions)
        }
        Object::ReplicaSet(it) => {
            let status = &it.status;
            let facts = json!({
                "spec.replicas": it.spec.replicas,
                "replicas": status.replicas,
                "fullyLabeledReplicas": status.fully_labeled_replicas,
                "readyReplicas": status.ready_replicas,
                "availableReplicas": status.available_replicas,
                "image": image(&it.spec.template),
            });
            (facts, &status.conditions)
        }
        _ => return None,
    };
    let meta = object.meta()?;
    for (name, annotation) in [
        ("revision", REVISION),
        ("desired-replicas", DESIRED_REPLICAS),
        ("max-replicas", MAX_REPLICAS),
        ("revision-history", REVISION_HISTORY),
    ] {
        if let Some(value) = annotation_of(&meta.annotations, annotation) {
            facts[name] = value;
        }
    }
    for it in conditions {
        facts[format!("cond.{}", it.kind)] = json!(condition(it));
    }
    if let Some(owner) = meta.controller() {
        facts["owner"] = json!(format!("{}/{}", owner.kind.name(), owner.name));
    }
    facts.as_object().cloned()
}

fn annotation_of(annotations: &Labels, name: &str) -> Option<Value> {
    annotations.get(name).map(|it| json!(&**it))
}

fn image(template: &engine::kube::PodTemplate) -> &str {
    template.spec.containers.first().map_or("", |it| &it.image)
}
