//! The pages, one a file.

pub mod about;
pub mod home;
pub mod lesson;
pub mod sandbox;
mod shop;
pub mod simulated;
pub mod unknown;
