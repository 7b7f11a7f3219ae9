//! Pods whose images, apps or probes fail.

use crate::play::{check, picture, play, pod, told};

#[test]
fn an_unknown_tag_is_tried_again_ever_later() {
    let script = pod("
spec:
  containers:
  - {name: web, image: 'nginx:nope'}");
    check(
        &script,
        &[
            (1100, "a Pending: web ErrImagePull;"),
            (3000, "a Pending: web ImagePullBackOff;"),
            (11_600, "a Pending: web ErrImagePull;"),
            (20_000, "a Pending: web ImagePullBackOff;"),
        ],
    );
    // After 10, 20 and 40 s.
    let timeline = play(&script, 60_000);
    let told = told(timeline.present().world(), "a");
    assert!(
        told.contains(r#"0 x3 Pulling Pulling image "nginx:nope""#),
        "{told}"
    );
    assert!(told.contains("docker.io/library/nginx:nope: not found"), "{told}");
}

const CRASH: &str = "
spec:
  containers:
  - {name: c, image: 'busybox:1', command: [sh, -c, 'exit 3']}";

#[test]
fn a_container_that_crashes_is_restarted_ever_later() {
    check(
        &pod(CRASH),
        &[
            (2000, "a Running: c Error(3);"),
            (3500, "a Running: c Error(3) x1 after Error(3);"),
            (5000, "a Running: c CrashLoopBackOff x1 after Error(3);"),
            (12_300, "a Running: c CrashLoopBackOff x1 after Error(3);"),
            (14_500, "a Running: c CrashLoopBackOff x2 after Error(3);"),
            (32_000, "a Running: c CrashLoopBackOff x2 after Error(3);"),
            (36_000, "a Running: c CrashLoopBackOff x3 after Error(3);"),
        ],
    );
    // The waits are 10, 20, 40, 80, 160 and then 300 s.
    let timeline = play(&pod(CRASH), 1_000_000);
    assert!(
        picture(timeline.present().world()).contains("x8"),
        "{}",
        picture(timeline.present().world())
    );
}

#[test]
fn a_leak_ends_in_oom_killed() {
    check(
        &pod("
spec:
  containers:
  - name: c
    image: shop:leaky
    resources: {limits: {memory: 100Mi}}"),
        &[
            (12_000, "a Running: c running+;"),
            (13_500, "a Running: c OOMKilled(137);"),
            (20_000, "a Running: c running+ x1 after OOMKilled(137);"),
        ],
    );
}

#[test]
fn an_init_container_that_fails_holds_the_pod_back() {
    let init = |policy: &str| {
        pod(&format!(
            "
spec:
  restartPolicy: {policy}
  initContainers:
  - {{name: i, image: 'busybox:1', command: [sh, -c, 'exit 1']}}
  containers:
  - {{name: c, image: 'nginx:1.27'}}"
        ))
    };
    check(
        &init("Always"),
        &[(
            9000,
            "a Pending: i CrashLoopBackOff x1 after Error(1); c PodInitializing;",
        )],
    );
    check(
        &init("Never"),
        &[(9000, "a Failed: i Error(1); c PodInitializing;")],
    );
}

#[test]
fn a_hanging_container_is_killed_by_its_liveness_probe() {
    let script = pod("
spec:
  terminationGracePeriodSeconds: 5
  containers:
  - name: c
    image: nginx:1.27
    livenessProbe: {httpGet: {path: /, port: 80}, periodSeconds: 2, failureThreshold: 2}")
        + "10 fault hang a\n";
    check(
        &script,
        &[
            (9000, "a Running: c running+;"),
            (11_900, "a Running: c running+;"),
            (12_300, "a Running: c Completed(0);"),
            (12_700, "a Running: c running+ x1 after Completed(0);"),
            (40_000, "a Running: c running+ x1 after Completed(0);"),
        ],
    );
    let timeline = play(&script, 40_000);
    let told = told(timeline.present().world(), "a");
    assert!(
        told.contains("Killing Container c failed liveness probe, will be restarted"),
        "{told}"
    );
    assert!(told.contains("context deadline exceeded"), "{told}");
}

#[test]
fn what_is_never_restarted_is_not_said_to_be() {
    let script = |rest: &str| {
        pod(&format!(
            "
spec:
  restartPolicy: Never
  terminationGracePeriodSeconds: 5
  containers:
  - name: c
    image: nginx:1.27
    livenessProbe: {{httpGet: {{path: /, port: 80}}, periodSeconds: 2, failureThreshold: 2}}
{rest}"
        )) + "10 fault hang a\n"
    };
    let killings = |script: &str| {
        let told = told(play(script, 40_000).present().world(), "a");
        let lines = told
            .lines()
            .filter(|it| it.contains("Killing"))
            .map(str::to_owned);
        lines.collect::<Vec<_>>()
    };
    assert_eq!(killings(&script("")), ["12 x1 Killing Stopping container c"]);
    let other = "  - {name: d, image: 'busybox:1', command: [sleep, '1000']}";
    assert_eq!(
        killings(&script(other)),
        ["12 x1 Killing Container c failed liveness probe"]
    );
}

#[test]
fn a_startup_probe_gives_a_slow_app_its_time() {
    let slow = |startup: &str| {
        pod(&format!(
            "
spec:
  containers:
  - name: c
    image: shop:slow-start
    livenessProbe: {{tcpSocket: {{port: 8080}}, periodSeconds: 5}}
{startup}"
        ))
    };
    // 30 s until it listens: three failures in steps of 5 s come first.
    check(
        &slow(""),
        &[(65_000, "a Running: c CrashLoopBackOff x3 after Completed(0);")],
    );
    let patient = slow("    startupProbe: {tcpSocket: {port: 8080}, periodSeconds: 5, failureThreshold: 10}");
    check(
        &patient,
        &[
            (20_000, "a Running: c running;"),
            (60_000, "a Running: c running+;"),
        ],
    );
}

#[test]
fn pods_of_a_node_that_is_gone_are_collected_after_a_while() {
    let script = pod("
spec:
  containers:
  - {name: c, image: 'nginx:1.27'}")
        + "10 node remove n1\n";
    check(&script, &[(59_000, "a Running: c running+;"), (60_500, "")]);
    let back = script + "30 node add n1\n";
    check(&back, &[(70_000, "a Running: c running+ x1 after Error(137);")]);
}

#[test]
fn a_failed_init_container_takes_the_sidecars_with_it() {
    let script = pod("
spec:
  restartPolicy: Never
  initContainers:
  - {name: side, image: 'log-shipper:1', restartPolicy: Always}
  - {name: bad, image: 'busybox:1', command: [sh, -c, 'sleep 1; exit 3']}
  containers:
  - {name: main, image: 'busybox:1', command: [sleep, '5']}");
    check(
        &script,
        &[
            (
                3000,
                "a Pending: side running+; bad running; main PodInitializing;",
            ),
            (
                20_000,
                "a Failed: side Completed(0); bad Error(3); main PodInitializing;",
            ),
        ],
    );
}

#[test]
fn a_restarted_container_goes_on_where_its_probe_was() {
    let script = pod("
spec:
  containers:
  - name: web
    image: nginx:1.27
    readinessProbe: {httpGet: {path: /, port: 80}, periodSeconds: 5, successThreshold: 3}")
        + "30 fault crash a\n";
    check(
        &script,
        &[
            (10_000, "a Running: web running;"),
            (20_000, "a Running: web running+;"),
            (30_100, "a Running: web Error(1);"),
            (33_000, "a Running: web running+ x1 after Error(1);"),
        ],
    );
}
