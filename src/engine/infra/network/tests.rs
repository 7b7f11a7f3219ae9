//! Requests against processes and rules made by hand: what Kubernetes would do with both is left out.

use super::*;
use crate::{
    infra::{App, Balancer, Exit, ExitCause, Process, Target},
    log::Log,
    luck,
    sim::Sim,
    world::{Change, Object, Text},
};

struct Run {
    sim: Sim,
    log: Log,
}

fn app() -> App {
    App {
        image: "shop:v1".into(),
        pull: Span::ZERO,
        start_up: Span(500),
        warm_up: Span::ZERO,
        never_ready: false,
        workers: 4,
        queue_max: 8,
        work: Span(40),
        work_slowest: Span(200),
        errors_percent: 0,
        drain: Some(Span::secs(5)),
        shut_down: Span::ZERO,
        exits_after: None,
        exit_code: 1,
        memory_bytes: 10 << 20,
        leak_bytes_per_sec: 0,
        cpu_milli_per_request: 100,
    }
}

fn shop() -> Key {
    Key::new(Kind::Balancer, &"default".into(), &"shop".into())
}

fn process_key(name: &str) -> Key {
    Key::new(Kind::Process, &"default".into(), &name.into())
}

impl Run {
    fn new(seed: u64) -> Self {
        Self {
            sim: Sim::new(seed),
            log: Log::default(),
        }
    }

    fn put(&mut self, object: impl Into<Object>) {
        self.sim.force(Change::Put(object.into()), &mut self.log);
    }

    fn until(&mut self, ms: u64) {
        self.sim.run_until(Time(ms), &mut self.log);
    }

    fn network(&self) -> &Network {
        self.sim
            .world()
            .network(&Network::key())
            .expect("there is traffic")
    }

    fn counts(&self) -> Counts {
        self.network().counts(self.sim.now(), None)
    }

    fn start(&mut self, name: &str, app: App) {
        let now = self.sim.now();
        self.put(Process::start(
            "default".into(),
            name.into(),
            Arc::new(app),
            now,
            None,
        ));
    }

    fn change(&mut self, name: &str, change: impl FnOnce(&mut Process)) {
        let mut process = self.sim.world().process(&process_key(name)).unwrap().clone();
        change(&mut process);
        self.put(process);
    }

    fn rules(&mut self, names: &[&str]) {
        let target = |name: &&str| Target {
            process: (*name).into(),
            address: "10.0.0.1".into(),
        };
        self.put(Balancer {
            namespace: "default".into(),
            name: "shop".into(),
            targets: names.iter().map(target).collect(),
            ..Balancer::default()
        });
    }

    fn traffic(&mut self, rps: u32) {
        let client = Client {
            to: shop(),
            shape: Shape::Steady(Rate(rps * 1000)),
            patience: Span::secs(2),
            since: self.sim.now(),
        };
        let known = self.sim.world().network(&Network::key()).cloned();
        let next = known
            .unwrap_or_default()
            .with_client(client, self.sim.now(), self.sim.seed());
        self.put(next);
    }

    /// Two processes that listen, and traffic.
    fn shop(rps: u32) -> Self {
        let mut run = Self::new(1);
        run.start("a/shop", app());
        run.start("b/shop", app());
        run.rules(&["a/shop", "b/shop"]);
        run.until(1000);
        run.traffic(rps);
        run
    }
}

#[track_caller]
fn check_balance(run: &Run) {
    let counts = run.counts();
    assert_eq!(
        counts.offered,
        counts.answered + counts.failures() + counts.in_flight
    );
    assert_eq!(counts.offered, run.network().next_id);
    let under_way = run.network().in_flight(run.sim.now()).count() as u64;
    assert_eq!(counts.in_flight, under_way);
}

