//! A row of tabs: one is chosen, arrows move between them.

use leptos::prelude::*;

/// The row of tabs; what each shows stands below it.
#[component]
pub fn Tabs(
    /// What the row is called.
    #[prop(into)]
    label: Signal<&'static str>,
    /// The names of the tabs.
    names: Signal<Vec<&'static str>>,
    /// The chosen one, by its place.
    chosen: Memo<usize>,
    /// Chooses another.
    choose: Callback<usize>,
) -> impl IntoView {
    let row = NodeRef::<leptos::html::Div>::new();
    let key = move |event: leptos::ev::KeyboardEvent| {
        let (now, count) = (chosen.get_untracked(), names.with_untracked(Vec::len));
        let next = match event.key().as_str() {
            "ArrowRight" => (now + 1) % count,
            "ArrowLeft" => (now + count - 1) % count,
            "Home" => 0,
            "End" => count - 1,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        choose.run(next);
        if let Some(row) = row.get_untracked()
            && let Ok(Some(tab)) = row.query_selector(&format!("[data-place='{next}']"))
        {
            crate::ui::browser::focus_element(&tab);
        }
    };
    let tabs = move || {
        let names = names.get().into_iter().enumerate();
        names
            .map(|(place, name)| {
                view! {
                    <button
                        role="tab"
                        data-place=place.to_string()
                        aria-selected=move || (chosen.get() == place).to_string()
                        tabindex=move || if chosen.get() == place { "0" } else { "-1" }
                        on:click=move |_| choose.run(place)
                    >
                        {name}
                    </button>
                }
            })
            .collect_view()
    };
    view! {
        <div class="tabs" role="tablist" aria-label=label node_ref=row on:keydown=key>{tabs}</div>
    }
}
