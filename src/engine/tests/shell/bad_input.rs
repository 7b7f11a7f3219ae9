//! What nobody should type or paste: each is turned down in clear words, and changes nothing. One that took for ever would hang the test.

use engine::{
    shell,
    time::Time,
    timeline::Timeline,
    transcript::{BYTES_MAX, Transcript},
};

/// A cluster with one node and a Deployment, some seconds old.
fn cluster() -> Timeline {
    let mut timeline = Timeline::new(1);
    for line in ["node add n1", "kubectl create deployment web --image=shop:v1"] {
        assert_eq!(timeline.send(line).code, 0, "{line}");
    }
    timeline.seek(Time(9000));
    timeline
}

/// A line that saves a manifest as `f.yaml`.
fn save(text: &str) -> String {
    format!("write f.yaml {}", serde_json::Value::from(text))
}

/// A Deployment with something in place of its number of replicas.
fn replicas(text: &str) -> String {
    format!(
        "{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: new}}, spec: {{replicas: {text}, selector: {{matchLabels: {{app: a}}}}, \
         template: {{metadata: {{labels: {{app: a}}}}, spec: {{containers: [{{name: a, image: 'shop:v1'}}]}}}}}}}}"
    )
}

/// Types a line that must be turned down in words that hold `words`.
#[track_caller]
fn refused(timeline: &mut Timeline, line: &str, words: &str) {
    let shown: String = line.chars().take(80).collect();
    let before = (timeline.present().digest(), timeline.commands().len());
    let reply = timeline.send(line);
    assert_ne!(reply.code, 0, "{shown}");
    assert!(reply.err.contains(words), "{shown}: {:.400}", reply.err);
    assert_eq!(
        (timeline.present().digest(), timeline.commands().len()),
        before,
        "{shown}"
    );
}

#[test]
fn a_line_that_makes_no_sense_is_turned_down() {
    let many = |text: &str, count: usize| text.repeat(count);
    let lines = [
        (many("x", 10 << 20), "a run holds at most 65536 bytes of text"),
        (
            format!("kubectl get pods {}", many("y ", 5 << 20)),
            "a run holds at most 65536 bytes of text",
        ),
        (format!("kubectl {}", many("[", 5000)), "error: unknown command"),
        (
            "kubectl get pods\0".to_owned(),
            "a line holds no control characters",
        ),
        (
            "kubectl get \u{1b}[31mpods".to_owned(),
            "a line holds no control characters",
        ),
        (
            "kubectl get pods\nkubectl delete ns default".to_owned(),
            "a line holds no control characters",
        ),
        (
            "kubectl frobnicate deployment web".to_owned(),
            "error: unknown command \"frobnicate\" for \"kubectl\"",
        ),
        ("sudo rm -rf /".to_owned(), "sudo: command not found"),
        ("kubectl create ns ☃".to_owned(), "The Namespace \"☃\" is invalid"),
        ("| | |".to_owned(), "syntax error near unexpected token `|'"),
        (
            format!("kubectl get pods -o jsonpath={}", many("{.a", 2000)),
            "error: error parsing jsonpath",
        ),
        (
            format!(
                "kubectl get pods -o jsonpath='{}'",
                many("{range .items[*]}", 1500)
            ),
            "error: error ",
        ),
        (
            format!("kubectl get pods -l '{}'", many("a in (b),", 3000)),
            "that match label selector",
        ),
        (
            format!("kubectl patch deployment web -p '{}'", many("{\"a\":", 3000)),
            "exceeded max depth",
        ),
        (
            format!("kubectl patch deployment web -p '{}'", many("[", 3000)),
            "error: unable to parse",
        ),
        (
            format!(
                "kubectl patch deployment web --type=json -p '[{{\"op\":\"add\",\"path\":\"{}\",\"value\":1}}]'",
                many("/a", 3000)
            ),
            "The request is invalid: ",
        ),
    ];
    let mut timeline = cluster();
    for (line, words) in &lines {
        refused(&mut timeline, line, words);
        // Without the limit of a run's text before it, as the terminal asks while one types.
        let _ = shell::run(line, &timeline.present().view());
    }
}

