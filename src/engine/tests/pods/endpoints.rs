//! Which pods a Service lists, and what it says of each.

use engine::{
    kube::{EndpointAddress, EndpointSubset},
    time::Time,
    world::World,
};

use crate::play::{play, pod};

/// The slices of the Service `web`: how many endpoints each has, and of the first few the pod's letter with what is true of it.
fn slices(world: &World) -> String {
    let mut lines = String::new();
    for slice in world
        .endpoint_slices()
        .filter(|it| it.meta.name.starts_with("web-"))
    {
        let ports: Vec<String> = slice.ports.iter().map(|it| it.port.to_string()).collect();
        lines.push_str(&format!("{} [{}]", slice.endpoints.len(), ports.join(",")));
        for endpoint in slice.endpoints.iter().take(3) {
            let it = endpoint.conditions;
            let mut said = String::new();
            for (is_so, word) in [
                (it.ready, "ready"),
                (it.serving, "serving"),
                (it.terminating, "terminating"),
            ] {
                if is_so {
                    said.push(' ');
                    said.push_str(word);
                }
            }
            lines.push_str(&format!(" {}:{said};", endpoint.pod));
        }
        lines.push('\n');
    }
    lines
}

#[track_caller]
fn check_slices(script: &str, pictures: &[(u64, &str)]) {
    let mut timeline = play(script, 0);
    for (at, expected) in pictures {
        timeline.seek(Time(*at));
        assert_eq!(
            slices(timeline.present().world()).trim_end(),
            *expected,
            "at {at} ms"
        );
    }
}

fn behind_service(spec: &str) -> String {
    pod(&format!(
        "
  labels: {{app: web}}
  annotations: {{sim/start-delay: '1', sim/ready-delay: '3', sim/stop-delay: '3'}}
spec:
  containers:
  - {{name: web, image: 'nginx:1.24', ports: [{{name: http, containerPort: 8080}}]}}
---
apiVersion: v1
kind: Service
metadata: {{name: web}}
spec:
  selector: {{app: web}}
  {spec}"
    )) + "10 kubectl delete pod a --wait=false\n"
}

#[test]
fn an_endpoint_is_ready_when_its_pod_is_and_terminates_with_it() {
    check_slices(
        &behind_service("ports: [{port: 80, targetPort: http}]"),
        &[
            (500, "0 []"),
            (1500, "1 [8080] a:;"),
            (4300, "1 [8080] a: ready serving;"),
            (10_200, "1 [8080] a: serving terminating;"),
            (13_400, "0 []"),
        ],
    );
}

#[test]
fn a_service_may_ask_for_pods_that_are_not_ready() {
    check_slices(
        &behind_service("publishNotReadyAddresses: true\n  ports: [{port: 80}]"),
        &[
            (1500, "1 [80] a: ready;"),
            (4300, "1 [80] a: ready serving;"),
            (10_200, "1 [80] a: ready serving terminating;"),
        ],
    );
}

#[test]
fn a_service_that_loses_its_selector_leaves_its_slices_as_they_are() {
    let script = behind_service("ports: [{port: 80}]")
        + r#"8 kubectl patch service web -p '{"spec":{"selector":null}}'"#;
    let script = script.lines().filter(|it| !it.starts_with("10 "));
    check_slices(
        &format!(
            "{}\n9 kubectl delete pod a --wait=false",
            script.collect::<Vec<_>>().join("\n")
        ),
        &[
            (7900, "1 [80] a: ready serving;"),
            (20_000, "1 [80] a: ready serving;"),
        ],
    );
}

#[test]
fn a_service_that_selects_others_lists_them_at_once() {
    let script = behind_service("ports: [{port: 80}]")
        + r#"14 kubectl patch service web -p '{"spec":{"selector":{"app":"other"}}}'"#;
    check_slices(
        &script.replace("10 kubectl delete pod a --wait=false\n", ""),
        &[(13_900, "1 [80] a: ready serving;"), (14_200, "0 []")],
    );
}

#[test]
fn a_pod_whose_node_object_is_gone_leaves_the_slice_at_the_next_change() {
    let script = behind_service("ports: [{port: 80}]").replace("10 kubectl delete pod a --wait=false\n", "")
        + "8 kubectl delete node n1\n10 kubectl label service web team=blue";
    check_slices(&script, &[(9900, "1 [80] a: ready serving;"), (10_200, "0 []")]);
}

#[test]
fn a_slice_holds_a_hundred_endpoints() {
    let script = "
    0 node add n1 n2 --cpu=64 --memory=256Gi --pods=200
    0 write web.yaml |
    | apiVersion: apps/v1
    | kind: Deployment
    | metadata: {name: web}
    | spec:
    |   replicas: 250
    |   selector: {matchLabels: {app: web}}
    |   template:
    |     metadata: {labels: {app: web}, annotations: {sim/start-delay: '1'}}
    |     spec: {containers: [{name: web, image: 'nginx:1.24'}]}
    | ---
    | apiVersion: v1
    | kind: Service
    | metadata: {name: web}
    | spec: {selector: {app: web}, ports: [{port: 80}]}
    0 kubectl apply -f web.yaml
    ";
    let timeline = play(script, 30_000);
    let world = timeline.present().world();
    let mut sizes: Vec<usize> = world.endpoint_slices().map(|it| it.endpoints.len()).collect();
    sizes.sort_unstable();
    // One is the API server's own. The others are not packed: new endpoints go where something is written anyway.
    assert_eq!(sizes.iter().sum::<usize>(), 251, "{sizes:?}");
    assert_eq!((sizes.len(), sizes[3]), (4, 100), "{sizes:?}");
    let own = world
        .all_endpoints()
        .find(|it| &*it.meta.name == "web")
        .expect("the Service has Endpoints");
    assert_eq!(own.subsets[0].addresses.len(), 250);
}

