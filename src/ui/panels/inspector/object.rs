//! One object: summary, why, YAML, Events, and for a pod the scheduler's table.

use engine::{
    view::inspect,
    world::{Key, Kind},
};
use leptos::prelude::*;

use super::{chain::ObjectChain, scheduling::Scheduling};
use crate::ui::{
    parts::{line::Line, tabs::Tabs, toast::Toasts},
    run::{Pace, Run, use_run},
    text::{say, use_words},
};

/// An object under its tabs.
#[component]
pub fn ObjectView(key: Key) -> impl IntoView {
    let words = use_words();
    let is_pod = key.kind == Kind::Pod;
    let is_in_api = inspect::is_in_api(key.kind);
    let title = {
        let key = key.clone();
        move || format!("{} {}", (words.get().inspector.kind)(key.kind), key.name)
    };
    let names = Signal::derive(move || {
        let it = &words.get().inspector;
        let mut names = vec![it.summary, it.why];
        if is_in_api {
            names.extend([it.yaml, it.events]);
        }
        if is_pod {
            names.push(it.scheduling);
        }
        names
    });
    let chosen = use_tab();
    // A tab that this kind lacks falls back to the first.
    let chosen_here = Memo::new(move |_| {
        if chosen.0.get() < names.with(Vec::len) {
            chosen.0.get()
        } else {
            0
        }
    });
    view! {
        <h2 class="inspector-title">{title}</h2>
        <Tabs
            label=Signal::derive(say(|it| it.inspector.tabs))
            names
            chosen=chosen_here
            choose=Callback::new(move |it| chosen.0.set(it))
        />
        <div class="inspector-tab" role="tabpanel" tabindex="0">
            {move || {
                let key = key.clone();
                match chosen_here.get() {
                    0 => view! { <Summary key/> }.into_any(),
                    1 => view! { <ObjectChain key/> }.into_any(),
                    2 => view! { <Yaml key/> }.into_any(),
                    3 => view! { <Events key/> }.into_any(),
                    _ => view! { <Scheduling key/> }.into_any(),
                }
            }}
        </div>
    }
}

/// The tab that was last chosen: who looks at the why of one pod wants the why of the next.
#[derive(Clone, Copy)]
pub struct Tab(pub RwSignal<usize>);

fn use_tab() -> Tab {
    use_context().unwrap_or_else(|| Tab(RwSignal::new(0)))
}

#[component]
fn Summary(key: Key) -> impl IntoView {
    let run = use_run();
    let words = use_words();
    let sight = run.paced_of(Pace::Reading, move || key.clone(), inspect::sight);
    let state = move || sight.get().state.map(|it| (words.get().stage.state)(&it));
    let fields = move || {
        let fields = sight.get().fields.into_iter();
        fields
            .map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> })
            .collect_view()
    };
    let toasts: Toasts = expect_context();
    let commands = Memo::new(move |_| sight.get().commands);
    let buttons = move || {
        let lines = commands.get().into_iter();
        lines
            .map(|line| {
                let typed = line.clone();
                view! { <button class="command" on:click=move |_| type_line(run, toasts, &typed)><Line text=line/></button> }
            })
            .collect_view()
    };
    view! {
        <Show when=move || !sight.get().is_there>
            <p>{say(|it| it.inspector.gone)}</p>
        </Show>
        <p class="inspector-state">{state}</p>
        <dl class="fields">{fields}</dl>
        <Show when=move || !commands.get().is_empty()>
            <h3>{say(|it| it.inspector.commands)}</h3>
            <div class="commands">{buttons}</div>
        </Show>
    }
}

/// Types a line for a button, which has no terminal to show what came back.
fn type_line(run: Run, toasts: Toasts, line: &str) {
    let reply = run.send(line);
    let text = if reply.code == 0 { reply.out } else { reply.err };
    if !text.is_empty() {
        toasts.show(text.trim().to_owned());
    }
}

#[component]
fn Yaml(key: Key) -> impl IntoView {
    let yaml = use_run().paced_of(Pace::Reading, move || key.clone(), inspect::yaml);
    view! {
        <pre class="yaml" tabindex="0">
            {move || yaml.get().unwrap_or_else(|| say(|it| it.inspector.gone)().to_owned())}
        </pre>
    }
}

#[component]
fn Events(key: Key) -> impl IntoView {
    let words = use_words();
    let notes = use_run().paced_of(Pace::Reading, move || key.clone(), inspect::notes);
    let rows = move || {
        let times = words.get().inspector.times;
        notes
            .get()
            .into_iter()
            .map(|it| {
                let count = (it.count > 1).then(|| times(it.count));
                let sign = if it.is_warning { "⚠ " } else { "" };
                view! {
                    <li class="event" data-warning=it.is_warning.to_string()>
                        <span class="log-time">{it.at.to_string()}" "{count}</span>
                        <b>{sign}{it.reason.to_string()}</b>
                        <span>{it.message.to_string()}</span>
                        <small>{it.from.to_string()}</small>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <Show when=move || notes.with(Vec::is_empty)>
            <p>{say(|it| it.inspector.no_events)}</p>
        </Show>
        <ul class="events">{rows}</ul>
    }
}
