//! Acts a recording out: its manifests and actions as lines that a person types.

use crate::recording::{Recording, Run, list, text};
use engine::kube::deployment::progress;
use engine::kube::{Deployment, POD_TEMPLATE_HASH, condition};
use engine::time::{Span, Time};
use engine::timeline::Timeline;
use serde_json::{Value, json};

/// What became of a recording in the engine.
pub struct Played {
    /// The whole run.
    pub timeline: Timeline,
    /// The moment that the recording calls 0.
    pub start: Time,
    /// How many entries the log had at that moment.
    pub first: u64,
    /// How many entries the log had at each change of the Deployment's size.
    pub scalings: Vec<u64>,
}

/// How long one waits for the world to come to rest before the recording begins.
const PATIENCE_SECS: u64 = 300;

/// The nodes of the recordings.
const NODES: usize = 6;

/// Plays the first run of a recording.
pub fn play(recording: &Recording) -> Result<Played, String> {
    let mut timeline = Timeline::new(1);
    for place in 1..=NODES {
        type_line(
            &mut timeline,
            &format!(
                "node add n{place} --cpu=4 --memory=16Gi --zone=z{}",
                (place - 1) % 3 + 1
            ),
        )?;
    }
    pause(&mut timeline, Span::secs(5));
    let run = recording.first();
    let has_pods = recording.field("setup")["pods"].is_array();
    if has_pods {
        create_named_pods(&mut timeline, recording)?;
    } else {
        prepare(&mut timeline, recording, run)?;
    }
    let start = Time((timeline.now().0 / 1000 + 2) * 1000);
    timeline.seek(start);
    let mut played = Played {
        first: timeline.present().entries(),
        timeline,
        start,
        scalings: Vec::new(),
    };
    act(&mut played, recording, run)?;
    // Ours may be a little slower at some step: the end is the same.
    played.timeline.seek(after(start, run.length() + 4.0));
    Ok(played)
}

/// Brings about what there was at the start: revision after revision, each until it is complete.
fn prepare(timeline: &mut Timeline, recording: &Recording, run: Run) -> Result<(), String> {
    let initial = run.initial();
    let manifests = list(&recording.field("setup")["manifests"]);
    for manifest in manifests {
        let kind = text(&manifest["kind"]);
        let name = text(&manifest["metadata"]["name"]);
        if kind == "Deployment" && !initial.contains_key(&(kind, name.clone())) {
            continue;
        }
        apply(timeline, recording, manifest)?;
        if manifest["kind"] == "Deployment" {
            rest(timeline)?;
        }
    }
    let revision = |facts: &serde_json::Map<String, Value>| {
        let number = facts.get("revision").and_then(Value::as_str);
        number.and_then(|it| it.parse::<u64>().ok()).unwrap_or_default()
    };
    let mut images: Vec<_> = initial
        .iter()
        .filter(|((kind, _), _)| kind == "ReplicaSet")
        .map(|(_, facts)| (revision(facts), text(&facts["image"])))
        .collect();
    images.sort();
    for (_, image) in images.iter().skip(1) {
        type_line(timeline, &set_image(image))?;
        rest(timeline)?;
    }
    pause(timeline, Span::secs(10));
    Ok(())
}

/// Carries out the actions at their times, and creates the Deployments that were seen to come.
fn act(played: &mut Played, recording: &Recording, run: Run) -> Result<(), String> {
    let mut due: Vec<(f64, Act)> = run.actions().map(|(at, what)| (at, Act::Do(what))).collect();
    let came = run
        .observed()
        .filter(|it| it["verb"] == "ADDED" && it["kind"] == "Deployment");
    for event in came {
        let name = event["name"].as_str().unwrap_or_default();
        due.push((event["t"].as_f64().unwrap_or(0.0), Act::Create(name)));
    }
    due.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (at, act) in due {
        played.timeline.seek(after(played.start, at));
        keep_pace(played, run, at);
        let first = played.timeline.present().entries();
        match act {
            Act::Create(name) => {
                let mut manifest = deployment_manifest(recording)?.clone();
                manifest["metadata"]["name"] = json!(name);
                if list(&recording.field("setup")["manifests"]).any(|it| it["metadata"]["name"] == name) {
                    let all = list(&recording.field("setup")["manifests"]);
                    let own = all
                        .filter(|it| it["kind"] == "Deployment")
                        .find(|it| it["metadata"]["name"] == name);
                    manifest = own.unwrap_or(&manifest).clone();
                } else {
                    // Deployments of one manifest were told apart by their labels too.
                    manifest["spec"]["selector"]["matchLabels"]["app"] = json!(name);
                    manifest["spec"]["template"]["metadata"]["labels"]["app"] = json!(name);
                }
                apply(&mut played.timeline, recording, &manifest)?;
            }
            Act::Do(what) => {
                for line in lines_of(what, recording, run, played)? {
                    type_line(&mut played.timeline, &line)?;
                }
                if what.contains("scale to") {
                    played.scalings.push(first);
                }
            }
        }
    }
    Ok(())
}

