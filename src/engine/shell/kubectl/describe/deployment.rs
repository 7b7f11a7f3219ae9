//! `kubectl describe deployment` and `describe replicaset`.

use crate::sort::Sort;
use serde_json::Value;

use super::{container, page::Page};
use crate::{
    controller::View,
    kube::{Deployment, POD_TEMPLATE_HASH, Phase, Pod, PodTemplate, ReplicaSet, Uid},
    shell::kubectl::print::{
        fields::{number, plain, text},
        selector,
    },
    world::{Object, World},
};

/// Writes the page of a Deployment up to its events.
pub fn describe(page: &mut Page, deployment: &Value, typed: &Deployment, view: &View) {
    let count = |field: &str| number(deployment, &format!("/status/{field}Replicas"));
    page.field(0, "Name", text(deployment, "/metadata/name"));
    page.field(0, "Namespace", text(deployment, "/metadata/namespace"));
    page.field(
        0,
        "CreationTimestamp",
        super::moment(deployment, "/metadata/creationTimestamp"),
    );
    page.labels("Labels", deployment, "/metadata/labels");
    page.annotations("Annotations", deployment, "/metadata/annotations");
    page.field(0, "Selector", selector(deployment, "/spec/selector"));
    let replicas = format!(
        "{} desired | {} updated | {} total | {} available | {} unavailable",
        number(deployment, "/spec/replicas"),
        count("updated"),
        number(deployment, "/status/replicas"),
        count("available"),
        count("unavailable"),
    );
    page.field(0, "Replicas", replicas);
    page.field(0, "StrategyType", text(deployment, "/spec/strategy/type"));
    page.field(0, "MinReadySeconds", number(deployment, "/spec/minReadySeconds"));
    if let Some(rolling) = deployment.pointer("/spec/strategy/rollingUpdate") {
        let [unavailable, surge] = ["maxUnavailable", "maxSurge"].map(|field| plain(&rolling[field]));
        let text = format!("{unavailable} max unavailable, {surge} max surge");
        page.field(0, "RollingUpdateStrategy", text);
    }
    container::template(page, &deployment["spec"]["template"]);
    page.conditions(deployment);
    let sets = replica_sets(typed, view.world);
    let new = new_replica_set(typed, &sets);
    if !sets.is_empty() {
        let is_new = |set: &ReplicaSet| new.is_some_and(|it| it.meta.uid == set.meta.uid);
        let old = sets.iter().copied().filter(|set| !is_new(set));
        page.field(0, "OldReplicaSets", named(old));
        page.field(0, "NewReplicaSet", named(new.into_iter()));
    }
}

/// The ReplicaSets of a Deployment, oldest first.
pub fn replica_sets<'a>(deployment: &Deployment, world: &'a World) -> Vec<&'a ReplicaSet> {
    let mut sets: Vec<&ReplicaSet> = world
        .owned_by(deployment.meta.uid)
        .filter_map(|object| match object {
            Object::ReplicaSet(set) => Some(&**set),
            _ => None,
        })
        .collect();
    sets.order_by(|a, b| (a.meta.created, &a.meta.name).cmp(&(b.meta.created, &b.meta.name)));
    sets
}

/// The oldest ReplicaSet made from the Deployment's present template.
fn new_replica_set<'a>(deployment: &Deployment, sets: &[&'a ReplicaSet]) -> Option<&'a ReplicaSet> {
    let same = |template: &PodTemplate| {
        let wanted = &deployment.spec.template;
        let labels = template.metadata.labels.iter();
        labels
            .filter(|(name, _)| &***name != POD_TEMPLATE_HASH)
            .eq(wanted.metadata.labels.iter())
            && template.metadata.annotations == wanted.metadata.annotations
            && template.spec == wanted.spec
    };
    sets.iter().copied().find(|set| same(&set.spec.template))
}

fn named<'a>(sets: impl Iterator<Item = &'a ReplicaSet>) -> String {
    let one = |set: &ReplicaSet| {
        format!(
            "{} ({}/{} replicas created)",
            set.meta.name, set.status.replicas, set.spec.replicas
        )
    };
    let all: Vec<String> = sets.map(one).collect();
    if all.is_empty() {
        "<none>".into()
    } else {
        all.join(", ")
    }
}

/// Writes the page of a ReplicaSet up to its events.
pub fn describe_set(page: &mut Page, set: &Value, uid: Uid, view: &View) {
    page.field(0, "Name", text(set, "/metadata/name"));
    page.field(0, "Namespace", text(set, "/metadata/namespace"));
    page.field(0, "Selector", selector(set, "/spec/selector"));
    page.labels("Labels", set, "/metadata/labels");
    page.annotations("Annotations", set, "/metadata/annotations");
    super::controlled_by(page, set);
    let replicas = format!(
        "{} current / {} desired",
        number(set, "/status/replicas"),
        number(set, "/spec/replicas")
    );
    page.field(0, "Replicas", replicas);
    page.field(0, "Pods Status", pods_status(uid, view.world));
    container::template(page, &set["spec"]["template"]);
    page.conditions(set);
}

/// The pods behind a workload or a Service, those that are ready first, then by name.
pub fn pods_of<'a>(object: &Object, world: &'a World) -> Vec<&'a Pod> {
    let fits = |pod: &&Pod| match object {
        Object::Deployment(it) => {
            pod.meta.namespace == it.meta.namespace && it.spec.selector.matches(&pod.meta.labels)
        }
        Object::ReplicaSet(it) => pod
            .meta
            .controller()
            .is_some_and(|owner| owner.uid == it.meta.uid),
        Object::Service(it) => {
            let selector = &it.spec.selector;
            let has = |(name, value)| pod.meta.labels.get(name) == Some(value);
            pod.meta.namespace == it.meta.namespace && !selector.is_empty() && selector.iter().all(has)
        }
        _ => false,
    };
    let mut pods: Vec<&Pod> = world.pods().filter(fits).collect();
    pods.order_by_key(|pod| !pod.is_ready());
    pods
}

fn pods_status(owner: Uid, world: &World) -> String {
    let pods: Vec<&Pod> = world
        .owned_by(owner)
        .filter_map(|object| match object {
            Object::Pod(pod) => Some(&**pod),
            _ => None,
        })
        .collect();
    let count = |phase: Phase| pods.iter().filter(|pod| pod.status.phase == phase).count();
    format!(
        "{} Running / {} Waiting / {} Succeeded / {} Failed",
        count(Phase::Running),
        count(Phase::Pending),
        count(Phase::Succeeded),
        count(Phase::Failed)
    )
}
