//! A balancer: where requests for a name are sent right now. kube-proxy writes one for each Service.

use crate::{time::Time, world::Text};

/// The rules in force for one name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Balancer {
    /// The namespace of the name.
    pub namespace: Text,
    /// The name that clients ask for.
    pub name: Text,
    /// Since when these rules are in force.
    pub since: Time,
    /// Who may be sent a request, in order.
    pub targets: Vec<Target>,
}

/// One place a request can be sent to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Target {
    /// The process that listens there, by its name.
    pub process: Text,
    /// Its address.
    pub address: Text,
}
