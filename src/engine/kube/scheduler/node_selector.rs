//! `NodeAffinity`, as far as `nodeSelector` goes: the node must carry the labels a pod asks for.

use crate::kube::{Node, Pod};

use super::cycle::No;

pub(super) fn no(pod: &Pod, node: &Node) -> Option<No> {
    let matches = pod
        .spec
        .node_selector
        .iter()
        .all(|(name, value)| node.meta.labels.get(name) == Some(value));
    (!matches).then(|| No {
        plugin: "NodeAffinity",
        reasons: vec!["node(s) didn't match Pod's node affinity/selector".into()],
        is_resolvable: false,
    })
}
