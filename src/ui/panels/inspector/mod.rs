//! The inspector: what is selected, closely; or all that happens, if nothing is.

mod about_run;
mod chain;
mod log;
mod object;
mod request;
mod scheduling;

pub use chain::deed as deed_text;
pub use object::Tab;

use leptos::prelude::*;

use crate::ui::{
    selection::{Selected, use_selection},
    text::say,
};

/// The inspector.
#[component]
pub fn Inspector() -> impl IntoView {
    let selection = use_selection();
    let selected = Memo::new(move |_| selection.get());
    let back = move || {
        selected.with(Option::is_some).then(|| {
            view! {
                <button class="inspector-back" on:click=move |_| selection.clear()>
                    "← " {say(|it| it.inspector.back)}
                </button>
            }
        })
    };
    view! {
        <div class="inspector">
            {back}
            {move || match selected.get() {
                None => view! { <log::Log/> }.into_any(),
                Some(Selected::Object(key)) => view! { <object::ObjectView key/> }.into_any(),
                Some(Selected::Entry(number)) => view! { <chain::EntryChain number/> }.into_any(),
                Some(Selected::Request(id)) => view! { <request::RequestView id/> }.into_any(),
                Some(Selected::Failures) => view! { <request::Failures/> }.into_any(),
            }}
        </div>
    }
}
