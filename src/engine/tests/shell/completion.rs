//! What is offered at the cursor.

use engine::{shell::complete::complete, timeline::Timeline};

use crate::scenario::SHOP;

/// Completes a line whose cursor is `^`, and compares the offers.
#[track_caller]
fn check(line: &str, offers: &[&str]) {
    let mut timeline = Timeline::new(1);
    for before in [
        SHOP,
        "kubectl apply -f shop.yaml",
        "kubectl create namespace team-a",
    ] {
        assert_eq!(timeline.send(before).err, "", "{before}");
    }
    let cursor = line.find('^').expect("the cursor is marked");
    let line = line.replace('^', "");
    let found = complete(&line, cursor, &timeline.present().view());
    let texts: Vec<&str> = found.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(texts, offers, "{line}");
}

#[test]
fn every_part_of_a_line_is_completed() {
    check("kubec^", &["kubectl"]);
    check("kubectl sc^", &["scale"]);
    check("kubectl rollout re^", &["restart", "resume"]);
    check("kubectl set im^ x", &["image"]);
    check("kubectl scale dep^", &["deployment"]);
    check("kubectl scale deployment sh^", &["shop"]);
    check("kubectl scale deployment/^", &["deployment/shop"]);
    check("kubectl scale deployment shop --repl^", &["--replicas="]);
    check("kubectl delete svc ^", &["shop"]);
    check("kubectl apply -f ^", &["shop.yaml"]);
    check("kubectl create -f ^", &["shop.yaml"]);
    check("kubectl apply v^", &["view-last-applied"]);
    check("kubectl apply --filename=s^", &["--filename=shop.yaml"]);
    check("kubectl delete -n te^", &["team-a"]);
    check("kubectl delete -n team-a svc ^", &[]);
    check(
        "kubectl delete deployment shop --cascade=o^",
        &["--cascade=orphan"],
    );
}

#[test]
fn where_nothing_is_known_nothing_is_offered() {
    check("wri^", &["write"]);
    check("nonsense ^", &[]);
    check("kubectl nonsense ^", &[]);
    check("kubectl delete 'open ^", &[]);
    check("kubectl delete widgets ^", &[]);
    check("kubectl apply -f shop.yaml | ^", &[]);
}
