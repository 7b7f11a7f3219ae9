//! The files of the working folder: choose one, make one, write it, apply it.

use course::scenario::write_line;
use engine::{
    view::Moment,
    world::{Key, Kind},
};
use leptos::{ev::SubmitEvent, prelude::*};

use super::{Desk, MANIFEST, editor::Editor, use_desk};
use crate::ui::{
    browser,
    run::Pace,
    text::{say, use_words},
};

/// What a new file begins with: something that works.
const STARTER: &str = "\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: NAME
spec:
  replicas: 2
  selector:
    matchLabels:
      app: NAME
  template:
    metadata:
      labels:
        app: NAME
    spec:
      containers:
      - name: NAME
        image: shop:v1
";

/// The name of a file that was pasted.
const PASTED: &str = "pasted.yaml";

impl Desk {
    /// Takes a manifest that was pasted where a command was meant to stand.
    pub(super) fn put_pasted(self, text: &str) {
        // The manifest inside of `kubectl apply -f - <<EOF … EOF`.
        let is_frame = |it: &&str| it.contains("<<") || it.trim() == "EOF";
        let manifest: Vec<&str> = text.lines().filter(|it| !is_frame(it)).collect();
        self.drafts.update(|it| {
            it.insert(PASTED.to_owned(), format!("{}\n", manifest.join("\n")));
        });
        self.file.set(PASTED.to_owned());
        self.open(1);
    }

    /// Keeps the text of the file in the editor until it is saved.
    pub(super) fn draft(self, text: String, saved: &str) {
        let file = self.file.get_untracked();
        self.drafts.update(|it| {
            if text == saved {
                it.remove(&file);
            } else {
                it.insert(file, text);
            }
        });
    }

    /// Types what saves the file in the editor, if there is something to save; says whether it is saved now.
    pub(super) fn save(self) -> bool {
        let file = self.file.get_untracked();
        let Some(text) = self.drafts.with_untracked(|it| it.get(&file).cloned()) else {
            return true;
        };
        let reply = self.run.send(&write_line(&file, &text));
        if reply.code == 0 {
            self.drafts.update(|it| {
                it.remove(&file);
            });
        } else {
            self.notice.set(Some(reply.err.trim().to_owned()));
        }
        reply.code == 0
    }

    /// Types what saves and applies the file in the editor, and tells what came back.
    pub(super) fn apply(self) {
        self.notice.set(None);
        if self.save() {
            let reply = self.run.send(&apply_line(&self.file.get_untracked()));
            let printed = format!("{}{}", reply.out, reply.err);
            self.notice.set(Some(printed.trim().to_owned()));
        }
    }
}

/// The line that applies a file.
pub fn apply_line(file: &str) -> String {
    format!("kubectl apply -f {file}")
}

fn saved_files(moment: &Moment) -> Vec<String> {
    moment.world().files().map(|it| it.name.to_string()).collect()
}

/// The files.
#[component]
pub fn Files() -> impl IntoView {
    let desk = use_desk();
    let saved = desk.run.paced(Pace::Entry, saved_files);
    let names = Memo::new(move |_| {
        let mut names = saved.get();
        names.extend(desk.drafts.with(|it| it.keys().cloned().collect::<Vec<_>>()));
        names.sort();
        names.dedup();
        names
    });
    // The file that was chosen may belong to a run that is over.
    Effect::new(move |_| {
        let first = names.with(|it| {
            let is_known = desk.file.with(|file| it.contains(file));
            (!is_known).then(|| it.first().cloned().unwrap_or_default())
        });
        if let Some(first) = first {
            desk.file.set(first);
        }
    });
    let text = desk.run.paced_of(
        Pace::Entry,
        move || desk.file.get(),
        |moment, file| {
            let file = moment.world().file(&Key::global(Kind::File, file.as_str()));
            file.map(|it| it.text.to_string()).unwrap_or_default()
        },
    );
    let is_empty = Memo::new(move |_| names.with(Vec::is_empty));
    view! {
        <Toolbar names/>
        <div class="files-body">
            {move || if is_empty.get() {
                view! { <p class="files-empty">{say(|it| it.desk.no_files)}</p> }.into_any()
            } else {
                view! { <Editor saved=text/> }.into_any()
            }}
            <pre class="files-printed" role="status" tabindex="0">{move || desk.notice.get()}</pre>
        </div>
    }
}

