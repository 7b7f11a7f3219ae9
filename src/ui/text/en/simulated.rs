//! English: the page about what is simulated.

use engine::fidelity::{Feature, Level};

use crate::ui::text::simulated::Simulated;

pub const SIMULATED: Simulated = Simulated {
    title: "What is simulated",
    lead: |modelled, recorded| {
        format!(
            "Beanpod follows Kubernetes {modelled} and is compared with recordings of a real control plane, version {recorded}. This list is made from the program itself."
        )
    },
    level: |level| match level {
        Level::Faithful => "Faithful",
        Level::Simplified => "Simplified",
        Level::Absent => "Not there",
    },
    means: |level| match level {
        Level::Faithful => {
            "The same decisions by the same rules, checked against tables or recordings of the real system."
        }
        Level::Simplified => "The same idea, with a rule or a number of our own.",
        Level::Absent => "A command that needs it says so; nothing pretends.",
    },
    feature,
    source: "Where the real behaviour is described",
    controllers: "Who acts",
    controllers_lead: "These components run in every simulation, each by the name Kubernetes gives it.",
};

const fn feature(feature: Feature) -> (&'static str, &'static str) {
    match feature {
        Feature::Deployment => (
            "Deployments",
            "Rolling update, recreate, pause, rollback, rollover, proportional scaling, progress deadline.",
        ),
        Feature::ReplicaSet => (
            "ReplicaSets",
            "Adoption and release by label, slow start, the order in which pods are deleted.",
        ),
        Feature::PodLifecycle => (
            "Life of a pod",
            "Phases, restarts, back-off and termination follow the kubelet's rules. How long pulling, starting and stopping take is ours.",
        ),
        Feature::Probes => (
            "Probes",
            "Startup, readiness and liveness with their thresholds. The answer comes from the simulated app.",
        ),
        Feature::EndpointSlice => (
            "Endpoints",
            "Ready, serving and terminating addresses of a Service.",
        ),
        Feature::GarbageCollection => (
            "Deletion",
            "Owners, dependents, background, foreground and orphan deletion.",
        ),
        Feature::SchedulerFit => (
            "Scheduling by resources",
            "Filter and scores by requested CPU and memory; ties by luck.",
        ),
        Feature::Kubectl => (
            "kubectl",
            "Tables, words and errors are compared with recordings. Options that are missing and verbs out of scope say so.",
        ),
        Feature::Manifests => (
            "Manifests",
            "Fields, defaults and rules are the API server's, as far as the kinds here need them. Fields that change nothing here are accepted and named.",
        ),
        Feature::Namespaces => (
            "Namespaces",
            "Deleting one takes its content along. Quotas and default limits are missing.",
        ),
        Feature::SchedulerOtherPlugins => (
            "Other scheduling rules",
            "Cordon, taints and nodeSelector count. Affinity, spreading, host ports, image locality, priority and preemption do not yet.",
        ),
        Feature::SchedulerSampling => (
            "Large clusters",
            "Every node is looked at for every pod; a real scheduler looks at a share of them from 100 nodes on.",
        ),
        Feature::KubeProxy => (
            "kube-proxy",
            "One set of rules for the whole cluster, programmed with a delay; a real one runs on every node.",
        ),
        Feature::TemplateHash => (
            "Names of ReplicaSets",
            "The hash in the name depends on the template, but is not the one a real cluster computes.",
        ),
        Feature::Caches => (
            "Caches",
            "Controllers read the world as it is; real ones read a cache that is some milliseconds old.",
        ),
        Feature::EventSeries => (
            "Events",
            "Equal events are counted and many similar ones combined, going by the events that exist; a real component keeps a count of its own.",
        ),
        Feature::Latency => (
            "Reaction times",
            "How long a component takes to notice is ours, chosen within what recordings show.",
        ),
        Feature::Apps => (
            "Apps",
            "What an image does is ours: start-up time, capacity, latency, faults.",
        ),
        Feature::Requests => (
            "Requests",
            "Each request is one event with one answer. Packets, connections and DNS are left out.",
        ),
        Feature::Bounds => (
            "Size of a run",
            "A run lasts at most a simulated day. Its objects and commands have a bound, and so have the replicas of one workload.",
        ),
        Feature::ManagedFields => ("Server-side apply", "managedFields are not kept."),
        Feature::Autoscaling => ("Autoscaling", "Neither pods nor nodes are scaled by load yet."),
        Feature::OtherWorkloads => ("Other workloads", "StatefulSet, DaemonSet, Job and CronJob."),
        Feature::NodeFailure => (
            "Lost nodes",
            "Pods of a node that was removed are collected about a minute later. Nodes that go silent and evictions are missing.",
        ),
        Feature::Storage => ("Storage", "Volumes are accepted in manifests and not simulated."),
        Feature::Configuration => (
            "Configuration",
            "Environment variables are kept and change nothing. There are no ConfigMaps and Secrets.",
        ),
        Feature::Security => ("Access control", "Everyone may do everything."),
    }
}
