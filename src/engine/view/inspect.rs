//! One thing seen closely: its fields, its YAML, its Events, the scheduler's table, the commands that would change it.

use crate::sort::Sort;
use crate::{
    infra::{
        Network,
        network::{Outcome, Request},
    },
    kube::{self, EventType, condition},
    reason::{Reason, scheduling},
    text::print_yaml,
    time::{Span, Time},
    world::{Key, Kind, Object, Text},
};

use super::{
    Moment,
    history::image_of,
    requests::pod_of,
    tile::{TileState, state_of},
};

/// An object, closely.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sight {
    /// Whether it is there at this moment.
    pub is_there: bool,
    /// What it is doing, if it is a pod.
    pub state: Option<TileState>,
    /// Fields by the names that manifests give them, and their values.
    pub fields: Vec<(&'static str, String)>,
    /// Lines that would change it.
    pub commands: Vec<String>,
}

/// An Event about an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// When it was last said.
    pub at: Time,
    /// How often.
    pub count: u32,
    /// Whether it is a warning.
    pub is_warning: bool,
    /// `reason`.
    pub reason: Text,
    /// `message`.
    pub message: Text,
    /// Who said it.
    pub from: Text,
}

/// What the scheduler found when it last decided on a pod.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// When.
    pub at: Time,
    /// The node it chose; none if none would do.
    pub node: Option<Text>,
    /// The finding on each node.
    pub table: scheduling::Verdicts,
}

/// A request, closely.
#[derive(Clone, Debug, PartialEq)]
pub struct Journey {
    /// The request.
    pub request: Request,
    /// The pod it was sent to.
    pub pod: Option<Key>,
    /// Whether it is over at this moment.
    pub is_over: bool,
    /// Whether it was answered well.
    pub is_answered: bool,
}

/// An object as it is at this moment.
pub fn sight(moment: &Moment, key: &Key) -> Sight {
    let Some(object) = moment.world().get(key) else {
        return Sight::default();
    };
    let mut sight = Sight {
        is_there: true,
        state: match object {
            Object::Pod(pod) => Some(state_of(pod)),
            _ => None,
        },
        fields: fields(moment, object),
        commands: commands(object),
    };
    if let Some(meta) = object.meta() {
        let created = moment.now().since(meta.created);
        sight.fields.push(("age", format!("{}s", created.as_secs())));
        if let Some(owner) = meta.controller() {
            let owner = format!("{}/{}", owner.kind.name(), owner.name);
            sight.fields.push(("controlled by", owner));
        }
    }
    sight
}

/// An object as `kubectl get -o yaml` prints it; none for what stands below Kubernetes.
pub fn yaml(moment: &Moment, key: &Key) -> Option<String> {
    let object = moment.world().get(key)?;
    Some(print_yaml::to_yaml(&kube::encode::encode(object)?))
}

/// The Events about an object, newest first.
pub fn notes(moment: &Moment, key: &Key) -> Vec<Note> {
    let about = moment
        .world()
        .events()
        .filter(|it| it.about.as_ref() == Some(key));
    let mut notes: Vec<Note> = about
        .map(|it| Note {
            at: it.last,
            count: it.count,
            is_warning: it.kind == EventType::Warning,
            reason: it.reason.clone(),
            message: it.message.clone(),
            from: it.component.clone(),
        })
        .collect();
    notes.order_by(|a, b| b.at.cmp(&a.at).then_with(|| a.message.cmp(&b.message)));
    notes
}

/// The scheduler's last decision on a pod.
pub fn decision(moment: &Moment, key: &Key) -> Option<Decision> {
    let numbers = moment.history.entries_about(key);
    let after = numbers.partition_point(|it| *it < moment.sim.entries());
    let mut entries = numbers[..after].iter().rev().filter_map(|it| moment.log.get(*it));
    entries.find_map(|entry| match &entry.why {
        Reason::Scheduling(scheduling::Why::Bound { node, table, .. }) => Some(Decision {
            at: entry.at,
            node: Some(node.clone()),
            table: table.clone(),
        }),
        Reason::Scheduling(scheduling::Why::Unschedulable { table, .. }) => Some(Decision {
            at: entry.at,
            node: None,
            table: table.clone(),
        }),
        _ => None,
    })
}

