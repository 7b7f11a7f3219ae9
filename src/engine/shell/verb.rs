//! What a tool can do: one table entry a verb, from which running, help and completion all read.

use crate::{
    controller::View,
    world::{Kind, Text},
};

use super::{
    Reply,
    flags::{self, Flag, Flags, Takes},
    refusal::Refusal,
    suggest::suggest,
};

/// A tool: the first word of a line.
pub struct Tool {
    /// The word.
    pub name: &'static str,
    /// Its verbs; a tool without verbs has one whose name is empty.
    pub verbs: &'static [&'static Verb],
    /// Flags that every verb takes.
    pub flags: &'static [&'static Flag],
    /// Refuses what flags ask for that any verb may have.
    pub check: fn(&Call) -> Result<(), Refusal>,
    /// Every word that a person may mean, also those that are not simulated, in the order of suggestions.
    pub words: fn() -> Vec<&'static str>,
    /// What the tool prints when no verb is given.
    pub help: fn() -> String,
    /// Why a word is not a verb here; none if it is simply unknown.
    pub not_here: fn(&[&str]) -> Option<Refusal>,
}

/// One thing a tool can do.
pub struct Verb {
    /// The tool it belongs to.
    pub tool: &'static str,
    /// Its name, one or two words: `scale`, `set image`. Empty for a tool without verbs.
    pub name: &'static str,
    /// Other words for its last word.
    pub aliases: &'static [&'static str],
    /// What stands behind the name, e.g. `[--replicas=COUNT] TYPE/NAME`.
    pub usage: &'static str,
    /// What it does, in one sentence.
    pub help: &'static str,
    /// Lines that work, each with the tool's name.
    pub examples: &'static [&'static str],
    /// Its flags; those of the tool come on top.
    pub flags: &'static [&'static Flag],
    /// What its words are, for completion.
    pub complete: Complete,
    /// Runs it.
    pub run: fn(&Call) -> Result<Reply, Refusal>,
}

/// What the words behind a verb are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Complete {
    /// Nothing that could be known beforehand.
    Nothing,
    /// A resource type and names of it, or `type/name`; none: any type.
    Resources(&'static [Kind]),
    /// A name of this kind, without its type.
    Names(Kind),
    /// The name of a file of the working folder.
    Files,
    /// One of these words.
    Words(&'static [&'static str]),
}

/// A line as a verb gets it.
pub struct Call<'a> {
    /// The line as typed.
    pub line: &'a str,
    /// The verb.
    pub verb: &'static Verb,
    /// The words behind it that are not flags.
    pub args: Vec<String>,
    /// Its flags.
    pub flags: Flags,
    /// The world as it is.
    pub view: &'a View<'a>,
}

/// Other words for the first words of verbs that have several.
const GROUP_ALIASES: &[(&str, &str)] = &[("svc", "service")];

/// Every verb takes this.
pub const HELP: &Flag = &Flag {
    name: "help",
    short: Some('h'),
    takes: Takes::Switch,
    help: "Print what the verb does and takes.",
};

impl Verb {
    /// Tool and name, as messages write it.
    pub fn path(&self) -> String {
        match self.name {
            "" => self.tool.to_owned(),
            name => format!("{} {name}", self.tool),
        }
    }

