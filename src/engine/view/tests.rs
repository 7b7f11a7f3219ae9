//! Commands in, pictures out.

use super::*;
use crate::{
    infra::network::Cause,
    time::Span,
    view::{requests::Leg, tile::TileState},
    world::{Key, Kind},
};

const SHOP: &str = r#"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"shop"},"spec":{"replicas":3,
"selector":{"matchLabels":{"app":"shop"}},"template":{"metadata":{"labels":{"app":"shop"}},"spec":{"containers":[
{"name":"shop","image":"shop:v1","resources":{"requests":{"cpu":"500m","memory":"1Gi"}},"ports":[{"containerPort":8080}],
"readinessProbe":{"httpGet":{"path":"/ready","port":8080},"periodSeconds":1}}]}}}}"#;

const SERVICE: &str = r#"{"apiVersion":"v1","kind":"Service","metadata":{"name":"shop"},"spec":{"selector":{"app":"shop"},
"ports":[{"port":80,"targetPort":8080}]}}"#;

/// Two nodes, three pods of v1 behind a Service, 40 requests a second, 30 s in.
fn shop() -> (Timeline, History) {
    let mut timeline = Timeline::new(7);
    let file = |name: &str, text: &str| format!("write {name} {}", serde_json::Value::from(text));
    let lines = [
        "node add a --cpu=2 --memory=8Gi --zone=a".to_owned(),
        "node add b --cpu=2 --memory=8Gi --zone=b".to_owned(),
        file("shop.json", SHOP),
        file("service.json", SERVICE),
        "kubectl apply -f shop.json".to_owned(),
        "kubectl apply -f service.json".to_owned(),
    ];
    for line in lines {
        send(&mut timeline, &line);
    }
    timeline.seek(Time(20_000));
    send(&mut timeline, "traffic 40rps --to=shop");
    play(timeline, Time(30_000))
}

fn send(timeline: &mut Timeline, line: &str) {
    let reply = timeline.send(line);
    assert_eq!(reply.code, 0, "{line}: {}", reply.err);
}

fn play(mut timeline: Timeline, to: Time) -> (Timeline, History) {
    timeline.seek(to);
    let mut history = History::default();
    history.follow(timeline.log());
    (timeline, history)
}

/// As `shop`, with v2 rolled out at 30 s, and 60 s in.
fn rolled_out() -> (Timeline, History) {
    let (mut timeline, _) = shop();
    send(&mut timeline, "kubectl set image deployment/shop shop=shop:v2");
    play(timeline, Time(60_000))
}

#[test]
fn every_pod_of_the_shop_is_a_ready_tile_with_a_place_of_its_own() {
    let (timeline, history) = shop();
    let tiles = stage::tiles(&Moment::of(&timeline, &history));
    let mut places: Vec<_> = tiles.values().map(|it| it.place.clone()).collect();
    places.sort();
    places.dedup();
    assert_eq!((tiles.len(), places.len()), (3, 3));
    assert!(places.iter().all(Option::is_some));
    assert!(tiles.values().all(|it| it.state == TileState::Ready));
    let answered = stage::answered(&Moment::of(&timeline, &history));
    assert!(tiles.values().all(|it| answered[&it.key] > 0));
}

#[test]
fn the_staircase_ends_where_the_free_rectangle_begins() {
    let (timeline, history) = shop();
    let moment = Moment::of(&timeline, &history);
    let used = packing::used(&moment);
    for node in packing::nodes(&moment) {
        let last = node.steps.last().unwrap();
        assert_eq!(
            (
                last.cpu_from + last.requests.cpu_milli,
                last.memory_from + last.requests.memory_bytes
            ),
            (node.requested.cpu_milli, node.requested.memory_bytes)
        );
        let (cpu, memory) = used[&node.name];
        assert!(cpu > 0 && memory > 0, "its processes use something");
    }
}

#[test]
fn the_why_of_a_new_pod_begins_with_what_was_typed() {
    let (timeline, history) = rolled_out();
    let moment = Moment::of(&timeline, &history);
    let pod = moment.world().pods().next().unwrap();
    let chain = why::chain_of(&moment, &pod.key());
    assert_eq!(chain[0].by, crate::sim::YOU);
    assert!(chain.windows(2).all(|pair| pair[0].number < pair[1].number));
    assert!(chain.iter().any(|it| it.by == "deployment-controller"));
    assert_eq!(chain.last().unwrap().key, pod.key());
}

#[test]
fn each_of_the_newest_lines_tells_something() {
    let (timeline, history) = rolled_out();
    let moment = Moment::of(&timeline, &history);
    let is_report = |it: &crate::log::Entry| deed::deed(it) == deed::Deed::Reported;
    assert!(
        moment.entries().rev().take(60).any(is_report),
        "some tell nothing"
    );
    let newest = why::newest(&moment);
    assert_eq!(newest.len(), 60);
    assert!(newest.iter().all(|it| it.deed != deed::Deed::Reported));
}

