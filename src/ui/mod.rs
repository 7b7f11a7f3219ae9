//! The site: pages made of panels made of parts, drawn from pictures of the run.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::many_single_char_names,
    clippy::needless_pass_by_value,
    reason = "pixels are small numbers with the names x, y, w, h, and a component owns its properties"
)]

pub mod app;
pub mod browser;
pub mod lessons;
pub mod pages;
pub mod panels;
pub mod parts;
pub mod route;
pub mod run;
pub mod selection;
pub mod text;
