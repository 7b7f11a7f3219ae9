//! What `traffic` says, and what it turns down.

use super::*;
use crate::{infra::Balancer, log::Log, shell, sim::Sim, time::Time};

/// What a row of lines, each a second after the one before, prints at the end.
#[track_caller]
fn check(lines: &str, answer: &str) {
    let (mut sim, mut log) = (Sim::new(1), Log::default());
    let mut said = String::new();
    for line in lines.split(" / ") {
        let reply = sim.send(line, &mut log);
        said = format!("{}{}", reply.out, reply.err);
        sim.run_until(Time(sim.now().0 + 1000), &mut log);
    }
    assert_eq!(said, answer, "{lines}");
}

#[test]
fn traffic_is_set_and_reported() {
    let note = "note: there is no Service \"shop\" yet, so these requests fail until there is\n";
    let set = "traffic to shop: 50rps, timeout 2s\n";
    check("traffic 50rps --to=shop", &format!("{set}{note}"));
    check(
        "traffic 50 --to shop / traffic",
        &format!("{set}  44 sent, 0 answered, 44 failed, 0 under way\n"),
    );
    check("traffic 50/s --to=shop / traffic off", "traffic to shop: off\n");
    check("traffic off", "No traffic. Try: traffic 50rps --to=SERVICE\n");
    check(
        "traffic 5rps --to=a / traffic 0.25rps --to=b.team-a --timeout=300ms / traffic off / traffic",
        "traffic to a: off\n  7 sent, 0 answered, 7 failed, 0 under way\ntraffic to b.team-a: off\n  0 sent, 0 answered, 0 failed, 0 under way\n",
    );
    let wave = "traffic to shop: wave 20..80rps every 90s, timeout 2s\n";
    check(
        "traffic 1rps --to=shop / traffic wave 20..80rps --period=90s",
        &format!("{wave}{note}"),
    );
    let spike = "traffic to shop: spike 0.5..200rps for 5s, timeout 2s\n";
    check(
        "traffic 1rps --to=shop / traffic spike 0.5..200rps --for=5s",
        &format!("{spike}{note}"),
    );
}

#[test]
fn what_cannot_be_sent_is_told() {
    let help = "\nSee 'traffic -h' for help and examples\n";
    check(
        "traffic 50rps",
        &format!("error: there is no Service yet; name one with --to=SERVICE{help}"),
    );
    check(
        "traffic wvae 1..2rps --to=a",
        "error: unknown command \"wvae\" for \"traffic\"\n\nDid you mean this?\n\twave\n",
    );
    check(
        "traffic 5x --to=a",
        &format!("error: \"5x\" is not a rate such as 50rps or 0.5rps{help}"),
    );
    check(
        "traffic 5000rps --to=a",
        "error: \"5000rps\" is too many: at most 1000rps\n",
    );
    check(
        "traffic 600rps --to=a / traffic 600rps --to=b",
        "error: 1200rps would be too many: all clients together send at most 1000rps\n",
    );
    check(
        "traffic wave 80..20rps --to=a",
        &format!("error: the range \"80..20rps\" runs downwards{help}"),
    );
    check(
        "traffic wave --to=a",
        &format!("error: wave needs a range such as 20..80rps{help}"),
    );
    check(
        "traffic 5rps --to=a --timeout=2h",
        &format!("error: --timeout must lie between 1ms and 1h, not 2h{help}"),
    );
    check(
        "traffic 5rps --to=.x",
        &format!("error: \".x\" is not SERVICE or SERVICE.NAMESPACE{help}"),
    );
}

#[test]
fn clients_for_more_names_than_there_is_room_are_refused() {
    let (mut sim, mut log) = (Sim::new(1), Log::default());
    for number in 0..CLIENTS_MAX {
        assert_eq!(
            sim.send(&format!("traffic 1rps --to=s{number}"), &mut log).code,
            0
        );
    }
    let reply = sim.send("traffic 1rps --to=more", &mut log);
    assert_eq!(reply.err, "error: at most 16 Services can have clients\n");
    assert_eq!(sim.send("traffic 2rps --to=s3", &mut log).code, 0);
}

#[test]
fn every_example_is_accepted() {
    for example in TRAFFIC.examples {
        let (mut sim, mut log) = (Sim::new(1), Log::default());
        sim.force(Change::Put(Balancer::default().into()), &mut log);
        sim.send("traffic 1rps --to=shop", &mut log);
        assert_eq!(shell::run(example, &sim.view()).code, 0, "{example}");
    }
}
