//! What a recording claims, and whether the engine's run bears it out.

use crate::play::{Played, play};
use crate::recording::{Recording, Run, list, text};
use crate::{seen, victims};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A claim and, where it does not hold, what was found instead.
pub type Claim = (String, Result<(), String>);

/// Components whose Events are the control plane's own; the recordings' kubelet was a stand-in.
const SOURCES: &[&str] = &["deployment-controller", "replicaset-controller"];

/// Everything a recording claims. One that cannot be judged is a claim that does not hold.
pub fn of(recording: &Recording) -> Vec<Claim> {
    let told = |cause: Box<dyn std::any::Any + Send>| Err(format!("panicked: {}", panic_text(&*cause)));
    catch_unwind(AssertUnwindSafe(|| all(recording)))
        .unwrap_or_else(|cause| vec![("it can be judged".to_owned(), told(cause))])
}

fn all(recording: &Recording) -> Vec<Claim> {
    let mut claims = Vec::new();
    if !recording.field("victims").is_null() {
        claims.extend(victims::ranks(recording));
    }
    match play(recording) {
        Err(problem) => claims.push(("it can be played".to_owned(), Err(problem))),
        Ok(played) => {
            claims.push(("it can be played".to_owned(), Ok(())));
            if recording.field("victims").is_null() {
                claims.extend(rollout(recording, &played));
            } else {
                claims.extend(victims::played(recording, &played));
            }
            if recording.name.starts_with("g-") {
                claims.push(("lives of endpoints".to_owned(), endpoints(recording, &played)));
            }
        }
    }
    claims
}

fn rollout(recording: &Recording, played: &Played) -> Vec<Claim> {
    let mut claims = vec![
        ("pods wanted".to_owned(), sequence(recording, played)),
        ("bounds".to_owned(), bounds(recording, played)),
        (
            "Progressing".to_owned(),
            condition(recording, played, "Progressing"),
        ),
        ("Available".to_owned(), condition(recording, played, "Available")),
        ("Events".to_owned(), events(recording, played)),
    ];
    let (ours, theirs) = (Names::of(played.sets()), Names::of(recording.first().sets()));
    let last: BTreeMap<_, _> = played
        .last()
        .into_iter()
        .map(|((kind, name), facts)| ((kind, ours.plain(&name)), facts))
        .collect();
    for ((kind, name), facts) in recording.first().last() {
        if kind != "Deployment" && kind != "ReplicaSet" {
            continue;
        }
        let name = theirs.plain(&name);
        let found = last.get(&(kind.clone(), name.clone()));
        let verdict = found.map_or_else(
            || Err("it is not there at the end".to_owned()),
            |found| same_facts(&facts, &theirs, found, &ours),
        );
        claims.push((format!("{kind} {name} at the end"), verdict));
    }
    claims
}

/// The sizes of the ReplicaSets, step by step, where the runs agreed; otherwise the first steps, the end and the sum.
fn sequence(recording: &Recording, played: &Played) -> Result<(), String> {
    let mut ours: Vec<Vec<u64>> = played.sizes().into_iter().map(|(sizes, _)| sizes).collect();
    ours.dedup();
    let theirs: Vec<_> = recording.runs().map(Run::spec_sequence).collect();
    if theirs.contains(&ours) || theirs[0].is_empty() {
        return Ok(());
    }
    let close = |theirs: &Vec<Vec<u64>>| {
        let early = theirs.len().min(3);
        theirs[..early] == ours[..early.min(ours.len())] && theirs.last() == ours.last()
    };
    if !recording.is_stable("specSequence") && theirs.iter().any(close) {
        return Ok(());
    }
    Err(format!("expected {:?}, got {ours:?}", theirs[0]))
}

fn bounds(recording: &Recording, played: &Played) -> Result<(), String> {
    let steps = played.sizes();
    let most = steps.iter().map(|(sizes, _)| sizes.iter().sum::<u64>()).max();
    let least = steps.iter().map(|(_, available)| *available).min();
    let bound = |name| recording.runs().filter_map(move |run| run.bound(name));
    if let (Some(most), Some(bound)) = (most, bound("maxSpecTotal").max())
        && most > bound
    {
        return Err(format!("{most} pods were wanted, {bound} are the most"));
    }
    if let (Some(least), Some(bound)) = (least, bound("minAvailable").min())
        && least < bound
    {
        return Err(format!("{least} pods were available, {bound} are the least"));
    }
    Ok(())
}

/// What a condition said: in the same order where it tells the progress, the same things where it may come and go.
fn condition(recording: &Recording, played: &Played, kind: &str) -> Result<(), String> {
    let names = Names::of(played.sets());
    let ours = without_repeats(played.condition(kind).iter().map(|it| names.plain(it)));
    let theirs: Vec<Vec<String>> = recording.runs().map(|run| told(run, kind)).collect();
    let set = |list: &[String]| list.iter().cloned().collect::<BTreeSet<_>>();
    let is_same = |theirs: &Vec<String>| {
        if kind == "Progressing" && recording.is_stable("specSequence") {
            *theirs == ours
        } else {
            set(theirs) == set(&ours)
        }
    };
    if theirs.iter().any(is_same) {
        return Ok(());
    }
    Err(format!("expected {:?}, got {ours:?}", theirs[0]))
}

/// What a condition of the Deployments said in a recorded run, the state at the start included.
fn told(run: Run, kind: &str) -> Vec<String> {
    let names = Names::of(run.sets());
    let fact = format!("cond.{kind}");
    let before = run.initial();
    let first = before
        .iter()
        .filter(|((kind, _), _)| kind == "Deployment")
        .filter_map(|(_, facts)| facts.get(&fact));
    let later = run
        .observed()
        .filter(|it| it["kind"] == "Deployment")
        .map(|it| &it["set"][&fact]);
    let all = first
        .chain(later)
        .filter_map(Value::as_str)
        .map(|it| names.plain(it));
    without_repeats(all)
}

