//! `kubectl rollout`: what only reads of it.

mod history;
mod status;

pub use history::HISTORY;
pub use status::{Progress, Rollout, STATUS, progress};
