//! What may stand at the cursor: tools, verbs, flags, resources, names, files.

use crate::sort::Sort;
use crate::{
    controller::View,
    shell::{
        TOOLS,
        flags::Flag,
        kubectl::resource::{RESOURCES, Resource},
        verb::{Complete, Tool, Verb},
        words,
    },
    world::{Kind, Text},
};

/// One way to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What stands in place of the word at the cursor.
    pub text: String,
    /// Where that word begins [bytes].
    pub from: usize,
    /// What it is, in a few words; may be empty.
    pub hint: &'static str,
}

/// No more are offered: more would not help anyone to choose.
const OFFERED_MAX: usize = 200;

/// Longer lines are not completed.
const LINE_MAX: usize = 4096;

/// What may stand at `cursor` [bytes], which is inside `line` or behind it.
pub fn complete(line: &str, cursor: usize, view: &View) -> Vec<Completion> {
    let Some(before) = line.get(..cursor.min(line.len())) else {
        return Vec::new();
    };
    if before.len() > LINE_MAX {
        return Vec::new();
    }
    let from = before.rfind([' ', '\t', '|']).map_or(0, |at| at + 1);
    let (head, word) = before.split_at(from);
    let Ok(commands) = words::split(head.trim_end_matches([' ', '\t', '|'])) else {
        return Vec::new();
    };
    let words = match commands.last() {
        Some(_) if head.trim_end().ends_with('|') => return Vec::new(),
        Some(words) => words.clone(),
        None => Vec::new(),
    };
    let place = Place { words, word, view };
    let mut found = place.candidates();
    found.retain(|(text, _)| text.starts_with(word) && text != word);
    found.dedup();
    found.truncate(OFFERED_MAX);
    found
        .into_iter()
        .map(|(text, hint)| Completion { text, from, hint })
        .collect()
}

/// The words before the cursor, and the one at it.
struct Place<'a> {
    words: Vec<String>,
    word: &'a str,
    view: &'a View<'a>,
}

type Candidates = Vec<(String, &'static str)>;

impl Place<'_> {
    fn candidates(&self) -> Candidates {
        let Some((first, rest)) = self.words.split_first() else {
            return TOOLS.iter().map(|tool| (tool.name.to_owned(), "")).collect();
        };
        let Some(tool) = TOOLS.iter().find(|tool| tool.name == first) else {
            return Vec::new();
        };
        let plain: Vec<&str> = tool
            .plain_words(rest)
            .into_iter()
            .map(|at| rest[at].as_str())
            .collect();
        match tool.verb(&plain) {
            Some(verb) => {
                let longer = next_words(tool, &plain);
                let is_flagged = rest.last().is_some_and(|it| it.starts_with('-'));
                if longer.is_empty() || is_flagged || self.word.starts_with('-') {
                    self.of_verb(tool, verb, rest)
                } else {
                    longer
                }
            }
            None if self.word.starts_with('-') => flags(tool.flags),
            None => next_words(tool, &plain),
        }
    }

    fn of_verb(&self, tool: &Tool, verb: &'static Verb, rest: &[String]) -> Candidates {
        let known = verb.all_flags(tool);
        if let Some((name, _)) = self.word.strip_prefix("--").and_then(|it| it.split_once('=')) {
            let values = self.values(name);
            return values
                .into_iter()
                .map(|(value, hint)| (format!("--{name}={value}"), hint))
                .collect();
        }
        if let Some(last) = rest.last()
            && let Some(flag) = known.iter().find(|flag| is_flag(flag, last))
            && flag.needs_value()
        {
            return self.values(flag.name);
        }
        if self.word.starts_with('-') {
            return flags(&known);
        }
        let args = arguments(verb, rest, &known);
        match verb.complete {
            Complete::Nothing => Vec::new(),
            Complete::Files => self.files(),
            Complete::Words(words) => words.iter().map(|word| ((*word).to_owned(), "")).collect(),
            Complete::Names(kind) => self.names(kind, rest),
            Complete::Resources(kinds) => self.resources(kinds, &args, rest),
        }
    }

    /// What may stand behind a flag.
    fn values(&self, flag: &str) -> Candidates {
        let fixed = |words: &[&str]| words.iter().map(|word| ((*word).to_owned(), "")).collect();
        match flag {
            "namespace" => self.names(Kind::Namespace, &[]),
            "filename" | "patch-file" => self.files(),
            "output" => fixed(&["name", "json", "yaml", "wide"]),
            "dry-run" => fixed(&["none", "client", "server"]),
            "cascade" => fixed(&["background", "foreground", "orphan"]),
            "type" => fixed(&["strategic", "merge", "json"]),
            "validate" => fixed(&["strict", "warn", "ignore"]),
            _ => Vec::new(),
        }
    }

    fn files(&self) -> Candidates {
        let files = self.view.world.files();
        files.map(|file| (file.name.to_string(), "")).collect()
    }

    fn names(&self, kind: Kind, words: &[String]) -> Candidates {
        let namespaced = Resource::of(kind).is_some_and(|it| it.namespaced);
        let namespace = namespace(words);
        self.view
            .world
            .of_kind(kind)
            .filter(|(key, _)| !namespaced || key.namespace == namespace)
            .map(|(key, _)| (key.name.to_string(), ""))
            .take(OFFERED_MAX * 10)
            .collect()
    }

    fn resources(&self, kinds: &[Kind], args: &[&str], words: &[String]) -> Candidates {
        let allowed = |it: &&Resource| kinds.is_empty() || kinds.contains(&it.kind);
        if let Some((typed, _)) = self.word.split_once('/') {
            let Ok(resource) = Resource::named(typed) else {
                return Vec::new();
            };
            let names = self.names(resource.kind, words);
            return names
                .into_iter()
                .map(|(name, hint)| (format!("{typed}/{name}"), hint))
                .collect();
        }
        match args.first() {
            Some(first) if !first.contains('/') => Resource::named(first)
                .map(|resource| self.names(resource.kind, words))
                .unwrap_or_default(),
            _ => RESOURCES
                .iter()
                .filter(allowed)
                .map(|it| (it.singular.to_owned(), it.plural))
                .collect(),
        }
    }
}

