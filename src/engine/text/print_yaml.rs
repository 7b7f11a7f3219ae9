//! Prints a value as `kubectl get -o yaml` does.
//!
//! kubectl prints through go-yaml v2: keys in its natural order, lists as far left as their key, quotes only
//! where a text would be read as something else, and long lines folded at column 80.

use super::scalar::needs_quotes;
use crate::sort::Sort;
use serde_json::Value;
use std::cmp::Ordering;
use std::fmt::Write;

/// Where lines are folded, at the next space [characters]. Source: go-yaml v2 `best_width`, read 2026-11.
const WIDTH: usize = 80;

/// A value as YAML, with a line end after the last line.
pub fn to_yaml(value: &Value) -> String {
    let mut printer = Printer { out: String::new() };
    match value {
        Value::Object(fields) if !fields.is_empty() => printer.mapping(value, 0, false),
        Value::Array(items) if !items.is_empty() => printer.list(items, 0, false),
        _ => {
            printer.scalar(value, 0);
            printer.out.push('\n');
        }
    }
    printer.out
}

struct Printer {
    out: String,
}

impl Printer {
    /// The fields, each on its line; the first one goes on in the line of a `- `.
    fn mapping(&mut self, value: &Value, indent: usize, in_line: bool) {
        let mut fields: Vec<(&String, &Value)> = value.as_object().into_iter().flatten().collect();
        fields.order_by(|(a, _), (b, _)| natural_order(a, b));
        for (place, (key, value)) in fields.into_iter().enumerate() {
            if place > 0 || !in_line {
                self.indent(indent);
            }
            self.key(key, indent);
            self.out.push(':');
            match value {
                Value::Object(fields) if !fields.is_empty() => {
                    self.out.push('\n');
                    self.mapping(value, indent + 2, false);
                }
                Value::Array(items) if !items.is_empty() => {
                    self.out.push('\n');
                    self.list(items, indent, false);
                }
                _ => {
                    self.out.push(' ');
                    self.scalar(value, indent + 2);
                    self.end_line();
                }
            }
        }
    }

    fn list(&mut self, items: &[Value], indent: usize, in_line: bool) {
        for (place, item) in items.iter().enumerate() {
            if place > 0 || !in_line {
                self.indent(indent);
            }
            self.out.push_str("- ");
            match item {
                Value::Object(fields) if !fields.is_empty() => self.mapping(item, indent + 2, true),
                Value::Array(items) if !items.is_empty() => self.list(items, indent + 2, true),
                _ => {
                    self.scalar(item, indent + 2);
                    self.end_line();
                }
            }
        }
    }

    fn scalar(&mut self, value: &Value, indent: usize) {
        match value {
            Value::Null => self.out.push_str("null"),
            Value::Bool(value) => self.out.push_str(if *value { "true" } else { "false" }),
            Value::Number(number) => self.out.push_str(&number.to_string()),
            Value::String(text) if text.contains('\n') && Form::of(text).block => self.literal(text, indent),
            Value::String(text) => self.flow_text(text, indent, true),
            Value::Array(_) => self.out.push_str("[]"),
            Value::Object(_) => self.out.push_str("{}"),
        }
    }

    fn key(&mut self, key: &str, indent: usize) {
        self.flow_text(key, indent, false);
    }

    /// A text in one line, or folded into several.
    fn flow_text(&mut self, text: &str, indent: usize, folds: bool) {
        let form = Form::of(text);
        if text.contains('\n') || needs_quotes(text) {
            self.double_quoted(text, indent, folds);
        } else if form.plain {
            self.folded(text, indent, folds);
        } else if form.single_quoted {
            self.out.push('\'');
            self.folded(&text.replace('\'', "''"), indent, folds);
            self.out.push('\'');
        } else {
            self.double_quoted(text, indent, folds);
        }
    }

    /// A text whose line goes on in the next one where it is too long and a single space allows it.
    fn folded(&mut self, text: &str, indent: usize, folds: bool) {
        let mut before = None;
        let mut characters = text.chars().peekable();
        let mut column = self.column();
        while let Some(c) = characters.next() {
            let single =
                before != Some(' ') && before.is_some() && !matches!(characters.peek(), None | Some(' '));
            if c == ' ' && folds && column > WIDTH && single {
                self.new_line(indent);
                column = indent;
            } else {
                self.out.push(c);
                column += 1;
            }
            before = Some(c);
        }
    }

