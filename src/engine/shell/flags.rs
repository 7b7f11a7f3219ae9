//! Flags as kubectl reads them: `--x=y`, `--x y`, `-n ns`, `-Aw`, repeated, in any place before `--`.

use std::collections::BTreeMap;

use super::refusal::Refusal;
use crate::{
    text::{duration::parse_go_duration, quote::go_quote},
    time::Span,
};

/// Go counts a duration in nanoseconds, Beanpod in milliseconds.
const NANOS_PER_MILLI: i64 = 1_000_000;

/// A flag of a verb.
#[derive(Debug, PartialEq, Eq)]
pub struct Flag {
    /// The long name, without dashes.
    pub name: &'static str,
    /// The short name.
    pub short: Option<char>,
    /// What stands behind it.
    pub takes: Takes,
    /// What it is for, in one sentence; empty where the flag is only taken.
    pub help: &'static str,
}

/// What stands behind a flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Nothing: it is on when given. The default is off.
    Switch,
    /// As `Switch`, but on unless `=false` is given.
    SwitchOn,
    /// A text; this where it is not given.
    Text(&'static str),
    /// A whole number; this where it is not given.
    Number(i64),
    /// A time such as `30s`; this many seconds where it is not given.
    Seconds(u64),
    /// A text that may be left out behind the flag: the text where the flag is not given, and where only its text is not.
    Choice(&'static str, &'static str),
    /// A text; the flag may be given several times.
    Texts,
}

/// What was given, each with the default where it was not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    given: BTreeMap<&'static str, Vec<String>>,
    known: BTreeMap<&'static str, Takes>,
    dash: Option<usize>,
}

/// Sorts words into flags and the rest; the error is the message of the real tool.
pub fn parse(words: &[String], known: &[&'static Flag]) -> Result<(Flags, Vec<String>), String> {
    let mut flags = Flags {
        given: BTreeMap::new(),
        known: known.iter().map(|flag| (flag.name, flag.takes)).collect(),
        dash: None,
    };
    let mut rest = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if word == "--" {
            flags.dash = Some(rest.len());
            rest.extend(words.by_ref().cloned());
        } else if let Some(long) = word.strip_prefix("--") {
            flags.read_long(long, &mut words, known)?;
        } else if let Some(short) = word.strip_prefix('-')
            && !short.is_empty()
        {
            flags.read_short(short, &mut words, known)?;
        } else {
            rest.push(word.clone());
        }
    }
    Ok((flags, rest))
}

impl Flag {
    /// As error messages name it, e.g. `-n, --namespace`.
    fn title(&self) -> String {
        match self.short {
            Some(short) => format!("-{short}, --{}", self.name),
            None => format!("--{}", self.name),
        }
    }

    /// Whether help and completion tell of it.
    pub fn is_shown(&self) -> bool {
        !self.help.is_empty()
    }

    /// Whether a word must stand behind it.
    pub fn needs_value(&self) -> bool {
        !matches!(self.takes, Takes::Switch | Takes::SwitchOn | Takes::Choice(..))
    }

    /// What it means when nothing stands behind it.
    fn bare(&self) -> Option<&'static str> {
        match self.takes {
            Takes::Switch | Takes::SwitchOn => Some("true"),
            Takes::Choice(_, bare) => Some(bare),
            Takes::Text(_) | Takes::Number(_) | Takes::Seconds(_) | Takes::Texts => None,
        }
    }

    fn check(&self, value: &str) -> Result<(), String> {
        let complaint = match self.takes {
            Takes::Switch | Takes::SwitchOn => truth(value)
                .is_none()
                .then(|| format!("strconv.ParseBool: parsing {}: invalid syntax", go_quote(value))),
            Takes::Number(_) => number(value)
                .err()
                .map(|what| format!("strconv.ParseInt: parsing {}: {what}", go_quote(value))),
            Takes::Seconds(_) => parse_go_duration(value).err().map(|error| error.to_string()),
            Takes::Text(_) | Takes::Choice(..) | Takes::Texts => None,
        };
        complaint.map_or(Ok(()), |complaint| {
            Err(format!(
                "invalid argument {} for {} flag: {complaint}",
                go_quote(value),
                go_quote(&self.title())
            ))
        })
    }
}

