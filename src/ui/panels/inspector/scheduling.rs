//! What the scheduler found of each node when it decided on a pod.

use engine::{reason::scheduling::Finding, view::inspect, world::Key};
use leptos::prelude::*;

use crate::ui::{
    run::{Pace, use_run},
    text::{say, use_words},
};

/// The filter and score table.
#[component]
pub fn Scheduling(key: Key) -> impl IntoView {
    let words = use_words();
    let decision = use_run().paced_of(Pace::Reading, move || key.clone(), inspect::decision);
    let rows = move || {
        let words = words.get();
        decision.get().map(|decision| {
            let rows = decision.table.iter().map(|verdict| {
                let is_chosen = decision.node.as_ref() == Some(&verdict.node);
                let name = if is_chosen {
                    format!("✓ {} ({})", verdict.node, words.inspector.chosen)
                } else {
                    verdict.node.to_string()
                };
                let cells = match &verdict.finding {
                    Finding::Filtered { plugin, reasons } => {
                        let text = (words.inspector.filtered)(plugin, &reasons.join(", "));
                        view! { <td colspan="3">"✕ "{text}</td> }.into_any()
                    }
                    Finding::Scored {
                        least_allocated,
                        balanced_allocation,
                    } => view! {
                        <td>{*least_allocated}</td>
                        <td>{*balanced_allocation}</td>
                        <td>{least_allocated + balanced_allocation}</td>
                    }
                    .into_any(),
                };
                view! { <tr data-chosen=is_chosen.to_string()><th scope="row">{name}</th>{cells}</tr> }
            });
            rows.collect_view()
        })
    };
    view! {
        <Show
            when=move || decision.with(Option::is_some)
            fallback=move || view! { <p>{say(|it| it.inspector.no_decision)}</p> }
        >
            <table class="verdicts">
                <thead>
                    <tr>
                        <th scope="col">{say(|it| it.inspector.node)}</th>
                        <th scope="col">"Least"</th>
                        <th scope="col">"Balanced"</th>
                        <th scope="col">{say(|it| it.inspector.score)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="inspector-note">{say(|it| it.inspector.score_note)}</p>
        </Show>
    }
}
