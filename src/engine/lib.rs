//! The deterministic simulation: commands in, log and pictures out.

pub mod text;