impl Flags {
    fn read_long<'a>(
        &mut self,
        text: &str,
        words: &mut impl Iterator<Item = &'a String>,
        known: &[&'static Flag],
    ) -> Result<(), String> {
        let (name, value) = match text.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (text, None),
        };
        if name.is_empty() || name.starts_with('-') {
            return Err(format!("bad flag syntax: --{text}"));
        }
        let flag = known
            .iter()
            .find(|flag| flag.name == name)
            .ok_or_else(|| format!("unknown flag: --{name}"))?;
        let value = match (value, flag.bare()) {
            (Some(value), _) => value.to_owned(),
            (None, Some(bare)) => bare.to_owned(),
            (None, None) => words
                .next()
                .cloned()
                .ok_or_else(|| format!("flag needs an argument: --{name}"))?,
        };
        self.give(flag, value)
    }

    fn read_short<'a>(
        &mut self,
        text: &str,
        words: &mut impl Iterator<Item = &'a String>,
        known: &[&'static Flag],
    ) -> Result<(), String> {
        let mut letters = text.chars();
        while let Some(letter) = letters.next() {
            let flag = known
                .iter()
                .find(|flag| flag.short == Some(letter))
                .ok_or_else(|| format!("unknown shorthand flag: '{letter}' in -{text}"))?;
            let behind = letters.as_str();
            let value = if let Some(value) = behind.strip_prefix('=') {
                letters = "".chars();
                value.to_owned()
            } else if let Some(bare) = flag.bare() {
                bare.to_owned()
            } else if behind.is_empty() {
                words
                    .next()
                    .cloned()
                    .ok_or_else(|| format!("flag needs an argument: '{letter}' in -{text}"))?
            } else {
                letters = "".chars();
                behind.to_owned()
            };
            self.give(flag, value)?;
        }
        Ok(())
    }

    fn give(&mut self, flag: &'static Flag, value: String) -> Result<(), String> {
        flag.check(&value)?;
        self.given.entry(flag.name).or_default().push(value);
        Ok(())
    }

    /// Whether the flag stands in the line.
    pub fn has(&self, name: &str) -> bool {
        self.given.contains_key(name)
    }

    /// How many of the words that are no flags stand before `--`; none if it is not there.
    pub fn before_dash(&self) -> Option<usize> {
        self.dash
    }

    /// The text of a flag: the last one given, or the default.
    pub fn text(&self, name: &str) -> &str {
        let last = self.given.get(name).and_then(|all| all.last());
        match (last, self.known.get(name)) {
            (Some(text), _) => text,
            (None, Some(Takes::Text(default) | Takes::Choice(default, _))) => default,
            (None, _) => "",
        }
    }

    /// The text of a flag, if it was given or has a default that is not empty.
    pub fn some_text(&self, name: &str) -> Option<&str> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// Whether a switch is on.
    pub fn is_on(&self, name: &str) -> bool {
        self.given
            .get(name)
            .and_then(|all| truth(all.last()?))
            .unwrap_or(self.known.get(name) == Some(&Takes::SwitchOn))
    }

    /// What was given, as ` --name=value` each, by name.
    pub fn spelled(&self) -> String {
        let all = self.given.iter();
        let each =
            all.flat_map(|(name, values)| values.iter().map(move |value| format!(" --{name}={value}")));
        each.collect()
    }

    /// The number of a flag: the last one given, or the default.
    pub fn number(&self, name: &str) -> i64 {
        let given = self.given.get(name).and_then(|all| number(all.last()?).ok());
        match (given, self.known.get(name)) {
            (Some(number), _) => number,
            (None, Some(Takes::Number(default))) => *default,
            (None, _) => 0,
        }
    }

    /// The time of a flag; none if it is negative, which kubectl takes for "without end".
    pub fn span(&self, name: &str) -> Option<Span> {
        match (
            self.given.get(name).and_then(|all| all.last()),
            self.known.get(name),
        ) {
            (Some(text), _) => u64::try_from(parse_go_duration(text).unwrap_or(0) / NANOS_PER_MILLI)
                .ok()
                .map(Span),
            (None, Some(Takes::Seconds(default))) => Some(Span::secs(*default)),
            (None, _) => Some(Span(0)),
        }
    }

    /// Every text of a flag that may be repeated.
    pub fn texts(&self, name: &str) -> impl Iterator<Item = &str> {
        self.given.get(name).into_iter().flatten().map(String::as_str)
    }

    /// Every item of a flag whose texts may hold several, told apart by commas.
    pub fn items(&self, name: &str) -> impl Iterator<Item = &str> {
        self.texts(name)
            .flat_map(|text| text.split(','))
            .filter(|item| !item.is_empty())
    }
}

