//! Stands in for the crate `zmij`, with which serde_json prints fractions: that one is quick by a table of 5 kB that does not
//! compress. This one takes the digits from the standard library, which the site has anyway, and lays them out in the same way.

use std::fmt::LowerExp;

/// Where a number is printed.
#[derive(Default)]
pub struct Buffer {
    text: String,
}

/// `f32` or `f64`.
pub trait Float: Copy + LowerExp + Into<f64> {}
impl Float for f32 {}
impl Float for f64 {}

impl Buffer {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Prints any number.
    pub fn format<F: Float>(&mut self, number: F) -> &str {
        let value: f64 = number.into();
        if value.is_nan() {
            return "NaN";
        }
        if value.is_infinite() {
            return if value < 0.0 { "-inf" } else { "inf" };
        }
        self.format_finite(number)
    }

    /// Prints a finite number: with a point between 1e-5 and 1e16, else with an exponent.
    pub fn format_finite<F: Float>(&mut self, number: F) -> &str {
        self.text = lay_out(&format!("{number:e}"));
        &self.text
    }
}

/// Lays out `-1.25e-7`: the fewest digits that tell the number apart, and its exponent.
fn lay_out(shortest: &str) -> String {
    let (mantissa, exponent) = shortest.split_once('e').unwrap_or((shortest, "0"));
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |it| ("-", it));
    let digits = mantissa.replace('.', "");
    let exponent: i32 = exponent.parse().unwrap_or_default();
    let whole = usize::try_from(exponent + 1).unwrap_or_default();
    match exponent {
        -5..0 => {
            let zeros = "0".repeat(exponent.unsigned_abs() as usize - 1);
            format!("{sign}0.{zeros}{digits}")
        }
        0..16 if digits.len() <= whole => format!("{sign}{digits:0<whole$}.0"),
        0..16 => format!("{sign}{}.{}", &digits[..whole], &digits[whole..]),
        _ => format!(
            "{sign}{mantissa}e{}{exponent}",
            if exponent < 0 { "" } else { "+" }
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::Buffer;

    #[test]
    fn fractions_are_laid_out_as_serde_json_does() {
        let cases = [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (1.234, "1.234"),
            (-120.5, "-120.5"),
            (0.1, "0.1"),
            (1e-5, "0.00001"),
            (1e-6, "1e-6"),
            (1.25e-7, "1.25e-7"),
            (123_456_789.0, "123456789.0"),
            (1e15, "1000000000000000.0"),
            (1e16, "1e+16"),
            (1.5e300, "1.5e+300"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-inf"),
        ];
        for (number, text) in cases {
            assert_eq!(Buffer::new().format(number), text);
        }
        assert_eq!(Buffer::new().format_finite(0.1_f32), "0.1");
    }
}