    fn double_quoted(&mut self, text: &str, indent: usize, folds: bool) {
        self.out.push('"');
        let mut column = self.column();
        let mut before = None;
        let mut characters = text.chars().peekable();
        while let Some(c) = characters.next() {
            let inside = before.is_some() && characters.peek().is_some();
            if c == ' ' && folds && inside && before != Some(' ') && column > WIDTH {
                self.new_line(indent);
                column = indent;
                if characters.peek() == Some(&' ') {
                    self.out.push('\\');
                    column += 1;
                }
            } else {
                let start = self.out.len();
                escape(c, &mut self.out);
                column += self.out[start..].chars().count();
            }
            before = Some(c);
        }
        self.out.push('"');
    }

    /// A text of several lines after a `|`.
    fn literal(&mut self, text: &str, indent: usize) {
        self.out.push('|');
        if text.starts_with([' ', '\n']) {
            self.out.push('2');
        }
        if !text.ends_with('\n') {
            self.out.push('-');
        } else if text == "\n" || text.ends_with("\n\n") {
            self.out.push('+');
        }
        for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
            self.out.push('\n');
            if !line.is_empty() {
                self.indent(indent);
                self.out.push_str(line);
            }
        }
    }

    /// The characters in the line so far.
    fn column(&self) -> usize {
        let line = self.out.rfind('\n').map_or(0, |place| place + 1);
        self.out[line..].chars().count()
    }

    fn new_line(&mut self, indent: usize) {
        self.out.push('\n');
        self.indent(indent);
    }

    fn indent(&mut self, indent: usize) {
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    fn end_line(&mut self) {
        self.out.push('\n');
    }
}

/// The ways in which a text may be written.
struct Form {
    plain: bool,
    single_quoted: bool,
    block: bool,
}

impl Form {
    fn of(text: &str) -> Self {
        let mut indicator = text.starts_with("---") || text.starts_with("...");
        let special = !text.chars().all(is_printable);
        let (mut space_break, mut break_space) = (false, false);
        let mut before = None;
        let mut characters = text.chars().peekable();
        while let Some(c) = characters.next() {
            let blank_next = matches!(characters.peek(), None | Some(' ' | '\t'));
            indicator |= match (before, c) {
                (None, c) if "#,[]{}&*!|>'\"%@`".contains(c) => true,
                (None, '?' | '-') | (_, ':') => blank_next,
                (Some(before), '#') => is_break(before) || matches!(before, ' ' | '\t'),
                _ => false,
            };
            space_break |= before == Some(' ') && is_break(c);
            break_space |= c == ' ' && before.is_some_and(is_break);
            before = Some(c);
        }
        let edge = |c: char| c == ' ' || is_break(c);
        let loose = text.starts_with(edge) || text.ends_with(edge);
        let broken = text.contains(is_break);
        Self {
            plain: !(indicator || special || space_break || break_space || loose || broken),
            single_quoted: !(special || space_break || break_space),
            block: !(special || space_break || text.ends_with(' ')),
        }
    }
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Characters that stand for themselves; go-yaml v2 escapes all beyond the basic plane.
fn is_printable(c: char) -> bool {
    c == '\n' || matches!(c, ' '..='~' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}') && c != '\u{feff}'
}

fn escape(c: char, out: &mut String) {
    let letter = match c {
        '\0' => '0',
        '\u{7}' => 'a',
        '\u{8}' => 'b',
        '\t' => 't',
        '\n' => 'n',
        '\u{b}' => 'v',
        '\u{c}' => 'f',
        '\r' => 'r',
        '\u{1b}' => 'e',
        '"' => '"',
        '\\' => '\\',
        '\u{85}' => 'N',
        '\u{2028}' => 'L',
        '\u{2029}' => 'P',
        c if is_printable(c) => return out.push(c),
        c => {
            let code = u32::from(c);
            let written = match code {
                ..=0xff => write!(out, "\\x{code:02X}"),
                0x100..=0xffff => write!(out, "\\u{code:04X}"),
                _ => write!(out, "\\U{code:08X}"),
            };
            return written.expect("writing to a string cannot fail");
        }
    };
    out.push('\\');
    out.push(letter);
}

/// go-yaml's order of keys: numbers inside of texts by their size, letters after anything else.
fn natural_order(a: &str, b: &str) -> Ordering {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let Some(place) = a.iter().zip(&b).position(|(a, b)| a != b) else {
        return a.len().cmp(&b.len());
    };
    let (mine, theirs) = (a[place], b[place]);
    if mine.is_alphabetic() && theirs.is_alphabetic() {
        return mine.cmp(&theirs);
    }
    if mine.is_alphabetic() || theirs.is_alphabetic() {
        return mine.is_alphabetic().cmp(&theirs.is_alphabetic());
    }
    // A zero at the difference counts as a digit of the number that began before it.
    let begun = a[..place]
        .iter()
        .rev()
        .take_while(|c| c.is_ascii_digit())
        .any(|c| *c != '0');
    let start = u64::from((mine == '0' || theirs == '0') && begun);
    let number = |text: &[char]| {
        let digits = text[place..].iter().map_while(|c| c.to_digit(10));
        digits.fold((start, 0_usize), |(number, count), digit| {
            (number.saturating_mul(10).saturating_add(digit.into()), count + 1)
        })
    };
    number(&a).cmp(&number(&b)).then(mine.cmp(&theirs))
}

#[cfg(test)]
mod tests {
    use super::to_yaml;
    use crate::text::yaml::{Node, read_documents};
    use serde_json::json;