/// A request, if its path is still kept.
pub fn journey(moment: &Moment, id: u64) -> Option<Journey> {
    let network = moment.world().network(&Network::key())?;
    let request = network.request(id)?.clone();
    Some(Journey {
        pod: pod_of(&request),
        is_over: request.finish <= moment.now(),
        is_answered: request.outcome == Outcome::Answered,
        request,
    })
}

/// How long each part of a request's way took, as things stand: to the pod, in its queue, at work, and back.
pub fn spans(request: &Request) -> [Option<Span>; 4] {
    let Some(visit) = &request.visit else {
        return [Some(request.latency()), None, None, None];
    };
    let there = Some(visit.reached.since(request.sent));
    match visit.work {
        None => [there, Some(request.finish.since(visit.reached)), None, None],
        Some(work) => {
            let ends = work.ends.min(request.finish);
            [
                there,
                Some(work.began.since(visit.reached)),
                Some(ends.since(work.began)),
                Some(request.finish.since(ends)),
            ]
        }
    }
}

fn fields(moment: &Moment, object: &Object) -> Vec<(&'static str, String)> {
    match object {
        Object::Pod(it) => pod_fields(it),
        Object::Deployment(it) => {
            let (spec, status) = (&it.spec, &it.status);
            let mut fields = vec![
                ("spec.replicas", spec.replicas.to_string()),
                ("status.updatedReplicas", status.updated_replicas.to_string()),
                ("status.readyReplicas", status.ready_replicas.to_string()),
                ("status.availableReplicas", status.available_replicas.to_string()),
            ];
            match &spec.strategy {
                kube::DeploymentStrategy::RollingUpdate { rolling_update } => fields.extend([
                    ("maxSurge", rolling_update.max_surge.to_string()),
                    ("maxUnavailable", rolling_update.max_unavailable.to_string()),
                ]),
                kube::DeploymentStrategy::Recreate => fields.push(("strategy", "Recreate".to_owned())),
            }
            fields.extend(images(&spec.template));
            fields.extend(conditions(&status.conditions));
            fields
        }
        Object::ReplicaSet(it) => {
            let mut fields = vec![
                ("spec.replicas", it.spec.replicas.to_string()),
                ("status.replicas", it.status.replicas.to_string()),
                ("status.readyReplicas", it.status.ready_replicas.to_string()),
                ("revision", it.revision().to_string()),
            ];
            fields.extend(images(&it.spec.template));
            fields
        }
        Object::Service(it) => service_fields(moment, it),
        Object::Node(it) => {
            let (all, pods) = (
                it.status.allocatable,
                moment.world().pods_on(&it.meta.name).count(),
            );
            let mut fields = vec![
                (
                    "allocatable",
                    format!("{}m CPU, {}Mi", all.cpu_milli, all.memory_bytes >> 20),
                ),
                ("pods", format!("{pods} / {}", all.pods)),
            ];
            if it.spec.unschedulable {
                fields.push(("spec.unschedulable", "true".to_owned()));
            }
            fields.extend(conditions(&it.status.conditions));
            fields
        }
        _ => Vec::new(),
    }
}

