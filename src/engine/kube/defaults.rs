//! Fills in what a manifest leaves out, as the API server does; what is given stays, amounts in their canonical form.
//!
//! Source: pkg/apis/{core,apps}/v1/defaults.go, Kubernetes 1.34, read 2026-11.

use serde_json::{Map, Value, json};

use crate::text::quantity::Quantity;

/// Fills in the defaults of a manifest of any kind.
pub fn fill(manifest: &mut Value) {
    let kind = manifest["kind"].as_str().unwrap_or_default().to_owned();
    let Some(object) = manifest.as_object_mut() else {
        return;
    };
    match kind.as_str() {
        "Deployment" => deployment(part(object, "spec")),
        "ReplicaSet" => replica_set(part(object, "spec")),
        "Pod" => pod(part(object, "spec")),
        "Service" => service(part(object, "spec")),
        _ => {}
    }
}

/// A field that is a mapping; one is put there if it is missing.
fn part<'a>(object: &'a mut Map<String, Value>, name: &str) -> &'a mut Map<String, Value> {
    let field = object.entry(name).or_insert(Value::Null);
    if !field.is_object() {
        *field = json!({});
    }
    field.as_object_mut().expect("it has just been made a mapping")
}

/// A field that is a mapping, if it is there.
fn given<'a>(object: &'a mut Map<String, Value>, name: &str) -> Option<&'a mut Map<String, Value>> {
    object.get_mut(name).and_then(Value::as_object_mut)
}

/// The mappings of a field that is a list.
fn items<'a>(
    object: &'a mut Map<String, Value>,
    name: &str,
) -> impl Iterator<Item = &'a mut Map<String, Value>> {
    let list = object.get_mut(name).and_then(Value::as_array_mut);
    list.into_iter().flatten().filter_map(Value::as_object_mut)
}

fn set(object: &mut Map<String, Value>, name: &str, value: impl Into<Value>) {
    let field = object.entry(name).or_insert(Value::Null);
    if field.is_null() {
        *field = value.into();
    }
}

fn deployment(spec: &mut Map<String, Value>) {
    set(spec, "replicas", 1);
    set(spec, "revisionHistoryLimit", 10);
    set(spec, "progressDeadlineSeconds", 600);
    let strategy = part(spec, "strategy");
    set(strategy, "type", "RollingUpdate");
    if strategy["type"] == "RollingUpdate" {
        let rolling_update = part(strategy, "rollingUpdate");
        set(rolling_update, "maxSurge", "25%");
        set(rolling_update, "maxUnavailable", "25%");
    }
    template(spec);
}

fn replica_set(spec: &mut Map<String, Value>) {
    set(spec, "replicas", 1);
    template(spec);
}

fn template(spec: &mut Map<String, Value>) {
    pod_spec(part(part(spec, "template"), "spec"));
}

fn pod(spec: &mut Map<String, Value>) {
    pod_spec(spec);
    set(spec, "enableServiceLinks", true);
    for name in ["initContainers", "containers"] {
        for container in items(spec, name) {
            request_the_limits(container);
        }
    }
}

/// A pod, unlike a template, asks for its limit where it asks for nothing.
fn request_the_limits(container: &mut Map<String, Value>) {
    let resources = part(container, "resources");
    let Some(limits) = given(resources, "limits").cloned() else {
        return;
    };
    let requests = part(resources, "requests");
    for (resource, amount) in limits {
        set(requests, &resource, amount);
    }
}

fn pod_spec(spec: &mut Map<String, Value>) {
    set(spec, "dnsPolicy", "ClusterFirst");
    set(spec, "restartPolicy", "Always");
    set(spec, "schedulerName", "default-scheduler");
    set(spec, "terminationGracePeriodSeconds", 30);
    part(spec, "securityContext");
    // The older name of the field is kept equal to the newer one.
    if let Some(name) = spec.get("serviceAccountName").cloned() {
        set(spec, "serviceAccount", name);
    } else if let Some(name) = spec.get("serviceAccount").cloned() {
        set(spec, "serviceAccountName", name);
    }
    for name in ["initContainers", "containers"] {
        for it in items(spec, name) {
            container(it);
        }
    }
    for it in items(spec, "volumes") {
        volume(it);
    }
}

fn container(container: &mut Map<String, Value>) {
    if let Some(image) = container.get("image").and_then(Value::as_str) {
        let policy = if is_latest(image) {
            "Always"
        } else {
            "IfNotPresent"
        };
        set(container, "imagePullPolicy", policy);
    }
    set(container, "terminationMessagePath", "/dev/termination-log");
    set(container, "terminationMessagePolicy", "File");
    let resources = part(container, "resources");
    for name in ["limits", "requests"] {
        canonical_amounts(given(resources, name));
    }
    for port in items(container, "ports") {
        set(port, "protocol", "TCP");
    }
    for env in items(container, "env") {
        if let Some(field) = given(env, "valueFrom").and_then(|from| given(from, "fieldRef")) {
            set(field, "apiVersion", "v1");
        }
    }
    for name in ["livenessProbe", "readinessProbe", "startupProbe"] {
        if let Some(it) = given(container, name) {
            probe(it);
        }
    }
    if let Some(lifecycle) = given(container, "lifecycle") {
        for name in ["postStart", "preStop"] {
            if let Some(it) = given(lifecycle, name) {
                http_get(it);
            }
        }
    }
}

fn probe(probe: &mut Map<String, Value>) {
    set(probe, "timeoutSeconds", 1);
    set(probe, "periodSeconds", 10);
    set(probe, "successThreshold", 1);
    set(probe, "failureThreshold", 3);
    http_get(probe);
    if let Some(grpc) = given(probe, "grpc") {
        set(grpc, "service", "");
    }
}

