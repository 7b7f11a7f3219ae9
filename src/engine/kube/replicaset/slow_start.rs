//! Slow start: 1, 2, 4, 8 ... calls at a time, so that a fault shows before all have failed.
//!
//! Source: `slowStartBatch` in pkg/controller/replicaset/replica_set.go, Kubernetes 1.34.9, read 2026-11.

/// What came of one batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Batch<E> {
    /// How many calls were made.
    pub calls: usize,
    /// How many of them went well.
    pub successes: usize,
    /// The first failure; no batch follows one.
    pub failure: Option<E>,
}

/// Makes the batch that follows after `done` calls in a row went well, of `left` that remain: one more call than all before.
pub fn next_batch<E>(done: usize, left: usize, mut call: impl FnMut(usize) -> Result<(), E>) -> Batch<E> {
    let mut batch = Batch {
        calls: (done + 1).min(left),
        successes: 0,
        failure: None,
    };
    for place in 0..batch.calls {
        match call(place) {
            Ok(()) => batch.successes += 1,
            Err(failure) => batch.failure = batch.failure.or(Some(failure)),
        }
    }
    batch
}
