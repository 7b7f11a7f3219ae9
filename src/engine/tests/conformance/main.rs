//! Plays the tables of `tests/conformance` against the engine and prints `<table>: <passed>/<total>` for each.
//!
//! To build a table: write a `Check` in the file of its area and add one line to that file's `TABLES`.
//! A table that nobody has built counts as failed in the totals, and fails the run only once it is both
//! registered here and named in `REQUIRED`.

mod case;
mod kubectl;
mod kubelet;
mod replicaset;
mod rollout;
mod scheduler;
mod text;

use case::{Check, Table};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The areas, each with the tables it plays.
const AREAS: &[&[(&str, Check)]] = &[
    kubectl::TABLES,
    kubelet::TABLES,
    replicaset::TABLES,
    rollout::TABLES,
    scheduler::TABLES,
    text::TABLES,
];

/// Tables that must pass entirely; a trailing `*` stands for any ending.
const REQUIRED: &[&str] = &[
    "active_pods_*",
    "backoff_*",
    "container_should_restart",
    "deployment_*",
    "human_duration",
    "int_or_percent",
    "kubectl_get_nodes",
    "kubectl_get_pods",
    "kubectl_rollout_status",
    "label_selector_*",
    "pod_phase",
    "probe_results",
    "quantity_*",
    "replicaset_*",
    "scheduler_balanced_allocation",
    "scheduler_fit_filter",
    "scheduler_least_allocated",
    "slow_start_batch",
];

fn main() -> ExitCode {
    // cargo-nextest asks a test binary for its list before it runs one.
    if std::env::args().any(|word| word == "--list") {
        if !std::env::args().any(|word| word == "--ignored") {
            say("conformance: test");
        }
        return ExitCode::SUCCESS;
    }
    // A panic inside a check is a failed case, told with the others.
    std::panic::set_hook(Box::new(|_| {}));
    match Table::read_all(&folder()) {
        Ok(tables) => play(&tables),
        Err(problem) => {
            say(&problem);
            ExitCode::FAILURE
        }
    }
}

/// Plays all tables and gives failure if a required one is not whole.
fn play(tables: &[Table]) -> ExitCode {
    let (mut passed, mut total, mut broken) = (0, 0, 0);
    for table in tables {
        let check = AREAS
            .iter()
            .copied()
            .flatten()
            .find(|(name, _)| *name == table.name);
        let failures = check.map(|(_, check)| table.failures(*check));
        let good = failures
            .as_ref()
            .map_or(0, |failures| table.cases.len() - failures.len());
        say(&format!("{}: {good}/{}", table.name, table.cases.len()));
        for failure in failures.iter().flatten() {
            say(&format!("  failed: {failure}"));
        }
        passed += good;
        total += table.cases.len();
        if is_required(&table.name) {
            broken += failures.map_or(0, |failures| failures.len());
        }
    }
    say(&format!("{passed} passed, {broken} failed"));
    say(&format!("total: {passed}/{total}"));
    if broken == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn is_required(table: &str) -> bool {
    REQUIRED.iter().any(|name| match name.strip_suffix('*') {
        Some(start) => table.starts_with(start),
        None => table == *name,
    })
}

/// `CONFORMANCE_DIR`, or the tables of this repository.
fn folder() -> PathBuf {
    match std::env::var_os("CONFORMANCE_DIR") {
        Some(folder) => folder.into(),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/conformance"),
    }
}

#[expect(clippy::print_stdout, reason = "the figures are what this program is for")]
fn say(line: &str) {
    println!("{line}");
}
