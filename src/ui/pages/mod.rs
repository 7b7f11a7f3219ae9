//! The pages, one a file.

pub mod about;
pub mod home;
pub mod lesson;
pub mod sandbox;
pub mod simulated;
pub mod unknown;
