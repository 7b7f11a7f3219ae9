//! What the end of a process does to the requests it has.

use super::*;

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
fn a_request_on_its_way_to_a_process_that_stops_is_refused_there() {
    let mut run = Run::new(1);
    run.start(
        "a/shop",
        App {
            workers: 100,
            ..app()
        },
    );
    run.rules(&["a/shop"]);
    run.until(1000);
    run.traffic(1000);
    run.until(5000);
    let coming: Vec<u64> = run
        .network()
        .in_flight(run.sim.now())
        .filter(|it| it.place(run.sim.now()).stage <= Stage::ToProcess)
        .map(|it| it.id)
        .collect();
    assert!(coming.len() > 1);
    run.change("a/shop", |it| it.stop_asked = Some(Time(5000)));
    run.until(6000);
    for id in coming {
        let request = run.network().request(id).unwrap();
        assert_eq!(request.cause(), Some(Cause::RefusedStopping));
        assert_eq!(request.finish, request.visit.as_ref().unwrap().reached);
    }
    assert_eq!(run.counts().failed_by(Cause::KilledInFlight), 0);
    check_balance(&run);
}
