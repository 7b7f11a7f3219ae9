//! The resources of the API: what they are called, in long and in short, and which are simulated.

use crate::{text::quote::go_quote, world::Kind};

use crate::shell::refusal::Refusal;

/// One resource of the API.
#[derive(Debug, PartialEq, Eq)]
pub struct Resource {
    /// The kind of its objects.
    pub kind: Kind,
    /// The name in the plural, e.g. `deployments`.
    pub plural: &'static str,
    /// The name in the singular.
    pub singular: &'static str,
    /// Short names.
    pub short: &'static [&'static str],
    /// The group, e.g. `apps`; empty for the core.
    pub group: &'static str,
    /// The version, e.g. `v1`.
    pub version: &'static str,
    /// Whether its objects belong to a namespace.
    pub namespaced: bool,
}

const fn core(
    kind: Kind,
    plural: &'static str,
    singular: &'static str,
    short: &'static [&'static str],
    namespaced: bool,
) -> Resource {
    Resource {
        kind,
        plural,
        singular,
        short,
        group: "",
        version: "v1",
        namespaced,
    }
}

/// Every resource that is simulated, in the order of `kubectl api-resources`.
pub const RESOURCES: &[Resource] = &[
    core(Kind::Endpoints, "endpoints", "endpoints", &["ep"], true),
    core(Kind::Event, "events", "event", &["ev"], true),
    core(Kind::Namespace, "namespaces", "namespace", &["ns"], false),
    core(Kind::Node, "nodes", "node", &["no"], false),
    core(Kind::Pod, "pods", "pod", &["po"], true),
    core(Kind::Service, "services", "service", &["svc"], true),
    Resource {
        group: "apps",
        ..core(Kind::Deployment, "deployments", "deployment", &["deploy"], true)
    },
    Resource {
        group: "apps",
        ..core(Kind::ReplicaSet, "replicasets", "replicaset", &["rs"], true)
    },
    Resource {
        group: "discovery.k8s.io",
        ..core(Kind::EndpointSlice, "endpointslices", "endpointslice", &[], true)
    },
];

/// What `all` stands for, in the order in which it is printed.
pub const ALL: &[Kind] = &[Kind::Pod, Kind::Service, Kind::Deployment, Kind::ReplicaSet];

/// Resources that a real cluster has and Beanpod has not: plural, singular, short names, kind and group.
const NOT_SIMULATED: &[(&str, &str, &[&str], &str, &str)] = &[
    ("statefulsets", "statefulset", &["sts"], "StatefulSet", "apps"),
    ("daemonsets", "daemonset", &["ds"], "DaemonSet", "apps"),
    ("jobs", "job", &[], "Job", "batch"),
    ("cronjobs", "cronjob", &["cj"], "CronJob", "batch"),
    (
        "horizontalpodautoscalers",
        "horizontalpodautoscaler",
        &["hpa"],
        "HorizontalPodAutoscaler",
        "autoscaling",
    ),
    (
        "poddisruptionbudgets",
        "poddisruptionbudget",
        &["pdb"],
        "PodDisruptionBudget",
        "policy",
    ),
    ("ingresses", "ingress", &["ing"], "Ingress", "networking.k8s.io"),
    (
        "networkpolicies",
        "networkpolicy",
        &["netpol"],
        "NetworkPolicy",
        "networking.k8s.io",
    ),
    ("configmaps", "configmap", &["cm"], "ConfigMap", ""),
    ("secrets", "secret", &[], "Secret", ""),
    ("serviceaccounts", "serviceaccount", &["sa"], "ServiceAccount", ""),
    (
        "persistentvolumes",
        "persistentvolume",
        &["pv"],
        "PersistentVolume",
        "",
    ),
    (
        "persistentvolumeclaims",
        "persistentvolumeclaim",
        &["pvc"],
        "PersistentVolumeClaim",
        "",
    ),
    (
        "replicationcontrollers",
        "replicationcontroller",
        &["rc"],
        "ReplicationController",
        "",
    ),
    ("resourcequotas", "resourcequota", &["quota"], "ResourceQuota", ""),
    ("limitranges", "limitrange", &["limits"], "LimitRange", ""),
    (
        "priorityclasses",
        "priorityclass",
        &["pc"],
        "PriorityClass",
        "scheduling.k8s.io",
    ),
    (
        "storageclasses",
        "storageclass",
        &["sc"],
        "StorageClass",
        "storage.k8s.io",
    ),
    ("roles", "role", &[], "Role", "rbac.authorization.k8s.io"),
    (
        "rolebindings",
        "rolebinding",
        &[],
        "RoleBinding",
        "rbac.authorization.k8s.io",
    ),
    (
        "clusterroles",
        "clusterrole",
        &[],
        "ClusterRole",
        "rbac.authorization.k8s.io",
    ),
    (
        "clusterrolebindings",
        "clusterrolebinding",
        &[],
        "ClusterRoleBinding",
        "rbac.authorization.k8s.io",
    ),
    (
        "customresourcedefinitions",
        "customresourcedefinition",
        &["crd", "crds"],
        "CustomResourceDefinition",
        "apiextensions.k8s.io",
    ),
    ("leases", "lease", &[], "Lease", "coordination.k8s.io"),
    (
        "componentstatuses",
        "componentstatus",
        &["cs"],
        "ComponentStatus",
        "",
    ),
    ("podtemplates", "podtemplate", &[], "PodTemplate", ""),
    (
        "controllerrevisions",
        "controllerrevision",
        &[],
        "ControllerRevision",
        "apps",
    ),
    (
        "ingressclasses",
        "ingressclass",
        &[],
        "IngressClass",
        "networking.k8s.io",
    ),
    (
        "runtimeclasses",
        "runtimeclass",
        &[],
        "RuntimeClass",
        "node.k8s.io",
    ),
    (
        "apiservices",
        "apiservice",
        &[],
        "APIService",
        "apiregistration.k8s.io",
    ),
    (
        "certificatesigningrequests",
        "certificatesigningrequest",
        &["csr"],
        "CertificateSigningRequest",
        "certificates.k8s.io",
    ),
    ("csidrivers", "csidriver", &[], "CSIDriver", "storage.k8s.io"),
    ("csinodes", "csinode", &[], "CSINode", "storage.k8s.io"),
    (
        "volumeattachments",
        "volumeattachment",
        &[],
        "VolumeAttachment",
        "storage.k8s.io",
    ),
];

