//! English: the sandbox.

use crate::ui::text::sandbox::Sandbox;

pub const SANDBOX: Sandbox = Sandbox {
    roll_out: "Roll out v2",
    try_out: "Worth trying",
    try_out_lead: "Guess first, then press and watch. Undo takes anything back.",
    broken_version: "Roll out a version that does not exist",
    go_back: "Go back to the version before",
    more_pods: "Twice as many pods",
    rush: "A rush of visitors",
    crash: "Crash a pod",
    lose_node: "Lose a node",
    opening: "Playing the run up to this moment …",
    types: "What this button types",
};
