//! `kubectl expose`: a Service for the pods of an object.

use serde_json::{Value, json};

use crate::{
    shell::{
        Reply,
        flags::{Flag, Takes, atoi},
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    world::Kind,
};

use super::{
    create::make,
    options,
    run::labels,
    select::Found,
    server::shown,
    target::{pod_spec, targets},
};

const fn flag(name: &'static str, short: Option<char>, takes: Takes, help: &'static str) -> Flag {
    Flag {
        name,
        short,
        takes,
        help,
    }
}

const NAME: &Flag = &flag(
    "name",
    None,
    Takes::Text(""),
    "The Service's name; that of the object where not given.",
);
const PORT: &Flag = &flag(
    "port",
    None,
    Takes::Text(""),
    "The Service's port; that of the object where not given.",
);
const TARGET_PORT: &Flag = &flag(
    "target-port",
    None,
    Takes::Text(""),
    "The pods' port, as a number or a name.",
);
const PROTOCOL: &Flag = &flag("protocol", None, Takes::Text(""), "TCP, UDP or SCTP.");
const TYPE: &Flag = &flag(
    "type",
    None,
    Takes::Text(""),
    "ClusterIP, NodePort or LoadBalancer.",
);
const SELECTOR: &Flag = &flag(
    "selector",
    None,
    Takes::Text(""),
    "The pods' labels; those of the object where not given.",
);
const LABELS: &Flag = &flag(
    "labels",
    Some('l'),
    Takes::Text(""),
    "Labels of the Service; those of the object where not given.",
);
const CLUSTER_IP: &Flag = &flag(
    "cluster-ip",
    None,
    Takes::Text(""),
    "The address; None for a headless Service.",
);

const EXTERNAL_IP: &Flag = &options::quiet("external-ip", Takes::Text(""));
const LOAD_BALANCER_IP: &Flag = &options::quiet("load-balancer-ip", Takes::Text(""));
const SESSION_AFFINITY: &Flag = &flag("session-affinity", None, Takes::Text(""), "None or ClientIP.");
const OVERRIDES: &Flag = &options::quiet("overrides", Takes::Text(""));
const OVERRIDE_TYPE: &Flag = &options::quiet("override-type", Takes::Text("merge"));

/// The verb.
pub static EXPOSE: Verb = Verb {
    tool: "kubectl",
    name: "expose",
    aliases: &[],
    usage: "(-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name] [--type=type]",
    help: "Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service",
    examples: &["kubectl expose deployment shop --port=80 --target-port=8080"],
    flags: options::flags![
        &[
            NAME,
            PORT,
            TARGET_PORT,
            PROTOCOL,
            TYPE,
            SELECTOR,
            LABELS,
            CLUSTER_IP
        ],
        options::FILES,
        options::MADE,
        &[
            options::RECORD,
            EXTERNAL_IP,
            LOAD_BALANCER_IP,
            SESSION_AFFINITY,
            OVERRIDES,
            OVERRIDE_TYPE
        ]
    ],
    complete: Complete::Resources(&[Kind::Deployment, Kind::Pod, Kind::ReplicaSet, Kind::Service]),
    run,
};

/// A DNS label, as the name of a Service must be, is no longer.
const NAME_MAX: usize = 63;

fn run(call: &Call) -> Result<Reply, Refusal> {
    let selection = targets(call, &call.args)?;
    if let Some(problem) = Refusal::join(selection.problems) {
        return Err(problem);
    }
    let forms: Result<Vec<_>, Refusal> = selection
        .found
        .iter()
        .map(|found| Ok((Kind::Service, service(call, found)?)))
        .collect();
    make(call, forms?, "exposed", |it| it)
}

fn service(call: &Call, found: &Found) -> Result<Value, Refusal> {
    let mut form = shown(&found.object);
    if !matches!(
        found.resource.kind,
        Kind::Deployment | Kind::ReplicaSet | Kind::Pod | Kind::Service
    ) {
        return Err(Refusal::tool(format!(
            "cannot expose a {}",
            found.resource.kind.name()
        )));
    }
    let flags = &call.flags;
    let selector = match flags.some_text("selector") {
        Some(text) => labels(text)?,
        None => selector(found, &form)?,
    };
    let labels = match flags.some_text("labels") {
        Some(text) => labels(text)?,
        None => form["metadata"]["labels"].clone(),
    };
    let ports = ports(call, found, &mut form)?;
    if ports.is_empty() && flags.text("cluster-ip") != "None" {
        return Err(Refusal::tool(
            "couldn't find port via --port flag or introspection",
        ));
    }
    let own_name = found.key().name;
    let name = flags.some_text("name").unwrap_or(&own_name);
    let mut spec = json!({ "selector": selector, "ports": ports });
    for (field, flag) in [
        ("type", "type"),
        ("clusterIP", "cluster-ip"),
        ("sessionAffinity", "session-affinity"),
    ] {
        if let Some(text) = flags.some_text(flag) {
            spec[field] = text.into();
        }
    }
    let affinity = flags.text("session-affinity");
    if !matches!(affinity, "" | "None" | "ClientIP") {
        return Err(Refusal::tool(format!("unknown session affinity: {affinity}")));
    }
    if let Some(address) = flags.some_text("external-ip") {
        spec["externalIPs"] = json!([address]);
    }
    let name: String = name.chars().take(NAME_MAX).collect();
    Ok(json!({ "metadata": { "name": name, "labels": labels }, "spec": spec }))
}

fn selector(found: &Found, form: &Value) -> Result<Value, Refusal> {
    let unknown = |why: &str| {
        Refusal::tool(format!(
            "couldn't retrieve selectors via --selector flag or introspection: {why}"
        ))
    };
    let (labels, why) = match found.resource.kind {
        Kind::Pod => (
            &form["metadata"]["labels"],
            "the pod has no labels and cannot be exposed",
        ),
        Kind::Service => (&form["spec"]["selector"], "the service has no pod selector set"),
        _ => {
            let expressions = &form["spec"]["selector"]["matchExpressions"];
            if expressions.as_array().is_some_and(|it| !it.is_empty()) {
                return Err(unknown(
                    "couldn't convert expressions - \"matchExpressions\" to map-based selector format",
                ));
            }
            (
                &form["spec"]["selector"]["matchLabels"],
                "invalid deployment: no selectors, therefore cannot be exposed",
            )
        }
    };
    if labels.as_object().is_none_or(serde_json::Map::is_empty) {
        return Err(unknown(why));
    }
    Ok(labels.clone())
}

fn ports(call: &Call, found: &Found, form: &mut Value) -> Result<Vec<Value>, Refusal> {
    let flags = &call.flags;
    let own: Vec<(Value, Value)> = own_ports(found, form)?;
    let chosen: Vec<(Value, Value)> = match flags.some_text("port") {
        None => own,
        Some(list) => {
            let numbers = list.split(',').map(|text| {
                let number = atoi(text)?;
                let known = own.iter().find(|(port, _)| *port == number);
                Ok((
                    number.into(),
                    known.map_or(Value::Null, |(_, protocol)| protocol.clone()),
                ))
            });
            numbers.collect::<Result<_, Refusal>>()?
        }
    };
    let several = chosen.len() > 1;
    let forms = chosen.into_iter().zip(1..).map(|((port, protocol), place)| {
        let protocol = match (flags.some_text("protocol"), protocol) {
            (Some(text), _) => text.into(),
            (None, Value::Null) => "TCP".into(),
            (None, own) => own,
        };
        let target = match flags.some_text("target-port") {
            Some(text) => atoi(text).map_or_else(|_| text.into(), Value::from),
            None => port.clone(),
        };
        let mut form = json!({ "port": port, "protocol": protocol, "targetPort": target });
        if several {
            form["name"] = format!("port-{place}").into();
        }
        form
    });
    Ok(forms.collect())
}

/// The ports of an object with their protocols.
fn own_ports(found: &Found, form: &mut Value) -> Result<Vec<(Value, Value)>, Refusal> {
    if found.resource.kind == Kind::Service {
        let ports = form["spec"]["ports"].as_array().cloned().unwrap_or_default();
        return Ok(ports
            .iter()
            .map(|it| (it["port"].clone(), it["protocol"].clone()))
            .collect());
    }
    let containers = pod_spec(found, form)?["containers"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    Ok(containers
        .iter()
        .flat_map(|it| it["ports"].as_array().into_iter().flatten())
        .map(|it| (it["containerPort"].clone(), it["protocol"].clone()))
        .collect())
}