/// Pods whose names go with their ports, `name=PORT,...;...`, behind a Service of these ports.
fn behind_ports(pods: &str, ports: &str) -> String {
    let mut script = "0 node add n1\n0 write web.yaml |\n".to_owned();
    for pod in pods.split(' ') {
        let (name, named) = pod.split_once(':').expect("a pod has ports");
        let ports: Vec<String> = named
            .split(',')
            .filter_map(|it| it.split_once('='))
            .map(|(name, port)| format!("{{name: {name}, containerPort: {port}}}"))
            .collect();
        script += &format!(
            "| apiVersion: v1
            | kind: Pod
            | metadata: {{name: {name}, labels: {{app: web}}, annotations: {{sim/start-delay: '1'}}}}
            | spec: {{containers: [{{name: c, image: 'nginx:1.27', ports: [{}]}}]}}
            | ---\n",
            ports.join(", ")
        );
    }
    script
        + &format!(
            "| apiVersion: v1
            | kind: Service
            | metadata: {{name: web}}
            | spec: {{selector: {{app: web}}, ports: [{ports}]}}
            0 kubectl apply -f web.yaml\n"
        )
}

/// Each subset: its pods, those that are not ready in brackets, and its ports.
fn subsets(world: &World) -> String {
    let web = world
        .all_endpoints()
        .find(|it| *it.meta.name == *"web")
        .expect("it was made");
    let pods =
        |all: &[std::sync::Arc<EndpointAddress>]| all.iter().map(|it| it.pod.to_string()).collect::<String>();
    let subset = |it: &EndpointSubset| {
        let ports: Vec<String> = it
            .ports
            .iter()
            .map(|it| format!("{}={}", it.name, it.port))
            .collect();
        format!(
            "{}({}) {}",
            pods(&it.addresses),
            pods(&it.not_ready_addresses),
            ports.join(" ")
        )
    };
    web.subsets.iter().map(subset).collect::<Vec<_>>().join("; ")
}

#[test]
fn pods_that_are_reached_at_different_ports_stand_in_subsets_of_their_own() {
    const HTTP: &str = "{name: web, port: 80, targetPort: http}";
    const BOTH: &str = "{name: web, port: 80, targetPort: http}, {name: api, port: 90, targetPort: api}";
    for (pods, ports, expected) in [
        ("a:http=8080 b:http=8080", HTTP, "ab() web=8080"),
        (
            "a:http=8080 b:http=9090 c:http=8080",
            HTTP,
            "ac() web=8080; b() web=9090",
        ),
        ("a:http=8080 b:other=9090 c:http=8080", HTTP, "ac() web=8080"),
        ("a:other=8080", HTTP, ""),
        ("a:http=8080 b:other=9090", "{port: 80}", "ab() =80"),
        ("a:http=1,api=2 b:http=1,api=2", BOTH, "ab() web=1 api=2"),
        (
            "a:http=1,api=2 b:http=3,api=2",
            BOTH,
            "a() web=1; ab() api=2; b() web=3",
        ),
        ("a:http=1,api=2 b:http=1 c:api=2", BOTH, "ab() web=1; ac() api=2"),
    ] {
        let mut timeline = play(&behind_ports(pods, ports), 20_000);
        assert_eq!(
            subsets(timeline.present().world()),
            expected,
            "{pods} behind {ports}"
        );
        timeline.send("kubectl delete pod a --grace-period=0 --force");
    }
}

#[test]
fn whoever_is_not_ready_stands_apart_in_each_subset() {
    let script = behind_ports(
        "a:http=1,api=2 b:http=3,api=2",
        "{name: web, port: 80, targetPort: http}, {name: api, port: 90, targetPort: api}",
    );
    let script = script + "10 kubectl annotate pod a sim/ready-delay=1000\n10 fault crash a\n";
    let timeline = play(&script, 10_700);
    assert_eq!(
        subsets(timeline.present().world()),
        "(a) web=1; b(a) api=2; b() web=3"
    );
}

#[test]
fn addresses_are_shown_in_the_order_of_their_letters() {
    let pods: Vec<String> = ('a'..='l').map(|name| format!("{name}:http=80")).collect();
    let mut timeline = play(&behind_ports(&pods.join(" "), "{port: 80}"), 20_000);
    let shown = timeline
        .send("kubectl get endpoints web -o jsonpath={.subsets[*].addresses[*].ip}")
        .out;
    let shown: Vec<&str> = shown.split(' ').collect();
    let mut sorted = shown.clone();
    sorted.sort_unstable();
    assert_eq!(shown, sorted);
    assert_eq!(shown.len(), 12);
}
