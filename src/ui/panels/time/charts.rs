//! The charts under the scrubber: ready pods by version, requests by outcome, latency.

use engine::{
    time::{Span, Time},
    view::series::{Row, Series},
};
use leptos::{html::Div, prelude::*};

use super::{
    part,
    plot::{self, Chart, Palette, Rgb},
};
use crate::ui::{
    app::use_theme,
    browser,
    parts::amount::tag,
    run::use_run,
    text::{Words, say, use_words},
};

/// The charts.
#[component]
pub fn Charts(series: Memo<Series>, extent: Memo<Span>, now: Memo<Time>) -> impl IntoView {
    let width = RwSignal::new(0.0);
    let host = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if let Some(host) = host.get() {
            browser::observe_size(&host, move |it, _| width.set(it));
        }
    });
    let palette = palette();
    // One cursor over all charts, moved without laying anything out anew.
    let cursor = move || format!("--at:{:.0}px", part(now.get(), extent.get()) * width.get());
    let rows = Chart::ALL.map(|chart| view! { <ChartRow chart series extent now width palette/> });
    view! {
        <div class="charts" role="group" aria-label=say(|it| it.time.charts)>
            <div class="charts-ruler" node_ref=host aria-hidden="true"></div>
            <i class="charts-cursor" style=cursor aria-hidden="true"></i>
            {rows.collect_view()}
        </div>
    }
}

#[component]
fn ChartRow(
    chart: Chart,
    series: Memo<Series>,
    extent: Memo<Span>,
    now: Memo<Time>,
    width: RwSignal<f64>,
    palette: Memo<Palette>,
) -> impl IntoView {
    /// Chosen so that three of them fit under the stage on a small laptop [CSS px].
    const HEIGHT: u32 = 34;
    let words = use_words();
    let svg = Memo::new(move |_| {
        let size = (width.get() as u32, HEIGHT);
        if size.0 < 20 {
            return String::new();
        }
        series.with(|it| palette.with(|palette| plot::small(chart, it, extent.get(), palette, size)))
    });
    let second = Memo::new(move |_| now.get().whole_second());
    let legend = move || {
        let at = second.get();
        series.with(|it| legend(chart, it, at, words.get()))
    };
    let title = move || match chart {
        Chart::Ready => words.get().time.ready,
        Chart::Requests => words.get().time.requests,
        Chart::Latency => words.get().time.latency,
    };
    let run = use_run();
    let go = move |event: leptos::ev::MouseEvent| {
        let part = f64::from(event.offset_x()) / width.get_untracked().max(1.0);
        run.pause();
        run.seek(Time(
            (part.clamp(0.0, 1.0) * extent.get_untracked().0 as f64) as u64,
        ));
    };
    view! {
        <figure class="chart">
            <div class="chart-plot" inner_html=svg on:click=go></div>
            <figcaption class="chart-legend">
                <b>{title}</b>
                {move || legend().into_iter().map(|(hue, text)| {
                    view! { <span class="chart-key" style=format!("--hue:var({hue})")>{text}</span> }
                }).collect_view()}
            </figcaption>
        </figure>
    }
}

/// What the lines stand for and their values at a moment, each with the token of its colour.
fn legend(chart: Chart, series: &Series, at: Time, words: &Words) -> Vec<(String, String)> {
    let row = row_at(series, at);
    match chart {
        Chart::Ready => {
            let after = series.ready.partition_point(|(time, _)| time.0 < at.0 + 1000);
            let ready = after.checked_sub(1).map(|place| &series.ready[place].1);
            let versions = series.versions.iter().enumerate();
            let keys = versions.map(|(number, image)| {
                let count = ready.and_then(|it| it.get(number)).copied().unwrap_or_default();
                (
                    format!("--version-{}", number % 6),
                    format!("{} {count}", tag(image)),
                )
            });
            keys.collect()
        }
        Chart::Requests => vec![
            (
                "--ok".to_owned(),
                format!("{} {}", words.time.answered, row.answered),
            ),
            (
                "--bad".to_owned(),
                format!("✕ {} {}", words.time.failed, row.failures()),
            ),
        ],
        Chart::Latency => vec![
            ("--ink".to_owned(), format!("p50 {}", row.p50_ms)),
            ("--muted".to_owned(), format!("p95 {}", row.p95_ms)),
            ("--muted".to_owned(), format!("p99 {}", row.p99_ms)),
        ],
    }
}

/// The last full second before a moment.
fn row_at(series: &Series, at: Time) -> Row {
    let after = series.requests.partition_point(|it| it.at < at);
    let row = after.checked_sub(1).map(|place| &series.requests[place]);
    row.filter(|it| at.since(it.at) <= Span::secs(2))
        .cloned()
        .unwrap_or_default()
}

/// The colours of the theme in use.
pub fn palette() -> Memo<Palette> {
    let theme = use_theme();
    Memo::new(move |_| {
        theme.track();
        let rgb = |name: &str| rgb(&browser::token(name));
        Palette {
            versions: (0..6).map(|it| rgb(&format!("--version-{it}"))).collect(),
            ok: rgb("--ok"),
            bad: rgb("--bad"),
            muted: rgb("--muted"),
            ink: rgb("--ink"),
            surface: rgb("--surface"),
        }
    })
}

/// Reads `rgb(1, 2, 3)`.
fn rgb(text: &str) -> Rgb {
    let numbers = text
        .split(|it: char| !it.is_ascii_digit())
        .filter(|it| !it.is_empty());
    let mut numbers = numbers.map(|it| it.parse().unwrap_or_default());
    let mut next = || numbers.next().unwrap_or_default();
    (next(), next(), next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_of_the_browser_is_three_numbers() {
        assert_eq!(rgb("rgb(12, 3, 255)"), (12, 3, 255));
        assert_eq!(rgb(""), (0, 0, 0));
    }
}
