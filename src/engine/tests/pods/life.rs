//! Pods that fare well, from their binding to their end.

use crate::play::{check, check_told, play, pod, told};

const SHOP: &str = "
spec:
  containers:
  - name: shop
    image: shop:v1
    readinessProbe: {httpGet: {path: /, port: 8080}, periodSeconds: 2}";

#[test]
fn a_pod_pulls_its_image_starts_and_becomes_ready() {
    check(
        &pod(SHOP),
        &[
            (500, "a Pending: shop ContainerCreating;"),
            (2800, "a Pending: shop ContainerCreating;"),
            (3000, "a Running: shop running;"),
            (7000, "a Running: shop running;"),
            (7500, "a Running: shop running+;"),
        ],
    );
    check_told(
        &pod(SHOP),
        20_000,
        "a",
        r#"
        0 x1 Pulling Pulling image "shop:v1"
        2 x1 Created Created container: shop
        2 x1 Pulled Successfully pulled image "shop:v1" in 2s (2s including waiting). Image size: 50000000 bytes.
        2 x1 Started Started container shop
        3 x1 Unhealthy Readiness probe failed: Get "http://10.244.1.2:8080/": dial tcp 10.244.1.2:8080: connect: connection refused
        5 x1 Unhealthy Readiness probe failed: HTTP probe failed with statuscode: 503
        "#,
    );
}

#[test]
fn what_ends_well_is_restarted_only_under_always() {
    let job = |policy: &str, code: u8| {
        pod(&format!(
            "
spec:
  restartPolicy: {policy}
  containers:
  - {{name: c, image: 'busybox:1', command: [sh, -c, 'sleep 2; exit {code}']}}"
        ))
    };
    check(&job("Never", 0), &[(9000, "a Succeeded: c Completed(0);")]);
    check(&job("Never", 1), &[(9000, "a Failed: c Error(1);")]);
    check(&job("OnFailure", 0), &[(9000, "a Succeeded: c Completed(0);")]);
    check(
        &job("OnFailure", 1),
        &[(9000, "a Running: c CrashLoopBackOff x1 after Error(1);")],
    );
    check(
        &job("Always", 0),
        &[(9000, "a Running: c CrashLoopBackOff x1 after Completed(0);")],
    );
}

#[test]
fn init_containers_run_one_after_the_other_and_a_sidecar_stays() {
    let script = pod("
spec:
  restartPolicy: Never
  initContainers:
  - {name: first, image: 'busybox:1', command: [sleep, '2']}
  - {name: side, image: 'log-shipper:1', restartPolicy: Always}
  - {name: last, image: 'busybox:1', command: [sleep, '1']}
  containers:
  - {name: main, image: 'busybox:1', command: [sleep, '5']}");
    check(
        &script,
        &[
            (
                2500,
                "a Pending: first running; side PodInitializing; last PodInitializing; main PodInitializing;",
            ),
            (
                4600,
                "a Pending: first Completed(0)+; side running+; last PodInitializing; main PodInitializing;",
            ),
            (
                5500,
                "a Pending: first Completed(0)+; side running+; last running; main PodInitializing;",
            ),
            (
                8000,
                "a Running: first Completed(0)+; side running+; last Completed(0)+; main running+;",
            ),
            (
                20_000,
                "a Succeeded: first Completed(0)+; side Completed(0); last Completed(0)+; main Completed(0);",
            ),
        ],
    );
}

#[test]
fn a_deleted_pod_has_its_hook_its_signal_and_its_grace_period() {
    let script = |image: &str, hook: &str| {
        pod(&format!(
            "
spec:
  terminationGracePeriodSeconds: 10
  containers:
  - name: c
    image: {image}
{hook}"
        )) + "20 kubectl delete pod a --wait=false\n"
    };
    let hook = "    lifecycle: {preStop: {sleep: {seconds: 4}}}";
    check(
        &script("nginx:1.27", ""),
        &[
            (20_030, "a Running leaving: c running+;"),
            (20_120, "a Succeeded leaving: c Completed(0);"),
            (20_300, ""),
        ],
    );
    check(
        &script("nginx:1.27", hook),
        &[(23_900, "a Running leaving: c running+;"), (24_500, "")],
    );
    check(
        &script("shop:stubborn", ""),
        &[
            (29_900, "a Running leaving: c running+;"),
            (30_070, "a Failed leaving: c Error(137);"),
            (30_500, ""),
        ],
    );
    check_told(
        &script("nginx:1.27", hook),
        20_500,
        "a",
        r#"
        0 x1 Pulling Pulling image "nginx:1.27"
        2 x1 Pulled Successfully pulled image "nginx:1.27" in 2.4s (2.4s including waiting). Image size: 60000000 bytes.
        3 x1 Created Created container: c
        3 x1 Started Started container c
        20 x1 Killing Stopping container c
        "#,
    );
}

#[test]
fn annotations_stand_in_for_the_kubelet_of_the_recordings() {
    let script = pod("
  annotations: {sim/start-delay: '1', sim/ready-delay: '3', sim/stop-delay: '1'}
spec:
  containers:
  - {name: web, image: 'nginx:1.24'}")
        + "10 kubectl delete pod a --wait=false\n";
    check(
        &script,
        &[
            (1000, "a Pending: web ContainerCreating;"),
            (1200, "a Running: web running;"),
            (4000, "a Running: web running;"),
            (4200, "a Running: web running+;"),
            (10_900, "a Running leaving: web running+;"),
            (11_100, "a Succeeded leaving: web Completed(0);"),
            (11_300, ""),
        ],
    );
}

#[test]
fn a_node_pulls_one_image_at_a_time() {
    let script = pod("
spec:
  containers:
  - {name: one, image: 'nginx:1.27'}
---
apiVersion: v1
kind: Pod
metadata: {name: b}
spec:
  containers:
  - {name: two, image: 'nginx:1.27'}");
    let timeline = play(&script, 10_000);
    let told = told(timeline.present().world(), "b");
    assert!(told.contains("in 400ms (2.8s including waiting)"), "{told}");
}