fn without_repeats(all: impl Iterator<Item = String>) -> Vec<String> {
    let mut all: Vec<String> = all.collect();
    all.dedup();
    all
}

/// The Events of the controllers: the same ones where the runs agreed, otherwise the same wordings.
fn events(recording: &Recording, played: &Played) -> Result<(), String> {
    let ours_names = Names::of(played.sets());
    let ours = played
        .events()
        .into_iter()
        .filter(|(source, ..)| SOURCES.contains(&source.as_str()))
        .map(|(_, reason, message)| format!("{reason}: {}", ours_names.plain(&message)));
    let is_exact = recording.is_stable("specSequence");
    let ours = worded(ours, is_exact);
    let theirs: Vec<_> = recording
        .runs()
        .map(|run| {
            let names = Names::of(run.sets());
            let said = said(run).map(|(reason, message)| format!("{reason}: {}", names.plain(&message)));
            worded(said, is_exact)
        })
        .collect();
    if theirs.contains(&ours) {
        return Ok(());
    }
    let (missing, more): (Vec<_>, Vec<_>) = (
        theirs[0].difference(&ours).collect(),
        ours.difference(&theirs[0]).collect(),
    );
    Err(format!("missing {missing:?}, not expected {more:?}"))
}

/// What the controllers said in a recorded run. Where many like Events were put together, later messages stand without
/// their source and reason, which the wording tells.
fn said(run: Run<'_>) -> impl Iterator<Item = (String, String)> {
    let reasons = [
        ("Scaled ", "ScalingReplicaSet"),
        ("Created pod", "SuccessfulCreate"),
        ("Deleted pod", "SuccessfulDelete"),
    ];
    run.observed()
        .filter(|it| it["kind"] == "Event")
        .filter_map(move |it| {
            let facts = &it["set"];
            let message = facts["message"].as_str()?;
            let message = message.trim_start_matches("(combined from similar events): ");
            let worded = reasons
                .iter()
                .find(|(start, _)| message.starts_with(start))
                .map(|(_, reason)| *reason);
            let reason = match facts["source"].as_str() {
                Some(source) if SOURCES.contains(&source) => facts["reason"].as_str(),
                Some(_) => None,
                None => worded,
            };
            Some((reason?.to_owned(), message.to_owned()))
        })
}

/// The wordings of Events; without the numbers unless those are certain.
fn worded(all: impl Iterator<Item = String>, is_exact: bool) -> BTreeSet<String> {
    let without_numbers = |it: String| -> String {
        let words = it
            .split(' ')
            .map(|word| if word.parse::<u64>().is_ok() { "N" } else { word });
        words.collect::<Vec<_>>().join(" ")
    };
    all.map(|it| if is_exact { it } else { without_numbers(it) })
        .collect()
}

fn same_facts(
    theirs: &Map<String, Value>,
    their_names: &Names,
    ours: &Map<String, Value>,
    our_names: &Names,
) -> Result<(), String> {
    // Those count writes, which are merged differently.
    let passed_over = ["generation", "observedGeneration", "finalizers", "deleting"];
    let plain = |value: &Value, names: &Names| match value.as_str() {
        Some(it) => Value::from(names.plain(it)),
        None => value.clone(),
    };
    for (name, value) in theirs {
        if passed_over.contains(&name.as_str()) {
            continue;
        }
        let (expected, found) = (
            plain(value, their_names),
            plain(ours.get(name).unwrap_or(&Value::Null), our_names),
        );
        if expected != found {
            return Err(format!("{name}: expected {expected}, got {found}"));
        }
    }
    Ok(())
}

fn endpoints(recording: &Recording, played: &Played) -> Result<(), String> {
    let ours = played.endpoint_lives();
    let theirs: Vec<_> = recording.runs().map(recorded_lives).collect();
    if theirs.contains(&ours) {
        return Ok(());
    }
    Err(format!("expected {:?}, got {ours:?}", theirs[0]))
}

fn recorded_lives(run: Run) -> Vec<Vec<String>> {
    let mut lives = BTreeMap::new();
    let slices = run.observed().filter(|it| it["kind"] == "EndpointSlice");
    for slice in slices.filter(|it| it["set"]["endpoints"].is_array()) {
        let is = |it: &Value, name: &str| it[name] == true;
        let now = list(&slice["set"]["endpoints"]).map(|it| {
            let told = seen::told_endpoint(is(it, "ready"), is(it, "serving"), is(it, "terminating"));
            (text(&it["pod"]), told)
        });
        seen::live_on(&mut lives, now.collect());
    }
    seen::sorted(lives)
}

/// Names of ReplicaSets and their pods, replaced by the order in which they came.
struct Names(Vec<String>);

impl Names {
    fn of(sets: Vec<String>) -> Self {
        Self(sets)
    }

    fn plain(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (place, set) in self.0.iter().enumerate() {
            while let Some(at) = text.find(set.as_str()) {
                let rest = &text[at + set.len()..];
                // A pod's name goes on with a dash and five letters.
                let pod = rest.strip_prefix('-').filter(|it| it.len() >= 5);
                let (mark, cut) = match pod {
                    Some(_) => (format!("<pod of {place}>"), 6),
                    None => (format!("<set {place}>"), 0),
                };
                text = format!("{}{mark}{}", &text[..at], &rest[cut..]);
            }
        }
        text
    }
}

fn panic_text(cause: &(dyn std::any::Any + Send)) -> String {
    let text = cause.downcast_ref::<&str>().copied().map(str::to_owned);
    text.or_else(|| cause.downcast_ref::<String>().cloned())
        .unwrap_or_default()
}
