//! Mounts the app.

mod ui;

fn main() {
    ui::app::mount();
}
