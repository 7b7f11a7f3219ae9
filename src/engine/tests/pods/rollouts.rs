//! How far a rollout may go at once, and which of its ReplicaSets it forgets.

use engine::{
    kube::{
        ReplicaSet,
        deployment::rolling::{self, Facts},
    },
    time::Time,
    timeline::Timeline,
    world::World,
};

use crate::play::play;

const NODES: &str = "0 node add n1\n";

/// A Deployment `web` of that size, with these fields of its spec.
fn deployment(replicas: u32, fields: &str) -> String {
    format!(
        "0 write web.yaml |
        | apiVersion: apps/v1
        | kind: Deployment
        | metadata: {{name: web}}
        | spec:
        |   replicas: {replicas}
        |   selector: {{matchLabels: {{app: web}}}}
        |   {fields}
        |   template:
        |     metadata: {{labels: {{app: web}}}}
        |     spec: {{containers: [{{name: web, image: 'nginx:1.27'}}]}}
        0 kubectl apply -f web.yaml
        "
    )
}

/// What the Deployment told of its ReplicaSets from a moment on, the older one named `old`: `up 1`, `old down 3`.
fn scaled(world: &World, since: Time) -> Vec<String> {
    let revision = |name: &str| {
        let set = world.replica_sets().find(|it| *it.meta.name == *name);
        set.map_or(0, ReplicaSet::revision)
    };
    let mut told: Vec<_> = world
        .events()
        .filter(|it| &*it.reason == "ScalingReplicaSet" && it.first >= since)
        .map(|it| (it.meta.version, it.message.to_string()))
        .collect();
    told.sort();
    told.iter()
        .map(|(_, message)| {
            let (direction, rest) = message["Scaled ".len()..]
                .split_once(" replica set ")
                .expect("so they begin");
            let (name, sizes) = rest.split_once(" to ").expect("so they end");
            let age = if revision(name) == 1 { "old " } else { "" };
            format!("{age}{direction} to {sizes}")
        })
        .collect()
}

/// What a rollout does before any pod of it can run.
fn first_steps(replicas: u32, surge: &str, unavailable: &str) -> String {
    let strategy =
        format!("strategy: {{rollingUpdate: {{maxSurge: {surge}, maxUnavailable: {unavailable}}}}}");
    let script = deployment(replicas, &strategy) + "60 kubectl set image deployment web web=nginx:1.26\n";
    let timeline = play(&(NODES.to_owned() + &script), 60_900);
    scaled(timeline.present().world(), Time(60_000)).join(", ")
}

/// What it should do, if so many pods may be too many and so many missing.
fn expected_steps(replicas: u32, surge: u32, unavailable: u32) -> String {
    let mut steps = Vec::new();
    let (new, more) = (surge.min(replicas), (surge + unavailable).min(replicas));
    if new > 0 {
        steps.push(format!("up to {new}"));
    }
    if unavailable > 0 {
        steps.push(format!("old down to {} from {replicas}", replicas - unavailable));
    }
    if more > new {
        steps.push(format!("up to {more} from {new}"));
    }
    steps.join(", ")
}

#[test]
fn a_rollout_goes_as_far_at_once_as_its_percentages_say() {
    for replicas in [1, 2, 3, 4, 7, 10, 13] {
        for surge in [0, 1, 25, 34, 50, 100, 250] {
            for unavailable in [0, 1, 25, 34, 50, 99, 100] {
                if surge == 0 && unavailable == 0 {
                    continue;
                }
                let steps = first_steps(replicas, &format!("{surge}%"), &format!("{unavailable}%"));
                // The smallest number of pods that is no less than the percentage, the largest that is no more.
                let most = (0..=3 * replicas)
                    .find(|it| it * 100 >= surge * replicas)
                    .expect("there is one");
                let fewest = (0..=replicas).rev().find(|it| it * 100 <= unavailable * replicas);
                // Both may come to nothing, which would move nothing.
                let fewest = fewest.filter(|it| most + it > 0).unwrap_or(1);
                let expected = expected_steps(replicas, most, fewest);
                assert_eq!(
                    steps, expected,
                    "{replicas} pods, {surge}% more, {unavailable}% fewer"
                );
            }
        }
    }
}

#[test]
fn numbers_are_taken_as_they_are_and_so_are_zeros_before_a_percentage() {
    let cases = [
        (4, "1", "0", (1, 0)),
        (4, "0", "3", (0, 3)),
        (4, "9", "0", (9, 0)),
        (4, "0", "9", (0, 4)),
        (4, "2", "50%", (2, 2)),
        (4, "'007%'", "0%", (1, 0)),
        (4, "0", "'025%'", (0, 1)),
        (3, "100000%", "0", (3000, 0)),
    ];
    for (replicas, surge, unavailable, (most, fewest)) in cases {
        let steps = first_steps(replicas, surge, unavailable);
        assert_eq!(
            steps,
            expected_steps(replicas, most, fewest),
            "{surge} and {unavailable} of {replicas}"
        );
    }
}

