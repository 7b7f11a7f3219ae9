//! Mounts the app.

#![allow(dead_code, reason = "the panels that use the rest are under way")]

mod ui;

fn main() {
    ui::app::mount();
}
