//! The deterministic simulation: commands in, log and pictures out.
//!
//! Reading order: `time`, `world`, `controller`, `sim`, `timeline`, `transcript`, then `infra` and `kube`.

pub mod agenda;
pub mod controller;
pub mod digest;
pub mod fidelity;
pub mod infra;
pub mod kube;
pub mod log;
pub mod luck;
pub mod permalink;
pub mod reason;
pub mod shared;
pub mod shell;
pub mod sim;
pub mod sort;
pub mod text;
pub mod time;
pub mod timeline;
pub mod transcript;
pub mod view;
pub mod world;
