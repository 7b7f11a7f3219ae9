//! Ends processes: by themselves after some time, for lack of memory, or once they have been asked to stop and are done.

use crate::{
    controller::{Controller, Outcome, View},
    reason::{Reason, process::Why},
    time::{Span, Time},
    world::{Change, Changed, Key, Kind, Object, World},
};

use super::{Exit, ExitCause, Network, Process};

/// The exit code of a process that SIGTERM ends. Source: signal(7), 128 + 15.
const SIGTERM_CODE: i32 = 143;

/// The exit code of a process that SIGKILL ends, as the kernel does with one that is out of memory. Source: signal(7), 128 + 9.
pub const SIGKILL_CODE: i32 = 137;

/// Looks at one process: how it behaves, and when that ends it.
pub(super) struct Running;

/// A way to end, and when it comes about.
struct End {
    at: Time,
    code: i32,
    cause: ExitCause,
    why: Why,
}

impl Controller for Running {
    fn name(&self) -> &'static str {
        "process"
    }

    /// A signal reaches a process at once.
    fn notices_after(&self) -> Span {
        Span::ZERO
    }

    fn woken_by(&self, changed: &Changed, _: &World, wake: &mut dyn FnMut(Key)) {
        if changed.key.kind == Kind::Process && changed.after.is_some() {
            wake(changed.key.clone());
        }
    }

    fn reconcile(&self, key: &Key, view: &View) -> Outcome {
        let mut outcome = Outcome::settled();
        let Some(process) = view.world.process(key).filter(|it| it.exited.is_none()) else {
            return outcome;
        };
        let ends = [by_itself(process), out_of_memory(process), stopped(process, view)];
        let Some(end) = ends.into_iter().flatten().min_by_key(|end| end.at) else {
            return outcome;
        };
        if view.now < end.at {
            outcome.look_again(end.at.since(view.now));
            return outcome;
        }
        let exit = Exit {
            at: view.now,
            code: end.code,
            cause: end.cause,
        };
        let ended = Process {
            exited: Some(exit),
            ..process.clone()
        };
        outcome.step(Change::Put(Object::from(ended)), Reason::Process(end.why));
        outcome
    }
}

fn by_itself(process: &Process) -> Option<End> {
    let after = process.app.exits_after?;
    let code = process.app.exit_code;
    Some(End {
        at: process.started_at + after,
        code,
        cause: ExitCause::ByItself,
        why: Why::EndsByItself { after, code },
    })
}

/// The first second at whose end it uses more than it may.
fn out_of_memory(process: &Process) -> Option<End> {
    let (max_bytes, leak) = (process.memory_max_bytes?, process.app.leak_bytes_per_sec);
    let room = max_bytes.saturating_sub(process.app.memory_bytes);
    let secs = match u64::try_from(room) {
        Err(_) => 0,
        Ok(_) if leak <= 0 => return None,
        Ok(room) => room / leak.unsigned_abs() + 1,
    };
    let at = process.started_at + Span(secs.saturating_mul(1000));
    Some(End {
        at,
        code: SIGKILL_CODE,
        cause: ExitCause::OutOfMemory,
        why: Why::OutOfMemory {
            used_bytes: process.memory_bytes(at),
            max_bytes,
        },
    })
}

fn stopped(process: &Process, view: &View) -> Option<End> {
    let asked = process.stop_asked?;
    let quit = asked + process.app.shut_down;
    let network = view.world.network(&Network::key());
    let (drained, left) = network
        .and_then(|network| network.drained_at(&process.key(), asked))
        .unwrap_or((asked, 0));
    let end = |at: Time, code, why| {
        Some(End {
            at,
            code,
            cause: ExitCause::Stopped,
            why,
        })
    };
    match process.app.drain {
        None => {
            let dropped = network.map_or(0, |it| it.left_at(&process.key(), asked, quit));
            let after = process.app.shut_down;
            end(quit, SIGTERM_CODE, Why::StoppedAtOnce { after, dropped })
        }
        Some(drain) if asked + drain < drained => {
            let at = quit.max(asked + drain);
            let dropped = network.map_or(0, |it| it.left_at(&process.key(), asked, at));
            end(
                at,
                0,
                Why::DrainTooShort {
                    after: drain,
                    dropped,
                },
            )
        }
        Some(_) => {
            let at = quit.max(drained);
            let after = at.since(asked);
            end(
                at,
                0,
                Why::Drained {
                    after,
                    finished: left,
                },
            )
        }
    }
}
