//! Why the endpoints of a Service changed.

use crate::world::Text;

/// What a controller of endpoints found.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// No pod of the Service has an address, so its slice is empty.
    NoPods,
    /// Pods of the Service came, went or changed.
    PodsChanged {
        /// The first pod that changed, by name.
        pod: Text,
        /// What became of it.
        change: PodChange,
        /// How many changed in all.
        changed: u32,
        /// How many may be sent traffic now.
        ready: u32,
        /// How many endpoints there are now.
        endpoints: u32,
    },
    /// The Service itself changed: its ports or labels.
    ServiceChanged,
    /// The Service is gone, or names no pods any more.
    ServiceGone,
}

/// What became of a pod as an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PodChange {
    /// It has an address now.
    Joined,
    /// It may be sent traffic now.
    BecameReady,
    /// It may no longer be sent traffic, since its readiness probe fails.
    BecameUnready,
    /// It may no longer be sent traffic, since it is being deleted.
    Terminates,
    /// It has stopped.
    Left,
    /// Something else about it, such as its address.
    Other,
}
