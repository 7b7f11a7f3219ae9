//! The prose of a lesson on screen, with its terms as buttons that say what they mean.

use course::{
    glossary,
    prose::{Block, Span},
};
use leptos::prelude::*;

use crate::ui::text::{Language, use_language};

use super::Stepper;

/// The term whose meaning is shown.
#[derive(Clone, Copy, Default)]
pub struct Glossary(RwSignal<Option<String>>);

/// The words of one place of the lesson, in the language in use.
#[component]
pub fn Words(
    stepper: Stepper,
    /// The step, or the part of one.
    #[prop(into)]
    place: String,
    /// Whether its heading is shown too.
    #[prop(optional)]
    heading: bool,
) -> impl IntoView {
    let language = use_language();
    move || {
        let course = stepper.course();
        let section = course
            .prose(language.get())
            .section(&place)
            .cloned()
            .unwrap_or_default();
        let title = section
            .heading
            .filter(|_| heading)
            .map(|it| view! { <h1>{it}</h1> });
        view! {
            {title}
            {blocks(&section.blocks, language.get())}
        }
    }
}

fn blocks(blocks: &[Block], language: Language) -> impl IntoView + use<> {
    let block = |block: &Block| match block {
        Block::Paragraph(words) => view! { <p>{spans(words, language)}</p> }.into_any(),
        Block::List(items) => {
            let items = items
                .iter()
                .map(|item| view! { <li>{spans(item, language)}</li> })
                .collect_view();
            view! { <ul>{items}</ul> }.into_any()
        }
    };
    blocks.iter().map(block).collect_view()
}

fn spans(spans: &[Span], language: Language) -> impl IntoView + use<> {
    let span = |span: &Span| match span {
        Span::Text(words) => words.clone().into_any(),
        Span::Strong(words) => view! { <strong>{words.clone()}</strong> }.into_any(),
        Span::Code(words) => view! { <code>{words.clone()}</code> }.into_any(),
        Span::Term(id) => view! { <Term id=id.clone() language/> }.into_any(),
    };
    spans.iter().map(span).collect_view()
}

#[component]
fn Term(id: String, language: Language) -> impl IntoView {
    let shown = expect_context::<Glossary>().0;
    let word = match (glossary::find(&id), language) {
        (Some(term), Language::En) => term.en.to_owned(),
        (Some(term), Language::Ko) => term.ko.to_owned(),
        (None, _) => id.clone(),
    };
    let pressed = {
        let id = id.clone();
        move || (shown.get().as_deref() == Some(&id)).to_string()
    };
    let toggle = move |_| {
        shown.update(|it| {
            *it = if it.as_deref() == Some(&id) {
                None
            } else {
                Some(id.clone())
            }
        });
    };
    view! { <button class="term" aria-pressed=pressed on:click=toggle>{word}</button> }
}

/// What the chosen term means, in the language in use, with its word in the other one.
#[component]
pub fn GlossaryCard() -> impl IntoView {
    let shown = expect_context::<Glossary>().0;
    let language = use_language();
    let card = move || {
        let term = shown.get().and_then(|id| glossary::find(&id))?;
        let (word, other, means) = match language.get() {
            Language::En => (term.en, term.ko, term.means_en),
            Language::Ko => (term.ko, term.en, term.means_ko),
        };
        let other = (word != other).then(|| format!(" ({other})"));
        Some(view! { <p class="term-card"><strong>{word}</strong> {other} " — " {means}</p> })
    };
    view! { <div role="status">{card}</div> }
}