#[test]
fn what_is_no_percentage_is_refused() {
    const REGEX: &str = "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";
    const ZERO: &str = "may not be 0 when `maxSurge` is 0";
    const MUCH: &str = "must not be greater than 100%";
    let invalid = |surge: &str, unavailable: &str, complaints: &[(&str, &str, &str)]| {
        let strategy =
            format!("strategy: {{rollingUpdate: {{maxSurge: {surge}, maxUnavailable: {unavailable}}}}}");
        let script = deployment(4, &strategy).replace("0 kubectl apply -f web.yaml\n", "");
        let mut timeline = play(&(NODES.to_owned() + script.trim_end()), 0);
        let reply = timeline.send("kubectl apply -f web.yaml");
        let lines: Vec<String> = complaints
            .iter()
            .map(|(field, shown, said)| {
                let shown = format!("intstr.IntOrString{{Type:1, IntVal:0, StrVal:{shown:?}}}");
                format!("spec.strategy.rollingUpdate.{field}: Invalid value: {shown}: {said}")
            })
            .collect();
        let expected = match lines.as_slice() {
            [one] => format!("The Deployment \"web\" is invalid: {one}\n"),
            several => format!(
                "The Deployment \"web\" is invalid: \n* {}\n",
                several.join("\n* ")
            ),
        };
        assert_eq!(reply.err, expected, "{surge} {unavailable}");
    };
    invalid("'25'", "0", &[("maxSurge", "25", REGEX)]);
    invalid(
        "x%",
        "'0'",
        &[
            ("maxUnavailable", "0", REGEX),
            ("maxSurge", "x%", REGEX),
            ("maxUnavailable", "0", ZERO),
        ],
    );
    invalid("'5%%'", "1", &[("maxSurge", "5%%", REGEX)]);
    invalid("' 5%'", "1", &[("maxSurge", " 5%", REGEX)]);
    invalid("'%'", "1", &[("maxSurge", "%", REGEX)]);
    invalid("'+5%'", "1", &[("maxSurge", "+5%", REGEX)]);
    // A percentage that is none counts as nothing, but a number written as a text counts.
    invalid(
        "'-5%'",
        "0%",
        &[("maxSurge", "-5%", REGEX), ("maxUnavailable", "0%", ZERO)],
    );
    invalid("'-5'", "0%", &[("maxSurge", "-5", REGEX)]);
    invalid("0%", "0%", &[("maxUnavailable", "0%", ZERO)]);
    invalid("0", "101%", &[("maxUnavailable", "101%", MUCH)]);
    // Too large for any number.
    invalid(
        "0",
        "99999999999999999999%",
        &[("maxUnavailable", "99999999999999999999%", MUCH)],
    );
}

/// The revisions of the ReplicaSets there are, and how many pods each asks for.
fn kept(timeline: &Timeline) -> String {
    let mut sets: Vec<_> = timeline
        .present()
        .world()
        .replica_sets()
        .filter(|it| !it.meta.is_terminating())
        .map(|it| (it.revision(), it.spec.replicas))
        .collect();
    sets.sort_unstable();
    sets.iter()
        .map(|(revision, replicas)| format!("{revision}:{replicas}"))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Five rollouts, one a minute, of a Deployment that keeps so many old ReplicaSets.
fn after_rollouts(limit: &str) -> Timeline {
    let mut script = NODES.to_owned() + &deployment(2, limit);
    for (minute, image) in (1..).zip(["1.26", "1.25", "1.24", "1.23", "1.22"]) {
        script += &format!(
            "{} kubectl set image deployment web web=nginx:{image}\n",
            minute * 60
        );
    }
    play(&script, 400_000)
}

#[test]
fn as_many_old_replica_sets_are_kept_as_the_limit_says() {
    for (limit, expected) in [
        ("revisionHistoryLimit: 0", "6:2"),
        ("revisionHistoryLimit: 1", "5:0 6:2"),
        ("revisionHistoryLimit: 3", "3:0 4:0 5:0 6:2"),
        ("revisionHistoryLimit: 5", "1:0 2:0 3:0 4:0 5:0 6:2"),
        ("revisionHistoryLimit: 10", "1:0 2:0 3:0 4:0 5:0 6:2"),
        ("revisionHistoryLimit: 2147483647", "1:0 2:0 3:0 4:0 5:0 6:2"),
        ("", "1:0 2:0 3:0 4:0 5:0 6:2"),
    ] {
        assert_eq!(kept(&after_rollouts(limit)), expected, "{limit}");
    }
}

/// A ReplicaSet that asks for so many pods, of which so many are available as it says.
fn replica_set(name: &str, created: u64, replicas: u32, available: u32) -> ReplicaSet {
    let mut set = ReplicaSet::default();
    set.meta.name = name.into();
    set.meta.created = Time(created);
    set.spec.replicas = replicas;
    set.status.available_replicas = available;
    set
}

#[test]
fn what_is_unhealthy_goes_oldest_first_up_to_a_replica_set_that_is_behind() {
    let sizes = |sets: &[(u32, u32)], may_go: i64| {
        let mut sets: Vec<_> = (0..)
            .zip(sets)
            .map(|(place, (replicas, available))| {
                replica_set(&format!("s{place}"), place, *replicas, *available)
            })
            .collect();
        let (scales, is_certain) = rolling::clean_up_unhealthy(&mut sets, may_go, Facts::default());
        let scales: Vec<String> = scales.iter().map(|it| format!("{} {}", it.set, it.to)).collect();
        (scales.join(", "), is_certain)
    };
    let told = |text: &str, is_certain| (text.to_owned(), is_certain);
    assert_eq!(sizes(&[(4, 1), (3, 3), (2, 0)], 9), told("s0 1, s2 0", true));
    assert_eq!(sizes(&[(4, 1), (3, 3), (2, 0)], 4), told("s0 1, s2 1", true));
    assert_eq!(sizes(&[(4, 1), (3, 3), (2, 0)], 2), told("s0 2", true));
    // The second one says that more of its pods are available than it asks for.
    assert_eq!(sizes(&[(4, 1), (1, 3), (2, 0)], 9), told("s0 1", false));
    assert_eq!(sizes(&[(4, 1), (1, 3), (2, 0)], 3), told("s0 1", true));
    assert_eq!(sizes(&[(1, 3), (4, 1)], 9), told("", false));
    assert_eq!(sizes(&[(0, 3), (4, 1)], 9), told("s1 1", true));
}
