//! Lengths of time as text: the AGE column of kubectl, and durations as Go flags read and print them.

use std::fmt;

/// A second [ms].
const SECOND: i64 = 1_000;
/// A minute [ms].
const MINUTE: i64 = 60 * SECOND;
/// An hour [ms].
const HOUR: i64 = 60 * MINUTE;

/// The text of the AGE column for a length of time [ms]: two units at most, one where that says enough.
///
/// Source: apimachinery `duration.HumanDuration`, 1.37 development, read 2026-11.
pub fn human_duration(millis: i64) -> String {
    if let Some(text) = near_now(millis) {
        return text;
    }
    let (seconds, minutes, hours) = (millis / SECOND, millis / MINUTE, millis / HOUR);
    let days = hours / 24;
    match () {
        () if seconds < 120 => format!("{seconds}s"),
        () if minutes < 10 => two_units(minutes, "m", seconds % 60, "s"),
        () if minutes < 180 => format!("{minutes}m"),
        () if hours < 8 => two_units(hours, "h", minutes % 60, "m"),
        () if hours < 48 => format!("{hours}h"),
        () if days < 8 => two_units(days, "d", hours % 24, "h"),
        () if days < 2 * 365 => format!("{days}d"),
        () if days < 8 * 365 => two_units(days / 365, "y", days % 365, "d"),
        () => format!("{}y", days / 365),
    }
}

/// A length of time [ms] in its largest unit only, as `ShortHumanDuration` gives it.
pub fn short_human_duration(millis: i64) -> String {
    if let Some(text) = near_now(millis) {
        return text;
    }
    let (seconds, minutes, hours) = (millis / SECOND, millis / MINUTE, millis / HOUR);
    match () {
        () if seconds < 60 => format!("{seconds}s"),
        () if minutes < 60 => format!("{minutes}m"),
        () if hours < 24 => format!("{hours}h"),
        () if hours < 24 * 365 => format!("{}d", hours / 24),
        () => format!("{}y", hours / 24 / 365),
    }
}

/// Clocks of two machines may differ by up to two seconds: that still counts as now.
fn near_now(millis: i64) -> Option<String> {
    match millis / SECOND {
        ..-1 => Some("<invalid>".to_owned()),
        -1 => Some("0s".to_owned()),
        _ => None,
    }
}

fn two_units(large: i64, large_unit: &str, small: i64, small_unit: &str) -> String {
    if small == 0 {
        return format!("{large}{large_unit}");
    }
    format!("{large}{large_unit}{small}{small_unit}")
}

/// Why a text is not a duration; `Display` gives Go's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DurationError {
    /// Not a number with a unit, or too long.
    Invalid(String),
    /// A number without a unit: the whole text.
    MissingUnit(String),
    /// A unit that Go does not know: the unit and the whole text.
    UnknownUnit(String, String),
}

impl fmt::Display for DurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(text) => write!(f, "time: invalid duration {text:?}"),
            Self::MissingUnit(text) => write!(f, "time: missing unit in duration {text:?}"),
            Self::UnknownUnit(unit, text) => write!(f, "time: unknown unit {unit:?} in duration {text:?}"),
        }
    }
}

impl std::error::Error for DurationError {}

/// Units of Go durations [ns].
const UNITS: [(&str, i64); 8] = [
    ("ns", 1),
    ("us", 1_000),
    ("µs", 1_000),
    ("μs", 1_000),
    ("ms", 1_000_000),
    ("s", 1_000_000_000),
    ("m", 60 * 1_000_000_000),
    ("h", 3_600 * 1_000_000_000),
];

/// Reads a Go duration such as `1h5m`, `300ms` or `-1.5s` [ns].
pub fn parse_go_duration(text: &str) -> Result<i64, DurationError> {
    let invalid = || DurationError::Invalid(text.to_owned());
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if unsigned == "0" {
        return Ok(0);
    }
    let (mut rest, mut total) = (unsigned, 0_i64);
    while !rest.is_empty() {
        let (amount, tail) = rest.split_at(end_of(rest, |c| c.is_ascii_digit() || c == '.'));
        let (unit, tail) = tail.split_at(end_of(tail, |c| !c.is_ascii_digit() && c != '.'));
        if !amount.bytes().any(|byte| byte.is_ascii_digit()) || amount.matches('.').count() > 1 {
            return Err(invalid());
        }
        if unit.is_empty() {
            return Err(DurationError::MissingUnit(text.to_owned()));
        }
        let size = UNITS
            .iter()
            .find(|(name, _)| *name == unit)
            .map(|(_, size)| *size);
        let size = size.ok_or_else(|| DurationError::UnknownUnit(unit.to_owned(), text.to_owned()))?;
        total = nanos(amount, size)
            .and_then(|part| total.checked_add(part))
            .ok_or_else(invalid)?;
        rest = tail;
    }
    if unsigned.is_empty() {
        return Err(invalid());
    }
    Ok(if text.starts_with('-') { -total } else { total })
}

fn end_of(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

/// `amount` (digits with at most one point) times a unit [ns], what is finer being cut off.
fn nanos(amount: &str, unit: i64) -> Option<i64> {
    let (whole, fraction) = amount.split_once('.').unwrap_or((amount, ""));
    let whole = if whole.is_empty() {
        0
    } else {
        whole.parse::<i64>().ok()?
    };
    let (mut part, mut share) = (0, unit);
    for digit in fraction.bytes() {
        share /= 10;
        part += i64::from(digit - b'0') * share;
    }
    whole.checked_mul(unit)?.checked_add(part)
}

/// Prints a length of time [ms] as Go prints a `time.Duration`: `1h5m0s`, `1.5s`, `300ms`, `0s`.
pub fn go_duration(millis: i64) -> String {
    let sign = if millis < 0 { "-" } else { "" };
    let size = millis.unsigned_abs();
    if (1..1000).contains(&size) {
        return format!("{sign}{size}ms");
    }
    let whole = match (size / 3_600_000, size / 60_000 % 60) {
        (0, 0) => String::new(),
        (0, minutes) => format!("{minutes}m"),
        (hours, minutes) => format!("{hours}h{minutes}m"),
    };
    let fraction = format!(".{:03}", size % 1000);
    let fraction = fraction.trim_end_matches('0').trim_end_matches('.');
    format!("{sign}{whole}{}{fraction}s", size / 1000 % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_as_go_reads_them() {
        for (text, expected) in [
            ("1h5m", Ok(3_900_000_000_000)),
            ("300ms", Ok(300_000_000)),
            ("-1.5s", Ok(-1_500_000_000)),
            (".5h", Ok(1_800_000_000_000)),
            ("0", Ok(0)),
            ("", Err("time: invalid duration \"\"")),
            ("5", Err("time: missing unit in duration \"5\"")),
            ("5x", Err("time: unknown unit \"x\" in duration \"5x\"")),
            ("s", Err("time: invalid duration \"s\"")),
            ("1.2.3s", Err("time: invalid duration \"1.2.3s\"")),
            ("99999999999h", Err("time: invalid duration \"99999999999h\"")),
        ] {
            let got = parse_go_duration(text).map_err(|problem| problem.to_string());
            assert_eq!(got, expected.map_err(str::to_owned), "{text}");
        }
    }

    #[test]
    fn durations_are_printed_as_go_prints_them() {
        for (millis, expected) in [
            (0, "0s"),
            (300, "300ms"),
            (1_500, "1.5s"),
            (60_000, "1m0s"),
            (3_900_000, "1h5m0s"),
            (-2_000, "-2s"),
            (61_020, "1m1.02s"),
        ] {
            assert_eq!(go_duration(millis), expected);
        }
    }
}
