//! What an unquoted YAML word stands for, by the YAML 1.1 rules of kubectl's library.
//!
//! The same rules decide, the other way round, which texts need quotes when YAML is printed.
//! Source: go-yaml v2 (`sigs.k8s.io/yaml` stands on it), read 2026-11.

use super::float::parse_decimal;

/// The meaning of a plain scalar.
#[derive(Debug, Clone, PartialEq)]
pub enum Scalar {
    /// `~`, `null` or nothing.
    Null,
    /// `true`, `yes`, `on` and their opposites.
    Bool(bool),
    /// A whole number, decimal, `0x`, `0b`, `0o` or octal by a leading zero.
    Int(i64),
    /// A whole number beyond `i64`.
    Unsigned(u64),
    /// A number with a point or an exponent.
    Float(f64),
    /// A date or a moment, which stays a text but is printed in quotes.
    Time,
    /// `<<`, the key that merges other mappings in.
    Merge,
    /// Anything else.
    Text,
}

/// What a plain scalar stands for.
pub fn resolve(text: &str) -> Scalar {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Scalar::Null,
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
            Scalar::Bool(true)
        }
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            Scalar::Bool(false)
        }
        ".nan" | ".NaN" | ".NAN" => Scalar::Float(f64::NAN),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => Scalar::Float(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => Scalar::Float(f64::NEG_INFINITY),
        "<<" => Scalar::Merge,
        _ if text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) => number(text),
        _ => Scalar::Text,
    }
}

fn number(text: &str) -> Scalar {
    if is_time(text) {
        return Scalar::Time;
    }
    // Underscores may group digits, but not where the number starts with its point.
    let plain = if text.starts_with('.') {
        text.to_owned()
    } else {
        text.replace('_', "")
    };
    if let Some(number) = whole(&plain) {
        return number;
    }
    if is_float(&plain) {
        return parse_decimal(&plain).map_or(Scalar::Text, Scalar::Float);
    }
    Scalar::Text
}

/// A whole number in the notation of Go's `ParseInt` with base 0.
fn whole(text: &str) -> Option<Scalar> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let lower = digits.get(..2).unwrap_or_default().to_ascii_lowercase();
    let (radix, digits) = match lower.as_str() {
        "0x" => (16, &digits[2..]),
        "0b" => (2, &digits[2..]),
        "0o" => (8, &digits[2..]),
        _ if digits.len() > 1 && digits.starts_with('0') => (8, &digits[1..]),
        _ => (10, digits),
    };
    // `from_str_radix` would take a second sign.
    if !digits.starts_with(|c: char| c.is_ascii_hexdigit()) {
        return None;
    }
    let size = i128::from(u64::from_str_radix(digits, radix).ok()?);
    let value = if text.starts_with('-') { -size } else { size };
    i64::try_from(value)
        .map(Scalar::Int)
        .or_else(|_| u64::try_from(value).map(Scalar::Unsigned))
        .ok()
}

/// Whether a text is digits with at most one point and perhaps an exponent.
fn is_float(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
        Some(place) => (&unsigned[..place], Some(&unsigned[place + 1..])),
        None => (unsigned, None),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let some = !whole.is_empty() || !fraction.is_empty();
    let exponent = exponent.map(|text| text.strip_prefix(['+', '-']).unwrap_or(text));
    some && digits(whole) && digits(fraction) && exponent.is_none_or(|text| !text.is_empty() && digits(text))
}

/// Whether a text is a date (`2026-11-22`) or a moment (`2026-11-22T00:00:43Z`).
fn is_time(text: &str) -> bool {
    let (date, time) = match text.find(['T', 't', ' ']) {
        Some(place) => (&text[..place], Some((&text[place..=place], &text[place + 1..]))),
        None => (text, None),
    };
    let parts: Vec<&str> = date.split('-').collect();
    let [year, month, day] = parts[..] else {
        return false;
    };
    if !(year.len() == 4 && is_count(year, 0, 9999) && is_count(month, 1, 12) && is_count(day, 1, 31)) {
        return false;
    }
    match time {
        None => true,
        Some((" ", clock)) => is_clock(clock),
        Some((_, clock)) => match clock.find(['Z', '+', '-']) {
            Some(place) => is_clock(&clock[..place]) && is_zone(&clock[place..]),
            None => false,
        },
    }
}

fn is_clock(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let parts: Vec<&str> = whole.split(':').collect();
    let [hour, minute, second] = parts[..] else {
        return false;
    };
    let fraction = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    is_count(hour, 0, 23) && is_count(minute, 0, 59) && is_count(second, 0, 59) && fraction
}

fn is_zone(text: &str) -> bool {
    text == "Z"
        || text[1..].split_once(':').is_some_and(|(hours, minutes)| {
            hours.len() == 2 && minutes.len() == 2 && is_count(hours, 0, 24) && is_count(minutes, 0, 60)
        })
}

fn is_count(text: &str, least: u32, most: u32) -> bool {
    let short = (1..=4).contains(&text.len()) && (text.len() <= 2 || most > 99);
    short
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && text
            .parse()
            .is_ok_and(|count: u32| (least..=most).contains(&count))
}

/// Whether a text must be printed in quotes to stay a text.
pub fn needs_quotes(text: &str) -> bool {
    resolve(text) != Scalar::Text || is_base_sixty(text)
}

/// Whether older YAML libraries would read it as a number of base sixty, such as `1:30`.
fn is_base_sixty(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let mut parts = whole.split(':');
    let first = parts.next().unwrap_or_default();
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
    let sixty = |text: &str| is_count(text, 0, 59);
    let rest: Vec<&str> = parts.collect();
    first.starts_with(|c: char| c.is_ascii_digit())
        && digits(first)
        && digits(fraction)
        && !rest.is_empty()
        && rest.into_iter().all(sixty)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_for_what_kubectl_takes_them_for() {
        for (text, expected) in [
            ("yes", Scalar::Bool(true)),
            ("off", Scalar::Bool(false)),
            ("n", Scalar::Bool(false)),
            ("nO", Scalar::Text),
            ("~", Scalar::Null),
            ("0777", Scalar::Int(511)),
            ("08", Scalar::Float(8.0)),
            ("0o14", Scalar::Int(12)),
            ("0x1F", Scalar::Int(31)),
            ("-0b11", Scalar::Int(-3)),
            ("1_000", Scalar::Int(1000)),
            ("18446744073709551615", Scalar::Unsigned(u64::MAX)),
            ("1.20", Scalar::Float(1.2)),
            ("1e3", Scalar::Float(1000.0)),
            (".5", Scalar::Float(0.5)),
            (".", Scalar::Text),
            ("1.24.3", Scalar::Text),
            ("--1", Scalar::Text),
            ("100m", Scalar::Text),
            ("2026-11-22", Scalar::Time),
            ("2026-11-22T00:00:43Z", Scalar::Time),
            ("2026-13-22", Scalar::Text),
            ("25%", Scalar::Text),
        ] {
            assert_eq!(resolve(text), expected, "{text}");
        }
    }

    #[test]
    fn a_text_that_looks_like_something_else_needs_quotes() {
        for text in [
            "",
            "true",
            "1",
            "1:30",
            "null",
            "2026-11-22",
            "y",
            ".inf",
            "<<",
            "0x10",
        ] {
            assert!(needs_quotes(text), "{text}");
        }
        for text in ["web", "nginx:1.24", "100m", "1.2.3", "10.0.0.1", "-a", "1:99"] {
            assert!(!needs_quotes(text), "{text}");
        }
    }
}
