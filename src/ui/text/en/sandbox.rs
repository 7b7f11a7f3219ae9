//! English: the sandbox.

use crate::ui::text::sandbox::Sandbox;

pub const SANDBOX: Sandbox = Sandbox {
    roll_out: "Roll out v2",
    types: "What this button types",
};
