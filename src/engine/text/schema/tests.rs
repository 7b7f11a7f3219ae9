//! The tables are whole, and manifests are refused in the recorded words.

use super::*;
use crate::text::yaml::read_documents;

const HEAD: &str = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n";

fn report(text: &str) -> Report {
    check(&read_documents(text).unwrap()[0])
}

fn server(rest: &str) -> String {
    let report = report(&format!("{HEAD}{rest}"));
    decode_refusal(report.kind.unwrap(), &report.problems).unwrap_or_default()
}

#[test]
fn every_named_type_is_there_and_every_kind_too() {
    let mut fields = 0;
    for (name, of) in types() {
        for field in &of.fields {
            fields += 1;
            let known = field.shape.object().is_none_or(|inner| type_of(inner).is_some());
            assert!(known, "{name}.{} is of an unknown type", field.name);
        }
    }
    assert!(
        KINDS
            .iter()
            .all(|info| type_of(info.kind).is_some_and(|of| !of.about.is_empty()))
    );
    assert!(fields > 850, "{fields}");
}

#[test]
fn a_simulated_field_says_what_it_is_for() {
    for (name, of) in types() {
        for field in of.fields.iter().filter(|field| field.simulated) {
            assert!(!field.about.is_empty(), "{name}.{}", field.name);
        }
    }
}

#[test]
fn wrong_fields_are_refused_in_the_recorded_words() {
    let refused = "Deployment in version \"v1\" cannot be handled as a Deployment: ";
    for (rest, words) in [
        (
            "  replicsa: 3\n",
            "strict decoding error: unknown field \"spec.replicsa\"",
        ),
        (
            "  x: 1\n  template: {spec: {containers: [{name: a, imagee: b}]}}\n",
            "strict decoding error: unknown field \"spec.template.spec.containers[0].imagee\", unknown field \"spec.x\"",
        ),
        (
            "  replicas: three\n  x: 1\n",
            "json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32",
        ),
        (
            "  replicas: 1.5\n",
            "json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32",
        ),
        (
            "  template: {metadata: {labels: {a: 1}}}\n",
            "json: cannot unmarshal number into Go struct field ObjectMeta.spec.template.metadata.labels of type string",
        ),
        (
            "  template: {spec: {containers: {name: a}}}\n",
            "json: cannot unmarshal object into Go struct field PodSpec.spec.template.spec.containers of type []v1.Container",
        ),
        (
            "  template: {spec: {restartPolicy: 5}}\n",
            "json: cannot unmarshal number into Go struct field PodSpec.spec.template.spec.restartPolicy of type v1.RestartPolicy",
        ),
        (
            "  template: {spec: {containers: [{resources: {requests: {cpu: 100q}}}]}}\n",
            "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
        ),
    ] {
        assert_eq!(server(rest), format!("{refused}{words}"));
    }
}

#[test]
fn what_kubectl_finds_itself_it_says_itself() {
    let client = |text: &str| client_refusal(&report(text).problems).unwrap();
    let validating = |words: &str| {
        format!(
            "error validating data: {words}; if you choose to ignore these errors, turn validation off with \
             --validate=false"
        )
    };
    assert_eq!(client("apiVersion: v1\n"), validating("kind not set"));
    assert_eq!(client("a: 1\n"), validating("[apiVersion not set, kind not set]"));
    assert_eq!(client("hello\n"), validating("invalid object to validate"));
    let other_version = "apiVersion: apps/v1beta1\nkind: Deployment\nmetadata: {name: web}\n";
    assert_eq!(client_refusal(&report(other_version).problems), None);
}

#[test]
fn fields_that_change_nothing_here_are_reported_once_with_their_place() {
    let text = format!(
        "{HEAD}  template:\n    spec:\n      volumes: [{{name: v, emptyDir: {{}}}}]\n      containers:\n      - name: c\n        env: []\nstatus: {{replicas: 1}}\n"
    );
    let report = report(&text);
    assert_eq!(report.problems, []);
    let found: Vec<_> = report
        .unsimulated
        .iter()
        .map(|field| (field.path.as_str(), field.at.line))
        .collect();
    assert_eq!(
        found,
        [
            ("spec.template.spec.containers[0].env", 10),
            ("spec.template.spec.volumes", 7)
        ]
    );
}

#[test]
fn a_problem_points_at_its_line() {
    let report = report(&format!("{HEAD}  replicas: 3\n  replicsa: 3\n"));
    assert_eq!((report.problems[0].at.line, report.problems[0].at.column), (6, 3));
}

#[test]
fn explain_finds_a_field_through_lists() {
    let field = lookup("Deployment", "spec.template.spec.containers.readinessProbe").unwrap();
    assert_eq!(
        (field.shape.explained().as_str(), field.required),
        ("Probe", false)
    );
    assert_eq!(
        lookup("Deployment", "spec.replicas").unwrap().shape.explained(),
        "integer"
    );
    assert!(lookup("Deployment", "spec.replica").is_none());
}

#[test]
fn a_list_stands_for_its_items() {
    let documents =
        read_documents("kind: List\nitems:\n- {kind: Pod}\n- {kind: Service}\n---\nkind: Node\n").unwrap();
    let kinds: Vec<_> = objects(&documents)
        .into_iter()
        .filter_map(|node| node.get("kind")?.as_text())
        .collect();
    assert_eq!(kinds, ["Pod", "Service", "Node"]);
}
