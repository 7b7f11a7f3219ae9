//! What is read, what is refused, and in which words.

use super::*;
use serde_json::{Value, json};

fn read(text: &str) -> Vec<Value> {
    read_documents(text).unwrap().iter().map(Node::to_json).collect()
}

fn refused(text: &str) -> String {
    let words = read_documents(text).unwrap_err().to_string();
    words
        .strip_prefix("error converting YAML to JSON: yaml: ")
        .unwrap_or(&words)
        .to_owned()
}

#[test]
fn words_become_what_kubectl_makes_of_them() {
    let text =
        "a: yes\nb: 010\nc: ~\nd: '1'\ne: 1.20\nf: 1e3\ng: 2026-11-22\nh:\n8080: x\ntrue: z\ni: !!str 5\n";
    let expected = json!({
        "a": true, "b": 8, "c": null, "d": "1", "e": 1.2, "f": 1000, "g": "2026-11-22", "h": null, "8080": "x",
        "true": "z", "i": "5"
    });
    assert_eq!(read(text), [expected]);
}

#[test]
fn documents_are_cut_at_their_lines_and_empty_ones_left_out() {
    assert_eq!(
        read("---\na: 1\n---\n# nothing\n--- # next\nb: 2\n---\n"),
        [json!({ "a": 1 }), json!({ "b": 2 })]
    );
    assert_eq!(
        read("{\"a\": [1, {\"b\": null}]}"),
        [json!({ "a": [1, { "b": null }] })]
    );
    assert!(read("\n# only a comment\n").is_empty());
    assert_eq!(refused("a: 1\n--- b\n"), "invalid Yaml document separator: b");
}

#[test]
fn anchors_aliases_and_merges_are_followed() {
    let text = "base: &b {cpu: 1, mem: 2}\nown:\n  <<: *b\n  cpu: 3\nsame: *b\nboth:\n  <<: [{x: 1}, {x: 2, z: 2}]\n";
    let expected = json!({
        "base": { "cpu": 1, "mem": 2 }, "own": { "cpu": 3, "mem": 2 }, "same": { "cpu": 1, "mem": 2 },
        "both": { "x": 1, "z": 2 }
    });
    assert_eq!(read(text), [expected]);
    assert_eq!(refused("a: *none\n"), "unknown anchor 'none' referenced");
    assert_eq!(refused("a: &a [*a]\n"), "line 1: anchor value contains itself");
}

#[test]
fn every_node_knows_its_place() {
    let text = "a: 1\n---\nmetadata:\n  labels: {app.io/x: y}\nspec:\n  list:\n  - name: c\n    image: i\n";
    let documents = read_documents(text).unwrap();
    let place = |path: &str| documents[1].place_of(path);
    assert_eq!(place("spec.list[0].image"), Position { line: 8, column: 5 });
    assert_eq!(
        place("metadata.labels[app.io/x]"),
        Position { line: 4, column: 12 }
    );
    assert_eq!(place("spec.replicas"), Position { line: 5, column: 1 });
    assert_eq!(
        documents[1].find("spec.list[0].name").and_then(Node::as_text),
        Some("c")
    );
}

#[test]
fn broken_syntax_is_told_as_kubectl_tells_it() {
    let head = "apiVersion: apps/v1\nkind: Deployment\n";
    for (rest, words) in [
        (
            "spec:\n replicas: 3\n  selector:\n",
            "line 5: mapping values are not allowed in this context",
        ),
        (
            "spec:\n\treplicas: 3\n",
            "line 4: found character that cannot start any token",
        ),
        ("spec\nreplicas: 3\n", "line 4: could not find expected ':'"),
        (
            "  name: web\n",
            "line 3: mapping values are not allowed in this context",
        ),
        ("spec:\n  a: 1\n b: 2\n", "line 4: did not find expected key"),
        (
            "name: \"web\nimage: x\n",
            "line 5: found unexpected end of stream",
        ),
        (
            "args: [a, b\nname: x\n",
            "line 3: did not find expected ',' or ']'",
        ),
        (
            "name: @web\n",
            "line 3: found character that cannot start any token",
        ),
        (
            "a: - b\n",
            "line 3: block sequence entries are not allowed in this context",
        ),
    ] {
        assert_eq!(refused(&format!("{head}{rest}")), words, "{rest}");
    }
    assert_eq!(
        refused("a: b: c\n"),
        "mapping values are not allowed in this context"
    );
    let after = read_documents("a: 1\n---\nb: 2\nc: d: e\n").unwrap_err();
    assert_eq!(
        after.to_string(),
        "error converting YAML to JSON: yaml: line 2: mapping values are not allowed in this context"
    );
    assert_eq!(after.at.line, 4, "the page points into the whole text");
}

#[test]
fn a_key_twice_is_refused() {
    let words = "unmarshal errors:\n  line 3: key \"replicas\" already set in map";
    assert_eq!(refused("spec:\n  replicas: 1\n  replicas: 2\n"), words);
}

#[test]
fn hostile_texts_end_with_a_word_not_with_the_page() {
    let bomb: String = ('b'..='i').fold("a: &a [x,x,x,x,x,x,x,x,x]\n".to_owned(), |text, name| {
        let last = char::from(name as u8 - 1);
        text + &format!(
            "{name}: &{name} [*{last},*{last},*{last},*{last},*{last},*{last},*{last},*{last},*{last}]\n"
        )
    });
    assert!(refused(&bomb).contains("excessive aliasing"));
    assert!(refused(&"[".repeat(5000)).contains("max depth"));
    assert!(refused(&"- ".repeat(5000)).contains("max depth"));
    assert!(refused(&"x".repeat((1 << 20) + 1)).contains("at most 1048576 are read"));
    assert!(refused(&"- a\n".repeat(150_000)).contains("nodes"));
    assert_eq!(refused("a: \u{1}\n"), "control characters are not allowed");
    assert!(refused("? [a]\n: b\n").contains("invalid map key"));
    assert!(refused("a: .nan\n").contains("unsupported value"));
}
