//! What becomes of pods on their nodes, and of the endpoints behind Services.

mod endpoints;
mod failures;
mod life;
mod play;
