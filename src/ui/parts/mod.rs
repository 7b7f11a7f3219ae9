//! Small parts that know nothing of the engine.

pub mod icon;
pub mod toast;