impl Resource {
    /// The resource of a kind; none for what stands below Kubernetes.
    pub fn of(kind: Kind) -> Option<&'static Self> {
        RESOURCES.iter().find(|it| it.kind == kind)
    }

    /// The resource that a word of the command line names, e.g. `deploy`, `Pods`, `deployments.apps`, `deployments.v1.apps`.
    pub fn named(word: &str) -> Result<&'static Self, Refusal> {
        let lower = word.to_ascii_lowercase();
        let (name, group) = match lower.split_once('.') {
            Some((name, group)) => (name, Some(group)),
            None => (lower.as_str(), None),
        };
        let found = RESOURCES.iter().find(|it| {
            (name == it.plural || name == it.singular || it.short.contains(&name))
                && group.is_none_or(|group| group == it.group || group.strip_prefix("v1.") == Some(it.group))
        });
        found.ok_or_else(|| Self::unknown(word, name))
    }

    fn unknown(word: &str, name: &str) -> Refusal {
        let known = NOT_SIMULATED
            .iter()
            .find(|it| name == it.0 || name == it.1 || it.2.contains(&name));
        match known {
            Some((plural, ..)) => Refusal::NotSimulated((*plural).to_owned()),
            None => Refusal::tool(format!(
                "the server doesn't have a resource type {}",
                go_quote(
                    &word
                        .chars()
                        .take_while(|c| *c != '.')
                        .take(200)
                        .collect::<String>()
                )
            )),
        }
    }

    /// The resource of a manifest's `apiVersion` and `kind`; none if the server has none such.
    pub fn of_manifest(api_version: &str, kind: &str) -> Option<&'static Self> {
        RESOURCES
            .iter()
            .find(|it| it.kind.name() == kind && it.api_version() == api_version)
    }

    /// Whether a real cluster has such a kind in this group, though Beanpod has not.
    pub fn is_elsewhere(api_version: &str, kind: &str) -> bool {
        let group = api_version.split_once('/').map_or("", |(group, _)| group);
        NOT_SIMULATED.iter().any(|it| it.3 == kind && it.4 == group)
    }

    /// `apiVersion` of its objects.
    pub fn api_version(&self) -> String {
        match self.group {
            "" => self.version.to_owned(),
            group => format!("{group}/{}", self.version),
        }
    }

    /// As Go prints it with its group and version: `apps/v1, Resource=deployments`.
    pub fn gvr(&self) -> String {
        format!("{}/{}, Resource={}", self.group, self.version, self.plural)
    }

    /// As Go prints its kind with group and version: `apps/v1, Kind=Deployment`.
    pub fn gvk(&self) -> String {
        format!("{}/{}, Kind={}", self.group, self.version, self.kind.name())
    }

    /// Plural and group, as the server's errors write it: `deployments.apps`.
    pub fn qualified(&self) -> String {
        match self.group {
            "" => self.plural.to_owned(),
            group => format!("{}.{group}", self.plural),
        }
    }

    /// Singular and group, as kubectl reports what it did: `deployment.apps`.
    pub fn one(&self) -> String {
        match self.group {
            "" => self.singular.to_owned(),
            group => format!("{}.{group}", self.singular),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, qualified: &str) {
        let read = Resource::named(word).map_or_else(|error| error.to_string(), Resource::qualified);
        assert_eq!(read, qualified, "{word}");
    }

    #[test]
    fn every_name_of_a_resource_is_known() {
        check("po", "pods");
        check("Deployment", "deployments.apps");
        check("deployments.v1.apps", "deployments.apps");
        check("rs.apps", "replicasets.apps");
        check("ep", "endpoints");
        check(
            "widgets",
            "error: the server doesn't have a resource type \"widgets\"",
        );
        check(
            "pods.apps",
            "error: the server doesn't have a resource type \"pods\"",
        );
        check("sts", "error: Beanpod does not simulate statefulsets (yet)");
    }

    #[test]
    fn no_word_names_two_resources() {
        let mut words: Vec<&str> = RESOURCES
            .iter()
            .flat_map(|it| it.short.iter().copied().chain([it.plural]))
            .chain(
                NOT_SIMULATED
                    .iter()
                    .flat_map(|it| it.2.iter().copied().chain([it.0])),
            )
            .collect();
        words.sort_unstable();
        let count = words.len();
        words.dedup();
        assert_eq!(words.len(), count);
    }
}
