//! Time: the transport, the scrubber with its marks, and the charts on the same axis.

mod charts;
mod figures;
mod keys;
mod plot;
mod scrubber;
mod transport;

pub use keys::listen as listen_to_keys;

use engine::{
    time::{Span, Time},
    view::{marks, series},
};
use leptos::prelude::*;

use crate::ui::{
    parts::{keyed::calm, later::WhenWhole},
    run::use_run,
};

/// The time bar.
#[component]
pub fn TimeBar(
    /// Whether the sheet of keys is open.
    is_showing_keys: RwSignal<bool>,
) -> impl IntoView {
    let run = use_run();
    let furthest = run.picture(|it| it.furthest.now());
    let extent = Memo::new(move |_| extent(furthest.get()));
    // The run as a whole changes when a second has been played or the line of commands is another one.
    let second = Memo::new(move |_| furthest.get().whole_second());
    let tick = calm(move || (second.get(), run.turns()));
    let series = run.picture_when(tick, series::series);
    let marks = run.picture_when(tick, marks::marks);
    let now = run.picture(|it| it.sim.now());
    let is_showing_figures = RwSignal::new(false);
    view! {
        <div class="time">
            <transport::Transport is_showing_keys is_showing_figures/>
            <div class="time-track">
                <scrubber::Scrubber marks extent furthest now/>
                <WhenWhole><charts::Charts series extent now/></WhenWhole>
            </div>
        </div>
        <WhenWhole>
            <keys::KeySheet open=is_showing_keys/>
            <figures::FigureSheet open=is_showing_figures series extent/>
        </WhenWhole>
    }
}

/// How much time the axis shows: it grows in steps, so that it does not slide under the eye.
fn extent(furthest: Time) -> Span {
    const STEPS: [u64; 12] = [
        60, 120, 180, 300, 600, 1200, 1800, 3600, 7200, 14_400, 43_200, 86_400,
    ];
    let needed = furthest.0 + furthest.0 / 20;
    let step = STEPS.into_iter().find(|secs| needed <= secs * 1000);
    Span::secs(step.unwrap_or(86_400))
}

/// The part of the axis that lies before a moment.
fn part(at: Time, extent: Span) -> f64 {
    (at.0 as f64 / extent.0.max(1) as f64).min(1.0)
}
