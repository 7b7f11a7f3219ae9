//! Reads templates.

use super::{End, Filter, JsonPathError, Piece, Slice, Step};
use crate::text::float::parse_decimal;
use serde_json::Number;

/// How deep filters and unions may stand in each other. Chosen by us: a template is typed by hand.
const DEPTH: usize = 16;

/// The parts of a template.
pub(super) fn pieces(template: &str, depth: usize) -> Result<Vec<Piece>, JsonPathError> {
    if depth > DEPTH {
        return Err(JsonPathError::TooDeep);
    }
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((text, action)) = rest.split_once('{') {
        if !text.is_empty() {
            pieces.push(Piece::Text(text.to_owned()));
        }
        let mut reader = Reader {
            rest: action,
            steps: Vec::new(),
            depth,
        };
        reader.action()?;
        pieces.push(Piece::Action(reader.steps));
        rest = reader.rest;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    Ok(pieces)
}

/// The steps of a text as if it stood in braces.
fn steps(text: &str, depth: usize) -> Result<Vec<Step>, JsonPathError> {
    match pieces(&format!("{{{text}}}"), depth + 1)?.into_iter().next() {
        Some(Piece::Action(steps)) => Ok(steps),
        _ => Ok(Vec::new()),
    }
}

struct Reader<'a> {
    rest: &'a str,
    steps: Vec<Step>,
    depth: usize,
}

impl<'a> Reader<'a> {
    /// Reads up to the closing brace.
    fn action(&mut self) -> Result<(), JsonPathError> {
        loop {
            if let Some(filter) = self.rest.strip_prefix("[?(") {
                self.filter(filter)?;
                continue;
            }
            if let Some(rest) = self.rest.strip_prefix("..") {
                if self.steps.last() == Some(&Step::Recursive) {
                    return Err(JsonPathError::MultipleRecursive);
                }
                self.rest = rest;
                self.steps.push(Step::Recursive);
                if rest.starts_with(is_word) {
                    self.field();
                }
                continue;
            }
            let Some(c) = self.rest.chars().next() else {
                return Err(JsonPathError::UnclosedAction);
            };
            let after = &self.rest[c.len_utf8()..];
            match c {
                '}' => {
                    self.rest = after;
                    return Ok(());
                }
                '\r' | '\n' => return Err(JsonPathError::UnclosedAction),
                ' ' | '@' | '$' => self.rest = after,
                '[' => self.array(after)?,
                '"' | '\'' => self.quote(c, after)?,
                '.' => {
                    self.rest = after;
                    self.field();
                }
                '+' | '-' | '0'..='9' => self.number()?,
                c if is_word(c) => self.word(),
                c => return Err(JsonPathError::Unrecognized(c)),
            }
        }
    }

    /// Takes characters up to one that ends a name; a backslash takes the next one along.
    fn name(&mut self) -> &'a str {
        let mut escaped = false;
        let end = self.rest.find(|c: char| {
            let ends = !escaped && " \t\r\n.,[]$@{}".contains(c);
            escaped = c == '\\' && !escaped;
            ends
        });
        let (name, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        name
    }

    fn field(&mut self) {
        let name = self.name();
        self.steps.push(if name == "*" {
            Step::Wildcard
        } else {
            Step::Field(name.replace('\\', ""))
        });
    }

    fn word(&mut self) {
        let name = self.name();
        self.steps.push(match name {
            "true" => Step::Bool(true),
            "false" => Step::Bool(false),
            word => Step::Word(word.to_owned()),
        });
    }

    fn number(&mut self) -> Result<(), JsonPathError> {
        let unsigned = self.rest.trim_start_matches(['+', '-']);
        let sign = self.rest.len() - unsigned.len();
        let digits = unsigned
            .find(|c: char| c != '.' && !c.is_ascii_digit())
            .unwrap_or(unsigned.len());
        let (text, rest) = self.rest.split_at(sign + digits);
        let float = || parse_decimal(text).and_then(Number::from_f64);
        let number = text.parse::<i64>().ok().map(Number::from).or_else(float);
        self.steps.push(Step::Number(
            number.ok_or_else(|| JsonPathError::NotANumber(text.to_owned()))?,
        ));
        self.rest = rest;
        Ok(())
    }

