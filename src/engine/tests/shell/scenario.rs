//! A little play: `$ line` is typed, what follows is what it must print.

use engine::{time::Time, timeline::Timeline};

/// Plays the lines one second apart and compares what they print.
#[track_caller]
pub fn check(play: &str) {
    let mut timeline = Timeline::new(1);
    let mut said = String::new();
    for line in play.lines().map(str::trim).filter(|it| !it.is_empty()) {
        if let Some(typed) = line.strip_prefix("$ ") {
            timeline.seek(Time(timeline.now().0 + 1000));
            let reply = timeline.send(typed);
            said.push_str(&format!("$ {typed}\n{}{}", reply.out, reply.err));
        }
    }
    let trimmed = |text: &str| -> Vec<String> {
        let lines = text.lines().map(|it| it.trim().to_owned());
        lines.filter(|it| !it.is_empty()).collect()
    };
    assert_eq!(trimmed(&said), trimmed(play));
}
