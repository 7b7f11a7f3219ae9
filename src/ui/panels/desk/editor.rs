//! The editor: a plain text area over a coloured copy of its text, with what is wrong in place.

use engine::{
    shell::lint::{Finding, lint},
    text::yaml::Position,
    transcript::BYTES_MAX,
};
use leptos::{
    ev::{ClipboardEvent, KeyboardEvent},
    html::Textarea,
    prelude::*,
};

use super::{MANIFEST, paint, use_desk};
use crate::ui::{
    browser::edit,
    text::{say, use_words},
};

/// How far a level stands in.
const INDENT: &str = "  ";

/// The editor of one file.
#[component]
pub fn Editor(
    /// The text of the file as it is saved.
    saved: Memo<String>,
) -> impl IntoView {
    let desk = use_desk();
    let words = use_words();
    let area = NodeRef::<Textarea>::new();
    area.on_load(|it| edit::correct_nothing(&it));
    let text = Memo::new(move |_| {
        let draft = desk
            .drafts
            .with(|it| desk.file.with(|file| it.get(file).cloned()));
        draft.unwrap_or_else(|| saved.get())
    });
    let findings = Memo::new(move |_| text.with(|it| lint(it)));
    let painted = Memo::new(move |_| text.with(|text| findings.with(|it| paint::html(text, it))));
    // Esc lets the next Tab leave.
    let is_leaving = RwSignal::new(false);
    let key = move |event: KeyboardEvent| {
        let is_escape = event.key() == "Escape";
        let Some(area) = area.get_untracked() else { return };
        let is_done = match (event.key().as_str(), event.ctrl_key() || event.meta_key()) {
            _ if event.is_composing() || event.alt_key() => false,
            ("Tab", false) if !event.shift_key() && !is_leaving.get_untracked() => edit::write(INDENT),
            ("Enter", true) => {
                desk.apply();
                true
            }
            ("s" | "S", true) => {
                desk.save();
                true
            }
            ("Enter", false) => {
                let (before, is_caret) = edit::before_caret(&area);
                is_caret && edit::write(&format!("\n{}", indent_after(&before)))
            }
            _ => false,
        };
        // Nothing outside of the editor is to take its Esc.
        if is_done || is_escape {
            event.prevent_default();
        }
        is_leaving.set(is_escape);
    };
    let paste = move |event: ClipboardEvent| {
        let size = edit::pasted(&event).map_or(0, |it| it.len());
        if size > BYTES_MAX {
            event.prevent_default();
            let notice = (words.get_untracked().desk.paste_too_large)(size, 1);
            desk.notice.set(Some(notice));
        }
    };
    let input = move |event| desk.draft(event_target_value(&event), &saved.get_untracked());
    let go = Callback::new(move |at: Position| {
        if let Some(area) = area.get_untracked() {
            edit::go_to(&area, text.with_untracked(|it| offset(it, at)));
        }
    });
    let is_refused = move || findings.with(|it| it.iter().any(|it| it.is_refused));
    view! {
        <div class="manifest">
            <div class="manifest-sheet">
                <pre class="manifest-paint" aria-hidden="true" inner_html=painted></pre>
                <textarea
                    id=MANIFEST
                    node_ref=area
                    aria-label=move || format!("{} {}", words.get().desk.manifest, desk.file.get())
                    aria-describedby="manifest-keys"
                    aria-invalid=move || is_refused().to_string()
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    wrap="off"
                    prop:value=move || text.get()
                    on:input=input
                    on:keydown=key
                    on:paste=paste
                ></textarea>
            </div>
        </div>
        <Findings findings go/>
        <p class="manifest-keys" id="manifest-keys">{say(|it| it.desk.editor_keys)}</p>
    }
}

/// What is wrong, each a way to its place.
#[component]
fn Findings(findings: Memo<Vec<Finding>>, go: Callback<Position>) -> impl IntoView {
    let words = use_words();
    let verdict = move || {
        let words = &words.get().desk;
        match findings.with(|it| it.iter().filter(|it| it.is_refused).count()) {
            0 => format!("✓ {}", words.accepted),
            count => format!("✗ {}", (words.refused)(count)),
        }
    };
    let rows = move || {
        let words = &words.get().desk;
        let row = |it: Finding| {
            let at = it.at;
            let place = (words.place)(at.line, at.column);
            view! {
                <li data-refused=it.is_refused.to_string()>
                    <button on:click=move |_| go.run(at)><b>{place}</b>" "{it.message}</button>
                </li>
            }
        };
        findings.get().into_iter().map(row).collect_view()
    };
    view! {
        <div class="findings">
            <p role="status">{verdict}</p>
            <ul>{rows}</ul>
        </div>
    }
}

/// How far the line after this text stands in.
fn indent_after(before: &str) -> String {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let depth = line.len() - line.trim_start_matches(' ').len();
    let item = if line.trim_start().starts_with("- ") {
        INDENT
    } else {
        ""
    };
    let deeper = if line.trim_end().ends_with(':') {
        INDENT
    } else {
        ""
    };
    format!("{}{item}{deeper}", " ".repeat(depth))
}

/// Where a place is in a text [bytes].
fn offset(text: &str, at: Position) -> usize {
    let (line, column) = (at.line as usize, at.column as usize);
    let before: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let row = text[before..].split('\n').next().unwrap_or_default();
    let place = row.char_indices().nth(column.saturating_sub(1));
    before + place.map_or(row.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_line_stands_under_the_one_before() {
        assert_eq!(indent_after("a:\n  b: 1"), "  ");
        assert_eq!(indent_after("  spec:"), "    ");
        assert_eq!(indent_after("  - name: a"), "    ");
        assert_eq!(indent_after(""), "");
    }

    #[test]
    fn a_place_is_found_in_the_text() {
        let at = |line, column| offset("ab\n파드: x\n", Position { line, column });
        assert_eq!(
            [at(1, 1), at(1, 3), at(2, 2), at(2, 99), at(9, 9)],
            [0, 2, 6, 12, 13]
        );
    }
}
