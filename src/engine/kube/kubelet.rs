//! The kubelet: starts, probes, restarts and stops the containers of the pods bound to its node.

/// What the kubelet remembers of one pod between looks.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Memory {}
