//! What kubectl shows: the texts of a small cluster at moments of a rollout, and texts that grow as time goes on.

use engine::{controller::View, time::Time, timeline::Timeline};

/// A shop of three on two nodes, without requests, ready 2 s after its containers have started.
const SHOP: &[&str] = &[
    "node add n1 n2 --cpu=4 --memory=8Gi --zone=a",
    r#"write shop.yaml "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec:\n  replicas: 3\n  selector: {matchLabels: {app: shop}}\n  template:\n    metadata: {labels: {app: shop}, annotations: {sim/start-delay: '1', sim/ready-delay: '2'}}\n    spec: {containers: [{name: shop, image: 'shop:v1', ports: [{containerPort: 80}]}]}\n""#,
    "kubectl apply -f shop.yaml",
];

fn shop() -> Timeline {
    let mut timeline = Timeline::new(1);
    for line in SHOP {
        let reply = timeline.send(line);
        assert_eq!(reply.code, 0, "{line}: {}", reply.err);
    }
    timeline
}

/// What a line prints; the random parts of pod names are left out.
fn said(timeline: &mut Timeline, line: &str) -> String {
    let reply = timeline.send(line);
    let text = format!("{}{}", reply.out, reply.err);
    without_chance(&text, timeline)
}

fn without_chance(text: &str, timeline: &Timeline) -> String {
    let world = timeline.present().world();
    let mut text = text.to_owned();
    for pod in world.pods() {
        let shown = pod.meta.name.rsplit_once('-').map_or("", |(set, _)| set);
        text = text.replace(&*pod.meta.name, &format!("{shown}-*****"));
    }
    for (set, letter) in world.replica_sets().zip('A'..) {
        let hash = set.meta.name.rsplit_once('-').map_or("", |(_, hash)| hash);
        let stars = letter.to_string().repeat(hash.len());
        text = text.replace(hash, &stars);
    }
    text
}

