//! Cuts a text into its documents and keeps control characters out.

use super::Position;
use super::refusal::{Problem, YamlError};

/// A document's text and the number of lines before it.
pub(super) struct Part<'a> {
    pub text: &'a str,
    pub lines_before: u32,
}

/// Cuts a text at its `---` lines, as kubectl does before its YAML library sees anything.
///
/// A `---` before any other line stays with what follows it, so the lines of complaints count it. Gives the documents before
/// the first line that is wrong, and what is wrong with it.
pub(super) fn split_documents(text: &str) -> (Vec<Part<'_>>, Option<YamlError>) {
    let mut parts = Vec::new();
    let (mut start, mut lines_before, mut place) = (0, 0, 0);
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        let end = place + line.len();
        if let Some(rest) = line.strip_prefix("---") {
            let rest = rest.trim();
            if !(rest.is_empty() || rest.starts_with('#')) {
                let at = Position {
                    line: number,
                    column: 1,
                };
                let error = YamlError {
                    problem: Problem::Separator(rest.to_owned()),
                    at,
                    shown_line: None,
                };
                return (parts, Some(error));
            }
            if place > start {
                parts.push(Part {
                    text: &text[start..place],
                    lines_before,
                });
                (start, lines_before) = (end, number);
            }
        }
        place = end;
    }
    if place > start {
        parts.push(Part {
            text: &text[start..],
            lines_before,
        });
    }
    (parts, None)
}

pub(super) fn check_characters(part: &Part<'_>) -> Result<(), YamlError> {
    let allowed = |c: char| match c {
        '\t' | '\n' | '\r' | '\u{85}' | '\u{feff}' => true,
        c => !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}'),
    };
    for (number, line) in (1..).zip(part.text.split('\n')) {
        if let Some(place) = line.chars().position(|c| !allowed(c)) {
            let column = u32::try_from(place + 1).unwrap_or(u32::MAX);
            let at = Position {
                line: part.lines_before + number,
                column,
            };
            return Err(YamlError {
                problem: Problem::ControlCharacters,
                at,
                shown_line: None,
            });
        }
    }
    Ok(())
}
