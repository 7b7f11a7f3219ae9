//! The pages, one a file.

pub mod home;
pub mod sandbox;
pub mod unknown;
