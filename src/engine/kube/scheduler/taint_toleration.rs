//! `TaintToleration`, the filter: a node's NoSchedule and NoExecute taints keep pods away that do not tolerate them.
//!
//! Source: k8s.io/component-helpers/scheduling/corev1 and k8s.io/api `ToleratesTaint`, Kubernetes 1.34.9, read 2026-11; the reason names the taint, as in the recorded 1.28.

use serde_json::Value;

use crate::kube::{Node, Pod, Taint, TaintEffect};

use super::cycle::No;

pub(super) fn no(pod: &Pod, node: &Node) -> Option<No> {
    let keeps_away = |taint: &&Taint| taint.effect != TaintEffect::PreferNoSchedule && !tolerates(pod, taint);
    let taint = node.spec.taints.iter().find(keeps_away)?;
    let value = taint.value.as_deref().unwrap_or_default();
    Some(No {
        plugin: "TaintToleration",
        reasons: vec![format!("node(s) had untolerated taint {{{}: {value}}}", taint.key).into()],
        is_resolvable: false,
    })
}

/// Whether one of the pod's tolerations covers the taint.
pub(super) fn tolerates(pod: &Pod, taint: &Taint) -> bool {
    let tolerations = pod.spec.rest.get("tolerations").and_then(Value::as_array);
    tolerations.is_some_and(|all| all.iter().any(|it| covers(it, taint)))
}

fn covers(toleration: &Value, taint: &Taint) -> bool {
    let field = |name: &str| toleration[name].as_str().unwrap_or_default();
    let effect = match taint.effect {
        TaintEffect::NoSchedule => "NoSchedule",
        TaintEffect::PreferNoSchedule => "PreferNoSchedule",
        TaintEffect::NoExecute => "NoExecute",
    };
    let same_effect = field("effect").is_empty() || field("effect") == effect;
    let same_key = field("key").is_empty() || field("key") == &*taint.key;
    let same_value = match field("operator") {
        "" | "Equal" => field("value") == taint.value.as_deref().unwrap_or_default(),
        "Exists" => true,
        _ => false,
    };
    same_effect && same_key && same_value
}
