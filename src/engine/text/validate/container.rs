//! Pods: containers, ports, probes, hooks, resources, tolerations.

use super::{Cause, Findings, indexed, meta, volume};
use crate::text::names::{
    dns1123_label, dns1123_subdomain, env_var_name, in_range, label_key, label_value, port_name, port_number,
};
use crate::text::quantity::Quantity;
use crate::text::quote::go_quote;
use serde_json::Value;
use std::collections::BTreeSet;

/// The protocols of ports.
pub(super) const PROTOCOLS: [&str; 3] = ["SCTP", "TCP", "UDP"];

/// The spec of a pod.
pub(super) fn pod_spec(found: &mut Findings, spec: &Value, path: &str) {
    let volumes = volume::volumes(found, &spec["volumes"], &format!("{path}.volumes"));
    let list = format!("{path}.containers");
    if spec["containers"].as_array().is_none_or(Vec::is_empty) {
        found.required(list.as_str(), "");
    }
    let grace = spec["terminationGracePeriodSeconds"].as_i64().unwrap_or(30);
    let mut names = BTreeSet::new();
    for (path, container) in indexed(&spec["containers"], &list) {
        one(found, container, &path, &volumes);
        let name = container["name"].as_str().unwrap_or_default();
        if !names.insert(name) {
            found.duplicate(format!("{path}.name"), name);
        }
        hooks_and_probes(found, container, &path, grace);
        if !container["restartPolicy"].is_null() {
            found.forbidden(
                format!("{path}.restartPolicy"),
                "may not be set for non-init containers",
            );
        }
    }
    for (path, container) in indexed(&spec["initContainers"], &format!("{path}.initContainers")) {
        one(found, container, &path, &volumes);
        let sidecar = container["restartPolicy"] == "Always";
        found.one_of(
            &format!("{path}.restartPolicy"),
            &container["restartPolicy"],
            &["Always"],
        );
        let name = container["name"].as_str().unwrap_or_default();
        if !name.is_empty() && !names.insert(name) {
            found.duplicate(format!("{path}.name"), name);
        }
        if sidecar {
            hooks_and_probes(found, container, &path, grace);
            continue;
        }
        for field in ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"] {
            if !container[field].is_null() {
                let words = "may not be set for init containers without restartPolicy=Always";
                found.forbidden(format!("{path}.{field}"), words);
            }
        }
    }
    found.one_of(
        &format!("{path}.restartPolicy"),
        &spec["restartPolicy"],
        &["Always", "OnFailure", "Never"],
    );
    let policies = ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"];
    found.one_of(&format!("{path}.dnsPolicy"), &spec["dnsPolicy"], &policies);
    meta::labels(found, &spec["nodeSelector"], &format!("{path}.nodeSelector"));
    for field in ["serviceAccountName", "nodeName"] {
        if let Some(name) = spec[field].as_str().filter(|name| !name.is_empty()) {
            found.text(&format!("{path}.{field}"), name, dns1123_subdomain(name));
        }
    }
    if let Some(deadline) = spec["activeDeadlineSeconds"].as_i64() {
        let complaints = in_range(deadline, 1, i32::MAX.into());
        found.number(&format!("{path}.activeDeadlineSeconds"), deadline, complaints);
    }
    tolerations(found, &spec["tolerations"], &format!("{path}.tolerations"));
}

fn one(found: &mut Findings, container: &Value, path: &str, volumes: &BTreeSet<&str>) {
    let name = container["name"].as_str().unwrap_or_default();
    if name.is_empty() {
        found.required(format!("{path}.name"), "");
    } else {
        found.text(&format!("{path}.name"), name, dns1123_label(name));
    }
    if container["image"].as_str().unwrap_or_default().is_empty() {
        found.required(format!("{path}.image"), "");
    }
    let policies = ["File", "FallbackToLogsOnError"];
    let field = "terminationMessagePolicy";
    found.one_of(&format!("{path}.{field}"), &container[field], &policies);
    ports(found, &container["ports"], &format!("{path}.ports"));
    for (path, variable) in indexed(&container["env"], &format!("{path}.env")) {
        let name = variable["name"].as_str().unwrap_or_default();
        if name.is_empty() {
            found.required(format!("{path}.name"), "");
        } else {
            found.text(&format!("{path}.name"), name, env_var_name(name));
        }
        value_from(found, variable, &format!("{path}.valueFrom"));
    }
    volume::mounts(
        found,
        &container["volumeMounts"],
        &format!("{path}.volumeMounts"),
        volumes,
    );
    let policies = ["Always", "IfNotPresent", "Never"];
    found.one_of(
        &format!("{path}.imagePullPolicy"),
        &container["imagePullPolicy"],
        &policies,
    );
    resources(found, &container["resources"], &format!("{path}.resources"));
}

