//! The tables of the engine's `text` module.

use crate::case::{Case, Check};
use engine::text::duration::{human_duration, short_human_duration};
use engine::text::int_or_percent::{IntOrString, IntOrStringError, Rounding};
use engine::text::quantity::{Format, Quantity};
use serde_json::json;

/// The tables of this area.
pub const TABLES: &[(&str, Check)] = &[
    ("human_duration", duration),
    ("int_or_percent", int_or_percent),
    ("quantity_canonical", quantity_canonical),
    ("quantity_compare", quantity_compare),
    ("quantity_parse", quantity_parse),
];

fn duration(case: &Case) -> Result<(), String> {
    let millis = case.number("nanoseconds")? / 1_000_000;
    let text = match case.text("function")? {
        "HumanDuration" => human_duration(millis),
        "ShortHumanDuration" => short_human_duration(millis),
        other => return Err(format!("no function `{other}`")),
    };
    case.gives(&json!({ "text": text }))
}

fn int_or_percent(case: &Case) -> Result<(), String> {
    let value = IntOrString::from_json(&case.input["value"]).ok_or("neither a number nor a text")?;
    let rounding = if case.input["roundUp"] == true {
        Rounding::Up
    } else {
        Rounding::Down
    };
    let scaled = value.scaled(case.input["total"].as_i64().unwrap_or(100), rounding);
    let parts = scaled.and_then(|scaled| {
        let percent = value.percent()?;
        let number = percent.map_or(scaled, i64::from);
        Ok::<_, IntOrStringError>(
            json!({ "value": scaled, "number": number, "isPercent": percent.is_some() }),
        )
    });
    case.gives_or_error(parts)
}

fn quantity_parse(case: &Case) -> Result<(), String> {
    let parsed = case.text("text")?.parse::<Quantity>();
    case.gives_or_error(parsed.map(
        |quantity| json!({ "decimalValue": decimal(&quantity), "format": format_name(quantity.format()) }),
    ))
}

fn quantity_canonical(case: &Case) -> Result<(), String> {
    let quantity = match case.text("decimalValue") {
        Ok(value) => quantity(value)?.written_as(format_of(case.text("format")?)?),
        Err(_) => quantity(case.text("text")?)?,
    };
    // Another text of the same value must give the same canonical text.
    let other = case.expected["alsoParsesFrom"].as_str().filter(|other| {
        self::quantity(other)
            .is_ok_and(|other| other.written_as(quantity.format()).to_string() == quantity.to_string())
    });
    case.gives(&json!({ "canonical": quantity.to_string(), "alsoParsesFrom": other }))
}

fn quantity_compare(case: &Case) -> Result<(), String> {
    let order = quantity(case.text("x")?)?.cmp(&quantity(case.text("y")?)?);
    case.gives(&json!({ "cmp": order as i8 }))
}

fn quantity(text: &str) -> Result<Quantity, String> {
    text.parse().map_err(|problem| format!("{text}: {problem}"))
}

/// The amount as a plain decimal, as the table writes it.
fn decimal(quantity: &Quantity) -> String {
    let text = quantity.clone().written_as(Format::DecimalExponent).to_string();
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().expect("we wrote the exponent");
    let (sign, digits) = digits
        .strip_prefix('-')
        .map_or(("", digits), |digits| ("-", digits));
    let places = usize::try_from(-exponent).unwrap_or(0);
    let zeros = "0".repeat(usize::try_from(exponent).unwrap_or(0));
    let padded = format!("{digits:0>width$}{zeros}", width = places + 1);
    let (whole, fraction) = padded.split_at(padded.len() - places);
    let fraction = fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{fraction}")
}

fn format_name(format: Format) -> &'static str {
    match format {
        Format::DecimalSi => "DecimalSI",
        Format::BinarySi => "BinarySI",
        Format::DecimalExponent => "DecimalExponent",
    }
}

fn format_of(name: &str) -> Result<Format, String> {
    let all = [Format::DecimalSi, Format::BinarySi, Format::DecimalExponent];
    all.into_iter()
        .find(|format| format_name(*format) == name)
        .ok_or_else(|| format!("no format `{name}`"))
}
