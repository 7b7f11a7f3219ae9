//! Decimal fractions as text. The standard library's way needs a table of 10 kB that no page can do without otherwise.

/// Reads `1.5`, `-.5`, `1.` or `6e23`; none if it is no number or too large for one.
///
/// Exact for up to 15 digits and powers of ten up to 22, which no manifest exceeds; beyond, the last binary digit may differ.
pub fn parse_decimal(text: &str) -> Option<f64> {
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (digits, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let is_count = |text: &str| text.bytes().all(|it| it.is_ascii_digit());
    if whole.is_empty() && part.is_empty() || !is_count(whole) || !is_count(part) {
        return None;
    }
    // JSON wants a digit on both sides of the point, and no zero before another digit.
    let counted = whole.trim_start_matches('0');
    let whole = if counted.is_empty() { "0" } else { counted };
    serde_json::from_str(&format!("{sign}{whole}.{part}0e{exponent}")).ok()
}

#[cfg(test)]
mod tests {
    use super::parse_decimal;

    #[test]
    fn a_decimal_is_read_as_it_is_written() {
        let cases = [
            ("1.5", 1.5),
            ("-.5", -0.5),
            ("+1.", 1.0),
            ("007.25", 7.25),
            ("0", 0.0),
            ("6e23", 6e23),
            ("1E-3", 1e-3),
            ("12.3456789012345", 12.345_678_901_234_5),
        ];
        for (text, value) in cases {
            assert_eq!(parse_decimal(text), Some(value), "{text}");
        }
    }

    #[test]
    fn what_is_no_decimal_is_none() {
        for text in ["", ".", "-", "e5", "1e", "1.2.3", "0x10", "1e999", "inf", "１"] {
            assert_eq!(parse_decimal(text), None, "{text}");
        }
    }
}
