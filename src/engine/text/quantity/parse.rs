//! Reads a quantity: a number, perhaps with a point, and a suffix.

use super::{BINARY_MAX, BINARY_SUFFIXES, DECIMAL_SUFFIXES, Format, NANO, Quantity, QuantityError};
use super::{shift_down_away, shift_up};
use std::str::FromStr;

/// A text cut into its parts.
struct Parts<'a> {
    negative: bool,
    has_digits: bool,
    whole: &'a str,
    fraction: &'a str,
    suffix: &'a str,
}

fn split(text: &str) -> Result<Parts<'_>, QuantityError> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, rest) = split_digits(unsigned);
    let (fraction, suffix) = match rest.strip_prefix('.') {
        Some(rest) => split_digits(rest),
        None => ("", rest),
    };
    let letters = suffix.trim_start_matches(|c| "eEinumkKMGTP".contains(c));
    let exponent = letters.strip_prefix(['+', '-']).unwrap_or(letters);
    if text.is_empty() || !exponent.bytes().all(|b| b.is_ascii_digit()) {
        return Err(QuantityError::Format);
    }
    Ok(Parts {
        negative: text.starts_with('-'),
        has_digits: !whole.is_empty() || !fraction.is_empty(),
        whole: whole.trim_start_matches('0'),
        fraction,
        suffix,
    })
}

fn split_digits(text: &str) -> (&str, &str) {
    text.split_at(text.bytes().take_while(u8::is_ascii_digit).count())
}

/// The format of a suffix, its power of ten and its power of two.
fn interpret(suffix: &str) -> Result<(Format, i32, u32), QuantityError> {
    if let Some((_, power)) = DECIMAL_SUFFIXES.iter().find(|(letters, _)| *letters == suffix) {
        return Ok((Format::DecimalSi, *power, 0));
    }
    if let Some(position) = BINARY_SUFFIXES.iter().position(|letters| *letters == suffix) {
        let power = u32::try_from(position).map_or(0, |position| (position + 1) * 10);
        return Ok((Format::BinarySi, 0, power));
    }
    let exponent = suffix.strip_prefix(['e', 'E']).ok_or(QuantityError::Suffix)?;
    // Beyond a hundred digits nothing is an amount of anything; it also keeps the sums of scales small.
    match exponent.parse::<i32>() {
        Ok(power) if power.abs() <= 100 => Ok((Format::DecimalExponent, power, 0)),
        _ => Err(QuantityError::Suffix),
    }
}

impl FromStr for Quantity {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, QuantityError> {
        let parts = split(text)?;
        let (mut format, power, binary_power) = interpret(parts.suffix)?;
        let digits = format!("0{}{}", parts.whole, parts.fraction);
        let mut mantissa = digits.parse::<i128>().map_err(|_| QuantityError::Numeric)?;
        let places = i32::try_from(parts.fraction.len()).map_err(|_| QuantityError::Numeric)?;
        let mut scale = power - places;
        // A suffix alone is nothing of its unit, but only where the server's parser has a fast path.
        if !parts.has_digits && (scale < NANO || binary_power >= 50) {
            return Err(QuantityError::Numeric);
        }

        if format == Format::BinarySi {
            mantissa = match mantissa.checked_mul(1 << binary_power) {
                Some(mantissa) => mantissa,
                None if places == 0 => BINARY_MAX,
                None => return Err(QuantityError::Numeric),
            };
        }
        let given = (mantissa, scale);
        if scale < NANO {
            (mantissa, scale) = (shift_down_away(mantissa, NANO - scale).0, NANO);
        }
        if format == Format::BinarySi {
            if shift_down_away(mantissa, -scale).0 > BINARY_MAX {
                (mantissa, scale) = (BINARY_MAX, 0);
            }
            // Less than one unit cannot be written with a binary suffix.
            if mantissa > 0 && shift_up(1, -scale).is_some_and(|one| mantissa < one) && places > 0 {
                format = Format::DecimalSi;
            }
        }
        let kept = given == (mantissa, scale) && keeps_text(&parts, format, scale, binary_power);
        let mut quantity = Self::new(if parts.negative { -mantissa } else { mantissa }, scale, format);
        if kept && quantity.to_string() != text {
            quantity.text = Some(text.into());
        }
        Ok(quantity)
    }
}

/// Whether the API server repeats the text as it was given.
///
/// Its parser has a fast path for short numbers that takes them as canonical already when they end in no
/// zeros and their exponent suits; so `1.500` stays as it is although `1.5` becomes `1500m`.
fn keeps_text(parts: &Parts<'_>, format: Format, scale: i32, binary_power: u32) -> bool {
    let digits = [parts.whole, parts.fraction].concat();
    if format == Format::BinarySi {
        let short = i32::try_from(digits.len() + binary_power as usize * 3 / 10).is_ok_and(|size| size <= 14);
        let rest = digits
            .bytes()
            .fold(0, |rest, digit| (rest * 10 + (digit - b'0')) % 8);
        return parts.fraction.is_empty() && short && rest != 0;
    }
    digits.len() <= 18 && scale % 3 == 0 && !digits.ends_with("000") && !parts.whole.is_empty()
}
