//! The site: pages made of panels made of parts, drawn from pictures of the run.

#![expect(clippy::needless_pass_by_value, reason = "a component owns its properties")]

pub mod app;
pub mod browser;
pub mod pages;
pub mod panels;
pub mod parts;
pub mod route;
pub mod run;
pub mod text;