    /// Its flags and those of its tool.
    pub fn all_flags(&self, tool: &Tool) -> Vec<&'static Flag> {
        let mut all: Vec<&'static Flag> = self.flags.to_vec();
        all.extend(tool.flags);
        all.push(HELP);
        all
    }

    /// What `--help` prints.
    pub fn manual(&self) -> String {
        let mut text = format!("{}\n", self.help);
        if !self.examples.is_empty() {
            text.push_str("\nExamples:\n");
            for example in self.examples {
                text.push_str(&format!("  {example}\n"));
            }
        }
        let flags: Vec<&Flag> = self.flags.iter().copied().filter(|it| it.is_shown()).collect();
        if !flags.is_empty() {
            text.push_str("\nOptions:\n");
            flags.iter().for_each(|it| text.push_str(&it.manual()));
        }
        text.push_str(&format!("\nUsage:\n  {} {}\n", self.path(), self.usage));
        text
    }

    fn is_named(&self, words: &[&str]) -> bool {
        let mut own: Vec<&str> = self.name.split(' ').collect();
        if words.len() < own.len() || self.name.is_empty() {
            return false;
        }
        let given = &words[..own.len()];
        let last = own.pop().expect("a split text has at least one part");
        let (given_last, given_first) = given.split_last().expect("as long as the name");
        let is_same = |(given, own): (&&str, &&str)| {
            given == own
                || GROUP_ALIASES
                    .iter()
                    .any(|(alias, group)| alias == given && group == own)
        };
        given_first.iter().zip(&own).all(is_same)
            && (*given_last == last || self.aliases.contains(given_last))
    }
}

impl Flag {
    /// Its lines in a list of flags.
    pub fn manual(&self) -> String {
        let short = self
            .short
            .map_or_else(|| "    ".to_owned(), |it| format!("-{it}, "));
        let default = match self.takes {
            Takes::Switch => "false".to_owned(),
            Takes::SwitchOn => "true".to_owned(),
            Takes::Text(text) | Takes::Choice(text, _) => format!("'{text}'"),
            Takes::Number(number) => number.to_string(),
            Takes::Seconds(seconds) => format!("{seconds}s"),
            Takes::Texts => "[]".to_owned(),
        };
        format!("    {short}--{}={default}:\n\t{}\n", self.name, self.help)
    }
}

impl Call<'_> {
    /// The namespace the line speaks of.
    pub fn namespace(&self) -> Text {
        self.flags.some_text("namespace").unwrap_or("default").into()
    }

    /// That the line is not written as the verb wants it.
    pub fn misused(&self, message: impl Into<String>) -> Refusal {
        Refusal::Misused(message.into(), self.verb.path())
    }
}

impl Tool {
    /// Runs the words behind the tool's name.
    pub fn run(&self, line: &str, words: &[String], view: &View) -> Reply {
        let plain = self.plain_words(words);
        let names: Vec<&str> = plain.iter().map(|at| words[*at].as_str()).collect();
        let asks_help = words
            .iter()
            .take_while(|it| *it != "--")
            .any(|it| it == "-h" || it == "--help");
        if names.is_empty()
            && !asks_help
            && !self.is_bare()
            && let Err(message) = flags::parse(
                words,
                &self.flags.iter().copied().chain([HELP]).collect::<Vec<_>>(),
            )
        {
            return Refusal::Usage(message, self.name.to_owned()).into();
        }
        if names.first() == Some(&"help") || (names.is_empty() && !self.is_bare()) {
            return self.help_on(names.get(1..).unwrap_or_default());
        }
        let Some(verb) = self.verb(&names) else {
            return self.unknown(&names, asks_help);
        };
        // Of `create`, which stands alone and before second words, some of these are missing here.
        if names.len() > 1
            && verb.name == names[0]
            && !self.second_words(names[0]).is_empty()
            && let Some(refusal) = (self.not_here)(&names)
        {
            return refusal.into();
        }
        if asks_help {
            return Reply::print(verb.manual());
        }
        // The words of the verb's name are taken out, wherever flags stand between them.
        let name_len = verb.name.split(' ').filter(|it| !it.is_empty()).count();
        let behind: Vec<String> = (0..words.len())
            .filter(|at| !plain[..name_len].contains(at))
            .map(|at| words[at].clone())
            .collect();
        // What takes no flags takes every word as it stands, also one that begins with a dash.
        let read = if verb.flags.is_empty() && self.flags.is_empty() {
            Ok((flags::Flags::default(), behind))
        } else {
            flags::parse(&behind, &verb.all_flags(self))
        };
        match read {
            Err(message) => Refusal::Usage(message, verb.path()).into(),
            Ok((flags, args)) => {
                let call = Call {
                    line,
                    verb,
                    args,
                    flags,
                    view,
                };
                (self.check)(&call)
                    .and_then(|()| (verb.run)(&call))
                    .unwrap_or_else(Reply::from)
            }
        }
    }

