//! The panels that pages are made of, one a file. They draw pictures of the run and never hold a timeline.

pub mod desk;
pub mod header;
pub mod inspector;
pub mod lesson;
pub mod narrator;
pub mod stage;
pub mod time;
pub mod workbench;
