//! The panels that pages are made of, one a file. They draw pictures of the run and never hold a timeline.

pub mod header;
pub mod lesson;
pub mod workbench;
