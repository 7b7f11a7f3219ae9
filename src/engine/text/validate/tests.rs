//! Broken objects and what the server says of them; the first ones are recorded.

use super::*;
use serde_json::json;

/// A good Deployment with one part replaced.
fn deployment(path: &str, value: Value) -> Vec<String> {
    let mut object = json!({
        "apiVersion": "apps/v1", "kind": "Deployment", "metadata": { "name": "web", "labels": { "app": "web" } },
        "spec": {
            "replicas": 3, "selector": { "matchLabels": { "app": "web" } },
            "strategy": { "type": "RollingUpdate", "rollingUpdate": { "maxSurge": "25%", "maxUnavailable": "25%" } },
            "progressDeadlineSeconds": 600,
            "template": {
                "metadata": { "labels": { "app": "web" } },
                "spec": { "restartPolicy": "Always", "containers": [{
                    "name": "web", "image": "nginx:1.24", "ports": [{ "containerPort": 80, "protocol": "TCP" }],
                    "resources": { "requests": { "cpu": "100m", "memory": "64Mi" }, "limits": { "memory": "128Mi" } }
                }] }
            }
        }
    });
    *object.pointer_mut(path).expect("the part is there") = value;
    validate(&object).iter().map(ToString::to_string).collect()
}

const CONTAINER: &str = "/spec/template/spec/containers/0";

#[test]
fn a_good_deployment_breaks_no_rule() {
    assert_eq!(deployment("/spec/replicas", json!(0)), [""; 0]);
}

#[test]
fn recorded_complaints_come_out_the_same() {
    let rolling = "/spec/strategy/rollingUpdate";
    let mismatch = "spec.template.metadata.labels: Invalid value: map[string]string{\"app\":\"web\"}: `selector` does \
                    not match template `labels`";
    for (path, value, words) in [
        (
            "/spec/replicas",
            json!(-1),
            &["spec.replicas: Invalid value: -1: must be greater than or equal to 0"][..],
        ),
        (
            "/spec/selector",
            Value::Null,
            &["spec.selector: Required value", mismatch],
        ),
        ("/spec/selector/matchLabels/app", json!("other"), &[mismatch]),
        (
            "/metadata/name",
            json!("Web_App"),
            &[
                "metadata.name: Invalid value: \"Web_App\": a lowercase RFC 1123 subdomain must consist of lower case \
               alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. \
               'example.com', regex used for validation is \
               '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
            ],
        ),
        (
            "/metadata/name",
            Value::Null,
            &["metadata.name: Required value: name or generateName is required"],
        ),
        (
            rolling,
            json!({ "maxSurge": 0, "maxUnavailable": 0 }),
            &[
                "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: intstr.IntOrString{Type:0, IntVal:0, \
               StrVal:\"\"}: may not be 0 when `maxSurge` is 0",
            ],
        ),
        (
            "/spec/strategy/type",
            json!("Recreate"),
            &[
                "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'",
            ],
        ),
    ] {
        assert_eq!(deployment(path, value), words, "{path}");
    }
    let image = deployment(&format!("{CONTAINER}/image"), Value::Null);
    assert_eq!(image, ["spec.template.spec.containers[0].image: Required value"]);
    let memory = deployment(&format!("{CONTAINER}/resources/requests/memory"), json!("256Mi"));
    assert_eq!(
        memory,
        [
            "spec.template.spec.containers[0].resources.requests: Invalid value: \"256Mi\": must be less than or equal to \
          memory limit of 128Mi"
        ]
    );
}

#[test]
fn containers_are_held_to_their_rules() {
    for (part, value, words) in [
        (
            "/ports/0/containerPort",
            json!(70_000),
            "ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive",
        ),
        (
            "/ports/0/protocol",
            json!("tcp"),
            "ports[0].protocol: Unsupported value: \"tcp\": supported values: \"SCTP\", \"TCP\", \"UDP\"",
        ),
        ("/name", json!(""), "name: Required value"),
        (
            "/resources/requests/cpu",
            json!("-1"),
            "resources.requests[cpu]: Invalid value: \"-1\": must be greater than or equal to 0",
        ),
    ] {
        let words = format!("spec.template.spec.containers[0].{words}");
        assert_eq!(deployment(&format!("{CONTAINER}{part}"), value), [words]);
    }
    let probe = |probe: Value| {
        let container = json!({ "name": "a", "image": "b", "readinessProbe": probe });
        deployment(CONTAINER, container)
    };
    let path = "spec.template.spec.containers[0].readinessProbe";
    assert_eq!(
        probe(json!({})),
        [format!("{path}: Required value: must specify a handler type")]
    );
    let both = probe(json!({ "httpGet": { "path": "/", "port": "http" }, "tcpSocket": { "port": 1 } }));
    assert_eq!(
        both,
        [format!(
            "{path}.tcpSocket: Forbidden: may not specify more than 1 handler type"
        )]
    );
    let twins = deployment(
        "/spec/template/spec/containers",
        json!([{ "name": "a", "image": "b" }, { "name": "a", "image": "b" }]),
    );
    assert_eq!(
        twins,
        ["spec.template.spec.containers[1].name: Duplicate value: \"a\""]
    );
}

#[test]
fn services_are_held_to_their_rules() {
    let service = |ports: Value| {
        let object = json!({ "kind": "Service", "metadata": { "name": "web" }, "spec": { "ports": ports } });
        validate(&object)
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    let wrong = service(json!([{ "port": 99_999, "targetPort": 80 }]));
    assert_eq!(
        wrong,
        ["spec.ports[0].port: Invalid value: 99999: must be between 1 and 65535, inclusive"]
    );
    assert_eq!(service(json!([])), ["spec.ports: Required value"]);
    let nameless = service(json!([{ "port": 80 }, { "port": 81 }]));
    assert_eq!(
        nameless,
        [
            "spec.ports[0].name: Required value",
            "spec.ports[1].name: Required value"
        ]
    );
    assert!(
        service(json!([{ "name": "a", "port": 80 }, { "name": "b", "port": 80 }]))[0]
            .starts_with("spec.ports[1]: Duplicate")
    );
}
