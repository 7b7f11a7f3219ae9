//! What `kubectl` prints when no verb is given, and what it says of verbs that only a real cluster has.

use crate::shell::{
    Reply,
    flags::Flag,
    refusal::Refusal,
    verb::{Complete, Verb},
};

use super::options::OF_ALL;

/// Every command of kubectl by group, in the order of its own list, whether or not Beanpod has it: name and purpose.
/// Source: `kubectl` 1.28.7.
const GROUPS: &[(&str, &[(&str, &str)])] = &[
    (
        "Basic Commands (Beginner)",
        &[
            ("create", "Create a resource from a file or from stdin"),
            (
                "expose",
                "Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service",
            ),
            ("run", "Run a particular image on the cluster"),
            ("set", "Set specific features on objects"),
        ],
    ),
    (
        "Basic Commands (Intermediate)",
        &[
            ("explain", "Get documentation for a resource"),
            ("get", "Display one or many resources"),
            ("edit", "Edit a resource on the server"),
            (
                "delete",
                "Delete resources by file names, stdin, resources and names, or by resources and label selector",
            ),
        ],
    ),
    (
        "Deploy Commands",
        &[
            ("rollout", "Manage the rollout of a resource"),
            (
                "scale",
                "Set a new size for a deployment, replica set, or replication controller",
            ),
            (
                "autoscale",
                "Auto-scale a deployment, replica set, stateful set, or replication controller",
            ),
        ],
    ),
    (
        "Cluster Management Commands",
        &[
            ("certificate", "Modify certificate resources"),
            ("cluster-info", "Display cluster information"),
            ("top", "Display resource (CPU/memory) usage"),
            ("cordon", "Mark node as unschedulable"),
            ("uncordon", "Mark node as schedulable"),
            ("drain", "Drain node in preparation for maintenance"),
            ("taint", "Update the taints on one or more nodes"),
        ],
    ),
    (
        "Troubleshooting and Debugging Commands",
        &[
            (
                "describe",
                "Show details of a specific resource or group of resources",
            ),
            ("logs", "Print the logs for a container in a pod"),
            ("attach", "Attach to a running container"),
            ("exec", "Execute a command in a container"),
            ("port-forward", "Forward one or more local ports to a pod"),
            ("proxy", "Run a proxy to the Kubernetes API server"),
            ("cp", "Copy files and directories to and from containers"),
            ("auth", "Inspect authorization"),
            (
                "debug",
                "Create debugging sessions for troubleshooting workloads and nodes",
            ),
            ("events", "List events"),
        ],
    ),
    (
        "Advanced Commands",
        &[
            ("diff", "Diff the live version against a would-be applied version"),
            (
                "apply",
                "Apply a configuration to a resource by file name or stdin",
            ),
            ("patch", "Update fields of a resource"),
            ("replace", "Replace a resource by file name or stdin"),
            (
                "wait",
                "Experimental: Wait for a specific condition on one or many resources",
            ),
            (
                "kustomize",
                "Build a kustomization target from a directory or URL",
            ),
        ],
    ),
    (
        "Settings Commands",
        &[
            ("label", "Update the labels on a resource"),
            ("annotate", "Update the annotations on a resource"),
            (
                "completion",
                "Output shell completion code for the specified shell (bash, zsh, fish, or powershell)",
            ),
        ],
    ),
    (
        "Other Commands",
        &[
            ("api-resources", "Print the supported API resources on the server"),
            (
                "api-versions",
                "Print the supported API versions on the server, in the form of \"group/version\"",
            ),
            ("config", "Modify kubeconfig files"),
            ("plugin", "Provides utilities for interacting with plugins"),
            ("version", "Print the client and server version information"),
        ],
    ),
];

/// Every command of kubectl, as "did you mean" offers them.
pub fn words() -> Vec<&'static str> {
    GROUPS
        .iter()
        .flat_map(|(_, commands)| commands.iter().map(|(name, _)| *name))
        .collect()
}

/// What `kubectl` alone and `kubectl help` print.
pub fn root() -> String {
    let mut text = "kubectl controls the Kubernetes cluster manager.\n\n \
                    Find more information at: https://kubernetes.io/docs/reference/kubectl/\n"
        .to_owned();
    for (title, commands) in GROUPS {
        text.push_str(&format!("\n{title}:\n"));
        for (name, purpose) in *commands {
            text.push_str(&format!("  {name:<15} {purpose}\n"));
        }
    }
    text.push_str(
        "\nUsage:\n  kubectl [flags] [options]\n\n\
         Use \"kubectl <command> --help\" for more information about a given command.\n\
         Use \"kubectl options\" for a list of global command-line options (applies to all commands).\n",
    );
    text
}

/// Second words that kubectl has and Beanpod has not, by first word.
const NOT_IN_GROUP: &[(&str, &[&str])] = &[
    ("apply", &["edit-last-applied", "set-last-applied"]),
    ("create", NOT_CREATED),
    ("set", &["selector", "serviceaccount", "sa", "subject"]),
    ("rollout", &[]),
    ("top", &[]),
    (
        "config",
        &[
            "delete-cluster",
            "delete-context",
            "delete-user",
            "get-clusters",
            "get-users",
            "rename-context",
            "set",
            "set-cluster",
            "set-context",
            "set-credentials",
            "unset",
        ],
    ),
];

/// What `kubectl create` makes that Beanpod has not.
const NOT_CREATED: &[&str] = &[
    "clusterrole",
    "clusterrolebinding",
    "configmap",
    "cm",
    "cronjob",
    "cj",
    "ingress",
    "ing",
    "job",
    "poddisruptionbudget",
    "pdb",
    "priorityclass",
    "pc",
    "quota",
    "resourcequota",
    "role",
    "rolebinding",
    "secret",
    "serviceaccount",
    "sa",
    "token",
];

/// That kubectl has this command and Beanpod has not.
pub fn not_here(names: &[&str]) -> Option<Refusal> {
    let first = names.first()?;
    match *first {
        "edit" => {
            return Some(Refusal::tool(
                "there is no editor in this terminal; open the manifest in the editor of the page and apply it, or change \
                 a field with kubectl set, scale or patch",
            ));
        }
        "autoscale" => {
            return Some(Refusal::NotSimulated(
                "kubectl autoscale, since there is no HorizontalPodAutoscaler".to_owned(),
            ));
        }
        group => {
            if let Some((_, missing)) = NOT_IN_GROUP.iter().find(|(name, _)| *name == group) {
                let second = names.get(1).filter(|it| missing.contains(it))?;
                return Some(Refusal::NotSimulated(format!("kubectl {group} {second}")));
            }
        }
    }
    words()
        .contains(first)
        .then(|| Refusal::NotSimulated(format!("kubectl {first}")))
}

/// `kubectl options`.
pub const OPTIONS: &Verb = &Verb {
    tool: "kubectl",
    name: "options",
    aliases: &[],
    usage: "",
    help: "Print the flags that every command takes.",
    examples: &["kubectl options"],
    flags: &[],
    complete: Complete::Nothing,
    run: |_| {
        let (shown, taken): (Vec<&Flag>, Vec<&Flag>) = OF_ALL.iter().partition(|it| it.is_shown());
        let shown: String = shown.into_iter().map(Flag::manual).collect();
        let taken: Vec<String> = taken.iter().map(|it| format!("--{}", it.name)).collect();
        Ok(Reply::print(format!(
            "The following options can be passed to any command:\n\n{shown}\nTaken, and without meaning for the one \
             simulated cluster: {}\n",
            taken.join(", ")
        )))
    },
};
