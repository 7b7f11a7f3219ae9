//! `PodSpec` and what stands in it: containers, probes, resources. Immutable and shared by all pods of a template.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{text::quantity::Quantity, world::Text};

use super::Labels;

/// Valid fields that Beanpod keeps and shows but does not act on.
pub type Rest = BTreeMap<String, Value>;

/// `PodTemplateSpec`: what a workload stamps its pods from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct PodTemplate {
    /// `metadata`: labels and annotations of the pods.
    pub metadata: TemplateMeta,
    /// `spec` of the pods.
    pub spec: std::sync::Arc<PodSpec>,
}

/// The part of `metadata` that a template may give.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct TemplateMeta {
    /// `labels`.
    #[serde(skip_serializing_if = "Labels::is_empty")]
    pub labels: Labels,
    /// `annotations`.
    #[serde(skip_serializing_if = "Labels::is_empty")]
    pub annotations: Labels,
}

/// `PodSpec`. The node a pod is bound to stands in the pod itself, so that this can be shared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct PodSpec {
    /// `initContainers`, run one after the other before the others start.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub init_containers: Vec<Container>,
    /// `containers`.
    pub containers: Vec<Container>,
    /// `restartPolicy`.
    pub restart_policy: RestartPolicy,
    /// `terminationGracePeriodSeconds` [s]; the API server fills in 30.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub termination_grace_period_seconds: Option<u64>,
    /// `nodeSelector`.
    #[serde(skip_serializing_if = "Labels::is_empty")]
    pub node_selector: Labels,
    /// Everything else.
    #[serde(flatten)]
    pub rest: Rest,
    /// The sums the scheduler asks for again and again.
    #[serde(skip)]
    totals: Totals,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Totals {
    requests: NodeResources,
    nonzero: NodeResources,
    extended: BTreeMap<Text, i64>,
}

/// `restartPolicy`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RestartPolicy {
    /// Whenever a container ends.
    #[default]
    Always,
    /// When it ends in failure.
    OnFailure,
    /// Not at all.
    Never,
}

/// `Container`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Container {
    /// `name`.
    pub name: Text,
    /// `image`.
    pub image: Text,
    /// `imagePullPolicy`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_pull_policy: Option<Text>,
    /// `command`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub command: Vec<Text>,
    /// `args`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<Text>,
    /// `ports`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ports: Vec<ContainerPort>,
    /// `resources`.
    pub resources: Resources,
    /// `startupProbe`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub startup_probe: Option<Probe>,
    /// `readinessProbe`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub readiness_probe: Option<Probe>,
    /// `livenessProbe`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub liveness_probe: Option<Probe>,
    /// `lifecycle`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifecycle: Option<Lifecycle>,
    /// `restartPolicy` of an init container: `Always` makes it a sidecar.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restart_policy: Option<RestartPolicy>,
    /// Everything else.
    #[serde(flatten)]
    pub rest: Rest,
}

/// `ContainerPort`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ContainerPort {
    /// `name`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// `containerPort`.
    pub container_port: u16,
    /// `hostPort`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_port: Option<u16>,
    /// `protocol`; the API server fills in TCP.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<Text>,
    /// Everything else.
    #[serde(flatten)]
    pub rest: Rest,
}

/// `ResourceRequirements`: amounts as text, so that they are shown as they were written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Resources {
    /// `limits`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub limits: BTreeMap<Text, Text>,
    /// `requests`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub requests: BTreeMap<Text, Text>,
}

/// `Probe`. The API server fills in the defaults given here.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Probe {
    /// `initialDelaySeconds` [s after the container started].
    #[serde(skip_serializing_if = "is_zero")]
    pub initial_delay_seconds: u64,
    /// `periodSeconds` [s].
    pub period_seconds: u64,
    /// `timeoutSeconds` [s].
    pub timeout_seconds: u64,
    /// `successThreshold`: good answers in a row.
    pub success_threshold: u32,
    /// `failureThreshold`: bad answers in a row.
    pub failure_threshold: u32,
    /// `terminationGracePeriodSeconds` of a liveness or startup probe [s].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub termination_grace_period_seconds: Option<u64>,
    /// `httpGet`, `tcpSocket`, `exec` or `grpc`.
    #[serde(flatten)]
    pub handler: Rest,
}

impl Default for Probe {
    /// Source: `SetDefaults_Probe` in pkg/apis/core/v1/defaults.go, Kubernetes 1.34.9, read 2026-11.
    fn default() -> Self {
        Self {
            initial_delay_seconds: 0,
            period_seconds: 10,
            timeout_seconds: 1,
            success_threshold: 1,
            failure_threshold: 3,
            termination_grace_period_seconds: None,
            handler: Rest::new(),
        }
    }
}

/// `Lifecycle`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Lifecycle {
    /// `preStop`, run before SIGTERM and inside the grace period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pre_stop: Option<LifecycleHandler>,
    /// Everything else.
    #[serde(flatten)]
    pub rest: Rest,
}

/// `LifecycleHandler`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct LifecycleHandler {
    /// `sleep`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sleep: Option<SleepAction>,
    /// `exec`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exec: Option<ExecAction>,
    /// Everything else.
    #[serde(flatten)]
    pub rest: Rest,
}

/// `SleepAction`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SleepAction {
    /// `seconds` [s].
    pub seconds: u64,
}

/// `ExecAction`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct ExecAction {
    /// `command`.
    pub command: Vec<Text>,
}

