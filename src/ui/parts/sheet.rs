//! A sheet that lies over the page until it is closed.

use leptos::{html::Dialog, prelude::*};

use super::icon::{self, Icon};

/// A modal dialog with a title and a button that closes it.
#[component]
pub fn Sheet(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its title.
    #[prop(into)]
    title: Signal<&'static str>,
    /// What the closing button says.
    #[prop(into)]
    close: Signal<&'static str>,
    /// What it holds; drawn only while it is open.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if open.get() && !dialog.open() {
            // Refused only if it is open already.
            let _ = dialog.show_modal();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog class="sheet" node_ref=dialog aria-label=title on:close=move |_| open.set(false)>
            <header class="sheet-head">
                <h2>{title}</h2>
                <button aria-label=close on:click=move |_| open.set(false)>
                    <Icon path=icon::CLOSE/>
                </button>
            </header>
            <Show when=move || open.get()>{children()}</Show>
        </dialog>
    }
}
