//! What both platforms stand on: running copies of an app, traffic, balancing. Knows neither platform.

mod app;
mod balancer;
pub mod catalogue;
mod file;
pub mod network;
mod process;
mod process_controller;
mod usage;

pub use app::App;
pub use balancer::{Balancer, Target};
pub use file::File;
pub use network::Network;
pub use process::{Exit, ExitCause, Process};
pub use process_controller::SIGKILL_CODE;
pub use usage::{Usage, WINDOW, usage, usage_now};

use crate::controller::Controller;

/// Every controller of the ground floor, in the order in which ties are broken.
pub const CONTROLLERS: &[&dyn Controller] = &[&process_controller::Running, &network::Traffic];
