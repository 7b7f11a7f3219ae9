//! What holds whatever happens.

use super::*;

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