#[test]
fn two_healthy_processes_answer_everything_and_share_the_work() {
    let mut run = Run::shop(50);
    run.until(61_000);
    check_balance(&run);
    let counts = run.counts();
    assert_eq!(counts.failures(), 0);
    assert!((2800..3200).contains(&counts.offered), "{}", counts.offered);
    let seconds: Vec<&Second> = run.network().seconds().collect();
    assert_eq!(seconds.len(), 60);
    assert_eq!(
        seconds.iter().map(|it| it.finished()).sum::<u64>() + counts.in_flight,
        counts.offered
    );
    let [a, b] = [0, 1].map(|at| {
        seconds
            .iter()
            .map(|second| second.targets[at].answered)
            .sum::<u64>()
    });
    assert!(a.abs_diff(b) < 250, "{a} and {b}");
    let median = seconds[30].latency.p50;
    assert!((Span(30)..Span(80)).contains(&median), "{median:?}");
    let busy = run.network().work_per_second(run.sim.now(), Span::secs(15));
    // 25 requests a second, each of 40 to 60 ms on average.
    assert!((800..1800).contains(&busy[&process_key("a/shop")]), "{busy:?}");
}

#[test]
fn a_process_that_is_killed_fails_what_it_had_at_that_instant_and_then_refuses() {
    let mut run = Run::shop(200);
    run.until(5000);
    let had: Vec<u64> = run
        .network()
        .in_flight(run.sim.now())
        .filter(|it| it.is_at(&process_key("a/shop")))
        .filter(|it| matches!(it.place(run.sim.now()).stage, Stage::Queued | Stage::AtWork))
        .map(|it| it.id)
        .collect();
    assert!(!had.is_empty());
    run.change("a/shop", |it| {
        it.exited = Some(Exit {
            at: Time(5000),
            code: 137,
            cause: ExitCause::Fault,
        });
    });
    run.until(5000);
    for id in had {
        let request = run.network().request(id).unwrap();
        assert_eq!(request.cause(), Some(Cause::KilledInFlight));
        assert_eq!(request.finish, Time(5000));
    }
    assert_eq!(run.network().at_work(&process_key("a/shop"), Time(5000)), 0);
    check_balance(&run);
    run.until(6000);
    assert!(run.counts().failed_by(Cause::RefusedGone) > 50);
    run.rules(&["b/shop"]);
    run.until(6050);
    let refused = run.counts().failed_by(Cause::RefusedGone);
    run.until(8000);
    assert_eq!(run.counts().failed_by(Cause::RefusedGone), refused);
    check_balance(&run);
}

#[test]
fn a_process_that_leaves_the_rules_first_loses_nothing() {
    let mut run = Run::shop(20);
    run.until(5000);
    run.rules(&["b/shop"]);
    run.until(5500);
    run.change("a/shop", |it| it.stop_asked = Some(Time(5500)));
    run.until(20_000);
    assert_eq!(run.counts().failures(), 0);
    let exit = run
        .sim
        .world()
        .process(&process_key("a/shop"))
        .unwrap()
        .exited
        .clone();
    assert_eq!(exit.unwrap().code, 0);
}

#[test]
fn a_process_that_stops_while_in_the_rules_refuses_but_finishes_what_it_had() {
    let mut run = Run::shop(100);
    run.until(5000);
    run.change("a/shop", |it| it.stop_asked = Some(Time(5000)));
    run.until(7000);
    let counts = run.counts();
    assert!(counts.failed_by(Cause::RefusedStopping) > 0);
    assert!(counts.failed_by(Cause::RefusedGone) > 0);
    assert_eq!(counts.failed_by(Cause::KilledInFlight), 0);
    let exit = run
        .sim
        .world()
        .process(&process_key("a/shop"))
        .unwrap()
        .exited
        .clone()
        .unwrap();
    assert!((Time(5001)..Time(5600)).contains(&exit.at), "{:?}", exit.at);
    check_balance(&run);
}

