//! The figures of the engine that design.md promises, the same program natively and as wasm: `scripts/bench engine`.
//!
//! Every figure is the best of a few runs, for what else a machine does only ever adds to a time.
#![allow(clippy::print_stdout, reason = "the figures are what it is for")]
#![allow(clippy::cast_precision_loss, reason = "no figure has more than four digits")]

mod bare;
mod clock;
mod cluster;

use clock::{best, bytes_used, print_line, seconds};
use engine::{luck, time::Time, timeline::Timeline};

/// A round takes a while, so a few of them are enough.
const ROUNDS: u32 = 5;

#[cfg(target_arch = "wasm32")]
#[wasm_bindgen_test::wasm_bindgen_test]
fn figures() {
    print_all();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    print_all();
}

#[cfg(target_arch = "wasm32")]
fn main() {}

fn print_all() {
    replicas();
    for (nodes, pods) in [(100, 2000), (1000, 2000)] {
        scheduling(nodes, pods);
    }
    time_travel();
}

/// A Deployment of 1,000 replicas, with traffic and its log, and a rollout of 100.
fn replicas() {
    let before = bytes_used();
    let ready = cluster::available(20, 1000);
    let after = bytes_used();
    let entries = ready.present().entries();
    let time = best(ROUNDS, || (), |()| cluster::available(20, 1000));
    print_line!("1,000 replicas to Available           {time:9.3} s   (goal 0.25 s; webernetes 75 s)");
    print_line!(
        "entries of its log                    {:9.0} a second",
        entries as f64 / time
    );
    print_line!(
        "memory with log and checkpoints       {:9.1} kB a pod",
        (after - before) as f64 / 1e6
    );
    let hundred = cluster::available(20, 100);
    let roll = best(ROUNDS, || hundred.clone(), cluster::rolled);
    print_line!("rolling update of 100                 {roll:9.3} s   (goal 0.05 s; webernetes 7.5 s)");
    let copies = 10_000;
    let clones = best(
        ROUNDS,
        || (),
        |()| (0..copies).for_each(|_| drop(std::hint::black_box(ready.present().clone()))),
    );
    print_line!(
        "checkpoint of 1,000 pods              {:9.3} us",
        clones / f64::from(copies) * 1e6
    );
}

/// As many pods as that on so many nodes, against a bare loop over arrays with the same rule.
fn scheduling(nodes: u32, pods: u32) {
    let time = best(
        ROUNDS,
        || cluster::empty(nodes),
        |run| cluster::scheduled(run, pods),
    );
    let floor = best(ROUNDS, || (), |()| bare::schedule(nodes as usize, pods));
    print_line!(
        "{pods} pods on {nodes:4} nodes               {:9.0} pods a second, {:.0} ns a pod and node, {:.0} times a bare loop",
        f64::from(pods) / time,
        time * 1e9 / f64::from(pods) / f64::from(nodes),
        time / floor
    );
}

/// Going anywhere in a run of ten minutes with a command every ten seconds.
fn time_travel() {
    let mut run = cluster::available(5, 20);
    let start = run.now().0;
    for turn in 1..60 {
        run.seek(Time(start + turn * 10_000));
        let version = turn % 2 + 1;
        assert_eq!(
            run.send(&format!("kubectl set image deployment/shop shop=shop:v{version}"))
                .code,
            0
        );
    }
    run.seek(Time(start + 600_000));
    let seeks = 50;
    let took = seconds(|| {
        for turn in 0..seeks {
            let to = luck::number(1, "seek", &turn.to_string()) % 600_000;
            run.seek(Time(start + to));
        }
    });
    print_line!(
        "seek in a run of ten minutes          {:9.3} ms",
        took / f64::from(seeks) * 1e3
    );
    let end = Time(start + 600_000);
    let mut again = Timeline::play(&run.transcript());
    run.seek(end);
    again.seek(end);
    assert_eq!(
        again.present().digest(),
        run.present().digest(),
        "a run is its transcript"
    );
}
