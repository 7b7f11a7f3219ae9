//! Twins: two worlds that differ in one field, under the same seed, traffic and commands.

use course::goal::Measure;
use leptos::prelude::*;

use crate::ui::{
    run::{Run, lesson::Measured, use_run},
    text::{say, use_words},
};

use super::{Stepper, Words};

/// Two worlds, measured alike.
#[component]
pub fn Twin(
    stepper: Stepper,
    id: String,
    here: String,
    other: String,
    field: String,
    run: Vec<String>,
    measures: Vec<String>,
    after: String,
) -> impl IntoView {
    let (film, words) = (use_run(), use_words());
    let measures: Vec<Measure> = measures.iter().filter_map(|text| text.parse().ok()).collect();
    let measures = StoredValue::new(measures);
    let outcome = RwSignal::new(None::<(Measured, Measured)>);
    let (names, lines) = (StoredValue::new((here, other)), StoredValue::new(run));
    let compare = move |_| {
        let course = stepper.course();
        let (here, other) = names.get_value();
        let measure = |name: &str| {
            let scenario = course.lesson.scenarios.get(name)?;
            let (lines, measures) = (lines.get_value(), measures.get_value());
            Run::measure_beside(scenario, &course.files, &lines, &measures, &after).ok()
        };
        outcome.set(measure(&here).zip(measure(&other)));
        stepper.finish();
    };
    let show = move |is_other: bool| {
        let course = stepper.course();
        let (here, other) = names.get_value();
        let name = if is_other { other } else { here };
        if let Some(scenario) = course.lesson.scenarios.get(&name)
            && film.begin_scenario(scenario, &course.files).is_ok()
            && film.schedule(&lines.get_value()).is_ok()
        {
            film.play();
        }
    };
    let table = move || {
        outcome.get().map(|(here, other)| {
            let row = |(measure, (here, other)): (Measure, (_, _))| {
                let (here, other): (course::goal::Value, course::goal::Value) = (here, other);
                view! {
                    <tr><th scope="row">{(words.get().lesson.measure)(&measure)}</th><td>{here.to_string()}</td><td>{other.to_string()}</td></tr>
                }
            };
            let rows = measures.get_value().into_iter().zip(here.into_iter().zip(other)).map(row).collect_view();
            let place = format!("{id}/after");
            view! {
                <table class="twins">
                    <thead><tr><td></td><th scope="col">{say(|it| it.lesson.twin_here)}</th><th scope="col">{say(|it| it.lesson.twin_other)}</th></tr></thead>
                    <tbody>{rows}</tbody>
                    <tfoot><tr>
                        <td></td>
                        <td><button on:click=move |_| show(false)>{say(|it| it.lesson.twin_show)}</button></td>
                        <td><button on:click=move |_| show(true)>{say(|it| it.lesson.twin_show)}</button></td>
                    </tr></tfoot>
                </table>
                <Words stepper place/>
            }
        })
    };
    view! {
        <p>{move || (words.get().lesson.twin_field)(&field)}</p>
        <p><button class="primary" on:click=compare>{say(|it| it.lesson.run)}</button></p>
        <div role="status">{table}</div>
    }
}
