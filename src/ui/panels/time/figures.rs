//! The figures behind the charts as a table, and ways to take them away.

use std::fmt::Write as _;

use engine::{
    time::Span,
    view::series::{Row, Series},
};
use leptos::prelude::*;

use super::{charts, plot};
use crate::ui::{
    browser,
    parts::sheet::Sheet,
    text::{Words, say, use_words},
};

/// The size of a saved picture [px].
const SIZE: (u32, u32) = (1200, 900);

/// As many rows are shown; the CSV file holds all.
const ROWS_MAX: usize = 300;

/// The sheet of figures.
#[component]
pub fn FigureSheet(open: RwSignal<bool>, series: Memo<Series>, extent: Memo<Span>) -> impl IntoView {
    let words = use_words();
    let palette = charts::palette();
    let svg = move || {
        let it = &words.get_untracked().time;
        let titles = [it.ready, it.requests, it.latency];
        series.with_untracked(|series| {
            palette
                .with_untracked(|palette| plot::sheet(series, extent.get_untracked(), palette, titles, SIZE))
        })
    };
    let save_svg = move |_| browser::download("beanpod.svg", "image/svg+xml", &svg());
    let save_png = move |_| browser::download_png("beanpod.png", &svg(), SIZE);
    let save_csv = move |_| {
        let text = series.with_untracked(csv);
        browser::download("beanpod.csv", "text/csv", &text);
    };
    view! {
        <Sheet open title=Signal::derive(say(|it| it.time.figures)) close=Signal::derive(say(|it| it.shell.close))>
            <p class="figures-save">
                <button on:click=save_svg>{say(|it| it.time.save_svg)}</button>
                <button on:click=save_png>{say(|it| it.time.save_png)}</button>
                <button on:click=save_csv>{say(|it| it.time.save_csv)}</button>
            </p>
            <p>{say(|it| it.time.figures_note)}</p>
            <div class="figures" tabindex="0" role="region" aria-label=say(|it| it.time.figures)>
                <table>
                    <thead>{move || series.with(|it| head(it, words.get()))}</thead>
                    <tbody>{move || series.with(body)}</tbody>
                </table>
            </div>
        </Sheet>
    }
}

fn head(series: &Series, words: &Words) -> impl IntoView + use<> {
    let it = &words.time;
    let mut names = vec![it.at_column.to_owned()];
    names.extend(
        series
            .versions
            .iter()
            .map(|image| format!("{} {image}", it.ready)),
    );
    names.extend([it.answered.to_owned(), it.failed.to_owned()]);
    names.extend(["p50", "p95", "p99"].map(|name| format!("{name} ms")));
    let cells = names
        .into_iter()
        .map(|name| view! { <th scope="col">{name}</th> });
    view! { <tr>{cells.collect_view()}</tr> }
}

fn body(series: &Series) -> impl IntoView + use<> {
    let rows = series.requests.iter().rev().take(ROWS_MAX).map(|row| {
        let cells = cells(series, row).into_iter().map(|it| view! { <td>{it}</td> });
        view! { <tr><th scope="row">{row.at.to_string()}</th>{cells.collect_view()}</tr> }
    });
    rows.collect_view()
}

fn cells(series: &Series, row: &Row) -> Vec<u64> {
    let after = series.ready.partition_point(|(at, _)| *at <= row.at);
    let ready = after.checked_sub(1).map(|place| &series.ready[place].1);
    let mut cells: Vec<u64> = (0..series.versions.len())
        .map(|it| {
            ready
                .and_then(|ready| ready.get(it))
                .copied()
                .unwrap_or_default()
                .into()
        })
        .collect();
    cells.extend([row.answered, row.failures(), row.p50_ms, row.p95_ms, row.p99_ms]);
    cells
}

/// The names of the columns are the same in every language, so that a program can read them.
fn csv(series: &Series) -> String {
    let mut text = "second".to_owned();
    for image in &series.versions {
        // Writing into a string does not fail.
        let _ = write!(text, ",ready {image}");
    }
    text.push_str(",answered,failed,p50_ms,p95_ms,p99_ms\n");
    for row in &series.requests {
        let _ = write!(text, "{}", row.at.0 / 1000);
        for cell in cells(series, row) {
            let _ = write!(text, ",{cell}");
        }
        text.push('\n');
    }
    text
}
