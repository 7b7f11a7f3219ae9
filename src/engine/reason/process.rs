//! Why a process ended by itself.

use crate::time::Span;

/// Why a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// Its app ends by itself after some time.
    EndsByItself {
        /// How long it runs.
        after: Span,
        /// The exit code.
        code: i32,
    },
    /// It used more memory than it may, so it was killed.
    OutOfMemory {
        /// What it used [bytes].
        used_bytes: i64,
        /// What it may use [bytes].
        max_bytes: i64,
    },
    /// It was asked to stop, and had nothing left to do.
    Drained {
        /// How long after it was asked.
        after: Span,
        /// How many requests it still finished.
        finished: u64,
    },
    /// It was asked to stop, and had no more time for the requests it still had.
    DrainTooShort {
        /// How long it goes on with requests.
        after: Span,
        /// How many requests it dropped.
        dropped: u64,
    },
    /// It was asked to stop, and its app does not wait for requests.
    StoppedAtOnce {
        /// How long its shutting down took.
        after: Span,
        /// How many requests it dropped.
        dropped: u64,
    },
}
