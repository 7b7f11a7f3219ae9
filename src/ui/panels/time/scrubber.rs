//! The scrubber: where one is in the run, what happened when, and what has not been played yet.

use engine::{
    time::{Span, Time},
    view::marks::{Mark, Marks},
};
use leptos::prelude::*;

use super::part;
use crate::ui::{
    parts::line::short,
    run::use_run,
    text::{Words, say, use_words},
};

/// A slider over the run, with marks.
#[component]
pub fn Scrubber(
    marks: Memo<Marks>,
    extent: Memo<Span>,
    furthest: Memo<Time>,
    now: Memo<Time>,
) -> impl IntoView {
    let run = use_run();
    let words = use_words();
    let style = move || {
        let (now, end) = (part(now.get(), extent.get()), part(furthest.get(), extent.get()));
        // No finer than can be seen, so that a frame does not draw it anew for nothing.
        format!("--now:{now:.3};--end:{end:.3}")
    };
    let moment = move || (words.get().time.moment)(&now.get().to_string(), &furthest.get().to_string());
    let slide = move |event| {
        if let Ok(to) = event_target_value(&event).parse() {
            run.pause();
            run.seek(Time(to));
        }
    };
    let drawn = move || {
        let extent = extent.get();
        let words = words.get();
        marks.with(|it| {
            let all = it.marks.iter().map(|mark| view(mark, extent, words));
            all.collect_view()
        })
    };
    view! {
        <div class="scrubber">
            <div class="scrubber-rail" style=style aria-hidden="true"></div>
            {drawn}
            <input
                type="range"
                min="0"
                step="100"
                max=move || extent.get().0.to_string()
                prop:value=move || now.get().0.to_string()
                aria-label=say(|it| it.time.scrubber)
                aria-valuetext=moment
                on:input=slide
            />
        </div>
    }
}

fn view(mark: &Mark, extent: Span, words: &Words) -> impl IntoView + use<> {
    let at = mark.at();
    let time = at.to_string();
    let (kind, title) = match mark {
        Mark::Command { line, .. } => ("command", (words.time.typed)(&time, &short(line))),
        Mark::Rollout { set, .. } => ("rollout", (words.time.rollout)(&time, &set.name)),
        Mark::Crash { pod, .. } => ("crash", (words.time.crash)(&time, &pod.name)),
        Mark::Failures { count, .. } => ("failures", (words.time.failures)(&time, *count)),
    };
    view! {
        <i class="mark" data-kind=kind title=title style=format!("--at:{:.4}", part(at, extent)) aria-hidden="true"></i>
    }
}
