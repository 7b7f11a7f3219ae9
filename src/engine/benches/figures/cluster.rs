//! Clusters to measure.

use engine::{
    time::{Span, Time},
    timeline::Timeline,
};

/// Nothing measured takes longer than this [simulated s].
const PATIENCE_SECS: u64 = 900;

const SHOP: &str = r"
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  replicas: REPLICAS
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
      - name: shop
        image: shop:v1
        ports: [{containerPort: 8080}]
        resources: {requests: {cpu: 100m, memory: 64Mi}}
        readinessProbe: {httpGet: {path: /ready, port: 8080}}
---
apiVersion: v1
kind: Service
metadata: {name: shop}
spec: {selector: {app: shop}, ports: [{port: 80, targetPort: 8080}]}
";

/// Nodes without a pod.
pub fn empty(nodes: u32) -> Timeline {
    let mut run = Timeline::new(1);
    for node in 0..nodes {
        send(
            &mut run,
            &format!("node add n{node} --cpu=64 --memory=256Gi --zone=a"),
        );
    }
    run.seek(Time(60_000));
    run
}

/// A shop of so many replicas under traffic, all of them available.
pub fn available(nodes: u32, replicas: u32) -> Timeline {
    let mut run = empty(nodes);
    apply(&mut run, replicas);
    send(&mut run, "traffic 100rps");
    until(&mut run, |run| is_rolled_out(run, replicas));
    run
}

/// The same shop with its next version everywhere.
pub fn rolled(mut run: Timeline) -> Timeline {
    send(&mut run, "kubectl set image deployment/shop shop=shop:v2");
    run.seek(run.now() + Span::secs(1));
    until(&mut run, |run| is_rolled_out(run, 100));
    run
}

/// So many pods, all with a node.
pub fn scheduled(mut run: Timeline, pods: u32) -> Timeline {
    apply(&mut run, pods);
    until(&mut run, |run| {
        let world = run.present().world();
        world.pods().count() == pods as usize && world.unassigned_pods().next().is_none()
    });
    run
}

fn apply(run: &mut Timeline, replicas: u32) {
    let manifest = SHOP.replace("REPLICAS", &replicas.to_string());
    let manifest = serde_json::to_string(&manifest).expect("text can be quoted");
    send(run, &format!("write shop.yaml {manifest}"));
    send(run, "kubectl apply -f shop.yaml");
}

fn is_rolled_out(run: &Timeline, replicas: u32) -> bool {
    run.present().world().deployments().all(|it| {
        let status = &it.status;
        [
            status.updated_replicas,
            status.available_replicas,
            status.replicas,
        ] == [replicas; 3]
    })
}

fn until(run: &mut Timeline, is_so: impl Fn(&Timeline) -> bool) {
    let end = run.now() + Span::secs(PATIENCE_SECS);
    while !is_so(run) {
        assert!(run.now() < end, "it never came to be");
        run.seek(run.now() + Span::secs(1));
    }
}

fn send(run: &mut Timeline, line: &str) {
    let reply = run.send(line);
    assert_eq!(reply.code, 0, "{line}: {}", reply.err);
}
