//! A field that holds a number or a percentage (`IntOrString`), such as `maxSurge: 25%`.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt;

/// A whole number, or a text that mostly is a percentage and may be a port's name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum IntOrString {
    /// Written as a number.
    Int(i32),
    /// Written as a text.
    Text(String),
}

/// Which way a percentage of something is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// To the next larger number, as `maxSurge` is.
    Up,
    /// To the next smaller number, as `maxUnavailable` is.
    Down,
}

/// Why a value cannot be scaled; `Display` gives the API server's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IntOrStringError {
    /// A text that does not end in `%`.
    NotAPercentage,
    /// The text, whose part before the `%` is no number.
    NotANumber(String),
}

impl IntOrString {
    /// Reads a field of a manifest; `None` if it is neither a 32-bit number nor a text.
    pub fn from_json(value: &Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(Self::Text(text.clone())),
            _ => value
                .as_i64()
                .and_then(|number| i32::try_from(number).ok())
                .map(Self::Int),
        }
    }

    /// As it stands in a manifest.
    pub fn to_json(&self) -> Value {
        match self {
            Self::Int(number) => (*number).into(),
            Self::Text(text) => text.as_str().into(),
        }
    }

    /// The percentage, where it is one.
    pub fn percent(&self) -> Result<Option<i64>, IntOrStringError> {
        let Self::Text(text) = self else { return Ok(None) };
        let digits = text.strip_suffix('%').ok_or(IntOrStringError::NotAPercentage)?;
        let number = digits
            .parse()
            .map_err(|_| IntOrStringError::NotANumber(text.clone()))?;
        Ok(Some(number))
    }

    /// The number, or the percentage of `total` rounded one way.
    ///
    /// Source: apimachinery `intstr.GetScaledValueFromIntOrPercent`, 1.37 development, read 2026-11.
    pub fn scaled(&self, total: i64, rounding: Rounding) -> Result<i64, IntOrStringError> {
        if let Self::Int(number) = self {
            return Ok((*number).into());
        }
        let hundredfold = self.percent()?.unwrap_or(0).saturating_mul(total).max(-i64::MAX);
        Ok(match rounding {
            Rounding::Down => hundredfold.div_euclid(100),
            Rounding::Up => -(-hundredfold).div_euclid(100),
        })
    }
}

impl fmt::Display for IntOrString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(number) => number.fmt(f),
            Self::Text(text) => f.write_str(text),
        }
    }
}

impl fmt::Display for IntOrStringError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("invalid value for IntOrString: ")?;
        match self {
            Self::NotAPercentage => f.write_str("invalid type: string is not a percentage"),
            Self::NotANumber(text) => {
                let digits = text.strip_suffix('%').unwrap_or(text);
                let is_number = digits.strip_prefix(['+', '-']).unwrap_or(digits);
                let is_number = !is_number.is_empty() && is_number.bytes().all(|it| it.is_ascii_digit());
                let problem = if is_number {
                    "value out of range"
                } else {
                    "invalid syntax"
                };
                write!(
                    f,
                    "invalid value {text:?}: strconv.Atoi: parsing {digits:?}: {problem}"
                )
            }
        }
    }
}

impl std::error::Error for IntOrStringError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_rounds_the_way_it_is_asked_to() {
        let quarter = IntOrString::Text("25%".to_owned());
        assert_eq!(quarter.scaled(10, Rounding::Up), Ok(3));
        assert_eq!(quarter.scaled(10, Rounding::Down), Ok(2));
        assert_eq!(IntOrString::Int(7).scaled(1, Rounding::Down), Ok(7));
    }

    #[test]
    fn what_is_no_percentage_says_so_in_the_servers_words() {
        let told = |text: &str| {
            IntOrString::Text(text.to_owned())
                .scaled(1, Rounding::Up)
                .unwrap_err()
                .to_string()
        };
        assert_eq!(
            told("5"),
            "invalid value for IntOrString: invalid type: string is not a percentage"
        );
        let syntax = "invalid value \"x%\": strconv.Atoi: parsing \"x\": invalid syntax";
        assert_eq!(told("x%"), format!("invalid value for IntOrString: {syntax}"));
        let syntax = "invalid value \"5%%\": strconv.Atoi: parsing \"5%\": invalid syntax";
        assert_eq!(told("5%%"), format!("invalid value for IntOrString: {syntax}"));
        let nines = "9".repeat(20);
        let range =
            format!("invalid value \"{nines}%\": strconv.Atoi: parsing \"{nines}\": value out of range");
        assert_eq!(
            told(&format!("{nines}%")),
            format!("invalid value for IntOrString: {range}")
        );
    }
}
