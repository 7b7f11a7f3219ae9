//! Plays the recorded sessions of a real kubectl against the engine and prints `<text>: <passed>/<total>` for each text.
//!
//! `KUBECTL_DIR` names another folder of sessions, texts and manifests of the same forms.
//! `KUBECTL_SHOW=063` shows both sides of one text, `KUBECTL_SHOW=all` of every text that differs.
//!
//! What is not built yet counts as failed; the run fails only where a command of [`REQUIRED`] does.

mod mask;
mod names;
mod session;

use session::{Played, Session};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The beginnings of the commands whose texts must be equal.
const REQUIRED: &[&str] = &[
    "kubectl annotate",
    "kubectl cordon",
    "kubectl create",
    "kubectl describe deployment",
    "kubectl describe node",
    "kubectl describe pod",
    "kubectl describe rs",
    "kubectl describe svc",
    "kubectl events",
    "kubectl expose",
    "kubectl get",
    "kubectl label",
    "kubectl logs",
    "kubectl rollout",
    "kubectl run",
    "kubectl scale",
    "kubectl set",
    "kubectl taint",
    "kubectl uncordon",
    "kubectl version",
    "kubectl wait",
];

/// Words of commands about kinds that are not built yet.
const NOT_BUILT: &[&str] = &["agent", "cronjob", "ds", "hpa", "job", "pdb", "sts"];

/// Texts that need more than their command says: the number they begin with, and what is missing.
const EXCUSED: &[(&str, &str)] = &[
    ("096", "names objects of kinds that are not built yet"),
    ("113", "pods of DaemonSets, StatefulSets and Jobs"),
    ("181", "pods of DaemonSets and StatefulSets"),
    ("192", "lists every resource of the group"),
    ("240", "a node that goes silent"),
    ("241", "a node that goes silent"),
    ("242", "a node that goes silent"),
    ("243", "a node that goes silent"),
    ("244", "a node that goes silent"),
    ("246", "a node that goes silent"),
    ("247", "a node that goes silent"),
    ("248", "a node that goes silent"),
    ("249", "a node that goes silent"),
    ("250", "a node that goes silent"),
    ("251", "a node that goes silent"),
];

fn main() -> ExitCode {
    // cargo-nextest asks a test binary for its list before it runs one.
    if std::env::args().any(|word| word == "--list") {
        if !std::env::args().any(|word| word == "--ignored") {
            say("kubectl: test");
        }
        return ExitCode::SUCCESS;
    }
    match Session::read_all(&folder()) {
        Ok(sessions) => report(sessions.iter().flat_map(Session::play)),
        Err(problem) => {
            say(&problem);
            ExitCode::FAILURE
        }
    }
}

fn report(all: impl Iterator<Item = Played>) -> ExitCode {
    let shown = std::env::var("KUBECTL_SHOW").unwrap_or_default();
    let (mut passed, mut total, mut broken) = (0, 0, 0);
    for played in all {
        let (recorded, ours) = mask::both(&played);
        let good = recorded == ours;
        let is_required = is_required(&played);
        say(&format!("{}: {}/1", played.file, u8::from(good)));
        if !good && !is_required {
            say("  failed (not required)");
        } else if !good {
            say("  failed");
        }
        if !good {
            say(&first_difference(&recorded, &ours));
        }
        if (shown == "all" && !good) || (!shown.is_empty() && played.file.starts_with(&shown)) {
            show(&played, &recorded, &ours);
        }
        passed += usize::from(good);
        total += 1;
        broken += usize::from(!good && is_required);
    }
    say(&format!("{passed} passed, {broken} failed"));
    say(&format!("total: {passed}/{total}"));
    if broken == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn is_required(played: &Played) -> bool {
    let is_excused = EXCUSED.iter().any(|(number, _)| played.file.starts_with(number));
    let mut words = played.command.split([' ', '/', ',']);
    REQUIRED.iter().any(|start| played.command.starts_with(start))
        && !is_excused
        && !words.any(|word| NOT_BUILT.contains(&word) || NOT_BUILT.contains(&word.trim_end_matches('s')))
}

/// The first line that is not the same on both sides.
fn first_difference(recorded: &[String], ours: &[String]) -> String {
    let at = recorded.iter().zip(ours).take_while(|(a, b)| a == b).count();
    let line = |side: &[String]| side.get(at).map_or("(end)", String::as_str).to_owned();
    format!(
        "  line {}: recorded {:?}\n  line {}: ours     {:?}",
        at + 1,
        line(recorded),
        at + 1,
        line(ours)
    )
}

fn show(played: &Played, recorded: &[String], ours: &[String]) {
    say(&format!("$ {}   (asked: {})", played.command, played.asked));
    for line in recorded {
        say(&format!("{} {line}", if ours.contains(line) { " " } else { "-" }));
    }
    for line in ours.iter().filter(|line| !recorded.contains(line)) {
        say(&format!("+ {line}"));
    }
    say(&format!("---- ours as it was\n{}----", played.ours));
}

/// `KUBECTL_DIR`, or the recordings of this repository.
fn folder() -> PathBuf {
    match std::env::var_os("KUBECTL_DIR") {
        Some(folder) => folder.into(),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/traces/kubectl"),
    }
}

#[expect(clippy::print_stdout, reason = "the figures are what this program is for")]
fn say(line: &str) {
    println!("{line}");
}
