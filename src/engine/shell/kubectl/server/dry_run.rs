//! `--dry-run`: how far a line goes.

use crate::shell::{refusal::Refusal, verb::Call};

/// How far `--dry-run` lets a line go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DryRun {
    /// All the way.
    None,
    /// The server is not asked.
    Client,
    /// The server checks and forgets.
    Server,
}

impl DryRun {
    /// What the line says.
    pub fn of(call: &Call) -> Result<Self, Refusal> {
        match call.flags.text("dry-run") {
            "none" | "false" | "" => Ok(Self::None),
            "client" | "true" => Ok(Self::Client),
            "server" => Ok(Self::Server),
            "unchanged" => Err(Refusal::tool(
                "--dry-run flag without a value was specified. A value must be set: \"none\", \"server\", or \"client\".",
            )),
            other => Err(Refusal::tool(format!(
                "Invalid dry-run value ({other}). Must be \"none\", \"server\", or \"client\"."
            ))),
        }
    }

    /// What stands behind the report of what was done.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Client => " (dry run)",
            Self::Server => " (server dry run)",
        }
    }
}
