//! The line that is being typed: history, completion, paste.

use engine::shell::complete::Completion;
use leptos::{
    ev::{ClipboardEvent, KeyboardEvent, SubmitEvent},
    html::Input,
    prelude::*,
};

use super::{Desk, PROMPT, TOUCH, suggestions::Suggestions, use_desk};
use crate::ui::{
    browser::{self, edit},
    text::{say, use_words},
};

/// A paste may hold so much [bytes]: as much as a whole run.
const PASTE_MAX: usize = engine::transcript::BYTES_MAX;

/// A paste may hold so many lines.
const PASTE_LINES_MAX: usize = 200;

/// The line that is being typed, and what is offered for it.
#[derive(Clone, Copy)]
pub struct Typing {
    desk: Desk,
    field: NodeRef<Input>,
    /// Ways to go on at the caret.
    pub offered: RwSignal<Vec<Completion>>,
    /// The one that is chosen.
    pub chosen: RwSignal<Option<usize>>,
    /// Whether they are shown: always where one taps, elsewhere when Tab asks for them.
    pub is_shown: RwSignal<bool>,
    /// Esc was pressed, so that the next Tab leaves.
    has_left: RwSignal<bool>,
    /// The place in the history; none: the line is new.
    past: RwSignal<Option<usize>>,
    /// Whether one taps rather than types.
    pub is_touch: bool,
}

impl Typing {
    fn set(self, line: &str, caret: usize) {
        self.desk.line.set(line.to_owned());
        if let Some(field) = self.field.get_untracked() {
            edit::put(&field, line, caret);
        }
        self.look_up();
    }

    fn caret(self) -> usize {
        self.field.get_untracked().map_or(0, |it| edit::caret(&it))
    }

    /// Finds what may stand at the caret, where that is shown all the time.
    fn look_up(self) {
        self.chosen.set(None);
        self.is_shown.set(self.is_touch);
        if self.is_touch {
            let line = self.desk.line.get_untracked();
            self.offered.set(self.desk.run.complete(&line, self.caret()));
        }
    }

    /// Puts one of the ways to go on in place of the word at the caret.
    pub fn accept(self, completion: &Completion) {
        let line = self.desk.line.get_untracked();
        let rest = line.get(self.caret()..).unwrap_or_default().trim_start();
        let open = completion.text.ends_with(['=', '/']);
        let space = if open { "" } else { " " };
        let head = format!(
            "{}{}{space}",
            line.get(..completion.from).unwrap_or_default(),
            completion.text
        );
        self.set(&format!("{head}{rest}"), head.len());
    }

    fn submit(self) {
        let line = self.desk.line.get_untracked();
        self.past.set(None);
        self.set("", 0);
        self.desk.type_lines([line]);
    }

    /// Says whether Tab had something to do; if not, it moves on as everywhere.
    fn tab(self, is_back: bool) -> bool {
        if self.is_shown.get_untracked() && !self.is_touch {
            let count = self.offered.with_untracked(Vec::len);
            let step = if is_back { count - 1 } else { 1 };
            let first = if is_back { count - 1 } else { 0 };
            self.chosen
                .update(|it| *it = Some(it.map_or(first, |at| (at + step) % count)));
            return true;
        }
        let line = self.desk.line.get_untracked();
        if is_back || self.has_left.get_untracked() || line.trim().is_empty() {
            return false;
        }
        let caret = self.caret();
        let found = self.desk.run.complete(&line, caret);
        let Some(first) = found.first() else { return false };
        if found.len() == 1 {
            self.accept(first);
            return true;
        }
        let common = common(&found);
        let word = line.get(first.from..caret).unwrap_or_default();
        if word.len() < common.len() {
            let head = format!("{}{common}", &line[..first.from]);
            self.set(&format!("{head}{}", &line[caret..]), head.len());
        }
        self.offered.set(found);
        self.is_shown.set(true);
        true
    }

    fn walk(self, is_back: bool) {
        if self.is_shown.get_untracked() && self.chosen.with_untracked(Option::is_some) {
            self.tab(is_back);
            return;
        }
        let count = self.desk.history.with_untracked(Vec::len);
        let past = match (self.past.get_untracked(), is_back) {
            (None, true) => count.checked_sub(1),
            (Some(at), true) => Some(at.saturating_sub(1)),
            (Some(at), false) => Some(at + 1).filter(|it| *it < count),
            (None, false) => None,
        };
        self.past.set(past);
        let line = past.and_then(|at| self.desk.history.with_untracked(|it| it.get(at).cloned()));
        let line = line.unwrap_or_default();
        self.set(&line, line.len());
    }

    fn escape(self) {
        if self.is_shown.get_untracked() && !self.is_touch {
            self.is_shown.set(false);
            self.has_left.set(true);
        } else {
            self.desk.close();
        }
    }

