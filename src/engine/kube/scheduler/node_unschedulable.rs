//! `NodeUnschedulable`: a cordoned node takes no new pods.

use crate::kube::{Node, Pod, Taint, TaintEffect};

use super::{cycle::No, taint_toleration};

/// The taint that a cordoned node is treated as having.
const UNSCHEDULABLE: &str = "node.kubernetes.io/unschedulable";

pub(super) fn no(pod: &Pod, node: &Node) -> Option<No> {
    let taint = Taint {
        key: UNSCHEDULABLE.into(),
        value: None,
        effect: TaintEffect::NoSchedule,
    };
    (node.spec.unschedulable && !taint_toleration::tolerates(pod, &taint)).then(|| No {
        plugin: "NodeUnschedulable",
        reasons: vec!["node(s) were unschedulable".into()],
        is_resolvable: false,
    })
}