fn pod_fields(it: &kube::Pod) -> Vec<(&'static str, String)> {
    let mut fields = vec![
        ("status.phase", it.status.phase.name().to_owned()),
        (
            "spec.nodeName",
            it.node_name.as_deref().unwrap_or("<none>").to_owned(),
        ),
        ("image", image_of(it).to_string()),
    ];
    if let Some(ip) = &it.status.pod_ip {
        fields.push(("status.podIP", ip.to_string()));
    }
    let requests = it.spec.requests();
    fields.push((
        "requests",
        format!("{}m CPU, {}Mi", requests.cpu_milli, requests.memory_bytes >> 20),
    ));
    let restarts: u32 = it.status.containers.iter().map(|it| it.restart_count).sum();
    fields.push(("restartCount", restarts.to_string()));
    for name in ["PodScheduled", "ContainersReady", "Ready"] {
        if let Some(known) = condition(&it.status.conditions, name) {
            let since = known.last_transition;
            fields.push((name_of(name), format!("{} ({since})", known.status.name())));
        }
    }
    fields
}

fn service_fields(moment: &Moment, it: &kube::Service) -> Vec<(&'static str, String)> {
    let slices = moment.world().endpoint_slices().filter(|slice| {
        let service = slice.meta.labels.get(kube::SERVICE_NAME);
        slice.meta.namespace == it.meta.namespace && service == Some(&it.meta.name)
    });
    let (mut ready, mut all) = (0, 0);
    for endpoint in slices.flat_map(|slice| &slice.endpoints) {
        all += 1;
        ready += usize::from(endpoint.conditions.ready);
    }
    let selector: Vec<String> = it
        .spec
        .selector
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let ports: Vec<String> = it.spec.ports.iter().map(|port| port.port.to_string()).collect();
    vec![
        ("spec.selector", selector.join(", ")),
        ("spec.ports", ports.join(", ")),
        (
            "spec.clusterIP",
            it.spec.cluster_ip.as_deref().unwrap_or("<none>").to_owned(),
        ),
        ("ready endpoints", format!("{ready} / {all}")),
    ]
}

fn images(template: &kube::PodTemplate) -> Vec<(&'static str, String)> {
    let containers = template.spec.containers.iter();
    containers.map(|it| ("image", it.image.to_string())).collect()
}

fn conditions(all: &[kube::Condition]) -> Vec<(&'static str, String)> {
    let known = all.iter().filter(|it| !name_of(&it.kind).is_empty());
    known
        .map(|it| (name_of(&it.kind), format!("{} {}", it.status.name(), it.reason)))
        .collect()
}

/// The conditions that are shown.
fn name_of(kind: &str) -> &'static str {
    const SHOWN: [&str; 6] = [
        "Available",
        "Progressing",
        "ReplicaFailure",
        "Ready",
        "PodScheduled",
        "ContainersReady",
    ];
    SHOWN.into_iter().find(|it| *it == kind).unwrap_or_default()
}

fn commands(object: &Object) -> Vec<String> {
    let Some(meta) = object.meta() else {
        return Vec::new();
    };
    let name = &meta.name;
    let space = match &*meta.namespace {
        "" | "default" => String::new(),
        other => format!(" -n {other}"),
    };
    match object {
        Object::Pod(_) => vec![format!("kubectl delete pod {name}{space}")],
        Object::Deployment(it) => vec![
            format!(
                "kubectl scale deployment/{name} --replicas={}{space}",
                it.spec.replicas + 1
            ),
            format!("kubectl rollout restart deployment/{name}{space}"),
            format!("kubectl rollout undo deployment/{name}{space}"),
        ],
        Object::ReplicaSet(_) => vec![format!("kubectl delete rs {name}{space}")],
        Object::Service(_) => vec![format!("kubectl delete service {name}{space}")],
        Object::Node(it) if it.spec.unschedulable => vec![format!("kubectl uncordon {name}")],
        Object::Node(_) => vec![format!("kubectl cordon {name}")],
        _ => Vec::new(),
    }
}

/// The kinds that have a page of their own in the inspector with YAML and Events.
pub const fn is_in_api(kind: Kind) -> bool {
    !matches!(kind, Kind::Process | Kind::Balancer | Kind::Network | Kind::File)
}
