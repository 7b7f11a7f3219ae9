//! What becomes of pods on their nodes, of the endpoints behind Services, and of the ReplicaSets that a rollout replaces.

mod endpoints;
mod failures;
mod life;
mod phases;
mod play;
mod restarts;
mod rollouts;
