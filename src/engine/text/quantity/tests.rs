//! What the tables of `quantity_*` do not tell: rounding, sums, hostile texts.

use super::*;

fn quantity(text: &str) -> Quantity {
    text.parse().unwrap()
}

#[test]
fn a_short_text_is_kept_where_the_api_server_keeps_it() {
    for (text, shown) in [
        ("100m", "100m"),
        ("0.5", "500m"),
        ("1.500", "1.500"),
        ("+5", "+5"),
        ("1024Mi", "1Gi"),
        ("1500Mi", "1500Mi"),
        ("0012Ki", "0012Ki"),
        ("5E3", "5E3"),
        ("1e-10", "1e-9"),
        ("1000m", "1"),
        ("-1.5Gi", "-1536Mi"),
        ("9Ei", "9223372036854775807"),
    ] {
        assert_eq!(quantity(text).to_string(), shown, "{text}");
    }
}

#[test]
fn cpu_and_memory_round_away_from_zero() {
    assert_eq!(quantity("1.0001").millis(), 1001);
    assert_eq!(quantity("-1500u").millis(), -2);
    assert_eq!(quantity("0.1Ki").bytes(), 103);
    assert_eq!(quantity("1e90").bytes(), i64::MAX);
}

#[test]
fn amounts_of_any_size_compare_and_add() {
    assert!(quantity("1e90") > quantity("1n"));
    assert!(quantity("-1e90") < quantity("-1n"));
    assert_eq!(quantity("0.5"), quantity("500m"));
    assert_eq!(quantity("0").plus(&quantity("64Mi")).to_string(), "64Mi");
    assert_eq!(quantity("1500m").plus(&quantity("500m")).to_string(), "2");
}

#[test]
fn hostile_texts_are_refused_not_computed() {
    for text in ["", "1e2000000000", "+", "1.1.1", "5kk", "९"] {
        let _ = text
            .parse::<Quantity>()
            .map(|quantity| (quantity.to_string(), quantity.millis()));
    }
    assert_eq!("9".repeat(60).parse::<Quantity>(), Err(QuantityError::Numeric));
    assert_eq!("100q".parse::<Quantity>(), Err(QuantityError::Format));
    assert_eq!("1e2000000000".parse::<Quantity>(), Err(QuantityError::Suffix));
}

#[test]
fn a_suffix_alone_is_nothing_or_no_quantity_at_all() {
    assert_eq!("Ki".parse::<Quantity>().map(|it| it.is_zero()), Ok(true));
    assert_eq!("Ei".parse::<Quantity>(), Err(QuantityError::Numeric));
    assert_eq!(".e-10".parse::<Quantity>(), Err(QuantityError::Numeric));
}
