//! What the run is made of: its seed, its commands, and a fingerprint by which two people can tell whether they see the same.

use engine::{digest::Fingerprint, view::Moment};
use leptos::{html::Details, prelude::*};

use crate::ui::{
    browser,
    run::{Pace, use_run},
    text::say,
};

/// Seed, how many commands, and the fingerprint where it is asked for: it takes longer than a frame of a large cluster.
type Facts = (u64, usize, Option<String>);

fn facts(moment: &Moment, with_fingerprint: bool) -> Facts {
    let fingerprint = with_fingerprint.then(|| Fingerprint(moment.sim.digest()).to_string());
    let taken = moment.commands.iter().filter(|it| it.at <= moment.now());
    (moment.sim.seed(), taken.count(), fingerprint)
}

/// What the run is made of.
#[component]
pub fn AboutRun() -> impl IntoView {
    let run = use_run();
    let is_open = RwSignal::new(false);
    let details = NodeRef::<Details>::new();
    let facts = run.paced_of(
        Pace::Reading,
        move || is_open.get() && !run.playing().get(),
        |moment, with| facts(moment, *with),
    );
    let toggle = move |_| is_open.set(details.get_untracked().is_some_and(|it| it.open()));
    let fingerprint = move || {
        let known = facts.with(|it| it.2.clone());
        known.unwrap_or_else(|| say(|it| it.inspector.pause_for_it)().to_owned())
    };
    let save = move |_| {
        browser::download("beanpod.txt", "text/plain", &run.transcript().to_string());
    };
    view! {
        <details class="about-run" node_ref=details on:toggle=toggle>
            <summary>{say(|it| it.inspector.about_run)}</summary>
            <dl class="fields">
                <dt>{say(|it| it.inspector.fingerprint)}</dt>
                <dd class="fingerprint">{fingerprint}</dd>
                <dt>{say(|it| it.inspector.seed)}</dt>
                <dd>{move || facts.with(|it| it.0)}</dd>
                <dt>{say(|it| it.inspector.typed)}</dt>
                <dd>{move || facts.with(|it| it.1)}</dd>
            </dl>
            <p class="inspector-note">{say(|it| it.inspector.fingerprint_note)}</p>
            <button on:click=save>{say(|it| it.inspector.save_run)}</button>
        </details>
    }
    .into_any()
}
