//! Mounts the app.

use leptos::prelude::*;

fn main() {
    mount_to_body(|| view! { <main><h1>"Beanpod"</h1></main> });
}
