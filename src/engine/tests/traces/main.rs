//! Plays the recordings of `tests/traces` against the engine, through what a person can type and see, and prints
//! `<file>: <passed>/<total>` for each.
//!
//! `play` acts a recording out, `seen` tells what happened in the words of the recordings, `claims` compares.

mod claims;
mod play;
mod recording;
mod seen;
mod victims;

use recording::Recording;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Recordings whose name begins so must pass entirely; the others are told, and count in the total.
const REQUIRED: &[&str] = &["a-", "b-", "c-", "g-"];

fn main() -> ExitCode {
    // cargo-nextest asks a test binary for its list before it runs one.
    if std::env::args().any(|word| word == "--list") {
        if !std::env::args().any(|word| word == "--ignored") {
            say("traces: test");
        }
        return ExitCode::SUCCESS;
    }
    // A panic while a recording is played is a failure of that recording, told with the others.
    std::panic::set_hook(Box::new(|_| {}));
    match Recording::read_all(&folder()) {
        Ok(recordings) => judge(&recordings),
        Err(problem) => {
            say(&problem);
            ExitCode::FAILURE
        }
    }
}

fn judge(recordings: &[Recording]) -> ExitCode {
    let (mut passed, mut total, mut broken) = (0, 0, 0);
    for recording in recordings {
        let claims = claims::of(recording);
        let failures: Vec<_> = claims
            .iter()
            .filter_map(|(name, verdict)| Some((name, verdict.as_ref().err()?)))
            .collect();
        let good = claims.len() - failures.len();
        say(&format!("{}: {good}/{}", recording.name, claims.len()));
        for (name, problem) in &failures {
            say(&format!("  failed: {name}: {problem}"));
        }
        passed += good;
        total += claims.len();
        if REQUIRED.iter().any(|start| recording.name.starts_with(start)) {
            broken += failures.len();
        }
    }
    say(&format!("total: {passed}/{total}"));
    if broken == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// `TRACES_DIR`, or the recordings of this repository.
fn folder() -> PathBuf {
    match std::env::var_os("TRACES_DIR") {
        Some(folder) => folder.into(),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/traces"),
    }
}

#[expect(clippy::print_stdout, reason = "the figures are what this program is for")]
fn say(line: &str) {
    println!("{line}");
}