#[test]
fn a_process_without_time_to_drain_drops_what_it_had() {
    let mut run = Run::new(1);
    run.start("a/shop", App { drain: None, ..app() });
    run.rules(&["a/shop"]);
    run.until(1000);
    run.traffic(40);
    run.until(5000);
    let left = run
        .network()
        .drained_at(&process_key("a/shop"), Time(5000))
        .map_or(0, |it| it.1);
    run.change("a/shop", |it| it.stop_asked = Some(Time(5000)));
    run.until(5000);
    assert!(left > 0);
    assert_eq!(run.counts().failed_by(Cause::KilledInFlight), left);
    let exit = run
        .sim
        .world()
        .process(&process_key("a/shop"))
        .unwrap()
        .exited
        .clone();
    assert_eq!(exit.map(|it| (it.at, it.code)), Some((Time(5000), 143)));
}

#[test]
fn too_much_traffic_fills_the_queue_and_slow_work_times_out() {
    let mut run = Run::new(1);
    run.start("a/shop", app());
    run.rules(&["a/shop"]);
    run.until(1000);
    run.traffic(300);
    run.until(10_000);
    assert!(run.counts().failed_by(Cause::QueueFull) > 500);
    assert_eq!(run.counts().failed_by(Cause::TimedOut), 0);
    assert_eq!(run.network().at_work(&process_key("a/shop"), run.sim.now()), 4);
    run.change("a/shop", |it| it.slowness_percent = 10_000);
    run.until(20_000);
    assert!(run.counts().failed_by(Cause::TimedOut) > 0);
    check_balance(&run);
}

#[test]
fn nobody_to_ask_and_nobody_who_listens_are_told_apart() {
    let mut run = Run::new(1);
    run.traffic(20);
    run.until(5000);
    run.rules(&[]);
    run.until(10_000);
    run.start(
        "a/shop",
        App {
            start_up: Span::secs(5),
            ..app()
        },
    );
    run.rules(&["a/shop"]);
    run.until(20_000);
    let counts = run.counts();
    for cause in [
        Cause::UnknownHost,
        Cause::NoReadyEndpoint,
        Cause::RefusedNotListening,
    ] {
        assert!(
            (60..140).contains(&counts.failed_by(cause)),
            "{cause:?} {counts:?}"
        );
    }
    check_balance(&run);
}

#[test]
fn a_broken_version_errs_and_a_hanging_process_lets_everyone_wait() {
    let mut run = Run::new(1);
    run.start(
        "a/shop",
        App {
            errors_percent: 30,
            ..app()
        },
    );
    run.rules(&["a/shop"]);
    run.until(1000);
    run.traffic(20);
    run.until(101_000);
    let errors = run.counts().failed_by(Cause::Error);
    assert!((500..700).contains(&errors), "{errors}");
    run.change("a/shop", |it| it.hangs = true);
    let answered = run.counts().answered;
    run.until(102_000);
    let late = run.counts().answered;
    run.until(110_000);
    assert!(late - answered < 20);
    assert_eq!(run.counts().answered, late);
    assert!(run.counts().failed_by(Cause::TimedOut) > 10);
}

#[test]
fn memory_that_leaks_and_time_that_runs_out_end_a_process() {
    let mut run = Run::new(1);
    let leaky = App {
        leak_bytes_per_sec: 1 << 20,
        ..app()
    };
    let leaky = Process::start(
        "default".into(),
        "a/shop".into(),
        Arc::new(leaky),
        Time::ZERO,
        Some(20 << 20),
    );
    run.put(leaky);
    run.start(
        "b/shop",
        App {
            exits_after: Some(Span::secs(7)),
            exit_code: 3,
            ..app()
        },
    );
    run.until(60_000);
    let exit = |name| {
        let exit = run
            .sim
            .world()
            .process(&process_key(name))
            .unwrap()
            .exited
            .clone()
            .unwrap();
        (exit.at, exit.code, exit.cause)
    };
    assert_eq!(exit("a/shop"), (Time(11_000), 137, ExitCause::OutOfMemory));
    assert_eq!(exit("b/shop"), (Time(7000), 3, ExitCause::ByItself));
}

