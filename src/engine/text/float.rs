//! Decimal fractions as text. The standard library's way needs a table of 10 kB that no page can do without otherwise.

/// Reads `1.5`, `-.5`, `1.` or `6e23`; none if it is no number, infinity if it is too large for one.
///
/// Exact for up to 15 digits and powers of ten up to 22, which no manifest exceeds; beyond, the last binary digit may differ.
pub fn parse_decimal(text: &str) -> Option<f64> {
    let (sign, unsigned) = split_sign(text);
    let (digits, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let is_count = |text: &str| text.bytes().all(|it| it.is_ascii_digit());
    let power = split_sign(exponent).1;
    if digits.trim_start_matches('.').is_empty()
        || power.is_empty()
        || ![whole, part, power].into_iter().all(is_count)
    {
        return None;
    }
    // JSON wants a digit on both sides of the point, and no zero before another digit.
    let counted = whole.trim_start_matches('0');
    let whole = if counted.is_empty() { "0" } else { counted };
    let number = serde_json::from_str(&format!("{sign}{whole}.{part}0e{exponent}"));
    // What is written as JSON writes numbers can only be too large.
    Some(number.unwrap_or(if sign.is_empty() {
        f64::INFINITY
    } else {
        f64::NEG_INFINITY
    }))
}

/// The sign that has to be written, and the rest.
fn split_sign(text: &str) -> (&str, &str) {
    match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    }
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
            ("1e+3", 1e3),
            ("1e999", f64::INFINITY),
            ("-1e999", f64::NEG_INFINITY),
            ("12.3456789012345", 12.345_678_901_234_5),
        ];
        for (text, value) in cases {
            assert_eq!(parse_decimal(text), Some(value), "{text}");
        }
    }

    #[test]
    fn what_is_no_decimal_is_none() {
        for text in [
            "", ".", "-", "e5", "1e", "1.2.3", "0x10", "1e5.", "--1", "inf", "１",
        ] {
            assert_eq!(parse_decimal(text), None, "{text}");
        }
    }
}
