//! Why something changed, as data: each language of the site words it for itself.

pub mod endpoint;
pub mod namespace;
pub mod pod;
pub mod process;
pub mod rollout;
pub mod scheduling;
pub mod traffic;

use crate::world::Text;

/// Every reason a line of the log can have; one variant an area, its reasons in a file of the area's own.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// A person typed this.
    Command {
        /// The line as typed.
        line: Text,
    },
    /// A process ended by itself.
    Process(process::Why),
    /// Who can be reached behind a Service.
    Endpoint(endpoint::Why),
    /// What the kubelet did.
    Pod(pod::Why),
    /// What the scheduler decided.
    Scheduling(scheduling::Why),
    /// Where requests are sent.
    Traffic(traffic::Why),
    /// A namespace goes with its content.
    Namespace(namespace::Why),
    /// A workload controller or the garbage collector.
    Rollout(rollout::Why),
}
