//! The network: requests under way, those just over, and the sums of those before.

/// All requests of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Network {}