/// Source: Go, strconv.ParseBool, read 2026-11.
fn truth(text: &str) -> Option<bool> {
    match text {
        "1" | "t" | "T" | "true" | "TRUE" | "True" => Some(true),
        "0" | "f" | "F" | "false" | "FALSE" | "False" => Some(false),
        _ => None,
    }
}

/// A whole number, or what Go's `strconv.Atoi` says is wrong with it.
pub fn atoi(text: &str) -> Result<i64, Refusal> {
    number(text).map_err(|what| Refusal::tool(format!("strconv.Atoi: parsing {}: {what}", go_quote(text))))
}

/// A whole number, or what Go says is wrong with it.
fn number(text: &str) -> Result<i64, &'static str> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("invalid syntax");
    }
    text.parse().map_err(|_| "value out of range")
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMESPACE: &Flag = &Flag {
        name: "namespace",
        short: Some('n'),
        takes: Takes::Text("default"),
        help: "",
    };
    const ALL: &Flag = &Flag {
        name: "all-namespaces",
        short: Some('A'),
        takes: Takes::Switch,
        help: "",
    };
    const WATCH: &Flag = &Flag {
        name: "watch",
        short: Some('w'),
        takes: Takes::Switch,
        help: "",
    };
    const REPLICAS: &Flag = &Flag {
        name: "replicas",
        short: None,
        takes: Takes::Number(-1),
        help: "",
    };
    const ENV: &Flag = &Flag {
        name: "env",
        short: Some('e'),
        takes: Takes::Texts,
        help: "",
    };
    const CASCADE: &Flag = &Flag {
        name: "cascade",
        short: None,
        takes: Takes::Choice("background", "background"),
        help: "",
    };
    const TIMEOUT: &Flag = &Flag {
        name: "timeout",
        short: None,
        takes: Takes::Seconds(0),
        help: "",
    };
    const KNOWN: &[&Flag] = &[NAMESPACE, ALL, WATCH, REPLICAS, ENV, CASCADE, TIMEOUT];

    fn read(line: &str) -> Result<(Flags, Vec<String>), String> {
        let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        parse(&words, KNOWN)
    }

    #[test]
    fn every_form_of_a_flag_is_read() {
        let (flags, rest) =
            read("a --namespace=x b -n y -Aw --replicas 3 -e A=1 -eB=2 --timeout=1m c").unwrap();
        assert_eq!(rest, ["a", "b", "c"]);
        assert_eq!(flags.text("namespace"), "y");
        assert!(flags.is_on("all-namespaces") && flags.is_on("watch"));
        assert_eq!(flags.number("replicas"), 3);
        assert_eq!(flags.texts("env").collect::<Vec<_>>(), ["A=1", "B=2"]);
        assert_eq!(flags.span("timeout"), Some(Span::secs(60)));
        let (flags, rest) = read("x -- --namespace -A").unwrap();
        assert_eq!(rest, ["x", "--namespace", "-A"]);
        assert_eq!(flags.text("namespace"), "default");
        assert_eq!(flags.number("replicas"), -1);
        assert!(!flags.is_on("watch") && !flags.has("watch"));
    }

    #[test]
    fn a_wrong_flag_is_refused_in_the_words_of_kubectl() {
        for (line, words) in [
            ("--nope", "unknown flag: --nope"),
            ("-z", "unknown shorthand flag: 'z' in -z"),
            ("--replicas", "flag needs an argument: --replicas"),
            ("-An", "flag needs an argument: 'n' in -An"),
            ("--=x", "bad flag syntax: --=x"),
            (
                "--replicas=abc",
                r#"invalid argument "abc" for "--replicas" flag: strconv.ParseInt: parsing "abc": invalid syntax"#,
            ),
            (
                "--replicas=99999999999999999999",
                r#"invalid argument "99999999999999999999" for "--replicas" flag: strconv.ParseInt: parsing "99999999999999999999": value out of range"#,
            ),
            (
                "--watch=maybe",
                r#"invalid argument "maybe" for "-w, --watch" flag: strconv.ParseBool: parsing "maybe": invalid syntax"#,
            ),
            (
                "--timeout=3",
                r#"invalid argument "3" for "--timeout" flag: time: missing unit in duration "3""#,
            ),
        ] {
            assert_eq!(read(line).unwrap_err(), words, "{line}");
        }
    }
}
