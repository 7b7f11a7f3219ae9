//! When a container that has ended is started again, and how long that is put off.

use engine::{kube::ContainerState, time::Span, world::World};

use crate::play::{check, picture, play, pod, told};

/// A pod whose only container is killed every 15 s: it listens after 30 s, and its probe asks before.
fn killed(policy: &str) -> String {
    pod(&format!(
        "
spec:
  restartPolicy: {policy}
  containers:
  - name: c
    image: shop:slow-start
    livenessProbe: {{tcpSocket: {{port: 8080}}, periodSeconds: 15, failureThreshold: 1}}"
    ))
}

/// What the first container that waits says of it.
fn waits(world: &World) -> String {
    let mut statuses = world.pods().flat_map(|it| it.status.containers.iter());
    let message = statuses.find_map(|it| match &it.state {
        ContainerState::Waiting { message, .. } => Some(message.to_string()),
        _ => None,
    });
    message.unwrap_or_default()
}

/// The lines of `told` about one reason.
fn told_of(script: &str, until: u64, reason: &str) -> Vec<String> {
    let told = told(play(script, until).present().world(), "a");
    let lines = told.lines().filter(|it| it.contains(&format!(" {reason} ")));
    lines.map(str::to_owned).collect()
}

#[test]
fn what_a_probe_killed_is_started_at_once_until_the_wait_outgrows_its_life() {
    // The wait counts from the end of the container before: at the kills none, 10 s just noted, 10 s over, 20 s not over.
    check(
        &killed("Always"),
        &[
            (15_200, "a Running: c Completed(0);"),
            (15_600, "a Running: c running+ x1 after Completed(0);"),
            (30_600, "a Running: c running+ x2 after Completed(0);"),
            (45_600, "a Running: c running+ x3 after Completed(0);"),
            (61_200, "a Running: c CrashLoopBackOff x3 after Completed(0);"),
            (80_000, "a Running: c CrashLoopBackOff x3 after Completed(0);"),
            (80_600, "a Running: c running+ x4 after Completed(0);"),
            (91_500, "a Running: c CrashLoopBackOff x4 after Completed(0);"),
            (130_000, "a Running: c CrashLoopBackOff x4 after Completed(0);"),
            (131_000, "a Running: c running+ x5 after Completed(0);"),
        ],
    );
    let waiting = play(&killed("Always"), 62_000);
    let waits = waits(waiting.present().world());
    assert!(
        waits.starts_with("back-off 20s restarting failed container=c pod=a_default("),
        "{waits}"
    );
}

#[test]
fn a_kill_in_back_off_is_told_at_once_and_again_when_the_end_is_noticed() {
    assert_eq!(told_of(&killed("Always"), 60_000, "BackOff"), [""; 0]);
    let told = told_of(&killed("Always"), 60_200, "BackOff").join("\n");
    assert!(
        told.starts_with("60 x1 BackOff Back-off restarting failed container c in pod a_default("),
        "{told}"
    );
    let told = told_of(&killed("Always"), 62_000, "BackOff").join("\n");
    assert!(told.starts_with("60 x2 BackOff "), "{told}");
    let killings = told_of(&killed("Always"), 62_000, "Killing");
    assert_eq!(
        killings,
        ["15 x4 Killing Container c failed liveness probe, will be restarted"]
    );
}

#[test]
fn a_good_exit_code_does_not_keep_what_a_probe_killed_from_its_restart() {
    // Where the restart is put off, the exit code decides after all.
    check(
        &killed("OnFailure"),
        &[
            (15_200, "a Running: c Completed(0);"),
            (15_600, "a Running: c running+ x1 after Completed(0);"),
            (45_600, "a Running: c running+ x3 after Completed(0);"),
            (62_000, "a Succeeded: c Completed(0) x3 after Completed(0);"),
            (90_000, "a Succeeded: c Completed(0) x3 after Completed(0);"),
        ],
    );
    check(
        &killed("Never"),
        &[
            (15_200, "a Succeeded: c Completed(0);"),
            (90_000, "a Succeeded: c Completed(0);"),
        ],
    );
}

#[test]
fn a_startup_probe_kills_and_restarts_alike() {
    let script = killed("OnFailure").replace("livenessProbe", "startupProbe");
    check(
        &script,
        &[
            (15_600, "a Running: c running x1 after Completed(0);"),
            (62_000, "a Succeeded: c Completed(0) x3 after Completed(0);"),
        ],
    );
    assert_eq!(
        told_of(&script, 62_000, "Killing"),
        ["15 x4 Killing Container c failed startup probe, will be restarted"]
    );
}

