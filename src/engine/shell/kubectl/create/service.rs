//! `kubectl create service`: a Service of one of the four types, for the pods labelled `app=NAME`.

use serde_json::{Value, json};

use crate::{
    shell::{
        Reply,
        flags::{Flag, Takes},
        kubectl::options,
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    text::{
        names::{dns1123_subdomain, port_name},
        quote::go_quote,
    },
    world::Kind,
};

use super::{failed_to_create, make, name};

const TCP: &Flag = &Flag {
    name: "tcp",
    short: None,
    takes: Takes::Texts,
    help: "A port as PORT or PORT:TARGETPORT; may be repeated.",
};

const CLUSTER_IP_FLAG: &Flag = &Flag {
    name: "clusterip",
    short: None,
    takes: Takes::Text(""),
    help: "The address; None for a headless Service.",
};

const NODE_PORT_FLAG: &Flag = &Flag {
    name: "node-port",
    short: None,
    takes: Takes::Number(0),
    help: "The port of every node; 0: one is drawn.",
};

const EXTERNAL_NAME_FLAG: &Flag = &Flag {
    name: "external-name",
    short: None,
    takes: Takes::Text(""),
    help: "The name that the Service stands for.",
};

/// `kubectl create service clusterip`.
pub static CLUSTER_IP: Verb = Verb {
    tool: "kubectl",
    name: "create service clusterip",
    aliases: &[],
    usage: "NAME [--tcp=<port>:<targetPort>]",
    help: "Create a ClusterIP service",
    examples: &["kubectl create service clusterip shop --tcp=80:8080"],
    flags: options::flags![&[TCP, CLUSTER_IP_FLAG], options::MADE, &[options::VALIDATE]],
    complete: Complete::Nothing,
    run: |call| create(call, "ClusterIP"),
};

/// `kubectl create service nodeport`.
pub static NODE_PORT: Verb = Verb {
    name: "create service nodeport",
    help: "Create a NodePort service",
    examples: &["kubectl create service nodeport shop --tcp=80:8080"],
    flags: options::flags![&[TCP, NODE_PORT_FLAG], options::MADE, &[options::VALIDATE]],
    run: |call| create(call, "NodePort"),
    ..CLUSTER_IP
};

/// `kubectl create service loadbalancer`.
pub static LOAD_BALANCER: Verb = Verb {
    name: "create service loadbalancer",
    help: "Create a LoadBalancer service",
    examples: &["kubectl create service loadbalancer shop --tcp=80:8080"],
    flags: options::flags![&[TCP], options::MADE, &[options::VALIDATE]],
    run: |call| create(call, "LoadBalancer"),
    ..CLUSTER_IP
};

/// `kubectl create service externalname`.
pub static EXTERNAL_NAME: Verb = Verb {
    name: "create service externalname",
    usage: "NAME --external-name external.name",
    help: "Create an ExternalName service",
    examples: &["kubectl create service externalname bank --external-name=bank.example.com"],
    flags: options::flags![&[TCP, EXTERNAL_NAME_FLAG], options::MADE, &[options::VALIDATE]],
    run: |call| create(call, "ExternalName"),
    ..CLUSTER_IP
};

fn create(call: &Call, kind: &'static str) -> Result<Reply, Refusal> {
    let name = name(call)?;
    if kind == "ExternalName" && !call.flags.has("external-name") {
        return Err(Refusal::tool("required flag(s) \"external-name\" not set"));
    }
    let outside = call.flags.text("external-name");
    if kind == "ExternalName" && !dns1123_subdomain(outside).is_empty() {
        return Err(Refusal::tool(format!("invalid service external name {outside}")));
    }
    let ports: Result<Vec<Value>, Refusal> = call.flags.items("tcp").map(|it| port(it, call)).collect();
    let ports = ports?;
    let is_headless = call.flags.text("clusterip") == "None";
    if ports.is_empty() && !is_headless && kind != "ExternalName" {
        return Err(Refusal::tool("at least one tcp port specifier must be provided"));
    }
    let mut spec = json!({ "type": kind, "selector": { "app": name } });
    if !ports.is_empty() {
        spec["ports"] = ports.into();
    }
    if let Some(address) = call.flags.some_text("clusterip") {
        spec["clusterIP"] = address.into();
    }
    if let Some(external) = call.flags.some_text("external-name") {
        spec["externalName"] = external.into();
    }
    let form = json!({ "metadata": { "name": name, "labels": { "app": name } }, "spec": spec });
    let what = match kind {
        "ClusterIP" => "ClusterIP service",
        "NodePort" => "NodePort service",
        "LoadBalancer" => "LoadBalancer service",
        _ => "ExternalName service",
    };
    make(
        call,
        vec![(Kind::Service, form)],
        "created",
        failed_to_create(what),
    )
}

/// A port such as `80:8080`; the name is made of both numbers.
fn port(text: &str, call: &Call) -> Result<Value, Refusal> {
    let mut parts = text.split(':');
    let (port, target) = (parts.next().unwrap_or_default(), parts.next());
    let number = unsigned(port)?;
    let target = match target {
        Some(target) => target_port(target)?,
        None => number.into(),
    };
    let mut form = json!({
        "name": text.replace(':', "-"), "port": number, "protocol": "TCP", "targetPort": target,
    });
    let node_port = call.flags.number("node-port");
    if node_port > 0 {
        form["nodePort"] = node_port.into();
    }
    Ok(form)
}

/// As Go's `strconv.ParseUint` reads 16 bits.
fn unsigned(text: &str) -> Result<u16, Refusal> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().map_err(|_| {
        let what = if is_number {
            "value out of range"
        } else {
            "invalid syntax"
        };
        Refusal::tool(format!("strconv.ParseUint: parsing {}: {what}", go_quote(text)))
    })
}

/// The number or the name of a port of the pods.
fn target_port(text: &str) -> Result<Value, Refusal> {
    let (value, problems): (Value, Vec<String>) = match text.parse::<i64>() {
        Ok(number) if (1..=65535).contains(&number) => (number.into(), Vec::new()),
        Ok(_) => (
            Value::Null,
            vec!["must be between 1 and 65535, inclusive".to_owned()],
        ),
        Err(_) => (text.into(), port_name(text)),
    };
    if problems.is_empty() {
        Ok(value)
    } else {
        Err(Refusal::tool(problems.join(",")))
    }
}
