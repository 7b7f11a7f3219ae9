//! A little play: `$ line` is typed, what follows is what it must print.

use engine::{time::Time, timeline::Timeline};

/// A Deployment and its Service, saved as `shop.yaml`.
pub const SHOP: &str = r#"write shop.yaml "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec:\n  replicas: 2\n  selector: {matchLabels: {app: shop}}\n  template:\n    metadata: {labels: {app: shop}}\n    spec: {containers: [{name: shop, image: 'shop:v1'}]}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: shop}\nspec: {selector: {app: shop}, ports: [{port: 80}]}\n""#;

/// Plays the lines one second apart and compares what they print; `$ wait 60` lets a minute pass.
#[track_caller]
pub fn check(play: &str) {
    check_after(&[], play);
}

/// As [`check`], after some lines that must succeed.
#[track_caller]
pub fn check_after(before: &[&str], play: &str) {
    let mut timeline = Timeline::new(1);
    for line in before {
        let reply = timeline.send(line);
        assert_eq!((reply.code, &*reply.err), (0, ""), "{line}");
    }
    let mut said = String::new();
    for line in play.lines().map(str::trim).filter(|it| !it.is_empty()) {
        if let Some(seconds) = line.strip_prefix("$ wait ") {
            let seconds: u64 = seconds.parse().expect("a number of seconds");
            timeline.seek(Time(timeline.now().0 + seconds * 1000));
            said.push_str(&format!("{line}\n"));
        } else if let Some(typed) = line.strip_prefix("$ ") {
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