/// Lines with numbers that nothing can be done with, and the words of the refusal.
const NUMBERS: &[(&str, &str)] = &[
    (
        "kubectl scale deployment web --replicas=-1",
        "COUNT must be greater than or equal to 0",
    ),
    (
        "kubectl scale deployment web --replicas=2147483647",
        "Beanpod holds at most 2000 replicas of one workload, not 2147483647",
    ),
    (
        "kubectl scale deployment web --replicas=99999999999999999999",
        "value out of range",
    ),
    (
        "kubectl create deployment new --image=shop:v1 --replicas=100000",
        "Beanpod holds at most 2000 replicas",
    ),
    (
        "node add n2 --cpu=99999999999999999999",
        "--cpu=99999999999999999999 is more than any machine has",
    ),
    (
        "node add n2 --memory=9999999999Ei",
        "is more than any machine has",
    ),
    ("node add n2 --cpu=-1", "--cpu=-1 is not an amount"),
    ("node add n2 --pods=99999999999", "a node runs 1 to 250 pods"),
    ("traffic 99999999999999999999rps", "is not a rate such as 50rps"),
    (
        "fault slow deployment/web --by=99999999999999%",
        "must be a percentage between",
    ),
    (
        "kubectl wait --for=delete pod/x --timeout=99999999999999999h",
        "time: invalid duration",
    ),
    (
        "kubectl delete deployment web --grace-period=99999999999999999999",
        "value out of range",
    ),
    (
        "kubectl rollout undo deployment web --to-revision=99999999999999999999",
        "value out of range",
    ),
    (
        "kubectl set resources deployment web --limits=cpu=1e999",
        "error: ",
    ),
    (
        "kubectl expose deployment web --port=70000",
        "must be between 1 and 65535",
    ),
];

/// Numbers of replicas that a manifest cannot have, and the words of the refusal.
const REPLICAS: &[(&str, &str)] = &[
    (
        "-1",
        "spec.replicas: Invalid value: -1: must be greater than or equal to 0",
    ),
    ("2147483647", "Beanpod holds at most 2000 replicas"),
    (
        "2147483648",
        "json: cannot unmarshal number 2147483648 into Go struct field DeploymentSpec.spec.replicas of type int32",
    ),
    (
        "99999999999999999999999",
        "into Go struct field DeploymentSpec.spec.replicas of type int32",
    ),
    ("1.5", "json: cannot unmarshal number 1.5 into Go struct field"),
    ("'3'", "json: cannot unmarshal string into Go struct field"),
    ("[3]", "json: cannot unmarshal array into Go struct field"),
    ("1e400", "json: unsupported value: 1e400"),
];

#[test]
fn numbers_beyond_all_bounds_are_turned_down() {
    let mut timeline = cluster();
    for (line, words) in NUMBERS {
        refused(&mut timeline, line, words);
    }
    for (text, words) in REPLICAS {
        timeline.send(&save(&replicas(text)));
        refused(&mut timeline, "kubectl apply -f f.yaml", words);
    }
}

#[test]
fn a_file_that_is_no_manifest_is_turned_down() {
    let mut bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n".to_owned();
    for (inner, outer) in ('a'..'i').zip('b'..='i') {
        bomb.push_str(&format!(
            "{outer}: &{outer} [{}]\n",
            vec![format!("*{inner}"); 9].join(",")
        ));
    }
    let deep = format!("a: {}{}", "{b: ".repeat(300), "}".repeat(300));
    let wide = "- x\n".repeat(5000);
    let field = replicas("1").replace("replicas", "replica");
    let mut timeline = cluster();
    for (text, words) in [
        (
            &*bomb,
            "document contains excessive aliasing or more than 100000 nodes",
        ),
        (
            &deep,
            "error: error parsing f.yaml: error converting YAML to JSON: yaml: line 1: exceeded max depth of 100",
        ),
        (&wide, "error validating data: invalid object to validate"),
        (
            "---\na: b: c\n",
            "error: error parsing f.yaml: error converting YAML to JSON: yaml: line 2: mapping values are not allowed in this context",
        ),
        (
            "kind: Pod\nkind: Pod\n",
            "line 2: key \"kind\" already set in map",
        ),
        ("\u{1}", "yaml: control characters are not allowed"),
        ("<<: 1", "map merge requires map or sequence of maps as the value"),
        ("{{ .Values }}", "yaml: line 1: invalid map key"),
        ("kind: Deployment", "error validating data: apiVersion not set"),
        (
            "apiVersion: apps/v9\nkind: Deployment\nmetadata: {name: a}",
            "error: resource mapping not found for name: \"a\"",
        ),
        (
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: []",
            "resource name may not be empty",
        ),
        (
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: null",
            "* spec.selector: Required value",
        ),
        (
            "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: a}",
            "error: Beanpod does not simulate objects of kind StatefulSet (yet)",
        ),
        (
            &field,
            "Error from server (BadRequest): error when creating \"f.yaml\": Deployment in version \"v1\" cannot be handled as a \
             Deployment: strict decoding error: unknown field \"spec.replica\"",
        ),
    ] {
        assert_eq!(timeline.send(&save(text)).code, 0, "{text:.80}");
        refused(&mut timeline, "kubectl apply -f f.yaml", words);
    }
    refused(
        &mut timeline,
        "write f.yaml \"\\ud800\"",
        "the text must be a JSON string",
    );
}

