//! Why it is so: the links from what was typed to what is now.

use engine::{
    reason::Reason,
    view::why::{self, Link},
    world::Key,
};
use leptos::prelude::*;

use crate::ui::{
    parts::line::short,
    run::{Pace, use_run},
    selection::{Selected, use_selection},
    text::{Words, say, use_words},
};

/// The chain behind one line of the log.
#[component]
pub fn EntryChain(number: u64) -> impl IntoView {
    let links = use_run().paced_of(
        Pace::Reading,
        move || number,
        |moment, number| why::chain(moment, *number),
    );
    view! {
        <h2>{say(|it| it.why.heading)}</h2>
        <Chain links/>
    }
}

/// The chain behind the newest change of an object.
#[component]
pub fn ObjectChain(key: Key) -> impl IntoView {
    let links = use_run().paced_of(Pace::Reading, move || key.clone(), why::chain_of);
    view! { <Chain links/> }
}

#[component]
fn Chain(links: Memo<Vec<Link>>) -> impl IntoView {
    let words = use_words();
    let drawn = move || {
        let words = words.get();
        links.with(|all| {
            all.iter()
                .map(|link| view! { <LinkView link=link.clone() words/> })
                .collect_view()
        })
    };
    view! {
        <Show when=move || links.with(Vec::is_empty)>
            <p>{say(|it| it.why.nothing)}</p>
        </Show>
        <ol class="why">{drawn}</ol>
    }
}

#[component]
fn LinkView(link: Link, words: &'static Words) -> impl IntoView {
    let selection = use_selection();
    let run = use_run();
    let key = link.key.clone();
    let at = link.at;
    view! {
        <li class="why-link">
            <button class="why-time" on:click=move |_| { run.pause(); run.seek(at); }>{at.to_string()}</button>
            <b class="why-by">{author(&link, words)}</b>
            <button class="why-deed" on:click=move |_| selection.set(Selected::Object(key.clone()))>
                {deed(&link, words)}
            </button>
            <small class="why-reason">{reason(&link, words)}</small>
        </li>
    }
}

/// What happened; of a command, the command itself.
pub fn deed(link: &Link, words: &Words) -> String {
    match &link.why {
        Reason::Command { line } => short(line),
        _ => (words.why.deed)(link),
    }
}

/// Why; of a command, what it did.
pub fn reason(link: &Link, words: &Words) -> String {
    match &link.why {
        Reason::Command { .. } => (words.why.deed)(link),
        why => (words.why.reason)(why),
    }
}

/// Who.
pub fn author(link: &Link, words: &Words) -> String {
    let by = (words.why.author)(link.by);
    match &link.host {
        Some(node) => (words.why.on_node)(by, node),
        None => by.to_owned(),
    }
}
