//! Promises that hold for any use: a run is its transcript, whatever one did to arrive at it.

use engine::{luck, time::Time, timeline::Timeline, transcript::Transcript};

/// A small generator for the tests: the next of a row of draws.
struct Draws {
    seed: u64,
    taken: u64,
}

impl Draws {
    fn below(&mut self, end: u64) -> u64 {
        self.taken += 1;
        luck::numbered(self.seed, "swarm", self.taken) % end
    }
}

const LINES: &[&str] = &[
    r#"write a.txt "one""#,
    r#"write a.txt "two""#,
    r#"write b.txt "three""#,
    "nonsense",
];

fn step(timeline: &mut Timeline, draws: &mut Draws) {
    match draws.below(8) {
        0..3 => {
            let line = LINES[usize::try_from(draws.below(LINES.len() as u64)).expect("a small number")];
            timeline.send(line);
        }
        3 => {
            timeline.undo();
        }
        4 => {
            timeline.redo();
        }
        _ => timeline.seek(Time(draws.below(60_000))),
    }
}

#[test]
fn any_use_of_the_timeline_equals_its_transcript() {
    for seed in 0..60 {
        let mut draws = Draws { seed, taken: 0 };
        let mut timeline = Timeline::new(seed);
        for turn in 0..40 {
            step(&mut timeline, &mut draws);
            let text = timeline.transcript().to_string();
            let transcript: Transcript = text.parse().expect("a transcript can be read again");
            let replayed = Timeline::play(&transcript);
            assert!(
                replayed.present() == timeline.present(),
                "seed {seed}, turn {turn}:\n{text}"
            );
            assert_eq!(
                replayed.present().digest(),
                timeline.present().digest(),
                "seed {seed}, turn {turn}"
            );
        }
    }
}

#[test]
fn undo_and_redo_bring_a_command_back() {
    let mut timeline = Timeline::new(1);
    timeline.send(LINES[0]);
    timeline.seek(Time(5000));
    timeline.send(LINES[1]);
    let after = timeline.present().digest();
    assert!(timeline.undo());
    assert_eq!(timeline.commands().len(), 1);
    assert_ne!(timeline.present().digest(), after);
    assert!(timeline.redo());
    assert_eq!(timeline.present().digest(), after);
}