/// The words that go on the name of a verb.
fn next_words(tool: &Tool, plain: &[&str]) -> Candidates {
    let mut found = Candidates::new();
    for verb in tool.verbs {
        let own: Vec<&str> = verb.name.split(' ').filter(|it| !it.is_empty()).collect();
        if own.len() > plain.len() && own[..plain.len()] == *plain {
            let is_whole = own.len() == plain.len() + 1;
            let hint = if is_whole { verb.help } else { "" };
            let word = own[plain.len()].to_owned();
            if !found.iter().any(|(known, _)| *known == word) {
                found.push((word, hint));
            }
        }
    }
    found.order();
    found
}

fn flags(known: &[&'static Flag]) -> Candidates {
    known
        .iter()
        .filter(|flag| flag.is_shown())
        .map(|flag| {
            let equals = if flag.needs_value() { "=" } else { "" };
            (format!("--{}{equals}", flag.name), flag.help)
        })
        .collect()
}

fn is_flag(flag: &Flag, word: &str) -> bool {
    word.strip_prefix("--") == Some(flag.name)
        || word
            .strip_prefix('-')
            .is_some_and(|it| flag.short.is_some_and(|short| it.chars().eq([short])))
}

/// The words behind the verb that are neither flags nor their values.
fn arguments<'a>(verb: &Verb, words: &'a [String], known: &[&'static Flag]) -> Vec<&'a str> {
    let mut args = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if word.starts_with('-') {
            if known.iter().any(|flag| is_flag(flag, word) && flag.needs_value()) {
                words.next();
            }
        } else {
            args.push(word.as_str());
        }
    }
    args.split_off(verb.name.split(' ').count().min(args.len()))
}

/// The namespace that the words name, or `default`.
fn namespace(words: &[String]) -> Text {
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if matches!(word.as_str(), "-n" | "--namespace") {
            return words.next().map_or("default", String::as_str).into();
        }
        if let Some(name) = word.strip_prefix("--namespace=") {
            return name.into();
        }
    }
    "default".into()
}
