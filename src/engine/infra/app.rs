//! How a simulated app behaves: what an image name stands for.

use crate::{time::Span, world::Text};

/// How a simulated app behaves. The numbers are ours, chosen for teaching; the page on what is simulated says so.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct App {
    /// The image, e.g. `shop:v2`.
    pub image: Text,
    /// How long a node without the image takes to pull it.
    pub pull: Span,
    /// How long after its start it begins to listen.
    pub start_up: Span,
    /// How long it listens before it answers a readiness probe with yes.
    pub warm_up: Span,
    /// It never answers a readiness probe with yes.
    pub never_ready: bool,
    /// How many requests it works on at once.
    pub workers: u32,
    /// How many more may wait in its queue.
    pub queue_max: u32,
    /// The work of a typical request.
    pub work: Span,
    /// The work of the slowest request in a hundred.
    pub work_slowest: Span,
    /// How many of a hundred requests it answers with an error.
    pub errors_percent: u32,
    /// How long it goes on with the requests it has after SIGTERM; none: it does not wait for them.
    pub drain: Option<Span>,
    /// How long its own shutting down takes after SIGTERM, whatever requests it has.
    pub shut_down: Span,
    /// It exits by itself after this long.
    pub exits_after: Option<Span>,
    /// The exit code of that exit.
    pub exit_code: i32,
    /// The memory it uses when idle [bytes].
    pub memory_bytes: i64,
    /// The memory it loses [bytes per second].
    pub leak_bytes_per_sec: i64,
    /// The CPU that one request at work takes [millicores].
    pub cpu_milli_per_request: i64,
}
