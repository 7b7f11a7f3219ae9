//! Amounts of CPU and memory as Kubernetes writes them (`resource.Quantity`): exact, never a float.

mod parse;

use std::cmp::Ordering;
use std::fmt;

/// How a quantity is written, which follows from the suffix it was read with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Powers of ten as letters: `100m`, `2G`.
    DecimalSi,
    /// Powers of 1,024: `64Mi`.
    BinarySi,
    /// Powers of ten as exponents: `12e6`.
    DecimalExponent,
}

/// An exact amount: `mantissa * 10^scale`, and the way it is to be written.
///
/// Equality and order compare amounts, so `0.5` equals `500m`.
#[derive(Debug, Clone)]
pub struct Quantity {
    mantissa: i128,
    scale: i32,
    format: Format,
    /// The text it was read from, where the API server repeats that instead of the canonical form.
    text: Option<Box<str>>,
}

/// Why a text is not a quantity; `Display` gives the API server's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuantityError {
    /// Not a number followed by a suffix.
    Format,
    /// The number cannot be read, or has more digits than fit 128 bits.
    Numeric,
    /// The suffix is none of those known.
    Suffix,
}

/// The finest step of a quantity: one billionth. Source: apimachinery `resource.Nano`, read 2026-11.
const NANO: i32 = -9;

/// The largest binary amount. Source: apimachinery `resource.maxAllowed` (2^63-1), read 2026-11.
const BINARY_MAX: i128 = i64::MAX as i128;

/// Letters of the decimal suffixes with their power of ten.
const DECIMAL_SUFFIXES: [(&str, i32); 10] = [
    ("n", -9),
    ("u", -6),
    ("m", -3),
    ("", 0),
    ("k", 3),
    ("M", 6),
    ("G", 9),
    ("T", 12),
    ("P", 15),
    ("E", 18),
];

/// Binary suffixes; the n-th stands for 1,024 to the power n + 1.
const BINARY_SUFFIXES: [&str; 6] = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

impl Quantity {
    /// Nothing at all, written `0`.
    pub const ZERO: Self = Self::new(0, 0, Format::DecimalSi);

    const fn new(mantissa: i128, scale: i32, format: Format) -> Self {
        Self {
            mantissa,
            scale,
            format,
            text: None,
        }
    }

    /// So many whole units (bytes, CPUs, pods).
    pub fn from_units(units: i64, format: Format) -> Self {
        Self::new(units.into(), 0, format)
    }

    /// So many thousandths (millicores).
    pub fn from_millis(millis: i64) -> Self {
        Self::new(millis.into(), -3, Format::DecimalSi)
    }

    /// The same amount, written another way.
    #[must_use]
    pub fn written_as(self, format: Format) -> Self {
        Self::new(self.mantissa, self.scale, format)
    }

    /// How it is written.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Thousandths, rounded away from zero as the scheduler counts CPU; held at the ends of `i64`.
    pub fn millis(&self) -> i64 {
        self.at_scale(-3)
    }

    /// Whole units, rounded away from zero as the scheduler counts memory; held at the ends of `i64`.
    pub fn bytes(&self) -> i64 {
        self.at_scale(0)
    }

    /// Whether the amount is nothing.
    pub fn is_zero(&self) -> bool {
        self.mantissa == 0
    }

    /// Whether the amount is below nothing.
    pub fn is_negative(&self) -> bool {
        self.mantissa < 0
    }