#[test]
fn the_longest_times_and_largest_amounts_are_borne() {
    let longest = "9223372036854775807";
    let pod = format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: a, annotations: {{sim/stop-delay: '18446744073709551615', sim/exit-after: '{longest}'}}}}\n\
         spec: {{nodeName: n1, terminationGracePeriodSeconds: {longest}, containers: [{{name: a, image: 'shop:v1', \
         resources: {{requests: {{cpu: '{longest}', memory: 8Ei, x.y/z: '1'}}, limits: {{x.y/z: '1'}}}}, \
         lifecycle: {{preStop: {{exec: {{command: [sleep, '99999999999999999999']}}}}}}, \
         livenessProbe: {{httpGet: {{port: 80}}, periodSeconds: 2147483647, timeoutSeconds: 2147483647}}}}]}}\n"
    );
    let mut timeline = cluster();
    timeline.send(&save(&format!(
        "{pod}---\n{}",
        pod.replace("{name: a, ann", "{name: b, ann")
    )));
    for line in [
        "kubectl apply -f f.yaml",
        "kubectl describe node n1",
        "kubectl delete pod a b",
    ] {
        let reply = timeline.send(line);
        assert_eq!(reply.code, 0, "{line}: {}", reply.err);
        timeline.seek(Time(timeline.now().0 + 60_000));
        assert!(timeline.present().stuck().is_none(), "{line}");
    }
    timeline.send(&save(
        &pod.replace(&format!("Seconds: {longest}"), "Seconds: -5")
            .replace("name: a, ann", "name: c, ann"),
    ));
    let reply = timeline.send("kubectl apply -f f.yaml");
    assert_eq!((&*reply.out, reply.code), ("pod/c created\n", 0));
    assert!(
        reply
            .err
            .contains("negative values are invalid and will be treated as 1"),
        "{}",
        reply.err
    );
}

#[test]
fn a_broken_transcript_opens_nothing() {
    for (text, words) in [
        ("", "this is not a Beanpod transcript"),
        (
            "beanpod 99\nseed 1\nat 0\n",
            "made by version 99, this is version 1",
        ),
        ("beanpod 1\nseed -1\nat 0\n", "line 2 cannot be read"),
        (
            "beanpod 1\nseed 1\nat 99999999999999999999\n",
            "line 3 cannot be read",
        ),
        (
            "beanpod 1\nseed 1\nat 0\n5 node add n1\n4 node add n2\n",
            "line 5 cannot be read",
        ),
        (
            "beanpod 1\nseed 1\nat 0\n99999999999 node add n1\n",
            "line 4 cannot be read",
        ),
        (
            &"x".repeat(BYTES_MAX + 1),
            "a run holds at most 65536 bytes of text",
        ),
    ] {
        let refusal = text
            .parse::<Transcript>()
            .expect_err(&text.chars().take(60).collect::<String>());
        assert_eq!(refusal.to_string(), words);
    }
    // Lines that say nothing sensible are played as they were typed: they fail and change nothing.
    let text = "beanpod 1\nseed 1\nat 9000\n0 node add n1\n1 kubectl \u{7}\u{1b} delete \u{202e}\n2 write f.yaml \"{\n3 \\\n";
    let played = Timeline::play(&text.parse().expect("it has the form of a transcript"));
    let plain = "beanpod 1\nseed 1\nat 9000\n0 node add n1\n";
    let plain = Timeline::play(&plain.parse().expect("so has this"));
    assert_eq!(played.present().digest(), plain.present().digest());
}
