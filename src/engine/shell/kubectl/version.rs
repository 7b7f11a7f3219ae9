//! `kubectl version`, `cluster-info` and `config`: what one is connected to.

use serde_json::json;

use crate::{
    kube::RELEASE,
    shell::{
        Reply,
        flags::{Flag, Takes},
        kubectl::options,
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    text::{print_json::to_json_by_two, print_yaml::to_yaml},
};

/// The release of kustomize that this kubectl carries. Source: go.mod of kubectl, Kubernetes 1.34.9, read 2026-11.
pub const KUSTOMIZE: &str = "v5.7.1";

/// What the simulated cluster is called in the configuration. Chosen by us.
pub const CONTEXT: &str = "beanpod";

/// Where the API server says it is. Chosen by us; the port is upstream's default.
pub const SERVER: &str = "https://192.168.0.10:6443";

/// `kubectl version`.
pub const VERSION: &Verb = &Verb {
    tool: "kubectl",
    name: "version",
    aliases: &[],
    usage: "[--client] [-o json|yaml]",
    help: "Show the releases of kubectl and of the cluster.",
    examples: &["kubectl version", "kubectl version --client"],
    flags: &[CLIENT, options::OUTPUT],
    complete: Complete::Nothing,
    run: version,
};

const CLIENT: &Flag = &Flag {
    name: "client",
    short: None,
    takes: Takes::Switch,
    help: "Show only the release of kubectl.",
};

/// `kubectl cluster-info`.
pub const CLUSTER_INFO: &Verb = &Verb {
    tool: "kubectl",
    name: "cluster-info",
    aliases: &[],
    usage: "",
    help: "Show where the control plane is.",
    examples: &["kubectl cluster-info"],
    flags: &[],
    complete: Complete::Nothing,
    run: |call| {
        if call.args.first().is_some_and(|it| it == "dump") {
            return Err(Refusal::NotSimulated("kubectl cluster-info dump".to_owned()));
        }
        Ok(Reply::print(format!(
            "Kubernetes control plane is running at {SERVER}\n\n\
             To further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n"
        )))
    },
};

fn version(call: &Call) -> Result<Reply, Refusal> {
    if !call.args.is_empty() {
        return Err(Refusal::tool(format!(
            "extra arguments: [{}]",
            call.args.join(" ")
        )));
    }
    let client_only = call.flags.is_on("client");
    let mut all = json!({ "clientVersion": { "gitVersion": RELEASE }, "kustomizeVersion": KUSTOMIZE });
    if !client_only {
        all["serverVersion"] = json!({ "gitVersion": RELEASE });
    }
    let server = if client_only {
        String::new()
    } else {
        format!("Server Version: {RELEASE}\n")
    };
    match call.flags.text("output") {
        "" => Ok(Reply::print(format!(
            "Client Version: {RELEASE}\nKustomize Version: {KUSTOMIZE}\n{server}"
        ))),
        "json" => Ok(Reply::print(format!("{}\n", to_json_by_two(&all)))),
        "yaml" => Ok(Reply::print(format!("{}\n", to_yaml(&all)))),
        _ => Err(Refusal::tool("--output must be 'yaml' or 'json'")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cluster_is_of_the_version_that_is_modelled() {
        let start = format!("v{}.", crate::fidelity::KUBERNETES_VERSION);
        assert!(RELEASE.starts_with(&start));
    }
}