/// Where the value of a variable comes from: one place, and not also from itself.
fn value_from(found: &mut Findings, variable: &Value, path: &str) {
    let from = &variable["valueFrom"];
    if from.is_null() {
        return;
    }
    let sources = ["fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef"];
    for (source, field) in [
        ("configMapKeyRef", "name"),
        ("configMapKeyRef", "key"),
        ("secretKeyRef", "name"),
        ("secretKeyRef", "key"),
        ("fieldRef", "fieldPath"),
        ("resourceFieldRef", "resource"),
    ] {
        if !from[source].is_null() && from[source][field].as_str().unwrap_or_default().is_empty() {
            found.required(format!("{path}.{source}.{field}"), "");
        }
    }
    let count = sources.iter().filter(|it| !from[**it].is_null()).count();
    let has_value = !variable["value"].as_str().unwrap_or_default().is_empty();
    let words = match count {
        0 => "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`",
        _ if has_value => "may not be specified when `value` is not empty",
        1 => return,
        _ => "may not have more than one field specified at a time",
    };
    found.text(path, "", vec![words.to_owned()]);
}

fn ports(found: &mut Findings, ports: &Value, path: &str) {
    let mut names = BTreeSet::new();
    for (path, port) in indexed(ports, path) {
        let name = port["name"].as_str().unwrap_or_default();
        let complaints = if name.is_empty() {
            Vec::new()
        } else {
            port_name(name)
        };
        if complaints.is_empty() && !name.is_empty() && !names.insert(name) {
            found.duplicate(format!("{path}.name"), name);
        }
        found.text(&format!("{path}.name"), name, complaints);
        match port["containerPort"].as_i64().unwrap_or(0) {
            0 => found.required(format!("{path}.containerPort"), ""),
            number => found.number(&format!("{path}.containerPort"), number, port_number(number)),
        }
        if let Some(number) = port["hostPort"].as_i64().filter(|number| *number != 0) {
            found.number(&format!("{path}.hostPort"), number, port_number(number));
        }
        found.one_of(&format!("{path}.protocol"), &port["protocol"], &PROTOCOLS);
    }
}

fn hooks_and_probes(found: &mut Findings, container: &Value, path: &str, grace: i64) {
    for field in ["postStart", "preStop"] {
        let hook = &container["lifecycle"][field];
        if !hook.is_null() {
            handler(
                found,
                hook,
                &format!("{path}.lifecycle.{field}"),
                &["exec", "httpGet", "tcpSocket", "sleep"],
            );
            let sleep = hook["sleep"]["seconds"].as_i64();
            if let Some(seconds) = sleep.filter(|it| !(0..=grace).contains(it)) {
                found.add(
                    format!("{path}.lifecycle.{field}.sleep"),
                    Cause::Invalid(seconds.to_string()),
                    format!("must be non-negative and less than terminationGracePeriodSeconds ({grace})"),
                );
            }
        }
    }
    for field in ["livenessProbe", "readinessProbe", "startupProbe"] {
        let probe = &container[field];
        if probe.is_null() {
            continue;
        }
        let path = format!("{path}.{field}");
        handler(found, probe, &path, &["exec", "httpGet", "tcpSocket", "grpc"]);
        for number in [
            "initialDelaySeconds",
            "timeoutSeconds",
            "periodSeconds",
            "successThreshold",
            "failureThreshold",
        ] {
            found.not_negative(&format!("{path}.{number}"), &probe[number]);
        }
        let grace = &probe["terminationGracePeriodSeconds"];
        let at = format!("{path}.terminationGracePeriodSeconds");
        if let Some(number) = grace.as_i64().filter(|number| *number <= 0) {
            found.number(&at, number, vec!["must be greater than 0".to_owned()]);
        }
        if field == "readinessProbe" {
            if let Some(number) = grace.as_i64() {
                found.number(
                    &at,
                    number,
                    vec!["must not be set for readinessProbes".to_owned()],
                );
            }
            continue;
        }
        if let Some(number) = probe["successThreshold"].as_i64().filter(|number| *number != 1) {
            found.number(
                &format!("{path}.successThreshold"),
                number,
                vec!["must be 1".to_owned()],
            );
        }
    }
}

/// What a probe or a hook does: exactly one of several things.
fn handler(found: &mut Findings, handler: &Value, path: &str, kinds: &[&str]) {
    let mut given = 0;
    for kind in kinds {
        let action = &handler[*kind];
        if action.is_null() {
            continue;
        }
        given += 1;
        let path = format!("{path}.{kind}");
        if given > 1 {
            found.forbidden(path, "may not specify more than 1 handler type");
            continue;
        }
        match *kind {
            "exec" if action["command"].as_array().is_none_or(Vec::is_empty) => {
                found.required(format!("{path}.command"), "");
            }
            "httpGet" => {
                if action["path"].as_str().unwrap_or_default().is_empty() {
                    found.required(format!("{path}.path"), "");
                }
                port_or_name(found, &action["port"], &format!("{path}.port"));
                found.one_of(&format!("{path}.scheme"), &action["scheme"], &["HTTP", "HTTPS"]);
            }
            "tcpSocket" | "grpc" => port_or_name(found, &action["port"], &format!("{path}.port")),
            _ => {}
        }
    }
    if given == 0 {
        found.required(path, "must specify a handler type");
    }
}

