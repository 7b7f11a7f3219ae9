//! What no row of commands may ever break, whatever is typed and when.

use std::collections::BTreeMap;

use engine::kube::{Deployment, DeploymentStrategy, Meta, ReplicaSet, Uid, deployment::bounds};
use engine::log::Entry;
use engine::luck;
use engine::time::{Span, Time};
use engine::timeline::Timeline;
use engine::world::{Key, Kind, Object, World};

/// How many rows of commands are tried, and how many lines each has.
const ROWS: u64 = 12;
const LINES: usize = 30;

/// By then everything has come to rest: stuck rollouts too, for they only wait.
const REST: Span = Span::secs(240);

/// A promise: says what breaks it in a run.
type Invariant = fn(&Timeline) -> Option<String>;

const INVARIANTS: &[(&str, Invariant)] = &[
    ("the run never gets stuck", never_stuck),
    (
        "each entry follows from an earlier one or from a line",
        causes_come_first,
    ),
    ("no pod is ever on two nodes", one_node_a_pod),
    (
        "a rollout never asks for more than replicas and surge",
        within_surge,
    ),
    ("no owner is missed once all is at rest", no_dangling_owner),
    (
        "each ReplicaSet has the pods it wants once all is at rest",
        sizes_are_kept,
    ),
];

fn never_stuck(timeline: &Timeline) -> Option<String> {
    timeline.present().stuck().map(|it| format!("{it:?}"))
}

fn causes_come_first(timeline: &Timeline) -> Option<String> {
    let wrong = |entry: &&Entry| entry.because.is_some_and(|cause| cause >= entry.number);
    entries(timeline).find(wrong).map(told)
}

fn one_node_a_pod(timeline: &Timeline) -> Option<String> {
    let moved = |entry: &&Entry| match (&entry.before, &entry.after) {
        (Some(Object::Pod(before)), Some(Object::Pod(after))) => {
            before.node_name.is_some() && before.node_name != after.node_name
        }
        _ => false,
    };
    entries(timeline).find(moved).map(told)
}

/// Looks at the Deployment controller's own writes that make a ReplicaSet larger.
fn within_surge(timeline: &Timeline) -> Option<String> {
    let mut deployments: BTreeMap<Uid, Deployment> = BTreeMap::new();
    let mut sets: BTreeMap<Key, ReplicaSet> = BTreeMap::new();
    for entry in entries(timeline) {
        match &entry.after {
            Some(Object::Deployment(it)) => {
                deployments.insert(it.meta.uid, Deployment::clone(it));
            }
            Some(Object::ReplicaSet(it)) => {
                let before = sets.insert(entry.key.clone(), ReplicaSet::clone(it));
                let grew = it.spec.replicas > before.map_or(0, |it| it.spec.replicas);
                let owner = it.meta.controller().and_then(|owner| deployments.get(&owner.uid));
                let Some(owner) = owner.filter(|_| grew && entry.by == "deployment-controller") else {
                    continue;
                };
                let total = bounds::total(sets.values().filter(|set| is_owned(&set.meta, owner)));
                let most = match owner.spec.strategy {
                    DeploymentStrategy::Recreate => owner.spec.replicas,
                    DeploymentStrategy::RollingUpdate { .. } => bounds::max_total(owner),
                };
                if total > most {
                    return Some(format!("{total} of {most}: {}", told(entry)));
                }
            }
            None if entry.key.kind == Kind::ReplicaSet => {
                sets.remove(&entry.key);
            }
            _ => {}
        }
    }
    None
}

fn no_dangling_owner(timeline: &Timeline) -> Option<String> {
    let world = timeline.present().world();
    let dangles = |object: &Object| {
        let owners = object.meta().map_or(&[][..], |meta| &meta.owners);
        owners.iter().any(|owner| !is_there(world, owner.uid))
    };
    world
        .objects()
        .find(|(_, object)| dangles(object))
        .map(|(key, _)| key.to_string())
}

fn sizes_are_kept(timeline: &Timeline) -> Option<String> {
    let world = timeline.present().world();
    world
        .replica_sets()
        .filter(|set| !set.meta.is_terminating())
        .find(|set| {
            let pods = world.owned_by(set.meta.uid);
            let active = pods.filter(|it| matches!(it, Object::Pod(pod) if pod.is_active()));
            active.count() != set.spec.replicas as usize
        })
        .map(|set| format!("{} wants {}, {:?}", set.meta.name, set.spec.replicas, set.status))
}

