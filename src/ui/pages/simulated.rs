//! What is simulated, what is simplified and what is left out: made from the engine's own declarations.

use engine::{
    controller,
    fidelity::{Feature, KUBERNETES_VERSION, Level, RECORDED_VERSION},
};
use leptos::prelude::*;

use crate::ui::text::{say, use_words};

/// The page about what is simulated.
#[component]
pub fn Simulated() -> impl IntoView {
    let words = use_words();
    let lead = move || (words.get().simulated.lead)(KUBERNETES_VERSION, RECORDED_VERSION);
    let levels =
        [Level::Faithful, Level::Simplified, Level::Absent].map(|level| view! { <LevelTable level/> });
    let controllers = controller::all()
        .map(|(_, it)| view! { <li><code>{it.name()}</code></li> })
        .collect_view();
    view! {
        <div class="prose simulated">
            <h1>{say(|it| it.simulated.title)}</h1>
            <p>{lead}</p>
            {levels.collect_view()}
            <h2>{say(|it| it.simulated.controllers)}</h2>
            <p>{say(|it| it.simulated.controllers_lead)}</p>
            <ul class="simulated-controllers">{controllers}</ul>
        </div>
    }
}

#[component]
fn LevelTable(level: Level) -> impl IntoView {
    let words = use_words();
    let rows = Feature::ALL.iter().filter(|it| it.level() == level).map(|feature| {
        let said = move || (words.get().simulated.feature)(*feature);
        view! {
            <div class="simulated-row">
                <dt>{move || said().0}</dt>
                <dd>{move || said().1} " " <code title=say(|it| it.simulated.source)>{feature.source()}</code></dd>
            </div>
        }
    });
    view! {
        <h2>{move || (words.get().simulated.level)(level)}</h2>
        <p class="simulated-means">{move || (words.get().simulated.means)(level)}</p>
        <dl>{rows.collect_view()}</dl>
    }
}