#[test]
fn the_books_stay_small() {
    let mut run = Run::shop(20);
    run.until(2 * 3600 * 1000);
    let network = run.network();
    assert_eq!(network.ledger.finished().len(), FINISHED_MAX);
    let (fine, coarse): (Vec<&Second>, Vec<&Second>) =
        network.seconds().partition(|second| second.span == Span::secs(1));
    assert_eq!((fine.len(), coarse.len()), (FINE_MAX, 360));
    assert_eq!(
        fine.iter().filter(|second| !second.targets.is_empty()).count(),
        TARGETS_MAX
    );
    let offered = network.seconds().map(|second| second.offered).sum::<u64>();
    let so_far = network
        .second_so_far(run.sim.now())
        .map_or(0, |second| second.offered);
    assert_eq!(offered + so_far, run.counts().offered);
    check_balance(&run);
}

/// Whatever happens to processes and rules: every request ends once, and the sums agree at every moment.
#[test]
fn every_request_ends_exactly_once() {
    for seed in 0..30 {
        let mut run = Run::new(seed);
        let names = ["a/shop", "b/shop", "c/shop"];
        run.traffic(60);
        let mut ended = std::collections::BTreeMap::<u64, (Outcome, Time)>::new();
        for turn in 0..60_u64 {
            let draw = luck::numbered(seed, "turn", turn);
            let name = names[usize::try_from(draw % 3).unwrap()];
            let now = run.sim.now();
            match draw / 3 % 8 {
                0 | 1 => run.start(
                    name,
                    App {
                        start_up: Span(draw % 400),
                        ..app()
                    },
                ),
                2 if run.sim.world().process(&process_key(name)).is_some() => {
                    run.change(name, |it| it.stop_asked = Some(now));
                }
                3 => run.sim.force(Change::Remove(process_key(name)), &mut run.log),
                4 => run.rules(&names[..usize::try_from(draw % 4).unwrap()]),
                5 => run.rules(&names),
                6 => run.traffic(u32::try_from(draw % 200).unwrap()),
                _ => {}
            }
            check_balance(&run);
            run.until(now.0 + draw % 1500);
            check_balance(&run);
            for request in run.network().finished(run.sim.now()) {
                let end = (request.outcome, request.finish);
                assert_eq!(
                    *ended.entry(request.id).or_insert(end),
                    end,
                    "seed {seed}, turn {turn}"
                );
            }
            let counts = run.counts();
            assert_eq!(ended.len() as u64, counts.answered + counts.failures());
        }
        assert_eq!(ended.len() as u64 + run.counts().in_flight, run.counts().offered);
    }
}

#[test]
fn a_request_is_somewhere_at_every_moment_and_never_goes_back() {
    let mut run = Run::shop(300);
    run.until(3000);
    let sent: Vec<Request> = run.network().finished(run.sim.now()).cloned().collect();
    for request in sent {
        let mut last = Stage::ToBalancer;
        for ms in request.sent.0..=request.finish.0 {
            let place = request.place(Time(ms));
            assert!(
                last <= place.stage && place.since <= Time(ms),
                "{request:?} at {ms}"
            );
            assert!(place.progress(Time(ms)) <= 1000);
            last = place.stage;
        }
        assert_eq!(last, Stage::Over);
    }
}

#[test]
fn other_clients_do_not_change_the_luck_of_these() {
    let sent_to_shop = |others: bool| -> Vec<(Time, Option<Text>)> {
        let mut run = Run::shop(50);
        if others {
            let to = Key::new(Kind::Balancer, &"default".into(), &"cart".into());
            let client = Client {
                to,
                ..run.network().clients().next().unwrap().clone()
            };
            let next = run.network().with_client(client, Time(1000), 1);
            run.put(next);
        }
        run.until(5000);
        let requests = run.network().finished(Time(5000));
        requests
            .filter(|it| it.client.to == shop())
            .map(|it| (it.sent, it.visit.as_ref().map(|visit| visit.process.clone())))
            .collect()
    };
    assert_eq!(sent_to_shop(true), sent_to_shop(false));
}