    /// Says whether the key is used up.
    fn key(self, event: &KeyboardEvent) -> bool {
        if event.is_composing() || event.alt_key() || event.meta_key() {
            return false;
        }
        let is_copy = || {
            self.field
                .get_untracked()
                .is_some_and(|it| edit::has_selection(&it))
        };
        match (event.key().as_str(), event.ctrl_key()) {
            ("Tab", false) => return self.tab(event.shift_key()),
            ("ArrowUp", false) => self.walk(true),
            ("ArrowDown", false) => self.walk(false),
            ("Escape", false) => self.escape(),
            ("Enter", false) => {
                let chosen = self.chosen.get_untracked();
                let chosen = chosen.and_then(|at| self.offered.with_untracked(|it| it.get(at).cloned()));
                let Some(chosen) = chosen else { return false };
                self.accept(&chosen);
            }
            ("l" | "L", true) => self.desk.run.clear_terminal(),
            ("c" | "C", true) if !is_copy() => {
                self.desk.interrupt();
                self.set("", 0);
            }
            _ => return false,
        }
        true
    }

    /// Says whether the paste has been dealt with: one line is put in by the browser.
    fn paste(self, text: &str, too_large: fn(usize, usize) -> String) -> bool {
        let lines = text.trim_end().lines().count();
        if text.len() > PASTE_MAX || lines > PASTE_LINES_MAX {
            let notice = too_large(text.len(), lines);
            self.desk.notice.set(Some(notice));
            return true;
        }
        if lines < 2 {
            return false;
        }
        if text.lines().any(|it| it.starts_with("apiVersion:")) {
            self.desk.put_pasted(text);
            return true;
        }
        let line = self.desk.line.get_untracked();
        let (before, after) = line.split_at_checked(self.caret()).unwrap_or((&line, ""));
        // Tabs stand between words; a line holds no control characters.
        let all = format!("{before}{}", text.replace('\t', " "));
        let mut all: Vec<String> = all.lines().map(str::to_owned).collect();
        let last = if text.ends_with('\n') { None } else { all.pop() };
        let rest = format!("{}{after}", last.unwrap_or_default());
        self.set(&rest, rest.len());
        self.desk.type_lines(all);
        true
    }
}

/// What all of them begin with.
fn common(found: &[Completion]) -> String {
    let mut common = found.first().map_or("", |it| it.text.as_str());
    for it in found {
        let same = common.char_indices().zip(it.text.chars());
        let end = same.take_while(|((_, a), b)| a == b).last();
        common = end.map_or("", |((at, a), _)| &common[..at + a.len_utf8()]);
    }
    common.to_owned()
}

/// The line that is being typed.
#[component]
pub fn Prompt() -> impl IntoView {
    let desk = use_desk();
    let words = use_words();
    let typing = Typing {
        desk,
        field: NodeRef::new(),
        offered: RwSignal::default(),
        chosen: RwSignal::default(),
        is_shown: RwSignal::default(),
        has_left: RwSignal::default(),
        past: RwSignal::default(),
        is_touch: browser::prefers(TOUCH),
    };
    provide_context(typing);
    typing.look_up();
    typing.field.on_load(|it| edit::correct_nothing(&it));
    let input = move |event| {
        desk.line.set(event_target_value(&event));
        desk.notice.set(None);
        typing.has_left.set(false);
        typing.past.set(None);
        typing.look_up();
    };
    let key = move |event: KeyboardEvent| {
        if typing.key(&event) {
            event.prevent_default();
        }
    };
    let paste = move |event: ClipboardEvent| {
        let text = edit::pasted(&event).unwrap_or_default();
        if typing.paste(&text, words.get_untracked().desk.paste_too_large) {
            event.prevent_default();
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        typing.submit();
    };
    view! {
        <Suggestions/>
        <form class="prompt" on:submit=submit>
            <span class="prompt-sign" aria-hidden="true">"$"</span>
            <input
                id=PROMPT
                class="prompt-line"
                type="text"
                node_ref=typing.field
                aria-label=say(|it| it.desk.command)
                placeholder="kubectl get pods"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                enterkeyhint="go"
                prop:value=move || desk.line.get()
                on:input=input
                on:keydown=key
                on:paste=paste
            />
            <button class="prompt-run" type="submit">{say(|it| it.desk.run)}</button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_all_ways_begin_with_is_found() {
        let way = |text: &str| Completion {
            text: text.to_owned(),
            from: 0,
            hint: "",
        };
        assert_eq!(common(&[way("deployment"), way("describe")]), "de");
        assert_eq!(common(&[way("파드"), way("파이")]), "파");
        assert_eq!(common(&[way("a"), way("b")]), "");
    }
}