fn http_get(handler: &mut Map<String, Value>) {
    if let Some(http_get) = given(handler, "httpGet") {
        set(http_get, "path", "/");
        set(http_get, "scheme", "HTTP");
    }
}

fn volume(volume: &mut Map<String, Value>) {
    if volume.len() <= 1 {
        set(volume, "emptyDir", json!({}));
    }
    for name in ["configMap", "secret", "projected", "downwardAPI"] {
        if let Some(source) = given(volume, name) {
            set(source, "defaultMode", 420);
        }
    }
    if let Some(path) = given(volume, "hostPath") {
        set(path, "type", "");
    }
}

fn service(spec: &mut Map<String, Value>) {
    set(spec, "sessionAffinity", "None");
    set(spec, "type", "ClusterIP");
    let kind = spec["type"].as_str().unwrap_or_default().to_owned();
    for port in items(spec, "ports") {
        set(port, "protocol", "TCP");
        if let Some(number) = port.get("port").cloned() {
            set(port, "targetPort", number);
        }
    }
    if kind == "ExternalName" {
        return;
    }
    set(spec, "internalTrafficPolicy", "Cluster");
    set(spec, "ipFamilies", json!(["IPv4"]));
    set(spec, "ipFamilyPolicy", "SingleStack");
    if kind == "NodePort" || kind == "LoadBalancer" {
        set(spec, "externalTrafficPolicy", "Cluster");
    }
    if kind == "LoadBalancer" {
        set(spec, "allocateLoadBalancerNodePorts", true);
    }
}

/// Whether an image has the tag `latest`, written or not: then it is pulled each time.
fn is_latest(image: &str) -> bool {
    let name = image.rsplit('/').next().unwrap_or(image);
    !name.contains('@') && name.split_once(':').is_none_or(|(_, tag)| tag == "latest")
}

/// `cpu: 0.5` is kept as `500m`; what is no amount stays for the checks to refuse.
fn canonical_amounts(amounts: Option<&mut Map<String, Value>>) {
    for amount in amounts.into_iter().flat_map(Map::values_mut) {
        let text = match amount {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => continue,
        };
        if let Ok(quantity) = text.parse::<Quantity>() {
            *amount = quantity.to_string().into();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deployment_gets_what_the_api_server_fills_in() {
        let mut manifest = json!({
            "kind": "Deployment",
            "spec": { "template": { "spec": { "containers": [{
                "name": "web", "image": "nginx:1.24", "ports": [{ "containerPort": 80 }],
                "resources": { "requests": { "cpu": 0.5, "memory": "1024Mi" } },
                "readinessProbe": { "httpGet": { "port": 80 } },
            }] } } },
        });
        fill(&mut manifest);
        let expected = json!({
            "replicas": 1, "revisionHistoryLimit": 10, "progressDeadlineSeconds": 600,
            "strategy": { "type": "RollingUpdate", "rollingUpdate": { "maxSurge": "25%", "maxUnavailable": "25%" } },
            "template": { "spec": {
                "dnsPolicy": "ClusterFirst", "restartPolicy": "Always", "schedulerName": "default-scheduler",
                "securityContext": {}, "terminationGracePeriodSeconds": 30,
                "containers": [{
                    "name": "web", "image": "nginx:1.24", "imagePullPolicy": "IfNotPresent",
                    "terminationMessagePath": "/dev/termination-log", "terminationMessagePolicy": "File",
                    "ports": [{ "containerPort": 80, "protocol": "TCP" }],
                    "resources": { "requests": { "cpu": "500m", "memory": "1Gi" } },
                    "readinessProbe": {
                        "httpGet": { "port": 80, "path": "/", "scheme": "HTTP" },
                        "timeoutSeconds": 1, "periodSeconds": 10, "successThreshold": 1, "failureThreshold": 3,
                    },
                }],
            } },
        });
        assert_eq!(manifest["spec"], expected);
        let once = manifest.clone();
        fill(&mut manifest);
        assert_eq!(manifest, once, "filling in twice changes nothing");
    }

    #[test]
    fn a_pod_requests_its_limits_and_a_template_does_not() {
        let containers = json!([{ "image": "a", "resources": { "limits": { "memory": "1Gi" } } }]);
        let mut pod = json!({ "kind": "Pod", "spec": { "containers": containers } });
        fill(&mut pod);
        assert_eq!(
            pod["spec"]["containers"][0]["resources"]["requests"]["memory"],
            "1Gi"
        );
        let mut set =
            json!({ "kind": "ReplicaSet", "spec": { "template": { "spec": { "containers": containers } } } });
        fill(&mut set);
        assert!(set["spec"]["template"]["spec"]["containers"][0]["resources"]["requests"].is_null());
    }

    #[test]
    fn images_without_a_tag_are_always_pulled() {
        for (image, policy) in [
            ("nginx", true),
            ("a.io:5000/nginx", true),
            ("nginx:latest", true),
            ("a.io:5000/nginx:1", false),
            ("nginx@sha256:00", false),
        ] {
            assert_eq!(is_latest(image), policy, "{image}");
        }
    }

    #[test]
    fn nonsense_is_left_alone() {
        for mut manifest in [
            json!(null),
            json!([1]),
            json!({ "kind": 3 }),
            json!({ "kind": "Deployment", "spec": 1 }),
            json!({ "kind": "Pod", "spec": { "containers": [1, { "ports": 2, "resources": "x" }] } }),
        ] {
            fill(&mut manifest);
        }
    }
}
