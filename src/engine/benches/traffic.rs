//! How many requests can be played per second of the machine's time, through a cluster of twenty pods.
//!
//! At a hundred requests a second and a hundred times the speed, 100,000 items a second are a tenth of a core.

use divan::{Bencher, counter::ItemsCount};
use engine::{infra::Network, time::Time, timeline::Timeline};

/// How long each round plays [simulated s].
const SECS: u64 = 10;

const MANIFEST: &str = r"
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  replicas: 20
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec: {containers: [{name: shop, image: 'shop:v1', ports: [{containerPort: 8080}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: shop}
spec: {selector: {app: shop}, ports: [{port: 80, targetPort: 8080}]}
";

fn main() {
    divan::main();
}

fn shop(rps: u64) -> Timeline {
    let mut run = Timeline::new(1);
    let manifest = serde_json::to_string(MANIFEST).expect("text can be quoted");
    for line in [
        "node add n1 --cpu=32 --memory=64Gi --zone=a",
        &format!("write shop.yaml {manifest}"),
        "kubectl apply -f shop.yaml",
    ] {
        assert_eq!(run.send(line).code, 0, "{line}");
    }
    run.seek(Time(60_000));
    assert_eq!(run.send(&format!("traffic {rps}rps")).code, 0);
    run.seek(Time(70_000));
    let network = run
        .present()
        .world()
        .network(&Network::key())
        .expect("there is traffic");
    assert_eq!(network.counts(run.now(), None).failures(), 0, "a shop at work");
    run
}

#[divan::bench(args = [20, 100, 500])]
fn requests(bencher: Bencher, rps: u64) {
    let run = shop(rps);
    let end = Time(run.now().0 + SECS * 1000);
    bencher
        .counter(ItemsCount::new(rps * SECS))
        .with_inputs(|| run.clone())
        .bench_local_refs(|run| run.seek(end));
}
