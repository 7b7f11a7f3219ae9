//! `kubectl rollout`: how a Deployment comes from one template to the next.

mod history;
mod pause;
mod restart;
mod status;
mod undo;

pub use history::HISTORY;
pub use pause::{PAUSE, RESUME};
pub use restart::RESTART;
pub use status::{Progress, Rollout, STATUS, progress};
pub use undo::UNDO;

use crate::{
    shell::{
        flags::Flag,
        kubectl::{
            files, options,
            select::{self, Selection},
        },
        refusal::Refusal,
        verb::Call,
    },
    text::quote::go_quote,
};

use super::select::Found;

/// The flags of every verb that changes a rollout.
const FLAGS: &[&Flag] = options::flags![
    options::FILES,
    &[options::SELECTOR],
    options::PRINTED,
    &[options::FIELD_MANAGER],
];

/// The objects of a line that changes a rollout.
fn objects(call: &Call) -> Result<Selection, Refusal> {
    if call.args.is_empty() && !call.flags.has("filename") {
        return Err(Refusal::tool("required resource not specified"));
    }
    // A type alone means all of it.
    if call.flags.has("filename") {
        files::find(call, &call.args, |refusal, _| refusal)
    } else {
        select::read(&call.args)?.select(call, true)
    }
}

/// That something cannot be done to an object: `deployments.apps "shop" is already paused`.
fn cannot(found: &Found, why: &str) -> Refusal {
    Refusal::Plain(format!(
        "error: {} {} {why}",
        found.resource.qualified(),
        go_quote(&found.key().name)
    ))
}
