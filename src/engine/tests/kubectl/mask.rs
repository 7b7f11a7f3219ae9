//! What of a text follows from chance or from the clock, and is therefore the same on both sides after this.
//!
//! Masked: suffixes of pods, hashes of templates (a hash over Go's form of a template), uids, container and image ids,
//! addresses that are handed out, moments, ages, resource versions. Rows whose order follows from a random name are sorted.
//! Lines that the recordings' stand-in for a kubelet wrote (its Events, the system information of nodes) are no truth
//! and are left out on both sides; so is the condition PodReadyToStartContainers, which kubelets write since 1.29. Where a masked value may be of another width, runs of blanks count as one gap.
//! The release of the recordings is read as the one we model, and what Beanpod says of fields that it does not simulate is left out.

use crate::session::Played;
use engine::fidelity::RECORDED_VERSION;
use engine::kube::RELEASE;
use engine::shell::kubectl::version::KUSTOMIZE;
use regex_lite::Regex;
use std::collections::BTreeMap;

/// Letters and digits of random names. Source: apimachinery `rand.String`.
const SAFE: &str = "[b-df-hj-np-tv-z2-9]";

/// Both sides of a text, line by line, ready to be compared.
pub fn both(played: &Played) -> (Vec<String>, Vec<String>) {
    let masks = Masks::new();
    let release = played
        .recorded
        .replace(&format!("v{RECORDED_VERSION}"), RELEASE)
        .replace("v5.0.4-0.20230601165947-6ce0bf390ce3", KUSTOMIZE);
    let mut sides = [release.as_str(), played.ours.as_str()].map(|text| {
        let lines = without_notes(text);
        if played.command.contains(" -w") {
            watched(&lines, &masks)
        } else if played.command.contains("rollout status") {
            progress(&lines)
        } else {
            lines
        }
    });
    let mut has_gaps = false;
    for side in &mut sides {
        for line in side.iter_mut() {
            has_gaps |= masks.apply(line);
        }
    }
    if has_gaps {
        for line in sides.iter_mut().flatten() {
            *line = masks.gap.replace_all(line, "  ").into_owned();
        }
    }
    let [recorded, ours] = sides.map(sorted);
    (recorded, ours)
}