    /// The verb that words name; of `create` and `create deployment` the longer one.
    pub fn verb(&self, names: &[&str]) -> Option<&'static Verb> {
        if self.is_bare() {
            return self.verbs.first().copied();
        }
        self.verbs
            .iter()
            .filter(|verb| verb.is_named(names))
            .max_by_key(|verb| verb.name.len())
            .copied()
    }

    /// The second words of a verb of two words.
    pub fn second_words(&self, first: &str) -> Vec<&'static str> {
        self.verbs
            .iter()
            .filter_map(|verb| verb.name.strip_prefix(first)?.strip_prefix(' '))
            .collect()
    }

    fn is_bare(&self) -> bool {
        self.verbs.first().is_some_and(|verb| verb.name.is_empty())
    }

    /// The places of the words that are neither flags nor what stands behind a flag of the tool.
    pub(super) fn plain_words(&self, words: &[String]) -> Vec<usize> {
        let mut plain = Vec::new();
        let mut at = 0;
        while at < words.len() && words[at] != "--" {
            let word = words[at].as_str();
            let takes_next = self.flags.iter().any(|flag| {
                flag.needs_value()
                    && (word.strip_prefix("--") == Some(flag.name)
                        || word.strip_prefix('-').is_some_and(|it| {
                            let mut letters = it.chars();
                            letters.next() == flag.short && letters.next().is_none()
                        }))
            });
            if !word.starts_with('-') {
                plain.push(at);
            }
            at += if takes_next { 2 } else { 1 };
        }
        plain
    }

    fn help_on(&self, names: &[&str]) -> Reply {
        match (names.first(), self.verb(names)) {
            (None, _) => Reply::print((self.help)()),
            (Some(_), Some(verb)) => Reply::print(verb.manual()),
            (Some(_), None) => self.unknown(names, true),
        }
    }

    fn unknown(&self, names: &[&str], asks_help: bool) -> Reply {
        let first = names.first().copied().unwrap_or_default();
        if !self.second_words(first).is_empty() {
            return self.group(first, &names[1..], asks_help);
        }
        (self.not_here)(names)
            .unwrap_or_else(|| {
                let near = suggest(first, (self.words)());
                Refusal::UnknownCommand(self.name, first.to_owned(), near)
            })
            .into()
    }

    /// What `kubectl rollout` answers, alone or with words it does not know.
    fn group(&self, first: &str, words: &[&str], asks_help: bool) -> Reply {
        if !words.is_empty() && !asks_help {
            let path = format!("{} {first}", self.name);
            let unknown = crate::text::quote::go_quote(&words.join(" "));
            let names = [&[first][..], words].concat();
            return (self.not_here)(&names)
                .unwrap_or(Refusal::Misused(format!("unknown command {unknown}"), path))
                .into();
        }
        let listing = self.listing(first);
        if asks_help {
            Reply::print(listing)
        } else if first == "rollout" {
            // Of all groups this one alone takes it for an answer.
            Reply {
                code: 1,
                ..Reply::print(listing)
            }
        } else {
            Reply::fail(listing)
        }
    }

    /// The verbs that begin with these words.
    pub fn listing(&self, first: &str) -> String {
        let mut text = format!(
            "Usage:\n  {} {first} SUBCOMMAND\n\nAvailable Commands:\n",
            self.name
        );
        for second in self.second_words(first) {
            let names: Vec<&str> = first.split(' ').chain(second.split(' ')).collect();
            let verb = self.verb(&names).expect("a second word belongs to a verb");
            text.push_str(&format!("  {second:<12}  {}\n", verb.help));
        }
        text
    }
}

#[cfg(test)]
mod tests;
