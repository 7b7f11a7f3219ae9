//! The log: all that happens, newest first, told to screen readers as it comes.

use engine::{
    reason::Reason,
    view::why::{self, Link},
};
use leptos::prelude::*;

use super::chain::{author, deed};
use crate::ui::{
    run::{Pace, use_run},
    selection::{Selected, use_selection},
    text::{Words, say, use_words},
};

/// As many lines are shown while the run is played, about as many as are in sight: all of them may change several times a
/// second. Once it stands there are more to go through.
const WHILE_PLAYING: usize = 20;

/// The log.
#[component]
pub fn Log() -> impl IntoView {
    let words = use_words();
    let run = use_run();
    let playing = run.playing();
    let links = run.paced_of(
        Pace::Reading,
        move || playing.get(),
        |moment, is_playing| {
            let mut links = why::newest(moment);
            if *is_playing {
                links.truncate(WHILE_PLAYING);
            }
            links
        },
    );
    view! {
        <h2>{say(|it| it.inspector.log)}</h2>
        <p class="inspector-note">{say(|it| it.inspector.log_note)}</p>
        <super::about_run::AboutRun/>
        <div role="log" aria-label=say(|it| it.inspector.log)><ol class="log">
            <For
                each=move || lines(links.get(), words.get())
                key=|(it, _, words)| (it.number, std::ptr::from_ref(*words).addr())
                let((link, told, words))
            >
                <Line link told words/>
            </For>
        </ol></div>
    }
}

/// What each line says: a command once, then what else it brought about.
fn lines(links: Vec<Link>, words: &'static Words) -> Vec<(Link, String, &'static Words)> {
    let told = |(place, link): (usize, &Link)| {
        let is_more = links
            .get(place + 1)
            .is_some_and(|it| (it.at, it.by, &it.why) == (link.at, link.by, &link.why));
        match link.why {
            Reason::Command { .. } if is_more => (words.why.deed)(link),
            _ => deed(link, words),
        }
    };
    let told: Vec<String> = links.iter().enumerate().map(told).collect();
    let both = links.into_iter().zip(told);
    both.map(|(link, told)| (link, told, words)).collect()
}

#[component]
fn Line(link: Link, told: String, words: &'static Words) -> impl IntoView {
    let selection = use_selection();
    let number = link.number;
    view! {
        <li>
            <button class="log-line" on:click=move |_| selection.set(Selected::Entry(number))>
                <span class="log-time">{link.at.to_string()}</span>
                <span class="log-deed">{told}</span>
                <span class="log-by">{author(&link, words)}</span>
            </button>
        </li>
    }
}