/// A port by its number or its name.
pub(super) fn port_or_name(found: &mut Findings, port: &Value, path: &str) {
    match port {
        Value::String(name) => found.text(path, name, port_name(name)),
        number => {
            let number = number.as_i64().unwrap_or(0);
            found.number(path, number, port_number(number));
        }
    }
}

fn resources(found: &mut Findings, resources: &Value, path: &str) {
    let amounts = |field: &str| resources[field].as_object().cloned().unwrap_or_default();
    let limits = amounts("limits");
    for (name, limit) in &limits {
        resource(found, name, &amount(limit), &format!("{path}.limits[{name}]"));
    }
    for (name, request) in &amounts("requests") {
        let request = amount(request);
        resource(found, name, &request, &format!("{path}.requests[{name}]"));
        let own = name.contains('/');
        let Some(limit) = limits.get(name).map(amount) else {
            if own {
                let words = "Limit must be set for non overcommitable resources";
                found.required(format!("{path}.limits"), words);
            }
            continue;
        };
        if request > limit || (own && request != limit) {
            let relation = if own { "equal to" } else { "less than or equal to" };
            let words = format!("must be {relation} {name} limit of {limit}");
            found.text(&format!("{path}.requests"), &request.to_string(), vec![words]);
        }
    }
}

fn resource(found: &mut Findings, name: &str, amount: &Quantity, path: &str) {
    found.text(path, name, label_key(name));
    let standard = ["cpu", "memory", "ephemeral-storage"].contains(&name) || name.starts_with("hugepages-");
    if !standard && !name.contains('/') {
        let words = [
            "must be a standard resource type or fully qualified",
            "must be a standard resource for containers",
        ];
        found.text(path, name, words.map(str::to_owned).to_vec());
    }
    if amount.is_negative() {
        found.text(
            path,
            &amount.to_string(),
            vec!["must be greater than or equal to 0".to_owned()],
        );
    }
}

/// An amount; the fields have been checked, so that it is one.
fn amount(value: &Value) -> Quantity {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    text.trim().parse().unwrap_or(Quantity::ZERO)
}

fn tolerations(found: &mut Findings, tolerations: &Value, path: &str) {
    for (path, toleration) in indexed(tolerations, path) {
        let text = |field: &str| toleration[field].as_str().unwrap_or_default();
        let (key, operator) = (text("key"), text("operator"));
        if !key.is_empty() {
            found.text(&format!("{path}.key"), key, label_key(key));
        } else if operator != "Exists" {
            let words =
                "operator must be Exists when `key` is empty, which means \"match all values and all keys\"";
            found.text(&format!("{path}.operator"), operator, vec![words.to_owned()]);
        }
        if !toleration["tolerationSeconds"].is_null() && text("effect") != "NoExecute" {
            let words = "effect must be 'NoExecute' when `tolerationSeconds` is set";
            found.text(&format!("{path}.effect"), text("effect"), vec![words.to_owned()]);
        }
        match operator {
            "Exists" if !text("value").is_empty() => {
                let words = "value must be empty when `operator` is 'Exists'";
                found.add(
                    format!("{path}.operator"),
                    Cause::Invalid(go_toleration(toleration)),
                    words,
                );
            }
            "Exists" => {}
            "" | "Equal" => {
                let problems = label_value(text("value"));
                if !problems.is_empty() {
                    found.text(
                        &format!("{path}.operator"),
                        text("value"),
                        vec![problems.join(";")],
                    );
                }
            }
            other => found.unsupported(&format!("{path}.operator"), go_quote(other), &["Equal", "Exists"]),
        }
        let effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];
        found.one_of(&format!("{path}.effect"), &toleration["effect"], &effects);
    }
}

/// A toleration as Go prints the type; a number of seconds stands there as its address, which says nothing.
fn go_toleration(toleration: &Value) -> String {
    let text = |field: &str| go_quote(toleration[field].as_str().unwrap_or_default());
    let [key, operator, value, effect] = ["key", "operator", "value", "effect"].map(text);
    let seconds = if toleration["tolerationSeconds"].is_null() {
        "nil"
    } else {
        "0xc000000000"
    };
    format!(
        "core.Toleration{{Key:{key}, Operator:{operator}, Value:{value}, Effect:{effect}, TolerationSeconds:(*int64)({seconds})}}"
    )
}
