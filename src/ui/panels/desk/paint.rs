//! Colours a manifest line by line, and writes what is wrong beside it. Light on purpose: no colour depends on another line.

use engine::{shell::lint::Finding, text::float::parse_decimal};

/// Longer texts are shown without colours, so that each letter typed stays quick [bytes].
const PAINTED_MAX: usize = 30_000;

/// As much of a message stands beside its line [characters]; all of it stands below.
const MESSAGE_MAX: usize = 110;

/// The text as HTML, one element a line.
pub fn html(text: &str, findings: &[Finding]) -> String {
    let is_painted = text.len() <= PAINTED_MAX;
    let mut html = String::with_capacity(text.len() * 3);
    // What is missing at the end is told of the last line.
    let last = text.split('\n').count() as u32;
    for (line, number) in text.split('\n').zip(1..) {
        let finding = findings.iter().find(|it| it.at.line.min(last) == number);
        let state = match finding {
            Some(it) if it.is_refused => " data-finding=\"refused\"",
            Some(_) => " data-finding=\"told\"",
            None => "",
        };
        html.push_str(&format!("<span class=\"manifest-row\"{state}>"));
        if is_painted {
            paint(line, &mut html);
        } else {
            escape(line, &mut html);
        }
        if let Some(finding) = finding {
            let message: String = finding.message.chars().take(MESSAGE_MAX).collect();
            html.push_str("<i>");
            escape(message.lines().next().unwrap_or_default(), &mut html);
            html.push_str("</i>");
        }
        html.push_str("\n</span>");
    }
    html
}

fn paint(line: &str, html: &mut String) {
    let (code, comment) = line.split_at(comment_start(line));
    let indent = code.len() - code.trim_start_matches([' ', '-']).len();
    let (mark, rest) = code.split_at(indent);
    escape(mark, html);
    if matches!(rest.trim_end(), "" | "---") {
        escape(rest, html);
    } else if let Some(end) = key_end(rest) {
        span("key", &rest[..end], html);
        html.push(':');
        value(&rest[end + 1..], html);
    } else {
        value(rest, html);
    }
    span("comment", comment, html);
}

fn value(text: &str, html: &mut String) {
    let word = text.trim();
    let class = match word.chars().next() {
        None | Some('{' | '[') => "",
        Some('"' | '\'') => "text",
        Some('&' | '*' | '|' | '>' | '!') => "mark",
        _ if matches!(word, "true" | "false" | "null" | "~") => "word",
        _ if parse_decimal(word).is_some() => "number",
        _ => "text",
    };
    span(class, text, html);
}

fn span(class: &str, text: &str, html: &mut String) {
    if class.is_empty() || text.is_empty() {
        escape(text, html);
        return;
    }
    html.push_str(&format!("<span class=\"manifest-{class}\">"));
    escape(text, html);
    html.push_str("</span>");
}

/// Where the comment of a line begins: at `#` after a blank and outside of quotes.
fn comment_start(line: &str) -> usize {
    let (mut quote, mut before) = (None, ' ');
    for (at, c) in line.char_indices() {
        match (quote, c) {
            (None, '#') if before.is_whitespace() => return at,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
        before = c;
    }
    line.len()
}

/// Where the key at the beginning of a text ends: at a colon before a blank or the end.
fn key_end(text: &str) -> Option<usize> {
    let is_key_end = |(at, _): &(usize, &str)| {
        let behind = text[at + 1..].chars().next();
        behind.is_none_or(char::is_whitespace)
    };
    let (end, _) = text.match_indices(':').find(is_key_end)?;
    (!text.starts_with(['{', '[', '"', '\'']) || text[..end].ends_with(['"', '\''])).then_some(end)
}

fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            _ => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::text::yaml::Position;

    /// `key‹replicas›:number‹ 3›` is easier to read than HTML.
    fn check(line: &str, painted: &str) {
        let mut html = String::new();
        paint(line, &mut html);
        let short = html
            .replace("<span class=\"manifest-", "")
            .replace("\">", "‹")
            .replace("</span>", "›");
        assert_eq!(short, painted);
    }

    #[test]
    fn a_line_is_painted_by_what_it_holds() {
        check("  - name: shop", "  - key‹name›:text‹ shop›");
        check(
            "replicas: 3 # of them",
            "key‹replicas›:number‹ 3 ›comment‹# of them›",
        );
        check("- \"a # b\"", "- text‹\"a # b\"›");
        check("ready: true", "key‹ready›:word‹ true›");
        check("image: shop:v1", "key‹image›:text‹ shop:v1›");
        check("args: [a, b]", "key‹args›: [a, b]");
        check("---", "---");
        check("파드: <b>&", "key‹파드›:text‹ &lt;b&gt;&amp;›");
    }

    #[test]
    fn what_is_wrong_stands_in_its_line() {
        let finding = Finding {
            at: Position { line: 2, column: 1 },
            message: "unknown <field>".to_owned(),
            is_refused: true,
        };
        let html = html("a: 1\nb: 2", &[finding]);
        let second = html.split("manifest-row").nth(2).unwrap();
        assert!(second.starts_with("\" data-finding=\"refused\">"), "{html}");
        assert!(second.contains("<i>unknown &lt;field&gt;</i>"), "{html}");
    }
}