/// Amounts of what a node has and a pod asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct NodeResources {
    /// CPU [millicores].
    pub cpu_milli: i64,
    /// Memory [bytes].
    pub memory_bytes: i64,
    /// `ephemeral-storage` [bytes].
    pub storage_bytes: i64,
    /// Places for pods.
    pub pods: i64,
}

/// The resources that every node counts; all others are extended ones.
const COUNTED: [&str; 3] = ["cpu", "memory", "ephemeral-storage"];

/// More than this no container asks for, so that sums over all that a run can hold stay exact; it is more than any node has. Chosen by us.
const AMOUNT_MAX: i64 = 1 << 46;

/// What the scheduler's scores count for a container that requests no CPU [millicores] and no memory [bytes].
/// Source: pkg/scheduler/util/pod_resources.go, Kubernetes 1.34.9, read 2026-11.
pub const NONZERO_DEFAULT: (i64, i64) = (100, 200 * 1024 * 1024);

impl std::ops::AddAssign for NodeResources {
    fn add_assign(&mut self, more: Self) {
        self.cpu_milli = self.cpu_milli.saturating_add(more.cpu_milli);
        self.memory_bytes = self.memory_bytes.saturating_add(more.memory_bytes);
        self.storage_bytes = self.storage_bytes.saturating_add(more.storage_bytes);
        self.pods += more.pods;
    }
}

impl std::ops::SubAssign for NodeResources {
    fn sub_assign(&mut self, less: Self) {
        self.cpu_milli = self.cpu_milli.saturating_sub(less.cpu_milli);
        self.memory_bytes = self.memory_bytes.saturating_sub(less.memory_bytes);
        self.storage_bytes = self.storage_bytes.saturating_sub(less.storage_bytes);
        self.pods -= less.pods;
    }
}

impl Container {
    /// Whether this init container keeps running beside the others.
    pub fn is_sidecar(&self) -> bool {
        self.restart_policy == Some(RestartPolicy::Always)
    }
}

impl Resources {
    /// What is requested of one resource, zero if nothing is; a limit without a request counts as the request (the API server writes it so).
    pub fn request(&self, resource: &str) -> Option<Quantity> {
        let text = self
            .requests
            .get(resource)
            .or_else(|| self.limits.get(resource))?;
        text.parse().ok()
    }

    fn names(&self) -> impl Iterator<Item = &Text> {
        self.requests.keys().chain(self.limits.keys())
    }
}

impl Container {
    fn amount(&self, resource: &str, nonzero: bool) -> i64 {
        let stand_in = match resource {
            "cpu" if nonzero => NONZERO_DEFAULT.0,
            "memory" if nonzero => NONZERO_DEFAULT.1,
            _ => 0,
        };
        let amount = |it: Quantity| {
            if resource == "cpu" {
                it.millis()
            } else {
                it.bytes()
            }
        };
        self.resources
            .request(resource)
            .map_or(stand_in, amount)
            .min(AMOUNT_MAX)
    }
}

impl PodSpec {
    /// The spec with its sums worked out; every spec that enters the world goes through here.
    #[must_use]
    pub fn summed(mut self) -> Self {
        let amount = |name: &str, nonzero: bool| {
            self.sum(|it| it.amount(name, nonzero))
                .saturating_add(self.overhead(name))
        };
        let resources = |nonzero| NodeResources {
            cpu_milli: amount("cpu", nonzero),
            memory_bytes: amount("memory", nonzero),
            storage_bytes: amount("ephemeral-storage", nonzero),
            pods: 1,
        };
        let names = self
            .init_containers
            .iter()
            .chain(&self.containers)
            .flat_map(|it| it.resources.names());
        let extended = names
            .filter(|name| !COUNTED.contains(&&***name))
            .map(|name| (name.clone(), amount(name, false)));
        self.totals = Totals {
            requests: resources(false),
            nonzero: resources(true),
            extended: extended.collect(),
        };
        self
    }

    /// What one pod takes of a node: the sum over containers, or the largest init container if that is more.
    pub fn requests(&self) -> NodeResources {
        self.totals.requests
    }

    /// As [`Self::requests`], with the scheduler's stand-in for containers that request nothing.
    pub fn nonzero_requests(&self) -> NodeResources {
        self.totals.nonzero
    }

    /// What one pod takes of extended resources, e.g. `example.com/gpu`.
    pub fn extended_requests(&self) -> &BTreeMap<Text, i64> {
        &self.totals.extended
    }

    /// `overhead` of the pod's runtime class.
    fn overhead(&self, resource: &str) -> i64 {
        let text = self
            .rest
            .get("overhead")
            .and_then(|it| it.get(resource)?.as_str());
        let amount = |it: Quantity| {
            if resource == "cpu" {
                it.millis()
            } else {
                it.bytes()
            }
        };
        text.and_then(|it| it.parse().ok()).map_or(0, amount)
    }

    /// Source: k8s.io/component-helpers/resource `PodRequests`, Kubernetes 1.34.9, read 2026-11.
    fn sum(&self, amount: impl Fn(&Container) -> i64) -> i64 {
        let sum: i64 = self.containers.iter().map(&amount).fold(0, i64::saturating_add);
        // Sidecars keep running, so each adds to all that start after it.
        let (mut sidecars, mut init_max) = (0_i64, 0_i64);
        for container in &self.init_containers {
            let own = amount(container);
            let with_sidecars = sidecars.saturating_add(own);
            if container.restart_policy == Some(RestartPolicy::Always) {
                sidecars = with_sidecars;
            }
            init_max = init_max.max(with_sidecars);
        }
        sum.saturating_add(sidecars).max(init_max)
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}