    /// The sum, written as `self` is, or as `other` where `self` is nothing.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let format = if self.is_zero() { other.format } else { self.format };
        let scale = self.scale.min(other.scale);
        let sum = shift_up(self.mantissa, self.scale - scale)
            .zip(shift_up(other.mantissa, other.scale - scale))
            .and_then(|(a, b)| a.checked_add(b));
        match sum {
            Some(mantissa) => Self::new(mantissa, scale, format),
            // Amounts 10^19 apart: the small one does not show.
            None => Self {
                text: None,
                format,
                ..self.max(other).clone()
            },
        }
    }

    fn at_scale(&self, scale: i32) -> i64 {
        let held = if self.mantissa < 0 { i64::MIN } else { i64::MAX };
        let value = if self.scale >= scale {
            shift_up(self.mantissa, self.scale - scale)
        } else {
            Some(shift_down_away(self.mantissa, scale - self.scale).0)
        };
        value.and_then(|value| i64::try_from(value).ok()).unwrap_or(held)
    }

    /// The mantissa without trailing zeros, with an exponent that is a multiple of three.
    fn canonical_decimal(&self) -> (i128, i32) {
        let (mut mantissa, mut exponent) = (self.mantissa, self.scale);
        while mantissa % 10 == 0 {
            mantissa /= 10;
            exponent += 1;
        }
        let extra = exponent.rem_euclid(3);
        let factor = 10_i128.pow(extra.unsigned_abs());
        (mantissa.saturating_mul(factor), exponent - extra)
    }

    /// The amount as a whole number of units, where it is one of at least 1,024.
    fn whole_binary(&self) -> Option<i128> {
        let units = if self.scale >= 0 {
            shift_up(self.mantissa, self.scale)?
        } else {
            let (units, exact) = shift_down_away(self.mantissa, -self.scale);
            exact.then_some(units)?
        };
        (units.abs() >= 1024).then_some(units)
    }
}

/// `value * 10^places`, where that fits.
fn shift_up(value: i128, places: i32) -> Option<i128> {
    if value == 0 {
        return Some(0);
    }
    10_i128.checked_pow(places.unsigned_abs())?.checked_mul(value)
}

/// `value / 10^places` rounded away from zero, and whether nothing was lost.
fn shift_down_away(value: i128, places: i32) -> (i128, bool) {
    let Some(divisor) = 10_i128.checked_pow(places.unsigned_abs()) else {
        return (value.signum(), value == 0);
    };
    let exact = value % divisor == 0;
    (value / divisor + if exact { 0 } else { value.signum() }, exact)
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(text) = &self.text {
            return f.write_str(text);
        }
        if self.is_zero() {
            return f.write_str("0");
        }
        if let Some(mut units) = self.whole_binary().filter(|_| self.format == Format::BinarySi) {
            let mut power = 0;
            while units % 1024 == 0 && power < BINARY_SUFFIXES.len() {
                units /= 1024;
                power += 1;
            }
            let suffix = power.checked_sub(1).map_or("", |power| BINARY_SUFFIXES[power]);
            return write!(f, "{units}{suffix}");
        }
        let (mantissa, exponent) = self.canonical_decimal();
        let letter = DECIMAL_SUFFIXES.iter().find(|(_, power)| *power == exponent);
        match letter {
            _ if exponent == 0 => write!(f, "{mantissa}"),
            Some((letter, _)) if self.format != Format::DecimalExponent => write!(f, "{mantissa}{letter}"),
            _ => write!(f, "{mantissa}e{exponent}"),
        }
    }
}

impl Ord for Quantity {
    fn cmp(&self, other: &Self) -> Ordering {
        let signs = self.mantissa.signum().cmp(&other.mantissa.signum());
        if signs.is_ne() {
            return signs;
        }
        let scale = self.scale.min(other.scale);
        let mine = shift_up(self.mantissa, self.scale - scale);
        let theirs = shift_up(other.mantissa, other.scale - scale);
        match (mine, theirs) {
            (Some(mine), Some(theirs)) => mine.cmp(&theirs),
            // Too large to write out beside the other: larger in magnitude.
            (None, _) => self.mantissa.cmp(&0),
            (_, None) => 0.cmp(&other.mantissa),
        }
    }
}

impl PartialOrd for Quantity {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Quantity {}

impl fmt::Display for QuantityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Format => {
                "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
            }
            Self::Numeric => "unable to parse numeric part of quantity",
            Self::Suffix => "unable to parse quantity's suffix",
        })
    }
}

impl std::error::Error for QuantityError {}

#[cfg(test)]
mod tests;
