//! Faults on a deployment of two pods made by hand.

use std::sync::Arc;

use crate::{
    infra::{App, Process},
    kube::{Container, Deployment, Meta, OwnerReference, Pod, PodSpec, ReplicaSet, Uid},
    log::Log,
    shell,
    sim::Sim,
    time::{Span, Time},
    world::{Change, Key, Kind, Object},
};

fn app() -> App {
    App {
        image: "shop:v1".into(),
        pull: Span::ZERO,
        start_up: Span::ZERO,
        warm_up: Span::ZERO,
        never_ready: false,
        workers: 1,
        queue_max: 1,
        work: Span(40),
        work_slowest: Span(40),
        errors_percent: 0,
        drain: None,
        shut_down: Span::ZERO,
        exits_after: None,
        exit_code: 0,
        memory_bytes: 0,
        leak_bytes_per_sec: 0,
        cpu_milli_per_request: 100,
    }
}

fn named(name: &str, owner: Option<(Kind, &str, Uid)>) -> Meta {
    let mut meta = Meta::named(&"default".into(), name);
    meta.owners = owner
        .map(|(kind, name, uid)| OwnerReference {
            kind,
            name: name.into(),
            uid,
            controller: true,
            block_owner_deletion: true,
        })
        .into_iter()
        .collect();
    meta
}

/// A deployment `shop` with pods `shop-a` and `shop-b`, of which each container runs.
fn shop() -> (Sim, Log) {
    let (mut sim, mut log) = (Sim::new(1), Log::default());
    let mut put = |object: Object| {
        let key = object.key();
        sim.force(Change::Put(object), &mut log);
        sim.world()
            .get(&key)
            .and_then(Object::meta)
            .map_or(Uid(0), |meta| meta.uid)
    };
    let deployment = put(Deployment {
        meta: named("shop", None),
        ..Deployment::default()
    }
    .into());
    let owner = Some((Kind::Deployment, "shop", deployment));
    let set = put(ReplicaSet {
        meta: named("shop-1", owner),
        ..ReplicaSet::default()
    }
    .into());
    for name in ["shop-a", "shop-b"] {
        let mut spec = PodSpec::default();
        for container in ["web", "side"] {
            spec.containers.push(Container {
                name: container.into(),
                ..Container::default()
            });
            let process = format!("{name}/{container}").into();
            put(Process::start("default".into(), process, Arc::new(app()), Time::ZERO, None).into());
        }
        let meta = named(name, Some((Kind::ReplicaSet, "shop-1", set)));
        put(Pod {
            meta,
            spec: Arc::new(spec),
            ..Pod::default()
        }
        .into());
    }
    put(Pod {
        meta: named("idle", None),
        ..Pod::default()
    }
    .into());
    (sim, log)
}

#[track_caller]
fn check(line: &str, answer: &str) {
    let (mut sim, mut log) = shop();
    let reply = sim.send(line, &mut log);
    assert_eq!(format!("{}{}", reply.out, reply.err), answer, "{line}");
}

fn process(sim: &Sim, name: &str) -> Process {
    let key = Key::new(Kind::Process, &"default".into(), &name.into());
    sim.world().process(&key).expect("made by hand").clone()
}

#[test]
fn a_fault_says_what_it_does() {
    check(
        "fault kill-pod shop-a",
        "pod/shop-a container side: killed, exit code 137\npod/shop-a container web: killed, exit code 137\n",
    );
    check(
        "fault crash pod/shop-a -c web --code=3",
        "pod/shop-a container web: crashed, exit code 3\n",
    );
    check(
        "fault slow shop-b --by=250% -c web",
        "pod/shop-b container web: takes 250% of the usual time\n",
    );
    check("fault hang shop-b -c web", "pod/shop-b container web: hangs\n");
}

#[test]
fn of_a_deployment_one_pod_by_chance_or_all() {
    let (mut sim, mut log) = shop();
    let reply = sim.send("fault oom deployment/shop -c web", &mut log);
    assert_eq!(reply.out.lines().count(), 1, "{reply:?}");
    let reply = sim.send("fault slow deploy/shop --all", &mut log);
    assert_eq!(reply.out.lines().count(), 3, "{reply:?}");
}

#[test]
fn a_fault_is_done_and_healed() {
    let (mut sim, mut log) = shop();
    let before = process(&sim, "shop-a/web");
    for line in [
        "fault slow shop-a",
        "fault errors shop-a --rate=20",
        "fault hang shop-a",
    ] {
        assert!(sim.send(line, &mut log).changed, "{line}");
    }
    let sick = process(&sim, "shop-a/web");
    assert_eq!(
        (sick.slowness_percent, sick.errors_percent, sick.hangs),
        (300, 20, true)
    );
    sim.send("fault heal shop-a", &mut log);
    assert_eq!(process(&sim, "shop-a/web"), before);
    assert!(!sim.send("fault heal shop-a", &mut log).changed);
    sim.send("fault oom shop-a -c web", &mut log);
    assert_eq!(
        process(&sim, "shop-a/web").exited.map(|exit| exit.code),
        Some(137)
    );
}

#[test]
fn what_cannot_fail_is_told() {
    let help = "\nSee 'fault kill-pod -h' for help and examples\n";
    check(
        "fault kill-pod",
        &format!("error: which pod? Name a POD or deployment/NAME{help}"),
    );
    check(
        "fault kill-pod node/n1",
        &format!("error: faults are for pods and deployments, not for \"node\"{help}"),
    );
    check(
        "fault kill-pod shop-x",
        "Error from server (NotFound): pods \"shop-x\" not found\n\nDid you mean this?\n\tshop-a\n\tshop-b\n",
    );
    check(
        "fault crash deployment/web",
        "Error from server (NotFound): deployments.apps \"web\" not found\n",
    );
    check(
        "fault crash idle",
        "error: no container of pod \"idle\" is running\n",
    );
    check(
        "fault crash shop-a -c db",
        "error: container db is not valid for pod shop-a; it has web, side\n",
    );
    check(
        "fault crash shop-a --code=900",
        "error: --code must lie between 0 and 255, not 900\nSee 'fault crash -h' for help and examples\n",
    );
    check(
        "fault slow shop-a --by=fast",
        "error: --by must be a percentage between 1% and 100000%, not \"fast\"\nSee 'fault slow -h' for help and examples\n",
    );
    check(
        "fault node-down n1",
        "error: Beanpod does not simulate faults of nodes (yet)\n",
    );
    check(
        "fault crahs shop-a",
        "error: unknown command \"crahs\" for \"fault\"\n\nDid you mean this?\n\tcrash\n",
    );
}

#[test]
fn every_verb_has_help_and_examples_that_can_be_read() {
    let (mut sim, mut log) = shop();
    for verb in super::TOOL.verbs {
        assert!(
            !verb.help.is_empty() && !verb.examples.is_empty(),
            "{}",
            verb.name
        );
        let manual = shell::run(&format!("fault {} --help", verb.name), &sim.view());
        assert!(manual.out.contains(verb.help), "{}", verb.name);
        for example in verb.examples.iter().filter(|it| it.contains("deployment/")) {
            let reply = sim.send(example, &mut log);
            assert!(
                reply.err.is_empty() || reply.err.contains("is running"),
                "{example}: {reply:?}"
            );
        }
    }
    assert!(shell::run("fault", &sim.view()).out.contains("kill-pod"));
}