fn is_owned(meta: &Meta, owner: &Deployment) -> bool {
    meta.controller().is_some_and(|it| it.uid == owner.meta.uid)
}

fn is_there(world: &World, uid: Uid) -> bool {
    world
        .objects()
        .any(|(_, object)| object.meta().is_some_and(|it| it.uid == uid))
}

fn entries(timeline: &Timeline) -> impl Iterator<Item = &Entry> {
    timeline.log().until(timeline.present().entries())
}

fn told(entry: &Entry) -> String {
    format!("{} {} {}: {:?}", entry.at, entry.by, entry.key, entry.why)
}

/// A line drawn by chance. Some make no sense at the moment they come: those are refused, as they should be.
fn line(draw: &mut impl FnMut(u64) -> u64) -> String {
    let (count, image) = (draw(9), draw(4));
    match draw(12) {
        0 | 1 => format!("kubectl set image deployment/web web=shop:v{image}"),
        2 | 3 => format!("kubectl scale deployment web --replicas={count}"),
        4 => "kubectl rollout undo deployment/web".to_owned(),
        5 => "kubectl rollout pause deployment/web".to_owned(),
        6 => "kubectl rollout resume deployment/web".to_owned(),
        7 => {
            let how = ["background", "foreground", "orphan"][usize::from(count > 2) + usize::from(count > 5)];
            format!("kubectl delete deployment web --cascade={how} --wait=false")
        }
        8 => "kubectl delete pod -l app=web --wait=false".to_owned(),
        9 => format!("kubectl label pod -l app=web track=t{image} --overwrite"),
        _ => "kubectl apply -f web.yaml".to_owned(),
    }
}

/// A Deployment drawn by chance, as a file of the working folder.
fn manifest(draw: &mut impl FnMut(u64) -> u64) -> String {
    let strategy = match draw(4) {
        0 => r#"{"type":"Recreate"}"#.to_owned(),
        _ => format!(
            r#"{{"type":"RollingUpdate","rollingUpdate":{{"maxSurge":{},"maxUnavailable":"{}%"}}}}"#,
            draw(4),
            1 + draw(60)
        ),
    };
    let text = format!(
        r#"{{"apiVersion":"apps/v1","kind":"Deployment","metadata":{{"name":"web"}},"spec":{{"replicas":{},"minReadySeconds":{},"progressDeadlineSeconds":30,"revisionHistoryLimit":{},"strategy":{strategy},"selector":{{"matchLabels":{{"app":"web"}}}},"template":{{"metadata":{{"labels":{{"app":"web"}}}},"spec":{{"containers":[{{"name":"web","image":"shop:v{}"}}]}}}}}}}}"#,
        draw(8),
        draw(3),
        draw(4),
        draw(3)
    );
    format!("write web.yaml {}", serde_json::json!(text))
}

#[test]
fn no_row_of_commands_breaks_an_invariant() {
    let mut accepted = 0;
    for row in 0..ROWS {
        let mut taken = 0;
        let mut draw = |end: u64| {
            taken += 1;
            luck::numbered(row, "invariants", taken) % end
        };
        let mut timeline = Timeline::new(row);
        timeline.send("node add n1 n2 n3 --cpu=4 --memory=8Gi");
        timeline.send(&manifest(&mut draw));
        timeline.send("kubectl apply -f web.yaml");
        for _ in 0..LINES {
            timeline.seek(timeline.now() + Span(draw(12_000)));
            if draw(6) == 0 {
                timeline.send(&manifest(&mut draw));
            }
            accepted += usize::from(timeline.send(&line(&mut draw)).code == 0);
        }
        timeline.send("kubectl rollout resume deployment/web");
        timeline.seek(Time(timeline.now().0 + REST.0));
        for (name, invariant) in INVARIANTS {
            if let Some(problem) = invariant(&timeline) {
                panic!("{name}: row {row}: {problem}\n{}", timeline.transcript());
            }
        }
    }
    let all = usize::try_from(ROWS).expect("a small number") * LINES;
    assert!(
        accepted * 2 > all,
        "only {accepted} of {all} lines were understood: nothing was tried"
    );
}