/// The recordings' machine was busy, so its pods took longer. An action comes while no more pods have become ready than had
/// when it came there: it meets the rollout at the same point.
fn keep_pace(played: &mut Played, run: Run, at: f64) {
    let became_ready = run
        .observed()
        .filter(|it| it["kind"] == "Pod" && it["set"]["ready"] == "True")
        .filter(|it| it["t"].as_f64().is_some_and(|t| t <= at));
    if let Some(too_many) = played.became_ready().get(became_ready.count()) {
        played.timeline.seek(Time(too_many.0 - 1));
    }
}

enum Act<'a> {
    Create(&'a str),
    Do(&'a str),
}

/// The lines that an action of a recording's script stands for.
fn lines_of(what: &str, recording: &Recording, run: Run, played: &Played) -> Result<Vec<String>, String> {
    let words: Vec<&str> = what.split_whitespace().collect();
    let after_word = |word: &str| {
        let place = words.iter().position(|it| *it == word)?;
        words.get(place + 1).copied()
    };
    let image = words.iter().find(|it| it.contains("nginx:"));
    let image = image.map(|it| {
        it.trim_start_matches("web=")
            .trim_matches(|c: char| !c.is_alphanumeric())
    });
    let our_pod = |word: &str| {
        let place = run.pods().iter().position(|name| name == word);
        let pods = played.pods();
        place
            .and_then(|place| pods.get(place).cloned())
            .ok_or_else(|| format!("no pod stands for {word}"))
    };
    let one = |line: String| Ok(vec![line]);
    match words.as_slice() {
        ["create", ..] | ["three", "deployments", ..] | ["scale", "down", "one", ..] => Ok(Vec::new()),
        ["kubectl", "label", "pod", ..] => one(format!(
            "kubectl label pod {} app=debug --overwrite",
            played.relabelled()
        )),
        ["label", "it", "back:", label] => one(format!(
            "kubectl label pod {} {label} --overwrite",
            played.relabelled()
        )),
        ["kubectl", ..] => one(what.to_owned()),
        ["pause", ..] => one("kubectl rollout pause deployment/web".to_owned()),
        ["resume", ..] => one("kubectl rollout resume deployment/web".to_owned()),
        ["scale", "to", count, ..] => one(format!("kubectl scale deployment web --replicas={count}")),
        ["delete", "deployment", name, policy] => one(format!(
            "kubectl delete deployment {name} --cascade={} --wait=false",
            policy.to_ascii_lowercase()
        )),
        ["pod", name, "passes" | "recovers", ..] => one(format!("fault heal {}", our_pod(name)?)),
        ["pod", name, "fails", ..] => one(format!("fault errors {} --rate=100", our_pod(name)?)),
        ["and", "passes", "again"] => {
            let failing = run
                .actions()
                .find_map(|(_, what)| what.strip_prefix("pod ")?.split(' ').next());
            one(format!("fault heal {}", our_pod(failing.unwrap_or_default())?))
        }
        ["delete", "pod", name, ..] => one(format!("kubectl delete pod {} --wait=false", our_pod(name)?)),
        _ if what.contains("undo") => {
            let revision = after_word("revision").map(|it| format!(" --to-revision={it}"));
            one(format!(
                "kubectl rollout undo deployment/web{}",
                revision.unwrap_or_default()
            ))
        }
        _ if what.contains("restart") => one("kubectl rollout restart deployment/web".to_owned()),
        _ if what.contains("scale") && after_word("to").is_some_and(|it| it.parse::<u32>().is_ok()) => {
            one(format!(
                "kubectl scale deployment web --replicas={}",
                after_word("to").unwrap_or_default()
            ))
        }
        _ if what.contains("never") => never_ready(recording, image.unwrap_or("nginx:1.25")),
        _ => match image.or_else(|| after_word("image")) {
            Some(image) => one(set_image(image)),
            None => Err(format!("nothing is known of the action `{what}`")),
        },
    }
}

fn set_image(image: &str) -> String {
    format!("kubectl set image deployment/web web={image}")
}

/// The Deployment with another image, whose pods never become ready.
fn never_ready(recording: &Recording, image: &str) -> Result<Vec<String>, String> {
    let mut manifest = deployment_manifest(recording)?.clone();
    let template = &mut manifest["spec"]["template"];
    template["metadata"]["annotations"]["sim/never-ready"] = json!("1");
    template["spec"]["containers"][0]["image"] = json!(image);
    Ok(lines_that_apply(recording, &manifest).to_vec())
}

/// The pods of the recordings that name each: made one by one, then taken over by a ReplicaSet of their size.
fn create_named_pods(timeline: &mut Timeline, recording: &Recording) -> Result<(), String> {
    let manifest = deployment_manifest(recording)?;
    let mut empty = manifest.clone();
    empty["spec"]["replicas"] = json!(0);
    apply(timeline, recording, &empty)?;
    pause(timeline, Span::secs(3));
    let world = timeline.present().world();
    let set = world
        .replica_sets()
        .next()
        .ok_or("the Deployment has no ReplicaSet")?;
    let hash = set.spec.template.metadata.labels[POD_TEMPLATE_HASH].clone();
    type_line(
        timeline,
        "kubectl delete deployment web --cascade=orphan --wait=false",
    )?;
    pause(timeline, Span::secs(3));
    type_line(timeline, "kubectl delete replicaset --all --wait=false")?;
    pause(timeline, Span::secs(3));
    let zero = timeline.now();
    let table: Vec<&Value> = list(recording.field("table")).collect();
    let first = table.first().map_or(0, |row| second(&row["created"]));
    for (place, pod) in list(&recording.field("setup")["pods"]).enumerate() {
        let created = table.get(place).map_or(first, |row| second(&row["created"]));
        timeline.seek(zero + Span::secs(created.saturating_sub(first)));
        apply(timeline, recording, &named_pod(manifest, pod, &hash))?;
    }
    pause(timeline, Span::secs(5));
    apply(timeline, recording, manifest)?;
    pause(timeline, Span::secs(2));
    Ok(())
}

fn named_pod(deployment: &Value, pod: &Value, hash: &str) -> Value {
    let template = &deployment["spec"]["template"];
    let mut spec = template["spec"].clone();
    match pod["node"].as_str() {
        Some(node) => spec["nodeName"] = json!(node),
        None => spec["nodeSelector"] = json!({ "no": "where" }),
    }
    let mut labels = template["metadata"]["labels"].clone();
    labels[POD_TEMPLATE_HASH] = json!(hash);
    json!({
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": { "name": pod["name"], "labels": labels, "annotations": pod["annotations"] },
        "spec": spec,
    })
}

/// The second of the day of a timestamp.
pub fn second(timestamp: &Value) -> u64 {
    let clock = timestamp
        .as_str()
        .and_then(|it| it.get(11..19))
        .unwrap_or("00:00:00");
    clock
        .split(':')
        .fold(0, |sum, part| sum * 60 + part.parse::<u64>().unwrap_or(0))
}

fn deployment_manifest(recording: &Recording) -> Result<&Value, String> {
    list(&recording.field("setup")["manifests"])
        .find(|it| it["kind"] == "Deployment")
        .ok_or_else(|| "the recording has no Deployment".to_owned())
}

fn apply(timeline: &mut Timeline, recording: &Recording, manifest: &Value) -> Result<(), String> {
    let mut lines = lines_that_apply(recording, manifest).into_iter();
    lines.try_for_each(|line| type_line(timeline, &line))
}

/// The lines that apply a manifest, with the stand-in kubelet's delays written on its pods.
fn lines_that_apply(recording: &Recording, manifest: &Value) -> [String; 2] {
    let mut manifest = manifest.clone();
    let pods = match manifest["kind"].as_str() {
        Some("Deployment") => Some(&mut manifest["spec"]["template"]),
        Some("Pod") => Some(&mut manifest),
        _ => None,
    };
    if let Some(pods) = pods {
        let delays = [
            ("sim/start-delay", "startDelay"),
            ("sim/ready-delay", "readyDelay"),
            ("sim/stop-delay", "stopDelay"),
        ];
        for (annotation, delay) in delays {
            let known = &mut pods["metadata"]["annotations"][annotation];
            if known.is_null() {
                *known = json!(recording.delay(delay).to_string());
            }
        }
    }
    let quoted = json!(manifest.to_string());
    [
        format!("write it.yaml {quoted}"),
        "kubectl apply -f it.yaml".to_owned(),
    ]
}

fn type_line(timeline: &mut Timeline, line: &str) -> Result<(), String> {
    let reply = timeline.send(line);
    if reply.code == 0 {
        return Ok(());
    }
    Err(format!("`{line}` says: {}", reply.err.trim()))
}

fn pause(timeline: &mut Timeline, span: Span) {
    timeline.seek(timeline.now() + span);
}

/// Waits until every Deployment is complete.
fn rest(timeline: &mut Timeline) -> Result<(), String> {
    for _ in 0..PATIENCE_SECS {
        pause(timeline, Span::secs(1));
        if timeline.present().world().deployments().all(is_complete) {
            return Ok(());
        }
    }
    Err(format!(
        "the first rollout is not complete after {PATIENCE_SECS} s"
    ))
}

fn is_complete(deployment: &Deployment) -> bool {
    let progressing = condition(&deployment.status.conditions, progress::PROGRESSING);
    progress::is_complete(deployment, &deployment.status)
        && progressing.is_some_and(|it| &*it.reason == progress::NEW_SET_AVAILABLE)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a recording lasts some minutes"
)]
fn after(start: Time, secs: f64) -> Time {
    start + Span((secs * 1000.0) as u64)
}
