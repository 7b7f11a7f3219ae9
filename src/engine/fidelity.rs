//! What is simulated, what is simplified and what is left out: the site's page about itself is made from this list.

/// The Kubernetes version whose behaviour is modelled.
pub const KUBERNETES_VERSION: &str = "1.34";

/// The Kubernetes version whose recordings the behaviour is compared with.
pub const RECORDED_VERSION: &str = "1.28.7";

/// How close a feature is to the real thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The same decisions by the same rules, checked against tables or recordings.
    Faithful,
    /// The same idea with a rule or a number of our own.
    Simplified,
    /// Not there; a command that needs it says so.
    Absent,
}

/// Declares every feature once: its name in the code, its level, and where the real behaviour is described.
macro_rules! features {
    ($($feature:ident $level:ident $source:literal,)+) => {
        /// Something a real cluster does.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Feature { $(#[doc = concat!("Described in ", $source, ".")] $feature,)+ }

        impl Feature {
            /// Every feature, in the order in which the page lists them.
            pub const ALL: &[Self] = &[$(Self::$feature,)+];

            /// How close it is to the real thing.
            pub const fn level(self) -> Level {
                match self { $(Self::$feature => Level::$level,)+ }
            }

            /// Where the real behaviour is described.
            pub const fn source(self) -> &'static str {
                match self { $(Self::$feature => $source,)+ }
            }
        }
    };
}

features! {
    Deployment Faithful "pkg/controller/deployment",
    ReplicaSet Faithful "pkg/controller/replicaset",
    Probes Faithful "pkg/kubelet/prober",
    EndpointSlice Faithful "k8s.io/endpointslice",
    GarbageCollection Faithful "pkg/controller/garbagecollector",
    SchedulerFit Faithful "pkg/scheduler/framework/plugins/noderesources",
    PodLifecycle Simplified "pkg/kubelet",
    Kubectl Simplified "k8s.io/kubectl",
    Manifests Simplified "pkg/apis",
    Namespaces Simplified "pkg/controller/namespace",
    NodeFailure Simplified "pkg/controller/podgc",
    SchedulerOtherPlugins Simplified "pkg/scheduler/framework/plugins",
    SchedulerSampling Simplified "pkg/scheduler/schedule_one.go",
    KubeProxy Simplified "pkg/proxy",
    TemplateHash Simplified "pkg/controller/controller_utils.go",
    Caches Simplified "k8s.io/client-go/tools/cache",
    EventSeries Simplified "k8s.io/client-go/tools/record",
    Latency Simplified "docs/reference/command-line-tools-reference",
    Apps Simplified "src/engine/infra/catalogue.rs",
    Requests Simplified "src/engine/infra/network.rs",
    Bounds Simplified "src/engine/sim.rs",
    ManagedFields Absent "docs/reference/using-api/server-side-apply",
    Autoscaling Absent "pkg/controller/podautoscaler",
    OtherWorkloads Absent "pkg/controller",
    Storage Absent "pkg/volume",
    Configuration Absent "docs/concepts/configuration",
    Security Absent "docs/reference/access-authn-authz",
}
