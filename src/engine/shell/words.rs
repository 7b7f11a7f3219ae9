//! Splits a line into words as a POSIX shell does: blanks, quotes, backslashes, pipes.

use std::fmt;

/// One command of a line: a row of words. Commands are told apart by `|`.
pub type Words = Vec<String>;

/// Why a line cannot be split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// A quote that is never closed.
    Open(char),
    /// A backslash with nothing behind it.
    Backslash,
    /// A pipe with nothing before or behind it.
    Pipe,
    /// Something only a real shell can do.
    Operator(char),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open(quote) => write!(f, "unexpected EOF while looking for matching `{quote}'"),
            Self::Backslash => f.write_str("unexpected EOF after `\\'"),
            Self::Pipe => f.write_str("syntax error near unexpected token `|'"),
            Self::Operator(c) => write!(
                f,
                "`{c}' works in a real shell but not here; put it in quotes if it is part of a word"
            ),
        }
    }
}

impl std::error::Error for Unreadable {}

/// The commands of a line; none if it is blank or a comment.
pub fn split(line: &str) -> Result<Vec<Words>, Unreadable> {
    let mut commands = vec![Words::new()];
    let mut rest = line.trim_start();
    while let Some(first) = rest.chars().next() {
        match first {
            '#' => break,
            '|' => {
                if commands.last().is_none_or(Vec::is_empty) {
                    return Err(Unreadable::Pipe);
                }
                commands.push(Words::new());
                rest = &rest[1..];
            }
            _ => {
                let (word, after) = word(rest)?;
                commands.last_mut().expect("there is always a command").push(word);
                rest = after;
            }
        }
        rest = rest.trim_start();
    }
    match commands.last() {
        Some(last) if last.is_empty() && commands.len() == 1 => Ok(Vec::new()),
        Some(last) if last.is_empty() => Err(Unreadable::Pipe),
        _ => Ok(commands),
    }
}

/// One word and what stands behind it.
fn word(text: &str) -> Result<(String, &str), Unreadable> {
    let mut word = String::new();
    let mut rest = text.char_indices();
    while let Some((at, c)) = rest.next() {
        match c {
            c if c.is_whitespace() => return Ok((word, &text[at..])),
            '|' => return Ok((word, &text[at..])),
            ';' | '&' | '<' | '>' | '`' => return Err(Unreadable::Operator(c)),
            '\\' => word.push(rest.next().ok_or(Unreadable::Backslash)?.1),
            '\'' => loop {
                match rest.next() {
                    Some((_, '\'')) => break,
                    Some((_, c)) => word.push(c),
                    None => return Err(Unreadable::Open('\'')),
                }
            },
            '"' => double_quoted(&mut rest, &mut word)?,
            c => word.push(c),
        }
    }
    Ok((word, ""))
}

/// Inside double quotes a backslash only guards what would be special there.
fn double_quoted(rest: &mut std::str::CharIndices<'_>, word: &mut String) -> Result<(), Unreadable> {
    loop {
        match rest.next() {
            Some((_, '"')) => return Ok(()),
            Some((_, '\\')) => match rest.next() {
                Some((_, c @ ('"' | '\\' | '$' | '`'))) => word.push(c),
                Some((_, c)) => word.extend(['\\', c]),
                None => return Err(Unreadable::Open('"')),
            },
            Some((_, c)) => word.push(c),
            None => return Err(Unreadable::Open('"')),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, words: &str) {
        let read = split(line).map_or_else(
            |error| error.to_string(),
            |commands| {
                let joined: Vec<String> = commands.iter().map(|it| it.join("·")).collect();
                joined.join(" | ")
            },
        );
        assert_eq!(read, words, "{line}");
    }

    #[test]
    fn words_are_split_as_a_shell_does() {
        check("  kubectl  get pods ", "kubectl·get·pods");
        check(r#"get -l "a in (b, c)" ''"#, "get·-l·a in (b, c)·");
        check(r#"-o jsonpath='{.a}{"\n"}'"#, r#"-o·jsonpath={.a}{"\n"}"#);
        check(r#""a\"b\n\\" c\ d"#, r#"a"b\n\·c d"#);
        check(
            "get events|tail -3 | grep 'a|b'",
            "get·events | tail·-3 | grep·a|b",
        );
        check("get pods # all of them", "get·pods");
        check("get a#b", "get·a#b");
        check("", "");
    }

    #[test]
    fn what_is_left_open_is_told() {
        check("patch '{bad", "unexpected EOF while looking for matching `''");
        check(r#"say "a\"#, "unexpected EOF while looking for matching `\"'");
        check("a |", "syntax error near unexpected token `|'");
        check("| a", "syntax error near unexpected token `|'");
        check("a\\", "unexpected EOF after `\\'");
        assert_eq!(split("get pods > a"), Err(Unreadable::Operator('>')));
    }
}