/// Patterns that are used for every line.
struct Masks {
    gap: Regex,
    stamp: Regex,
    /// Values of the same width everywhere.
    same: Vec<(Regex, &'static str)>,
    /// Values that may be wider or narrower on the other side.
    other: Vec<(Regex, &'static str)>,
}

impl Masks {
    fn new() -> Self {
        let read = |pattern: &str| Regex::new(&pattern.replace("SAFE", SAFE)).expect("a pattern");
        let all = |table: &[(&str, &'static str)]| {
            table
                .iter()
                .map(|(pattern, with)| (read(pattern), *with))
                .collect()
        };
        Self {
            gap: read(" {2,}"),
            stamp: read(r"^\[ *\d+\.\d+\] "),
            same: all(&[
                (r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", "<uid>"),
                (r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "<moment>"),
                (r"\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ \+0000", "<moment>"),
                (r"/tmp/(?:LIVE|MERGED)-\d+/\S+", "LIVE-or-MERGED-file"),
                (
                    r"\b[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000",
                    "<moment>",
                ),
                (r"\bkube-api-access-SAFE{5}\b", "kube-api-access-<random>"),
            ]),
            other: all(&[
                (r"\bcontainerd://[0-9a-f]+", "<container id>"),
                (r"((?:imageID|Image ID): +).+", "$1<image id>"),
                (r"\b10\.244\.\d+\.\d+\b", "<pod ip>"),
                (
                    r"\b10\.(?:9[7-9]|1[01]\d|96\.(?:[1-9]\d*|0\.\d{2,}|0\.[2-9]))(?:\.\d+)*\b",
                    "<service ip>",
                ),
                (r#"resourceVersion: "\d+""#, "resourceVersion: <version>"),
                (r"(pod-template-hash[=:] ?)\w+", "$1<hash>"),
                (r"\b([a-z][a-z0-9]*)-SAFE{7,10}-SAFE{5}\b", "$1-<hash>-<random>"),
                (r"\b([a-z][a-z0-9]*)-SAFE{7,10}\b", "$1-<hash>"),
                (r"\b([a-z][a-z0-9]*)-SAFE{5}\b", "$1-<random>"),
                (r"((?:^| |\())(?:\d+[dhm])?\d+s\b", "$1<age>"),
                (r"( )\d+m$", "$1<age>"),
            ]),
        }
    }

    /// Masks a line; says whether a value of its own width was masked.
    fn apply(&self, line: &mut String) -> bool {
        // These are settings, not ages.
        if [" op=Exists for ", "Grace Period:", "delay=", "cpu:"]
            .iter()
            .any(|it| line.contains(it))
        {
            return false;
        }
        for (pattern, with) in &self.same {
            *line = pattern.replace_all(line, *with).into_owned();
        }
        let mut is_hit = false;
        for (pattern, with) in &self.other {
            if pattern.is_match(line) {
                is_hit = true;
                *line = pattern.replace_all(line, *with).into_owned();
            }
        }
        is_hit
    }
}

/// The lines of a text without what is said about it and without what the recordings' kubelet wrote.
fn without_notes(text: &str) -> Vec<String> {
    let of_kubelet = Regex::new(r"^ +(Normal|Warning) .* kubelet(, \S+)?  ").expect("a pattern");
    let system = Regex::new(r"^  (Machine ID|System UUID|Boot ID|Kernel Version|OS Image|Operating System|Architecture|Container Runtime Version):").expect("a pattern");
    // How the stand-in is set stands in annotations.
    let setting = Regex::new(r"^ +sim/((start|ready|stop)-delay|any-image): ").expect("a pattern");
    let newer = Regex::new("(?m)^  - lastProbeTime: null\n    lastTransitionTime: .*\n    status: .*\n    type: PodReadyToStartContainers\n|^  PodReadyToStartContainers .*\n").expect("a pattern");
    let text = newer.replace_all(text, "");
    let mut lines: Vec<String> = text
        .lines()
        .filter(|line| !line.starts_with("--- note") && !line.contains("accepted but not simulated"))
        .filter(|line| !of_kubelet.is_match(line) && !system.is_match(line) && !setting.is_match(line))
        .map(str::to_owned)
        .collect();
    let nothing = lines
        .windows(2)
        .position(|two| two[0] == "--- stderr" && two[1].starts_with("--- exit"));
    nothing.map(|at| lines.remove(at));
    lines
}

/// What `rollout status` says, in order. Its repetitions, how many replicas a step covers, whether it is quicker than the
/// controller, and whether the last old pod goes before the last new one is available, follow from chance.
fn progress(lines: &[String]) -> Vec<String> {
    let stamp = Regex::new(r"^\[ *\d+\.\d+\] ").expect("a pattern");
    let count = Regex::new(r"finish: \d+ ").expect("a pattern");
    let mut kept: Vec<String> = Vec::new();
    for line in lines {
        let line = count
            .replace(&stamp.replace(line, ""), "finish: <n> ")
            .into_owned();
        let is_last_step = line.contains("updated replicas are available")
            && kept
                .last()
                .is_some_and(|last| last.contains("old replicas are pending"));
        if !is_last_step && !line.contains("spec update to be observed") && kept.last() != Some(&line) {
            kept.push(line);
        }
    }
    kept
}

/// What a watch shows, object by object: the states of a pod in order, of others the first and the last. How the changes of
/// several objects mix, and how many replicas a step covers, follow from chance.
fn watched(lines: &[String], masks: &Masks) -> Vec<String> {
    let mut kept = Vec::new();
    let mut objects: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let is_pods = lines.iter().any(|line| line.contains("RESTARTS"));
    for line in lines {
        let line = masks.stamp.replace(line, "").into_owned();
        let mut cells: Vec<&str> = masks.gap.split(&line).collect();
        // The age.
        cells.pop();
        match cells.split_first() {
            Some((&"NAME", _)) => kept.push(cells.join("  ")),
            Some((name, rest)) => {
                let states = objects.entry((*name).to_owned()).or_default();
                let state = rest.join("  ");
                if states.last() != Some(&state) {
                    states.push(state);
                }
            }
            None => {}
        }
    }
    for (name, mut states) in objects {
        if !is_pods && states.len() > 2 {
            states.drain(1..states.len() - 1);
        }
        kept.push(format!("{name}: {}", states.join(", then ")));
    }
    kept
}

/// Rows that follow each other and are named by chance, in the order of what they say.
fn sorted(mut lines: Vec<String>) -> Vec<String> {
    // A row of a table, not a line of `describe`; Events stand in the order of time.
    let is_random = |line: &String| {
        (line.contains("<random>") || line.contains("-<hash>"))
            && ![":  ", " Normal ", " Warning "]
                .iter()
                .any(|it| line.contains(it))
    };
    let mut from = 0;
    while from < lines.len() {
        let end = (from..lines.len())
            .find(|at| !is_random(&lines[*at]))
            .unwrap_or(lines.len());
        lines[from..end].sort();
        from = end.max(from + 1);
    }
    lines
}
