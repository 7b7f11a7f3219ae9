//! Plays timed lines from standard input and prints what the terminal and the log say:
//! `printf '0s node add n1\n5s kubectl get nodes\n' | cargo run -p engine --example play`.
#![expect(clippy::print_stdout, reason = "this is what a program for the terminal does")]

use std::io::{Read, stdin};

use engine::{text::duration::parse_go_duration, time::Time, timeline::Timeline};

fn main() {
    let mut text = String::new();
    stdin().read_to_string(&mut text).expect("standard input is text");
    let mut timeline = Timeline::new(7);
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let (at, line) = line.split_once(' ').unwrap_or((line, ""));
        let nanos = parse_go_duration(at).ok().and_then(|it| u64::try_from(it).ok());
        let nanos = nanos.expect("a line begins with a time such as 5s");
        timeline.seek(Time(nanos / 1_000_000));
        let reply = timeline.send(line);
        println!("{} $ {line}\n{}{}", timeline.now(), reply.out, reply.err);
    }
    for entry in timeline.log().until(timeline.present().entries()) {
        println!(
            "{:>4} {} {} {} {:?}",
            entry.number, entry.at, entry.by, entry.key, entry.why
        );
    }
    println!(
        "{} objects, {} entries, stuck: {:?}",
        timeline.present().world().len(),
        timeline.log().next(),
        timeline.present().stuck()
    );
}