    #[test]
    fn texts_are_quoted_only_where_they_must_be() {
        let value = json!({
            "a": "1", "b": "true", "c": "", "d": "nginx:1.24", "e": "a: b", "f": "it's", "g": "- x", "h": "@x",
            "i": " x", "j": "x # y", "k": null, "l": {}, "m": [], "n": "2026-11-22T00:00:43Z", "o": "a\tb", "p": "콩",
            "q": "😀", "r": 1.5, "s": "say \"hi\"", "t": "key:", "u": "1:30"
        });
        let text = "a: \"1\"\nb: \"true\"\nc: \"\"\nd: nginx:1.24\ne: 'a: b'\nf: it's\ng: '- x'\nh: '@x'\ni: ' x'\n\
            j: 'x # y'\nk: null\nl: {}\nm: []\n\"n\": \"2026-11-22T00:00:43Z\"\no: \"a\\tb\"\np: 콩\nq: \"\\U0001F600\"\n\
            r: 1.5\ns: say \"hi\"\nt: 'key:'\nu: \"1:30\"\n";
        assert_eq!(to_yaml(&value), text);
    }

    #[test]
    fn blocks_keep_their_lines() {
        let value = json!({ "a": "x\ny\n", "b": "x\ny", "c": "x\n\n", "d": "  x\ny\n", "e": [["p", "q"], [{ "k": "v\n" }]] });
        let text = "a: |\n  x\n  y\nb: |-\n  x\n  y\nc: |+\n  x\n\nd: |2\n    x\n  y\ne:\n- - p\n  - q\n- - k: |\n      v\n";
        assert_eq!(to_yaml(&value), text);
    }

    #[test]
    fn long_texts_are_folded_where_kubectl_folds_them() {
        let words = "0123456789 ".repeat(9);
        let text = to_yaml(&json!({ "message": words.trim_end() }));
        let (first, rest) = ("0123456789 ".repeat(6), "0123456789");
        assert_eq!(text, format!("message: {first}{rest}\n  {rest} {rest}\n"));
    }

    #[test]
    fn keys_stand_in_natural_order() {
        let value = json!({ "a10": 1, "a9": 1, "ab": 1, "a-b": 1, "B": 1, "a": 1 });
        assert_eq!(to_yaml(&value), "B: 1\na: 1\na-b: 1\na9: 1\na10: 1\nab: 1\n");
    }

    #[test]
    fn what_is_printed_is_read_back_the_same() {
        for text in [
            "yes",
            "0777",
            "a\n b\n",
            " \n",
            "x\n \n",
            "# no",
            "a'b\"c",
            "\u{1b}[31m",
            "null",
            "~",
            "?",
            ":",
            "a\r\nb",
        ] {
            let value = json!({ "key": [text, { text: 1 }] });
            let read = read_documents(&to_yaml(&value)).unwrap();
            assert_eq!(
                read.iter().map(Node::to_json).collect::<Vec<_>>(),
                [value],
                "{text:?}"
            );
        }
    }
}
