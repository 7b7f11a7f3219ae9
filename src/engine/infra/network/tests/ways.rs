//! How requests end: answered, or failed for each of the causes.

use super::*;

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
    let work = run.network().work_ms(run.sim.now(), Span::secs(15));
    // 25 requests a second, each of 40 to 60 ms on average, in 15 seconds.
    let shares = [process_key("a/shop"), process_key("b/shop")].map(|key| work[&key]);
    assert!(
        shares.iter().all(|ms| (12_000..27_000).contains(ms)),
        "{shares:?}"
    );
    let use_of_a = usage(run.sim.world(), run.sim.now())[&process_key("a/shop")];
    assert_eq!(
        use_of_a.cpu_milli,
        i64::try_from(shares[0] * 100 / 15_000).unwrap()
    );
    assert_eq!(use_of_a.memory_bytes, 10 << 20);
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
