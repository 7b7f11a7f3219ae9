//! Why requests go where they go.

use crate::world::Text;

/// Why the rules of a balancer, or the network, changed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// Requests were sent, ended, or were summed. The network has its ledger instead of lines in the log.
    RequestsMoved,
    /// kube-proxy programmed the rules of a Service from its EndpointSlices.
    RulesProgrammed {
        /// The pods that may be sent requests from now on.
        added: Vec<Text>,
        /// The pods that may be sent none any more.
        removed: Vec<Text>,
        /// How many endpoints are ready.
        ready: u32,
        /// How many endpoints there are.
        endpoints: u32,
        /// None is ready, so the rules name those that still serve while they terminate.
        terminating_only: bool,
    },
    /// The Service is gone, and its rules with it.
    ServiceGone,
}