#[test]
fn a_rollout_leaves_its_marks_and_moves_the_lines_of_the_chart() {
    let (timeline, history) = rolled_out();
    let moment = Moment::of(&timeline, &history);
    let marks = marks::marks(&moment).marks;
    assert!(marks.iter().any(|it| matches!(it, marks::Mark::Rollout { .. })));
    let series = series::series(&moment);
    assert_eq!(series.versions, ["shop:v1".into(), "shop:v2".into()]);
    assert_eq!(series.ready.last().unwrap().1, [0, 3]);
}

/// The page draws these anew only when the log or what is passing has changed.
#[test]
fn as_long_as_nothing_happens_the_stage_stays_as_it_is() {
    let (mut timeline, mut history) = shop();
    send(&mut timeline, "kubectl set image deployment/shop shop=shop:v2");
    let (mut known, mut same, mut other) = (None, 0, 0);
    for at in (30_000..60_000).step_by(40) {
        timeline.seek(Time(at));
        history.follow(timeline.log());
        let moment = Moment::of(&timeline, &history);
        let cause = (moment.sim.entries(), stage::passing(&moment));
        let drawn = (
            stage::tiles(&moment),
            stage::workloads(&moment),
            stage::services(&moment),
            packing::nodes(&moment),
        );
        match known.replace((cause, drawn.clone())) {
            Some((before, drawn_before)) if before == cause => {
                assert_eq!(drawn_before, drawn, "at {at} ms");
                same += 1;
            }
            _ => other += 1,
        }
    }
    assert!(same > 100 && other > 50, "{same} same, {other} other");
}

#[test]
fn a_tile_comes_and_goes_in_sight() {
    let (mut timeline, mut history) = shop();
    send(&mut timeline, "kubectl set image deployment/shop shop=shop:v2");
    let mut seen = Vec::new();
    for at in (30_000..60_000).step_by(20) {
        timeline.seek(Time(at));
        history.follow(timeline.log());
        for it in stage::tiles(&Moment::of(&timeline, &history)).values() {
            let motion = it.motion(Time(at));
            seen.push((it.gone.is_some(), motion.presence, motion.progress.is_some()));
        }
    }
    let is_partly = |presence: u32| 0 < presence && presence < 1000;
    assert!(seen.iter().any(|it| !it.0 && is_partly(it.1)), "one comes");
    assert!(seen.iter().any(|it| it.0 && is_partly(it.1)), "one goes");
    assert!(
        seen.iter().any(|it| it.1 == 1000 && it.2),
        "one is at something that ends"
    );
}

#[test]
fn every_request_under_way_is_one_dot() {
    let (timeline, history) = shop();
    let moment = Moment::of(&timeline, &history);
    let dots = requests::dots(&moment, &Span(450));
    assert_eq!(dots.requests_per_dot, 1);
    // 40 a second, each drawn for 450 ms there, the time at the pod, and 450 ms back.
    assert!((30..80).contains(&dots.dots.len()), "{} dots", dots.dots.len());
    assert!(dots.dots.windows(2).all(|pair| pair[0].id < pair[1].id));
    assert!(
        dots.dots
            .iter()
            .all(|it| it.pod.is_some() && it.leg != Leg::Fallen)
    );
}

#[test]
fn requests_to_nobody_fall_into_the_tray() {
    let (mut timeline, _) = shop();
    send(&mut timeline, "kubectl scale deployment/shop --replicas=0");
    let (timeline, history) = play(timeline, Time(90_000));
    let moment = Moment::of(&timeline, &history);
    let tray = requests::tray(&moment);
    assert!(tray.counts.failed_by(Cause::NoReadyEndpoint) > 1000);
    assert!(tray.newest.iter().all(|it| it.cause == Cause::NoReadyEndpoint));
    let journey = inspect::journey(&moment, tray.newest[0].id).unwrap();
    assert!(journey.is_over && !journey.is_answered);
}

#[test]
fn pictures_of_the_past_are_those_it_had_when_it_was_the_present() {
    let (mut then, history_then) = shop();
    let (mut later, history_later) = rolled_out();
    // Before the rollout was typed, which is where the two runs part.
    then.seek(Time(29_000));
    later.seek(Time(29_000));
    let (then, later) = (
        Moment::of(&then, &history_then),
        Moment::of(&later, &history_later),
    );
    assert_eq!(stage::tiles(&then), stage::tiles(&later));
    assert_eq!(packing::nodes(&then), packing::nodes(&later));
    assert_eq!(stage::workloads(&then), stage::workloads(&later));
    assert_eq!(
        requests::dots(&then, &Span(450)),
        requests::dots(&later, &Span(450))
    );
    let shop = Key::new(Kind::Deployment, &"default".into(), &"shop".into());
    assert_eq!(inspect::sight(&then, &shop), inspect::sight(&later, &shop));
}
