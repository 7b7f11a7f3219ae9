//! Which pods a ReplicaSet deletes: the rule on recorded candidates, and the same pods in the engine.

use crate::claims::Claim;
use crate::play::{Played, second};
use crate::recording::{Recording, list, text};
use engine::kube::replicaset::ranking::{self, Ranked};
use engine::kube::{Condition, Phase, Pod, Truth, Uid};
use engine::time::Time;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The rule of deletion on the very candidates that were recorded: nobody who stays would have had to go first.
/// The rules run in circles among pods of like ages, and a sort sees to it only that neighbours stand right. So one who
/// goes may come after one who stays where others, each of whom may precede the next, lead from the one to the other.
pub fn ranks(recording: &Recording) -> Vec<Claim> {
    let rows: BTreeMap<String, Value> = list(recording.field("table"))
        .map(|row| (text(&row["pod"]), row.clone()))
        .collect();
    let with_candidates = list(recording.field("victims")).filter(|it| it["candidates"].is_array());
    with_candidates
        .map(|step| {
            let now = Time(1_000_000_000);
            let pods: Vec<Pod> = list(&step["candidates"])
                .map(|it| candidate(it, rows.get(&text(&it["pod"])), now))
                .collect();
            let on_node = |pod: &Pod| pods.iter().filter(|it| it.node_name == pod.node_name).count();
            let ranked = pods.iter().map(|pod| Ranked {
                pod,
                rank: on_node(pod),
            });
            let all: Vec<Ranked> = ranked.collect();
            let deleted: BTreeSet<String> = list(&step["deleted"]).map(text).collect();
            let (gone, stay): (Vec<_>, Vec<_>) = all
                .iter()
                .copied()
                .partition(|it| deleted.contains(&*it.pod.meta.name));
            let wrong = gone
                .iter()
                .flat_map(|a| stay.iter().map(move |b| (a, b)))
                .filter(|(a, b)| !may_stand_before(**a, **b, &all, now))
                .map(|(a, b)| format!("{} goes and {} stays", a.pod.meta.name, b.pod.meta.name))
                .next();
            (
                format!("rule of deletion, to {}", step["to"]),
                wrong.map_or(Ok(()), Err),
            )
        })
        .collect()
}

/// Whether a sort may put a pod before another: directly, or with others between them.
fn may_stand_before(a: Ranked, b: Ranked, all: &[Ranked], now: Time) -> bool {
    let is = |x: Ranked, y: Ranked| x.pod.meta.name == y.pod.meta.name;
    let (mut reached, mut left): (Vec<Ranked>, Vec<Ranked>) = (vec![a], all.to_vec());
    while let Some(from) = reached.pop() {
        if is(from, b) {
            return true;
        }
        let next = left.iter().copied().partition(|it| !comes_after(from, *it, now));
        let (next, rest): (Vec<Ranked>, Vec<Ranked>) = next;
        reached.extend(next);
        left = rest;
    }
    false
}

/// Whether a pod surely comes after another. Recorded ages are those of half a second around the choice, and among
/// pods that became ready in one second the rules run in circles, so that the sort's own way decides.
fn comes_after(a: Ranked, b: Ranked, now: Time) -> bool {
    let ready = |it: Ranked| it.pod.status.conditions[0].last_transition;
    let around = [now.0 - 500, now.0, now.0 + 500];
    let is_circular = a.pod.is_ready() && b.pod.is_ready() && a.rank == b.rank && ready(a) == ready(b);
    !is_circular
        && around
            .iter()
            .all(|now| ranking::order(a, b, Time(*now)).0.is_gt())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "ages are some minutes"
)]
fn candidate(value: &Value, row: Option<&Value>, now: Time) -> Pod {
    let mut pod = Pod::default();
    pod.meta.name = text(&value["pod"]).into();
    let uid = u64::from_str_radix(&text(&value["uid"]), 16).unwrap_or(0);
    pod.meta.uid = Uid(uid << 32);
    pod.node_name = value["node"].as_str().map(Into::into);
    pod.status.phase = Phase::Running;
    if let Some(row) = row {
        if row["phase"] == "Pending" {
            pod.status.phase = Phase::Pending;
        }
        let annotations = row["annotations"].as_object().into_iter().flatten();
        for (name, text) in annotations.filter_map(|(name, it)| Some((name, it.as_str()?))) {
            pod.meta.annotations.insert(name.as_str().into(), text.into());
        }
    }
    let is_ready = Truth::from(value["ready"] == "True");
    let mut ready = Condition::new("Ready", is_ready, now, "", "");
    let age = value["readyAge"].as_f64().unwrap_or(0.0) * 1000.0;
    ready.last_transition = Time(now.0 - age.round() as u64);
    if let Some(row) = row {
        let until_ready = second(&row["readySince"]).saturating_sub(second(&row["created"]));
        pod.meta.created = Time(ready.last_transition.0 - until_ready * 1000);
    }
    pod.status.conditions.push(ready);
    pod
}

/// Which pods went at each step, as the engine ran: the same, or the same but for what decides by chance.
pub fn played(recording: &Recording, played: &Played) -> Vec<Claim> {
    let ends = played.scalings.iter().skip(1).copied().chain([u64::MAX]);
    let spans: Vec<_> = played.scalings.iter().copied().zip(ends).collect();
    let rows: BTreeMap<String, String> = list(recording.field("table"))
        .map(|row| (text(&row["pod"]), class(row)))
        .collect();
    let classes = |names: &[String]| {
        let mut classes: Vec<_> = names
            .iter()
            .map(|it| rows.get(it).cloned().unwrap_or_default())
            .collect();
        classes.sort();
        classes
    };
    list(recording.field("victims"))
        .zip(spans)
        .map(|(step, (from, to))| {
            let mut expected: Vec<String> = list(&step["deleted"]).map(text).collect();
            expected.sort();
            let found = played.deleted(from, to);
            let verdict = if expected == found || classes(&expected) == classes(&found) {
                Ok(())
            } else {
                Err(format!("expected {expected:?}, got {found:?}"))
            };
            (format!("who goes, to {}", step["to"]), verdict)
        })
        .collect()
}

/// What the rules see of a pod before ages and chance decide.
fn class(row: &Value) -> String {
    let cost = row["annotations"][ranking::DELETION_COST].as_str().unwrap_or("0");
    format!(
        "{} {} {} {cost}",
        row["node"].is_null(),
        row["phase"],
        row["ready"]
    )
}
