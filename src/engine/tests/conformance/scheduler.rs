//! The tables of the scheduler's plugins.

use std::collections::BTreeMap;

use engine::{
    kube::{
        NodeResources, Pod, manifest,
        scheduler::{balanced_allocation, fit, least_allocated},
    },
    text::quantity::Quantity,
    world::{Object, Text},
};
use serde_json::{Map, Value, json};

use crate::case::{Case, Check};

/// The tables of this area.
pub const TABLES: &[(&str, Check)] = &[
    ("scheduler_balanced_allocation", balanced),
    ("scheduler_fit_filter", fit_filter),
    ("scheduler_least_allocated", least),
];

/// Amounts by resource: CPU in millicores, the rest in units.
type Amounts = BTreeMap<Text, i64>;

fn fit_filter(case: &Case) -> Result<(), String> {
    let pod = pod(&case.input["pod"])?;
    let existing = pods(&case.input["existingPodsOnNode"])?;
    let capacity = amounts(&case.input["nodeAllocatable"])?;
    let mut used = NodeResources::default();
    for pod in &existing {
        used += pod.spec.requests();
    }
    let room = fit::Room {
        allocatable: counted(&capacity),
        used,
        extended: &capacity,
        extended_used: fit::extended_used(existing.iter()),
    };
    let (too_many, short) = fit::shortages(pod.spec.requests(), pod.spec.extended_requests(), &room);
    let mut reasons: Vec<String> = short
        .iter()
        .map(|it| format!("Insufficient {}", it.resource))
        .collect();
    if too_many {
        reasons.insert(0, "Too many pods".to_owned());
    }
    let insufficient: Vec<Value> = short
        .iter()
        .map(|it| json!({"resource": &*it.resource, "requested": it.requested, "used": it.used, "capacity": it.capacity}))
        .collect();
    case.gives(&json!({"fits": reasons.is_empty(), "reasons": reasons, "insufficient": insufficient}))
}

fn least(case: &Case) -> Result<(), String> {
    let weights = case.input["resources"].as_array().map_or(&[][..], Vec::as_slice);
    scores(case, |pod, others, capacity| {
        let resource = |weight: &Value| {
            let name = weight["name"].as_str().unwrap_or_default();
            let used = requested(name, others, true)? + requested(name, &[pod], true)?;
            Some((
                used,
                capacity.get(name).copied().unwrap_or(0),
                weight["weight"].as_i64().unwrap_or(1),
            ))
        };
        let wanted = |weight: &&Value| is_wanted(weight["name"].as_str().unwrap_or_default(), pod);
        let resources: Vec<_> = weights.iter().filter(wanted).filter_map(resource).collect();
        least_allocated::score(&resources)
    })
}

fn balanced(case: &Case) -> Result<(), String> {
    let weights = case.input["resources"].as_array().map_or(&[][..], Vec::as_slice);
    scores(case, |pod, others, capacity| {
        let names = weights
            .iter()
            .filter_map(|weight| weight["name"].as_str())
            .filter(|name| is_wanted(name, pod));
        let resources: Vec<_> = names
            .filter_map(|name| {
                let used = requested(name, others, false)? + requested(name, &[pod], false)?;
                Some((used, capacity.get(name).copied().unwrap_or(0)))
            })
            .collect();
        balanced_allocation::score(&resources)
    })
}

/// Extended resources that the pod does not request are skipped.
fn is_wanted(name: &str, pod: &Pod) -> bool {
    let requested = pod.spec.extended_requests().get(name).copied();
    matches!(name, "cpu" | "memory") || requested.is_some_and(|amount| amount > 0)
}

fn requested(name: &str, pods: &[&Pod], nonzero: bool) -> Option<i64> {
    let of = |pod: &&Pod| {
        let sums = if nonzero {
            pod.spec.nonzero_requests()
        } else {
            pod.spec.requests()
        };
        match name {
            "cpu" => Some(sums.cpu_milli),
            "memory" => Some(sums.memory_bytes),
            _ => Some(pod.spec.extended_requests().get(name).copied().unwrap_or(0)),
        }
    };
    pods.iter().map(of).sum()
}

fn scores(case: &Case, score: impl Fn(&Pod, &[&Pod], &Amounts) -> i64) -> Result<(), String> {
    let pod = pod(&case.input["pod"])?;
    let existing = pods(&case.input["existingPods"])?;
    let mut given = Map::new();
    for node in case.input["nodes"].as_array().ok_or("no nodes")? {
        let name = node["metadata"]["name"].as_str().ok_or("a node without a name")?;
        let others: Vec<&Pod> = existing
            .iter()
            .filter(|it| it.node_name.as_deref() == Some(name))
            .collect();
        let points = score(&pod, &others, &amounts(&node["status"]["allocatable"])?);
        // One upstream case names two nodes alike; they are told apart by position.
        let name = if given.contains_key(name) {
            format!("{name}#{}", given.len())
        } else {
            name.to_owned()
        };
        given.insert(name, points.into());
    }
    if case.expected["scores"].is_array() {
        return case.gives(&json!({"scores": given.values().collect::<Vec<_>>()}));
    }
    case.gives(&json!({"scores": given}))
}

fn counted(amounts: &Amounts) -> NodeResources {
    let of = |name: &str| amounts.get(name).copied().unwrap_or(0);
    NodeResources {
        cpu_milli: of("cpu"),
        memory_bytes: of("memory"),
        storage_bytes: of("ephemeral-storage"),
        pods: of("pods"),
    }
}

fn amounts(list: &Value) -> Result<Amounts, String> {
    let list = list.as_object().into_iter().flatten();
    let amount = |(name, text): (&String, &Value)| {
        let quantity: Quantity = text
            .as_str()
            .unwrap_or_default()
            .parse()
            .map_err(|_| format!("{name}: {text}"))?;
        Ok((
            name.as_str().into(),
            if name == "cpu" {
                quantity.millis()
            } else {
                quantity.bytes()
            },
        ))
    };
    list.map(amount).collect()
}

fn pods(list: &Value) -> Result<Vec<Pod>, String> {
    list.as_array().into_iter().flatten().map(pod).collect()
}

fn pod(manifest: &Value) -> Result<Pod, String> {
    let mut manifest = manifest.clone();
    manifest["kind"] = "Pod".into();
    match manifest::decode(&manifest).map_err(|problem| problem.to_string())? {
        Some(Object::Pod(pod)) => Ok(Pod::clone(&pod)),
        _ => Err("not a pod".to_owned()),
    }
}