#[test]
fn a_kill_soon_after_a_crash_waits_for_what_is_left_since_the_kill() {
    // The crash at 12 s costs a wait of 10 s from its end, and the kill at 15 s falls into it.
    check(
        &(killed("Always") + "12 fault crash a\n"),
        &[
            (12_200, "a Running: c Error(1);"),
            (14_000, "a Running: c running+ x1 after Error(1);"),
            (16_500, "a Running: c CrashLoopBackOff x1 after Completed(0);"),
            (25_000, "a Running: c CrashLoopBackOff x1 after Completed(0);"),
            (26_000, "a Running: c running+ x2 after Completed(0);"),
        ],
    );
}

#[test]
fn a_deleted_pod_does_not_start_what_a_probe_killed() {
    let script = pod("
  annotations: {sim/never-ready: yes please}
spec:
  terminationGracePeriodSeconds: 6
  containers:
  - name: c
    image: shop:stubborn
    livenessProbe: {tcpSocket: {port: 8080}, periodSeconds: 15, failureThreshold: 1}")
        + "16 kubectl delete pod a --wait=false\n";
    let mut timeline = play(&script, 18_000);
    let mut shown = picture(timeline.present().world());
    assert_eq!(shown, "a Running leaving: c running;\n");
    while shown.contains("running") {
        let now = timeline.now();
        timeline.seek(now + Span(10));
        shown = picture(timeline.present().world());
    }
    assert_eq!(shown, "a Failed leaving: c Error(137);\n");
}

#[test]
fn a_sidecar_is_not_said_to_be_restarted_but_is() {
    let script = pod("
spec:
  initContainers:
  - name: side
    image: shop:never-ready
    restartPolicy: Always
    livenessProbe: {tcpSocket: {port: 8080}, periodSeconds: 15, failureThreshold: 1}
  containers:
  - {name: c, image: 'nginx:1.27'}");
    check(
        &script,
        &[(
            15_800,
            "a Running: side running+ x1 after Completed(0); c running+;",
        )],
    );
    assert_eq!(
        told_of(&script, 17_000, "Killing"),
        ["15 x1 Killing Init container side failed liveness probe"]
    );
}

#[test]
fn the_last_container_of_a_pod_has_the_grace_of_the_pod() {
    let script = |policy: &str| {
        pod(&format!(
            "
spec:
  restartPolicy: {policy}
  terminationGracePeriodSeconds: 20
  containers:
  - name: c
    image: shop:never-ready
    lifecycle: {{preStop: {{sleep: {{seconds: 8}}}}}}
    livenessProbe: {{tcpSocket: {{port: 8080}}, periodSeconds: 15, failureThreshold: 1, terminationGracePeriodSeconds: 3}}"
        ))
    };
    check(
        &script("Never"),
        &[
            (23_000, "a Running: c running+;"),
            (23_500, "a Succeeded: c Completed(0);"),
        ],
    );
    // The probe's own grace period cuts the hook short; SIGTERM follows then.
    check(
        &script("Always"),
        &[
            (18_000, "a Running: c running+;"),
            (19_000, "a Running: c running+ x1 after Completed(0);"),
        ],
    );
}

#[test]
fn ten_minutes_after_a_restart_all_is_forgotten() {
    let ends_after = |secs: u32| {
        pod(&format!(
            "
spec:
  containers:
  - {{name: c, image: 'busybox:1', command: [sh, -c, 'sleep {secs}; exit 3']}}"
        ))
    };
    // It ran for longer than that.
    let steady = play(&ends_after(700), 2_900_000);
    assert_eq!(
        picture(steady.present().world()),
        "a Running: c running+ x4 after Error(3);\n"
    );
    // A wait that reaches beyond them is cut short, and the next is the first again: after 160 s they are 300 and 10 s.
    check(
        &ends_after(400),
        &[
            (2_714_000, "a Running: c CrashLoopBackOff x5 after Error(3);"),
            (2_716_000, "a Running: c running+ x6 after Error(3);"),
            (3_314_000, "a Running: c CrashLoopBackOff x6 after Error(3);"),
            (3_316_000, "a Running: c running+ x7 after Error(3);"),
            (3_724_000, "a Running: c CrashLoopBackOff x7 after Error(3);"),
            (3_726_000, "a Running: c running+ x8 after Error(3);"),
        ],
    );
    let said = |secs: u64| waits(play(&ends_after(400), secs * 1000).present().world());
    assert!(said(3200).starts_with("back-off 5m0s "), "{}", said(3200));
    assert!(said(3720).starts_with("back-off 10s "), "{}", said(3720));
}

#[test]
fn a_kill_long_after_the_last_restart_begins_anew() {
    let script = pod("
spec:
  containers:
  - name: c
    image: shop:never-ready
    livenessProbe: {tcpSocket: {port: 8080}, periodSeconds: 700, failureThreshold: 1}")
        + "2103 fault crash a\n";
    let timeline = play(&script, 2_106_000);
    let world = timeline.present().world();
    assert!(waits(world).starts_with("back-off 10s "), "{}", picture(world));
}