#[component]
fn Toolbar(names: Memo<Vec<String>>) -> impl IntoView {
    let desk = use_desk();
    let words = use_words();
    let is_making = RwSignal::new(false);
    let choose = move |event| {
        desk.notice.set(None);
        desk.file.set(event_target_value(&event));
    };
    let options = move || {
        let files = names.get().into_iter().map(|name| {
            let draft = name.clone();
            let mark = move || desk.drafts.with(|it| it.contains_key(&draft)).then_some(" •");
            let (chosen, value) = (name.clone(), name.clone());
            view! { <option value=value selected=move || desk.file.get() == chosen>{name}{mark}</option> }
        });
        files.collect_view()
    };
    let types = move || apply_line(&desk.file.get());
    let is_empty = Memo::new(move |_| names.with(Vec::is_empty));
    view! {
        <div class="files-bar">
            <select aria-label=say(|it| it.desk.file) disabled=is_empty on:change=choose>{options}</select>
            <button aria-expanded=move || is_making.get().to_string() on:click=move |_| is_making.update(|it| *it = !*it)>
                {say(|it| it.desk.new_file)}
            </button>
            {move || is_making.get().then(|| view! { <NewFile is_making names/> }.into_any())}
            <span class="files-apply">
                <code>{types}</code>
                <button class="primary" disabled=is_empty on:click=move |_| desk.apply()>{move || words.get().desk.apply}</button>
            </span>
        </div>
    }
}

#[component]
fn NewFile(is_making: RwSignal<bool>, names: Memo<Vec<String>>) -> impl IntoView {
    const FIELD: &str = "new-file";
    let desk = use_desk();
    let words = use_words();
    let free = (1..).map(|it| format!("new-{it}.yaml"));
    let mut free = free.filter(|it| !names.with_untracked(|names| names.contains(it)));
    let name = RwSignal::new(free.next().unwrap_or_default());
    let problem = RwSignal::new(None::<&'static str>);
    let make = move |event: SubmitEvent| {
        event.prevent_default();
        let file = name.get_untracked().trim().to_owned();
        if !is_name(&file) {
            problem.set(Some(words.get_untracked().desk.bad_name));
            return;
        }
        if !names.with_untracked(|it| it.contains(&file)) {
            let object = file.split('.').next().unwrap_or_default().to_ascii_lowercase();
            desk.drafts.update(|it| {
                it.insert(file.clone(), STARTER.replace("NAME", &object));
            });
        }
        desk.file.set(file);
        desk.notice.set(None);
        is_making.set(false);
        gloo_timers::callback::Timeout::new(0, || browser::focus(MANIFEST)).forget();
    };
    gloo_timers::callback::Timeout::new(0, || browser::focus(FIELD)).forget();
    view! {
        <form class="files-new" on:submit=make>
            <input
                id=FIELD
                type="text"
                aria-label=say(|it| it.desk.new_name)
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                prop:value=move || name.get()
                on:input=move |event| name.set(event_target_value(&event))
            />
            <button type="submit">{say(|it| it.desk.create)}</button>
            <span class="files-problem" role="alert">{move || problem.get()}</span>
        </form>
    }
}

/// Names that need no quotes on a line.
fn is_name(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    (1..=100).contains(&text.len()) && text.chars().all(is_plain) && !text.starts_with(['-', '.'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_begins_with_what_can_be_applied() {
        let starter = STARTER.replace("NAME", "web");
        assert_eq!(engine::shell::lint::lint(&starter), []);
    }

    #[test]
    fn a_name_needs_no_quotes() {
        assert!(is_name("web-1.yaml"));
        for name in ["", "a b", "-a", "../a", "a/b", "파드.yaml", "a\"b"] {
            assert!(!is_name(name), "{name}");
        }
    }
}
