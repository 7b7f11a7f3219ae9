//! Rust text without its comments and literals, and the words that stay.

/// The text with each comment, string and character literal replaced by a space.
pub fn code_of(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = ' ';
    while let Some(first) = rest.chars().next() {
        let skipped = if is_word(before) && first != '"' {
            0
        } else {
            length_of_literal(rest)
        };
        if skipped > 0 {
            code.push(' ');
            rest = &rest[skipped..];
            before = ' ';
        } else {
            code.push(first);
            rest = &rest[first.len_utf8()..];
            before = first;
        }
    }
    code
}

/// The identifiers of code, in order.
pub fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|letter| !is_word(letter))
        .filter(|word| !word.is_empty())
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// How many bytes of a comment or a literal stand at the start [bytes]; 0 if none does.
fn length_of_literal(text: &str) -> usize {
    if text.starts_with("//") {
        return text.find('\n').unwrap_or(text.len());
    }
    if text.starts_with("/*") {
        return text.find("*/").map_or(text.len(), |end| end + 2);
    }
    if let Some(quoted) = text.strip_prefix('"') {
        return 1 + end_of_quoted(quoted, '"');
    }
    if let Some(quoted) = text.strip_prefix("b\"") {
        return 2 + end_of_quoted(quoted, '"');
    }
    if let Some(opening) = text.strip_prefix('r').map(|rest| rest.trim_start_matches('#')) {
        let hashes = text.len() - 1 - opening.len();
        if let Some(inside) = opening.strip_prefix('"') {
            let close = format!("\"{}", "#".repeat(hashes));
            return hashes + 2 + inside.find(&close).map_or(inside.len(), |end| end + close.len());
        }
    }
    if let Some(quoted) = text.strip_prefix('\'') {
        // `'a'` and `'\n'` are characters, `'a` is a lifetime.
        let mut letters = quoted.chars();
        let first = letters.next();
        if first == Some('\\') || letters.next() == Some('\'') {
            return 1 + end_of_quoted(quoted, '\'');
        }
    }
    0
}

/// Where a quoted text ends, its closing quote included [bytes].
fn end_of_quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, letter) in text.char_indices() {
        if escaped {
            escaped = false;
        } else if letter == '\\' {
            escaped = true;
        } else if letter == quote {
            return at + 1;
        }
    }
    text.len()
}
