//! The control plane: its parts, lit while they act.

use leptos::prelude::*;

use super::use_scene;
use crate::ui::{
    selection::{Selected, use_selection},
    text::{say, use_words},
};

/// The strip of controllers.
#[component]
pub fn ControlPlane() -> impl IntoView {
    let scene = use_scene();
    let parts = scene.parts.get_value();
    let parts = parts
        .into_iter()
        .enumerate()
        .map(|(place, name)| view! { <Part place name/> });
    view! {
        <h2 class="stage-caption stage-caption-first">{say(|it| it.stage.control_plane)}</h2>
        {parts.collect_view()}
    }
}

/// One controller. A click leads to the latest thing it did while it is lit.
#[component]
fn Part(place: usize, name: &'static str) -> impl IntoView {
    let scene = use_scene();
    let words = use_words();
    let selection = use_selection();
    let latest = Memo::new(move |_| {
        scene.acts.with(|acts| {
            let latest = acts.iter().find(|it| it.by == name);
            // In steps that the eye takes for a flow.
            latest.map(|it| (it.number, (1000 - it.age) / 50 * 5))
        })
    });
    let place = move || {
        let rect = scene.layout.with(|it| it.parts.get(place).copied());
        let glow = latest.get().map_or(0, |it| it.1);
        format!("{};--glow:{glow}%", rect.unwrap_or_default().style())
    };
    view! {
        <button
            class="part"
            style=place
            title=move || (words.get().stage.component)(name)
            data-lit=move || latest.get().is_some().to_string()
            on:click=move |_| {
                if let Some((number, _)) = latest.get_untracked() {
                    selection.set(Selected::Entry(number));
                }
            }
        >
            {move || (words.get().stage.component)(name)}
        </button>
    }
}
