//! The desk, which slides over the bottom of the screen: a terminal, and the files of the working folder.

mod block;
mod editor;
mod files;
mod paint;
mod prompt;
mod suggestions;
mod terminal;
mod typing;

use std::collections::BTreeMap;

use engine::shell::follow::{Follow, Followed};
use leptos::prelude::*;

use crate::ui::{
    browser,
    parts::{
        icon::{self, Icon},
        tabs::Tabs,
    },
    run::{Run, session::Exchange, use_run},
    text::{say, use_words},
};

/// The button that opens and closes the desk.
pub const TOGGLE: &str = "desk-toggle";

/// Where a line is typed.
const PROMPT: &str = "prompt";

/// Where a manifest is written.
const MANIFEST: &str = "manifest";

/// Devices on which one taps rather than types.
const TOUCH: &str = "(pointer: coarse), (max-width: 760px)";

/// What is there of an open desk once it has been drawn.
const HEAD: &str = "desk-head";

/// What lies on the desk; one for the whole page, so that nothing is lost when it closes.
#[derive(Clone, Copy)]
pub struct Desk {
    run: Run,
    is_open: RwSignal<bool>,
    /// The field that is to take the focus once it is there.
    wanted: StoredValue<Option<&'static str>>,
    /// 0 is the terminal, 1 the files.
    tab: RwSignal<usize>,
    /// What the terminal shows.
    exchanges: Memo<Vec<Exchange>>,
    /// The line that is being typed.
    line: RwSignal<String>,
    /// Lines typed before, oldest first.
    history: RwSignal<Vec<String>>,
    /// Commands that follow something no longer, and what they had printed.
    stopped: RwSignal<BTreeMap<(usize, u64), Followed>>,
    /// Pasted lines that wait for a command to end.
    queue: RwSignal<Vec<String>>,
    /// The command they wait for.
    ahead: RwSignal<Option<Follow>>,
    /// Something the terminal itself has to say.
    notice: RwSignal<Option<String>>,
    /// The file in the editor.
    file: RwSignal<String>,
    /// Texts of files that have not been saved.
    drafts: RwSignal<BTreeMap<String, String>>,
}

impl Desk {
    /// An empty desk, closed.
    pub fn new(run: Run) -> Self {
        let desk = Self {
            run,
            is_open: RwSignal::new(false),
            wanted: StoredValue::new(None),
            tab: RwSignal::new(0),
            exchanges: run.exchanges(),
            line: RwSignal::default(),
            history: RwSignal::new(typing::kept_history()),
            stopped: RwSignal::default(),
            queue: RwSignal::default(),
            ahead: RwSignal::default(),
            notice: RwSignal::default(),
            file: RwSignal::default(),
            drafts: RwSignal::default(),
        };
        desk.go_on_when_ended();
        Effect::new(move |_| {
            run.number().track();
            desk.stopped.set(BTreeMap::new());
            desk.drafts.set(BTreeMap::new());
            desk.queue.set(Vec::new());
            desk.ahead.set(None);
            desk.notice.set(None);
        });
        desk
    }

    /// Whether it is open.
    pub fn is_open(self) -> Signal<bool> {
        self.is_open.into()
    }

    /// Opens the terminal, or closes the desk if it is there already.
    pub fn toggle_terminal(self) {
        self.toggle(0);
    }

    /// Opens the files, or closes the desk if they are there already.
    pub fn toggle_files(self) {
        self.toggle(1);
    }

    fn toggle(self, tab: usize) {
        if self.is_open.get_untracked() && self.tab.get_untracked() == tab {
            self.close();
        } else {
            self.open(tab);
        }
    }

    fn open(self, tab: usize) {
        self.tab.set(tab);
        self.is_open.set(true);
        // A field that takes the focus brings up a keyboard that covers half a phone.
        if !browser::prefers(TOUCH) {
            self.wanted
                .set_value(Some(if tab == 0 { PROMPT } else { MANIFEST }));
            browser::in_turn(move || self.focus_wanted());
        }
    }

    fn focus_wanted(self) {
        if let Some(field) = self.wanted.get_value()
            && browser::has(field)
        {
            browser::focus(field);
            self.wanted.set_value(None);
        }
    }

    /// Whether it has been opened and is still on its way, so that what is typed is meant for it.
    pub fn is_awaited(self) -> bool {
        self.is_open.get_untracked() && !browser::has(HEAD)
    }

    fn close(self) {
        self.is_open.set(false);
        self.wanted.set_value(None);
        browser::focus(TOGGLE);
    }
}

/// The desk of the page.
pub fn use_desk() -> Desk {
    expect_context()
}

/// The desk, while it is open.
#[component]
pub fn DeskPanel() -> impl IntoView {
    let desk = use_desk();
    // It may have been opened before it was there.
    browser::in_turn(move || desk.focus_wanted());
    move || desk.is_open.get().then(|| view! { <OpenDesk desk/> }.into_any())
}

#[component]
fn OpenDesk(desk: Desk) -> impl IntoView {
    let words = use_words();
    let run = use_run();
    let names = Signal::derive(move || vec![words.get().shell.terminal, words.get().desk.files]);
    let chosen = Memo::new(move |_| desk.tab.get());
    let is_still = move || !run.playing().get();
    let clear = move |_| {
        run.clear_terminal();
        browser::focus(PROMPT);
    };
    view! {
        <div id=HEAD class="desk-head">
            <Tabs
                label=Signal::derive(say(|it| it.desk.tabs))
                names
                chosen
                choose=Callback::new(move |it| desk.tab.set(it))
            />
            <p class="desk-still">{move || is_still().then(|| say(|it| it.desk.still)())}</p>
            {move || (desk.tab.get() == 0).then(|| view! {
                <button class="desk-button" on:click=clear>{say(|it| it.desk.clear)}</button>
            })}
            <button
                class="desk-button"
                aria-label=say(|it| it.shell.close)
                title=say(|it| it.shell.close)
                on:click=move |_| desk.close()
            >
                <Icon path=icon::CLOSE/>
            </button>
        </div>
        <div class="desk-tab" role="tabpanel" aria-label=move || names.get()[desk.tab.get().min(1)]>
            {move || match desk.tab.get() {
                0 => view! { <terminal::Terminal/> }.into_any(),
                _ => view! { <files::Files/> }.into_any(),
            }}
        </div>
    }
}
