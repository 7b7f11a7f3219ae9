//! Traffic through a whole cluster: commands in, ledger out.

use engine::{
    infra::{
        Network,
        network::{Cause, Counts, Second},
    },
    time::Time,
    timeline::Timeline,
};

/// A readiness probe, and time for the rules to change before SIGTERM.
const CAREFUL: &str = r"
        readinessProbe:
          httpGet: {path: /ready, port: 8080}
          periodSeconds: 1
        lifecycle:
          preStop: {sleep: {seconds: 5}}
";

const MANIFEST: &str = r"
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  replicas: 3
  selector: {matchLabels: {app: shop}}
  strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
      - name: shop
        image: shop:v1
        ports: [{containerPort: 8080}]CARE
---
apiVersion: v1
kind: Service
metadata: {name: shop}
spec:
  selector: {app: shop}
  ports: [{port: 80, targetPort: 8080}]
";

fn send(run: &mut Timeline, line: &str) {
    let reply = run.send(line);
    assert_eq!(reply.code, 0, "{line}: {}", reply.err);
}

fn wait(run: &mut Timeline, secs: u64) {
    run.seek(Time(run.now().0 + secs * 1000));
}

/// A shop of three pods on two nodes that has run for half a minute, then 50 requests a second for ten.
fn shop(care: &str) -> Timeline {
    let mut run = Timeline::new(3);
    for node in ["n1", "n2"] {
        send(
            &mut run,
            &format!("node add {node} --cpu=4 --memory=8Gi --zone=a"),
        );
    }
    let manifest = serde_json::Value::from(MANIFEST.replace("CARE", care)).to_string();
    send(&mut run, &format!("write shop.yaml {manifest}"));
    send(&mut run, "kubectl apply -f shop.yaml");
    wait(&mut run, 30);
    send(&mut run, "traffic 50rps");
    wait(&mut run, 10);
    assert_eq!(counts(&run).failures(), 0, "{:?}", counts(&run));
    assert!(counts(&run).answered > 400, "{:?}", counts(&run));
    run
}

fn network(run: &Timeline) -> &Network {
    let world = run.present().world();
    world.network(&Network::key()).expect("there is traffic")
}

fn counts(run: &Timeline) -> Counts {
    network(run).counts(run.now(), None)
}

/// The images that answered in the second before the last.
fn answering(run: &Timeline) -> Vec<String> {
    let last: &Second = network(run).seconds().last().expect("there was traffic");
    let mut images: Vec<String> = last
        .targets
        .iter()
        .filter(|it| it.answered > 0)
        .filter_map(|it| Some(it.image.as_ref()?.to_string()))
        .collect();
    images.sort();
    images.dedup();
    images
}

#[test]
fn a_rollout_without_a_readiness_probe_loses_requests() {
    let mut run = shop("");
    send(&mut run, "kubectl set image deployment/shop shop=shop:v2");
    wait(&mut run, 60);
    assert_eq!(answering(&run), ["shop:v2"]);
    let counts = counts(&run);
    assert!(counts.failed_by(Cause::RefusedNotListening) > 0, "{counts:?}");
    assert!(
        counts.failed_by(Cause::RefusedStopping) + counts.failed_by(Cause::RefusedGone) > 0,
        "{counts:?}"
    );
}

#[test]
fn a_rollout_with_a_readiness_probe_and_a_pre_stop_hook_loses_none() {
    let mut run = shop(CAREFUL);
    send(&mut run, "kubectl set image deployment/shop shop=shop:v2");
    wait(&mut run, 60);
    assert_eq!(answering(&run), ["shop:v2"]);
    assert_eq!(counts(&run).failures(), 0, "{:?}", counts(&run));
}

#[test]
fn a_killed_pod_fails_what_it_had_and_the_others_take_over() {
    let mut run = shop(CAREFUL);
    send(&mut run, "fault slow deployment/shop --all --by=1000%");
    wait(&mut run, 5);
    send(&mut run, "fault kill-pod deployment/shop");
    wait(&mut run, 40);
    let lost = counts(&run);
    assert!(lost.failed_by(Cause::KilledInFlight) > 0, "{lost:?}");
    send(&mut run, "fault heal deployment/shop --all");
    wait(&mut run, 10);
    let healed = counts(&run).failures();
    wait(&mut run, 10);
    assert_eq!(counts(&run).failures(), healed);
}

#[test]
fn every_request_is_accounted_for_at_every_moment_of_a_rollout() {
    let mut run = shop("");
    send(&mut run, "kubectl set image deployment/shop shop=shop:v2");
    for _ in 0..40 {
        let on = run.now().0 + 777;
        run.seek(Time(on));
        let counts = counts(&run);
        let under_way = network(&run).in_flight(run.now()).count() as u64;
        assert_eq!(counts.in_flight, under_way);
        assert_eq!(counts.offered, counts.answered + counts.failures() + under_way);
    }
}
