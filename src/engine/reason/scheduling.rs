//! Why the scheduler bound a pod to a node, or to none.

use std::sync::Arc;

use crate::world::Text;

/// What the scheduler decided, with the figures it decided on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// The pod goes to the node with the highest score.
    Bound {
        /// The node.
        node: Text,
        /// Its score.
        score: i64,
        /// How many nodes share that score; the choice among them is by luck.
        tied: u32,
        /// How many nodes could take the pod.
        feasible: u32,
        /// How many nodes there are.
        nodes: u32,
        /// The verdict on each node.
        table: Verdicts,
    },
    /// No node can take the pod.
    Unschedulable {
        /// The message as upstream words it: `0/3 nodes are available: …`.
        message: Text,
        /// How many tries in vain there have been, with this one.
        attempts: u32,
        /// The verdict on each node.
        table: Verdicts,
    },
}

/// What was found of each node, in the order of their names; of large clusters only the first nodes.
pub type Verdicts = Arc<[Verdict]>;

/// What the scheduler found of one node.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Verdict {
    /// The node.
    pub node: Text,
    /// The finding.
    pub finding: Finding,
}

/// Out, or in with a score.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Finding {
    /// A filter turned the node down.
    Filtered {
        /// The plugin, e.g. `NodeResourcesFit`.
        plugin: &'static str,
        /// Its reasons as upstream words them.
        reasons: Vec<Text>,
    },
    /// The node could take the pod.
    Scored {
        /// `NodeResourcesFit` with the LeastAllocated strategy, 0 to 100: the emptier the better.
        least_allocated: i64,
        /// `NodeResourcesBalancedAllocation`, 0 to 100: CPU and memory used alike is better.
        balanced_allocation: i64,
    },
}
