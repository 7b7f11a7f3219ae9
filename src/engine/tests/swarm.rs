//! Promises that hold for any use: a run is its transcript, whatever one did to arrive at it.

mod random;

use engine::{permalink, time::Time, timeline::Timeline, transcript::Transcript};
use random::{Draws, begun, step};

#[test]
fn any_use_of_the_timeline_equals_its_transcript() {
    for seed in 0..40 {
        let mut draws = Draws::new(seed);
        let mut timeline = begun(seed);
        for turn in 0..25 {
            step(&mut timeline, &mut draws);
            let text = timeline.transcript().to_string();
            let transcript: Transcript = text.parse().expect("a transcript can be read again");
            let replayed = Timeline::play(&transcript);
            assert_eq!(
                replayed.present().digest(),
                timeline.present().digest(),
                "seed {seed}, turn {turn}:\n{text}"
            );
            assert!(
                replayed.present() == timeline.present(),
                "seed {seed}, turn {turn}:\n{text}"
            );
            let entries = |it: &Timeline| {
                it.log()
                    .until(it.present().entries())
                    .cloned()
                    .collect::<Vec<_>>()
            };
            assert!(
                entries(&replayed) == entries(&timeline),
                "seed {seed}, turn {turn}: the logs differ\n{text}"
            );
        }
        let letters = permalink::print(&timeline.transcript());
        assert_eq!(permalink::parse(&letters), Ok(timeline.transcript()));
    }
}

#[test]
fn undo_and_redo_bring_a_command_back() {
    let mut timeline = Timeline::new(1);
    timeline.send(r#"write a.txt "one""#);
    timeline.seek(Time(5000));
    timeline.send(r#"write a.txt "two""#);
    let after = timeline.present().digest();
    assert!(timeline.undo());
    assert_eq!(timeline.commands().len(), 1);
    assert_ne!(timeline.present().digest(), after);
    assert!(timeline.redo());
    assert_eq!(timeline.present().digest(), after);
}
