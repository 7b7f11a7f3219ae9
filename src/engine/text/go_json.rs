//! JSON with the complaints of Go's parser, which is what the API server answers with.

use std::fmt;

use serde_json::Value;

/// What Go says of a text that is no JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JsonError {
    /// A character where another was wanted: what for.
    Unexpected(char, &'static str),
    /// The text ends too early.
    End,
    /// Lists and mappings stand too deep in each other.
    TooDeep,
}

/// Deeper than this nothing is read. Source: Go, encoding/json `maxNestingDepth` is 10,000; ours is what the stack of a page bears.
const DEPTH_MAX: usize = 100;

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unexpected(c, place) => write!(f, "invalid character '{}' {place}", c.escape_default()),
            Self::End => f.write_str("unexpected end of JSON input"),
            Self::TooDeep => f.write_str("exceeded max depth"),
        }
    }
}

impl std::error::Error for JsonError {}

/// Reads a text that is one JSON value.
pub fn parse(text: &str) -> Result<Value, JsonError> {
    let mut rest = Rest(text);
    rest.value(0)?;
    if let Some(c) = rest.peek() {
        return Err(JsonError::Unexpected(c, "after top-level value"));
    }
    // What is left are numbers out of range and lone surrogates.
    serde_json::from_str(text).map_err(|_| JsonError::End)
}

/// What has not been read yet.
struct Rest<'a>(&'a str);

impl Rest<'_> {
    /// The next character that is no blank.
    fn peek(&mut self) -> Option<char> {
        self.0 = self.0.trim_start_matches([' ', '\t', '\n', '\r']);
        self.0.chars().next()
    }

    fn skip(&mut self, c: char) {
        self.0 = &self.0[c.len_utf8()..];
    }

    fn value(&mut self, depth: usize) -> Result<(), JsonError> {
        if depth > DEPTH_MAX {
            return Err(JsonError::TooDeep);
        }
        match self.peek().ok_or(JsonError::End)? {
            '{' => self.members(depth),
            '[' => self.items(depth),
            '"' => self.text(),
            '-' | '0'..='9' => self.number(),
            't' => self.word("true"),
            'f' => self.word("false"),
            'n' => self.word("null"),
            c => Err(JsonError::Unexpected(c, "looking for beginning of value")),
        }
    }

    fn members(&mut self, depth: usize) -> Result<(), JsonError> {
        self.skip('{');
        if self.peek() == Some('}') {
            self.skip('}');
            return Ok(());
        }
        loop {
            match self.peek().ok_or(JsonError::End)? {
                '"' => self.text()?,
                c => {
                    return Err(JsonError::Unexpected(
                        c,
                        "looking for beginning of object key string",
                    ));
                }
            }
            match self.peek().ok_or(JsonError::End)? {
                ':' => self.skip(':'),
                c => return Err(JsonError::Unexpected(c, "after object key")),
            }
            self.value(depth + 1)?;
            match self.peek().ok_or(JsonError::End)? {
                ',' => self.skip(','),
                '}' => {
                    self.skip('}');
                    return Ok(());
                }
                c => return Err(JsonError::Unexpected(c, "after object key:value pair")),
            }
        }
    }

    fn items(&mut self, depth: usize) -> Result<(), JsonError> {
        self.skip('[');
        if self.peek() == Some(']') {
            self.skip(']');
            return Ok(());
        }
        loop {
            self.value(depth + 1)?;
            match self.peek().ok_or(JsonError::End)? {
                ',' => self.skip(','),
                ']' => {
                    self.skip(']');
                    return Ok(());
                }
                c => return Err(JsonError::Unexpected(c, "after array element")),
            }
        }
    }

    fn text(&mut self) -> Result<(), JsonError> {
        let mut letters = self.0.char_indices().skip(1);
        while let Some((at, c)) = letters.next() {
            match c {
                '"' => {
                    self.0 = &self.0[at + 1..];
                    return Ok(());
                }
                '\\' => match letters.next() {
                    Some((_, 'u')) => {
                        for _ in 0..4 {
                            let (_, c) = letters.next().ok_or(JsonError::End)?;
                            if !c.is_ascii_hexdigit() {
                                return Err(JsonError::Unexpected(c, "in \\u hexadecimal character escape"));
                            }
                        }
                    }
                    Some((_, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't')) => {}
                    Some((_, c)) => return Err(JsonError::Unexpected(c, "in string escape code")),
                    None => return Err(JsonError::End),
                },
                c if c < ' ' => return Err(JsonError::Unexpected(c, "in string literal")),
                _ => {}
            }
        }
        Err(JsonError::End)
    }

    fn number(&mut self) -> Result<(), JsonError> {
        let end = self
            .0
            .find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E'))
            .unwrap_or(self.0.len());
        let (digits, rest) = self.0.split_at(end);
        if serde_json::from_str::<Value>(digits).is_err() {
            let next = rest.chars().next();
            return Err(next.map_or(JsonError::End, |c| JsonError::Unexpected(c, "in numeric literal")));
        }
        self.0 = rest;
        Ok(())
    }

    fn word(&mut self, word: &'static str) -> Result<(), JsonError> {
        for (place, wanted) in word.chars().enumerate() {
            match self.0.chars().nth(place) {
                Some(c) if c == wanted => {}
                Some(c) => return Err(JsonError::Unexpected(c, "in literal")),
                None => return Err(JsonError::End),
            }
        }
        self.0 = &self.0[word.len()..];
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_text_is_told_in_the_words_of_go() {
        for (text, words) in [
            (
                "{bad",
                "invalid character 'b' looking for beginning of object key string",
            ),
            ("{\"a\" 1}", "invalid character '1' after object key"),
            (
                "{\"a\": 1 2}",
                "invalid character '2' after object key:value pair",
            ),
            ("{\"a\":", "unexpected end of JSON input"),
            ("[1 2]", "invalid character '2' after array element"),
            (
                "{\"a\":x}",
                "invalid character 'x' looking for beginning of value",
            ),
            ("{} x", "invalid character 'x' after top-level value"),
            ("{\"a", "unexpected end of JSON input"),
            (r#"{"a":"\q"}"#, "invalid character 'q' in string escape code"),
        ] {
            assert_eq!(parse(text).unwrap_err().to_string(), words, "{text}");
        }
        let deep = "[".repeat(100_000);
        assert_eq!(parse(&deep), Err(JsonError::TooDeep));
        let good = r#" {"a": [1, -2.5e3, true, null, "\u00e9\n"], "b": {}} "#;
        assert_eq!(parse(good).unwrap()["a"][1], -2500.0);
    }
}