#[track_caller]
fn check(script: &[(u64, &str)], at: u64, line: &str, text: &str) {
    let mut timeline = shop();
    for (when, line) in script {
        timeline.seek(Time(*when));
        timeline.send(line);
    }
    timeline.seek(Time(at));
    let said = said(&mut timeline, line);
    let lines = |text: &str| {
        text.lines()
            .map(|it| it.trim_end().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        lines(&said),
        lines(text.trim_start_matches('\n')),
        "{line}\n{said}"
    );
}

#[test]
fn a_deployment_is_shown_in_rows() {
    check(
        &[],
        10_000,
        "kubectl get deploy",
        "
NAME   READY   UP-TO-DATE   AVAILABLE   AGE
shop   3/3     3            3           10s
",
    );
    check(&[], 10_000, "kubectl get deploy,rs -o wide --no-headers", "
deployment.apps/shop   3/3   3     3     10s   shop   shop:v1   app=shop
replicaset.apps/shop-AAAAAAAAAA   3     3     3     10s   shop   shop:v1   app=shop,pod-template-hash=AAAAAAAAAA
");
    check(
        &[],
        10_000,
        "kubectl get pods -L app --sort-by=.spec.nodeName",
        "
NAME                    READY   STATUS    RESTARTS   AGE   APP
shop-AAAAAAAAAA-*****   1/1     Running   0          10s   shop
shop-AAAAAAAAAA-*****   1/1     Running   0          10s   shop
shop-AAAAAAAAAA-*****   1/1     Running   0          10s   shop
",
    );
    check(
        &[],
        10_000,
        "kubectl get nodes,ns",
        "
NAME      STATUS   ROLES    AGE   VERSION
node/n1   Ready    <none>   10s   v1.34.0
node/n2   Ready    <none>   10s   v1.34.0

NAME                        STATUS   AGE
namespace/default           Active   10s
namespace/kube-node-lease   Active   10s
namespace/kube-public       Active   10s
namespace/kube-system       Active   10s
",
    );
    check(
        &[],
        10_000,
        "kubectl get pods -n nope",
        "No resources found in nope namespace.\n",
    );
    check(
        &[],
        10_000,
        "kubectl get deploy shop nope",
        "
NAME   READY   UP-TO-DATE   AVAILABLE   AGE
shop   3/3     3            3           10s
Error from server (NotFound): deployments.apps \"nope\" not found
",
    );
}

#[test]
fn an_object_is_picked_apart() {
    check(
        &[],
        10_000,
        "kubectl get deploy shop -o jsonpath='{.spec.replicas} of {.metadata.name}'",
        "3 of shop",
    );
    check(
        &[],
        10_000,
        "kubectl get deploy -o name",
        "deployment.apps/shop\n",
    );
    check(
        &[],
        10_000,
        "kubectl get pods -o custom-columns=IMAGE:.spec.containers[0].image,NOPE:.nope",
        "IMAGE     NOPE\nshop:v1   <none>\nshop:v1   <none>\nshop:v1   <none>\n",
    );
    check(
        &[],
        10_000,
        "kubectl get pods --field-selector=status.phase!=Running",
        "No resources found in default namespace.\n",
    );
    check(
        &[],
        10_000,
        "kubectl get pods --field-selector=nope=1",
        "Error from server (BadRequest): Unable to find \"/v1, Resource=pods\" that match label selector \"\", field selector \"nope=1\": field label not supported: nope\n",
    );
}

#[test]
fn a_deployment_is_described() {
    check(
        &[],
        10_000,
        "kubectl describe deployment shop",
        "
Name:                   shop
Namespace:              default
CreationTimestamp:      Thu, 01 Jan 2026 00:00:00 +0000
Labels:                 <none>
Annotations:            deployment.kubernetes.io/revision: 1
Selector:               app=shop
Replicas:               3 desired | 3 updated | 3 total | 3 available | 0 unavailable
StrategyType:           RollingUpdate
MinReadySeconds:        0
RollingUpdateStrategy:  25% max unavailable, 25% max surge
Pod Template:
  Labels:       app=shop
  Annotations:  sim/ready-delay: 2
                sim/start-delay: 1
  Containers:
   shop:
    Image:        shop:v1
    Port:         80/TCP
    Host Port:    0/TCP
    Environment:  <none>
    Mounts:       <none>
  Volumes:        <none>
Conditions:
  Type           Status  Reason
  ----           ------  ------
  Available      True    MinimumReplicasAvailable
  Progressing    True    NewReplicaSetAvailable
OldReplicaSets:  <none>
NewReplicaSet:   shop-AAAAAAAAAA (3/3 replicas created)
Events:
  Type    Reason             Age   From                   Message
  ----    ------             ----  ----                   -------
  Normal  ScalingReplicaSet  10s   deployment-controller  Scaled up replica set shop-AAAAAAAAAA to 3
",
    );
}

#[test]
fn rollout_status_waits_until_it_is_done_and_shrinks_when_time_goes_back() {
    let mut timeline = shop();
    timeline.seek(Time(500));
    let reply = timeline.send("kubectl rollout status deployment/shop");
    let follow = reply.follow.expect("a rollout that is not done is followed");
    let text = |timeline: &Timeline| {
        let followed = follow.text(timeline.log(), &timeline.present().view());
        (followed.out, followed.code)
    };
    timeline.seek(Time(600));
    let early = text(&timeline);
    assert_eq!(early.1, None);
    timeline.seek(Time(20_000));
    let late = text(&timeline);
    assert_eq!(late.1, Some(0));
    assert!(
        late.0.ends_with("deployment \"shop\" successfully rolled out\n"),
        "{}",
        late.0
    );
    timeline.seek(Time(600));
    assert_eq!(text(&timeline), early);
}

#[test]
fn rollout_status_gives_up_after_its_timeout() {
    let mut timeline = shop();
    let reply = timeline.send("kubectl rollout status deployment/shop --timeout=1s");
    let follow = reply.follow.expect("a rollout that is not done is followed");
    timeline.seek(Time(900));
    assert_eq!(follow.text(timeline.log(), &timeline.present().view()).code, None);
    timeline.seek(Time(1000));
    let followed = follow.text(timeline.log(), &timeline.present().view());
    assert_eq!(followed.err, "error: timed out waiting for the condition\n");
    assert_eq!(followed.code, Some(1));
}

#[test]
fn a_watch_shows_each_change_of_a_pod() {
    let mut timeline = shop();
    let reply = timeline.send("kubectl get pods -w");
    assert_eq!(reply.out, "");
    let follow = reply.follow.expect("a watch is followed");
    timeline.seek(Time(20_000));
    let view = View {
        now: Time(20_000),
        ..timeline.present().view()
    };
    let out = follow.text(timeline.log(), &view).out;
    let pod = timeline
        .present()
        .world()
        .pods()
        .next()
        .expect("a pod")
        .meta
        .name
        .clone();
    let states: Vec<String> = out
        .lines()
        .filter(|line| line.starts_with(&*pod))
        .map(|line| {
            line.split_whitespace()
                .skip(1)
                .take(2)
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    let mut changes = states.clone();
    changes.dedup();
    assert_eq!(
        changes,
        [
            "0/1 Pending",
            "0/1 ContainerCreating",
            "0/1 Running",
            "1/1 Running"
        ],
        "{out}"
    );
}

#[test]
fn waiting_ends_when_the_condition_holds() {
    let mut timeline = shop();
    let reply = timeline.send("kubectl wait --for=condition=Available deployment/shop --timeout=60s");
    let follow = reply.follow.expect("what is not so yet is followed");
    timeline.seek(Time(2000));
    let text = |timeline: &Timeline| follow.text(timeline.log(), &timeline.present().view());
    assert_eq!(text(&timeline).code, None);
    timeline.seek(Time(20_000));
    assert_eq!(text(&timeline).out, "deployment.apps/shop condition met\n");
    assert_eq!(text(&timeline).code, Some(0));
}

#[test]
fn logs_tell_what_the_app_did() {
    check(
        &[],
        10_000,
        "kubectl logs deployment/shop --timestamps",
        "
2026-01-01T00:00:01.140Z starting shop:v1
2026-01-01T00:00:03.140Z listening
Found 3 pods, using pod/shop-AAAAAAAAAA-*****
",
    );
    check(&[], 300, "kubectl logs deployment/shop", "
Found 3 pods, using pod/shop-AAAAAAAAAA-*****
Error from server (BadRequest): container \"shop\" in pod \"shop-AAAAAAAAAA-*****\" is waiting to start: ContainerCreating
");
    check(
        &[],
        10_000,
        "kubectl logs deployment/shop -c nope",
        "
Found 3 pods, using pod/shop-AAAAAAAAAA-*****
error: container nope is not valid for pod shop-AAAAAAAAAA-*****
",
    );
}

#[test]
fn every_example_of_a_verb_that_reads_can_be_typed() {
    for verb in engine::shell::kubectl::VERBS {
        for example in verb.examples {
            let reply = shop().send(example);
            assert_ne!(reply.code, 127, "{example}: {}", reply.err);
            assert!(!reply.err.contains("unknown flag"), "{example}: {}", reply.err);
        }
    }
}
