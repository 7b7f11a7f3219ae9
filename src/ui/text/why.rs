//! Why things are as they are: what an entry of the log did, and the arithmetic behind it.

use engine::{reason::Reason, view::why::Link};

/// What is said of causes.
pub struct Why {
    /// What an entry did, e.g. `shop-c58 3 → 4`.
    pub deed: fn(&Link) -> String,
    /// Why, with the numbers.
    pub reason: fn(&Reason) -> String,
    /// Who acted, by the name that the log has for them.
    pub author: fn(&'static str) -> &'static str,
    /// A component on a node.
    pub on_node: fn(component: &str, node: &str) -> String,
    /// Heading of the chain.
    pub heading: &'static str,
    /// There is nothing to tell.
    pub nothing: &'static str,
}
