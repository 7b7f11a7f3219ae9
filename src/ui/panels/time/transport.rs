//! The transport: play, pause, step, speed, undo.

use engine::time::Time;
use leptos::prelude::*;

use crate::ui::{
    panels::desk::{TOGGLE, use_desk},
    parts::icon::{self, Icon},
    run::{Speed, use_run},
    text::{Words, say, use_words},
};

/// The keys of the transport.
#[component]
pub fn Transport(is_showing_keys: RwSignal<bool>, is_showing_figures: RwSignal<bool>) -> impl IntoView {
    let run = use_run();
    let words = use_words();
    let desk = use_desk();
    let now = run.picture(|it| it.sim.now());
    let undo = run.can_undo_redo();
    let play_label = move || {
        let words = words.get();
        if run.playing().get() {
            words.time.pause
        } else {
            words.time.play
        }
    };
    view! {
        <div class="transport">
            <Key path=icon::TO_START name=|it| it.time.to_start press=move || run.seek(Time::ZERO)/>
            <Key path=icon::STEP_BACK name=|it| it.time.step_back press=move || run.step_back()/>
            <button class="transport-play" aria-label=play_label title=play_label on:click=move |_| run.toggle()>
                {move || {
                    let path = if run.playing().get() { icon::PAUSE } else { icon::PLAY };
                    view! { <Icon path/> }
                }}
            </button>
            <Key path=icon::STEP name=|it| it.time.step press=move || run.step()/>
            <Key path=icon::TO_END name=|it| it.time.to_end press=move || run.to_end()/>
            <output class="transport-clock">{move || now.get().to_string()}</output>
            <SpeedChoice/>
            <span class="transport-more">
                <Key path=icon::UNDO name=|it| it.time.undo press=move || run.undo() off=move || !undo.get().0/>
                <Key path=icon::REDO name=|it| it.time.redo press=move || run.redo() off=move || !undo.get().1/>
                <button on:click=move |_| is_showing_figures.set(true)>{say(|it| it.time.figures)}</button>
                <button
                    id=TOGGLE
                    class="transport-terminal"
                    aria-expanded=move || desk.is_open().get().to_string()
                    on:click=move |_| desk.toggle_terminal()
                >
                    <Icon path=icon::TERMINAL/> {say(|it| it.shell.terminal)}
                </button>
                <button aria-label=say(|it| it.time.keys) title=say(|it| it.time.keys) on:click=move |_| is_showing_keys.set(true)>
                    "?"
                </button>
            </span>
        </div>
    }
}

#[component]
fn Key(
    path: &'static str,
    name: fn(&'static Words) -> &'static str,
    press: impl Fn() + 'static,
    /// Whether there is nothing to do.
    #[prop(optional, into)]
    off: Option<Signal<bool>>,
) -> impl IntoView {
    view! {
        <button
            aria-label=say(name)
            title=say(name)
            disabled=move || off.is_some_and(|it| it.get())
            on:click=move |_| press()
        >
            <Icon path/>
        </button>
    }
}

#[component]
fn SpeedChoice() -> impl IntoView {
    let run = use_run();
    let options = Speed::ALL.map(|speed| {
        view! {
            <option value=speed.0.to_string() selected=move || run.speed().get() == speed>{speed.label()}</option>
        }
    });
    let choose = move |event| {
        if let Ok(speed) = event_target_value(&event).parse() {
            run.set_speed(Speed(speed));
        }
    };
    let behind = move || {
        run.is_behind()
            .get()
            .then_some(())
            .map(|()| say(|it| it.time.behind)())
    };
    view! {
        <label class="transport-speed" title=behind data-behind=move || run.is_behind().get().to_string()>
            <span aria-hidden="true">{say(|it| it.time.speed)}</span>
            <select aria-label=say(|it| it.time.speed) prop:value=move || run.speed().get().0.to_string() on:change=choose>
                {options.collect_view()}
            </select>
        </label>
    }
}