    fn quote(&mut self, quote: char, after: &'a str) -> Result<(), JsonPathError> {
        let mut text = String::new();
        let mut characters = after.char_indices();
        while let Some((place, c)) = characters.next() {
            match c {
                '\n' => break,
                '\\' => {
                    let Some((_, escaped)) = characters.next() else {
                        break;
                    };
                    text.push(match escaped {
                        'n' => '\n',
                        't' => '\t',
                        'r' => '\r',
                        other => other,
                    });
                }
                c if c == quote => {
                    self.rest = &after[place + c.len_utf8()..];
                    self.steps.push(Step::Text(text));
                    return Ok(());
                }
                c => text.push(c),
            }
        }
        Err(JsonPathError::UnterminatedQuote)
    }

    fn array(&mut self, after: &'a str) -> Result<(), JsonPathError> {
        let end = after
            .find([']', '\n'])
            .filter(|end| after[*end..].starts_with(']'));
        let (text, rest) = after.split_at(end.ok_or(JsonPathError::UnterminatedArray)?);
        self.rest = &rest[1..];
        if text.contains(',') {
            let each = text
                .split(',')
                .map(|part| steps(&format!("[{}]", part.trim_matches(' ')), self.depth));
            self.steps.push(Step::Union(each.collect::<Result<_, _>>()?));
            return Ok(());
        }
        let key = text.strip_prefix('\'').and_then(|text| text.strip_suffix('\''));
        if let Some(key) = key.filter(|key| !key.contains('\'')) {
            // The key is read as a path again: only escaped dots belong to it.
            self.steps.extend(steps(&format!(".{key}"), self.depth)?);
            return Ok(());
        }
        let slice = slice(if text == "*" { ":" } else { text });
        self.steps.push(Step::Slice(
            slice.ok_or_else(|| JsonPathError::InvalidIndex(text.to_owned()))?,
        ));
        Ok(())
    }

    fn filter(&mut self, after: &'a str) -> Result<(), JsonPathError> {
        let mut quote = None;
        let mut before = ' ';
        let end = after.find(|c: char| {
            match quote {
                None if c == '"' || c == '\'' => quote = Some(c),
                Some(open) if c == open && before != '\\' => quote = None,
                _ => {}
            }
            before = c;
            c == '\n' || (c == ')' && quote.is_none())
        });
        let end = end
            .filter(|end| after[*end..].starts_with(')'))
            .ok_or(JsonPathError::UnterminatedFilter)?;
        let text = &after[..end];
        self.rest = after[end + 1..]
            .strip_prefix(']')
            .ok_or(JsonPathError::UnclosedArray)?;
        let operator = text.find(['!', '<', '>', '=']).filter(|start| *start > 0);
        let filter = match operator {
            None => Filter {
                left: steps(text, self.depth)?,
                comparison: None,
            },
            Some(start) => {
                let (left, right) = text.split_at(start);
                let length = right.find(|c| !"!<>=~".contains(c)).unwrap_or(right.len());
                let (operator, right) = right.split_at(length);
                let comparison = Some((operator.to_owned(), steps(right, self.depth)?));
                Filter {
                    left: steps(left, self.depth)?,
                    comparison,
                }
            }
        };
        self.steps.push(Step::Filter(Box::new(filter)));
        Ok(())
    }
}

fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

/// `from:to:step`, each of which may be missing.
fn slice(text: &str) -> Option<Slice> {
    let mut parts = text.split(':');
    let number = |part: Option<&str>| match part {
        None | Some("") => Some(None),
        Some(digits) if digits.starts_with('+') => None,
        Some(digits) => digits.parse::<i64>().ok().map(Some),
    };
    let from = number(parts.next())?;
    let to = parts.next();
    let end = match (to, number(to)?) {
        (None, _) => End::One,
        (_, None) => End::Open,
        (_, Some(place)) => End::At(place),
    };
    let step = number(parts.next())?;
    parts.next().is_none().then_some(Slice { from, to: end, step })
}
