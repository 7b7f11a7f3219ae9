//! The tables of the engine's `text` module.

use crate::case::{Case, Check};
use engine::text::duration::{human_duration, short_human_duration};
use engine::text::int_or_percent::{IntOrString, IntOrStringError, Rounding};
use engine::text::quantity::{Format, Quantity};
use engine::text::selector::{Operator, Requirement, Selector};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The tables of this area.
pub const TABLES: &[(&str, Check)] = &[
    ("human_duration", duration),
    ("int_or_percent", int_or_percent),
    ("label_selector_match", selector_match),
    ("label_selector_parse", selector_parse),
    ("label_selector_syntax", selector_syntax),
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
        let number = percent.unwrap_or(scaled);
        Ok::<_, IntOrStringError>(
            json!({ "value": scaled, "number": number, "isPercent": percent.is_some() }),
        )
    });
    case.gives_or_error(parts)
}

fn selector_parse(case: &Case) -> Result<(), String> {
    let Ok(selector) = case.text("selector")?.parse::<Selector>() else {
        return case.gives(&json!({ "valid": false }));
    };
    let requirements: Vec<Value> = selector
        .requirements()
        .iter()
        .map(|r| json!({ "key": r.key(), "operator": r.operator().word(), "values": r.values().collect::<Vec<_>>() }))
        .collect();
    // Upstream states here only what the parse is not.
    let other = &case.expected["requirementsDifferFrom"];
    let different = if *other == json!(requirements) {
        &Value::Null
    } else {
        other
    };
    case.gives(&json!({ "valid": true, "requirements": requirements, "requirementsDifferFrom": different }))
}

fn selector_syntax(case: &Case) -> Result<(), String> {
    let parsed = case.text("selector")?.parse::<Selector>();
    let round = parsed
        .as_ref()
        .is_ok_and(|selector| selector.to_string().parse().as_ref() == Ok(selector));
    case.gives(&json!({ "valid": parsed.is_ok() && round }))
}

fn selector_match(case: &Case) -> Result<(), String> {
    let selector = match case.text("selector") {
        Ok(text) => text.parse::<Selector>().map_err(|problem| problem.to_string())?,
        Err(_) => Selector::of(requirements(&case.input["requirements"])?),
    };
    let labels = case.input["labels"].as_object().into_iter().flatten();
    let labels: BTreeMap<String, String> = labels
        .filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())))
        .collect();
    case.gives(&json!({ "matches": selector.matches(&labels) }))
}

fn requirements(list: &Value) -> Result<Vec<Requirement>, String> {
    let all = [
        Operator::Equals,
        Operator::DoubleEquals,
        Operator::NotEquals,
        Operator::In,
        Operator::NotIn,
        Operator::Exists,
        Operator::DoesNotExist,
        Operator::GreaterThan,
        Operator::LessThan,
    ];
    let one = |item: &Value| {
        let operator = all
            .into_iter()
            .find(|operator| item["operator"] == operator.word());
        let operator = operator.ok_or_else(|| format!("no operator {}", item["operator"]))?;
        let values = item["values"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str);
        let key = item["key"].as_str().unwrap_or_default();
        Requirement::new(key, operator, values).map_err(|problem| problem.to_string())
    };
    list.as_array().into_iter().flatten().map(one).collect()
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
