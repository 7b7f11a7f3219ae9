//! Keys that work anywhere on the page, and the sheet that lists them.

use engine::time::Time;
use leptos::prelude::*;

use crate::ui::{
    app::{Presenter, use_presenter},
    browser::{self, KeyPress},
    panels::desk::{Desk, use_desk},
    parts::sheet::Sheet,
    run::Run,
    selection::{Selection, use_selection},
    text::{say, use_words},
};

/// How far Shift and an arrow lead [ms].
const LEAP_MS: u64 = 5000;

/// Listens while the time bar is on the page.
pub fn listen(run: Run, help: RwSignal<bool>) {
    let places = (use_selection(), use_desk(), use_presenter());
    let is_here = StoredValue::new(true);
    on_cleanup(move || is_here.set_value(false));
    browser::on_key(move |press| is_here.try_get_value() == Some(true) && handle(run, help, &places, press));
}

/// What keys act on besides the run.
type Places = (Selection, Desk, Presenter);

fn handle(run: Run, help: RwSignal<bool>, places: &Places, press: &KeyPress) -> bool {
    let (selection, desk, presenter) = *places;
    let now = || run.look(|it| it.now().0);
    if desk.is_awaited() {
        return false;
    }
    match press.key.as_str() {
        "z" | "Z" if press.control && press.shift => run.redo(),
        "z" if press.control => run.undo(),
        "y" if press.control => run.redo(),
        _ if press.control => return false,
        " " if !press.on_control => run.toggle(),
        "ArrowRight" if press.shift => run.seek(Time(now() + LEAP_MS)),
        "ArrowLeft" if press.shift => run.seek(Time(now().saturating_sub(LEAP_MS))),
        // On tabs the arrows belong to the tabs.
        "ArrowRight" if !press.on_control => run.step(),
        "ArrowLeft" if !press.on_control => run.step_back(),
        "." => run.step(),
        "," => run.step_back(),
        "Home" => run.seek(Time::ZERO),
        "End" => run.to_end(),
        "]" => run.set_speed(run.speed().get_untracked().faster()),
        "[" => run.set_speed(run.speed().get_untracked().slower()),
        "?" => help.set(true),
        "Escape" => selection.clear(),
        // By their place on the keyboard, so that they work while Hangul is being written.
        _ => match press.code.as_str() {
            "KeyT" | "Backquote" => desk.toggle_terminal(),
            "KeyE" => desk.toggle_files(),
            "KeyP" => presenter.toggle(),
            _ => return false,
        },
    }
    true
}

/// The list of keys.
#[component]
pub fn KeySheet(open: RwSignal<bool>) -> impl IntoView {
    let words = use_words();
    view! {
        <Sheet open title=Signal::derive(say(|it| it.time.keys)) close=Signal::derive(say(|it| it.shell.close))>
            <div class="keys">
                {move || {
                    let groups = words.get().time.key_help.iter();
                    groups.map(|(title, keys)| view! { <Group title=*title keys=*keys/> }).collect_view()
                }}
            </div>
        </Sheet>
    }
}

#[component]
fn Group(title: &'static str, keys: &'static [(&'static str, &'static str)]) -> impl IntoView {
    let rows = keys
        .iter()
        .map(|(key, what)| view! { <dt><kbd>{*key}</kbd></dt><dd>{*what}</dd> });
    view! { <section><h3>{title}</h3><dl>{rows.collect_view()}</dl></section> }
}
