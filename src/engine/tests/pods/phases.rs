//! The phase of a pod: what its policy makes of how its containers end.

use std::collections::BTreeSet;

use engine::{
    kube::{
        Container, ContainerState, ContainerStatus, Phase, Pod, PodSpec, PodStatus, RestartPolicy,
        Terminated, kubelet::phase::phase,
    },
    time::Time,
};

use crate::play::{check, play, pod};

/// What a container's process does: it ends with a code, or runs on.
const COMMANDS: [&str; 3] = ["sleep 2; exit 0", "sleep 4; exit 1", "sleep 1000"];

#[test]
fn the_phase_follows_from_the_policy_and_from_every_container() {
    let mut seen = BTreeSet::new();
    for policy in ["Always", "OnFailure", "Never"] {
        for first in COMMANDS {
            for second in COMMANDS {
                for sidecar in ["", "  - {name: s, image: 'log-shipper:1', restartPolicy: Always}"] {
                    let script = pod(&format!(
                        "
spec:
  restartPolicy: {policy}
  initContainers:
  - {{name: i, image: 'busybox:1', command: [sleep, '1']}}
{sidecar}
  containers:
  - {{name: a, image: 'busybox:1', command: [sh, -c, '{first}']}}
  - {{name: b, image: 'busybox:1', command: [sh, -c, '{second}']}}"
                    ));
                    let mut timeline = play(&script, 0);
                    for at in (0..60_000).step_by(250) {
                        timeline.seek(Time(at));
                        let pod = timeline.present().world().pods().next().expect("it was made");
                        let phase = expected(pod);
                        assert_eq!(pod.status.phase, phase, "{script} at {at} ms: {:?}", pod.status);
                        seen.insert((policy, phase.name()));
                    }
                }
            }
        }
    }
    let all = [
        ("Always", "Pending"),
        ("Always", "Running"),
        ("Never", "Failed"),
        ("Never", "Pending"),
        ("Never", "Running"),
        ("Never", "Succeeded"),
        ("OnFailure", "Pending"),
        ("OnFailure", "Running"),
        ("OnFailure", "Succeeded"),
    ];
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), all);
}

/// The rule in the words of the documentation, where no init container fails: "Pending" until all have been started,
/// "Running" while one runs or will, then how they ended.
fn expected(pod: &Pod) -> Phase {
    let all = || pod.status.containers.iter();
    let has_begun = |state: &ContainerState| !matches!(state, ContainerState::Waiting { .. });
    let is_running = |state: &ContainerState| matches!(state, ContainerState::Running { .. });
    if all().count() < 2 || all().any(|it| !has_begun(&it.state) && it.last_state.is_none()) {
        return Phase::Pending;
    }
    if all().any(|it| is_running(&it.state)) || pod.spec.restart_policy == RestartPolicy::Always {
        return Phase::Running;
    }
    let ended_well =
        all().all(|it| matches!(&it.state, ContainerState::Terminated(end) if end.exit_code == 0));
    let sidecar_runs = pod.status.init_containers.iter().any(|it| is_running(&it.state));
    match pod.spec.restart_policy {
        _ if sidecar_runs => Phase::Running,
        _ if ended_well => Phase::Succeeded,
        RestartPolicy::OnFailure => Phase::Running,
        _ => Phase::Failed,
    }
}

#[test]
fn an_init_container_that_fails_ends_only_a_pod_that_never_restarts() {
    let script = |policy: &str| {
        pod(&format!(
            "
spec:
  restartPolicy: {policy}
  initContainers:
  - {{name: i, image: 'busybox:1', command: [sh, -c, 'sleep 2; exit 3']}}
  containers:
  - {{name: c, image: 'busybox:1', command: [sleep, '1000']}}"
        ))
    };
    check(
        &script("Never"),
        &[(9000, "a Failed: i Error(3); c PodInitializing;")],
    );
    for policy in ["OnFailure", "Always"] {
        let picture = "a Pending: i CrashLoopBackOff x1 after Error(3); c PodInitializing;";
        check(&script(policy), &[(9000, picture)]);
    }
}

/// No run of ours gets there: what its probe ended well waits to be started again, and will be under every policy but one.
#[test]
fn a_container_that_waits_after_a_good_end_is_not_done() {
    let ended = Terminated {
        exit_code: 0,
        reason: "Completed".into(),
        started_at: Time(0),
        finished_at: Time(1000),
    };
    let waiting = ContainerStatus {
        name: "c".into(),
        image: "c".into(),
        state: ContainerState::Waiting {
            reason: "CrashLoopBackOff".into(),
            message: "".into(),
        },
        last_state: Some(ended.clone()),
        ready: false,
        started: false,
        restart_count: 1,
    };
    let told = |policy: RestartPolicy, state: &ContainerState, is_terminal: bool| {
        let mut spec = PodSpec::default();
        spec.restart_policy = policy;
        spec.containers = vec![Container {
            name: "c".into(),
            ..Container::default()
        }];
        let status = PodStatus {
            containers: vec![ContainerStatus {
                state: state.clone(),
                ..waiting.clone()
            }],
            ..PodStatus::default()
        };
        phase(&spec, &status, is_terminal)
    };
    let done = ContainerState::Terminated(ended.clone());
    for (policy, waits, ended) in [
        (RestartPolicy::Always, Phase::Running, Phase::Running),
        (RestartPolicy::OnFailure, Phase::Running, Phase::Succeeded),
        (RestartPolicy::Never, Phase::Failed, Phase::Succeeded),
    ] {
        assert_eq!(told(policy, &waiting.state, false), waits, "{policy:?}");
        assert_eq!(told(policy, &done, false), ended, "{policy:?}");
        assert_eq!(told(policy, &waiting.state, true), Phase::Failed, "{policy:?}");
        assert_eq!(told(policy, &done, true), Phase::Succeeded, "{policy:?}");
    }
}
