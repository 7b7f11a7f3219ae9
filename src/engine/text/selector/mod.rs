//! Label selectors: as text (`kubectl get -l`), as objects (`spec.selector`), and whether they match.

mod parse;

use crate::sort::{Gather, Sort};
use crate::text::names::{label_key, label_value};
use crate::text::quote::go_quote;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// How the key of a requirement relates to its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `=`
    Equals,
    /// `==`
    DoubleEquals,
    /// `!=`, which also matches where the label is missing.
    NotEquals,
    /// `in (...)`
    In,
    /// `notin (...)`, which also matches where the label is missing.
    NotIn,
    /// `key`
    Exists,
    /// `!key`
    DoesNotExist,
    /// `>`, comparing whole numbers.
    GreaterThan,
    /// `<`, comparing whole numbers.
    LessThan,
}

/// One condition on one label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    key: String,
    operator: Operator,
    values: BTreeSet<String>,
}

/// Conditions that must all hold, in order of their keys; without any it matches everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selector {
    requirements: Vec<Requirement>,
}

/// What is wrong with a selector; `Display` gives the API server's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SelectorError {
    /// Something else stands where the text needs one of these.
    Found {
        /// What stands there.
        found: String,
        /// What was expected, as the message puts it, with its punctuation.
        expected: &'static str,
    },
    /// A key, a value or an operator breaks its rule: where, what, and the rule.
    Invalid {
        /// The field, as the message names it.
        field: String,
        /// The offending text, quoted.
        value: String,
        /// The rule's words.
        rule: String,
    },
    /// An operator of a `matchExpressions` item that does not exist.
    UnknownOperator(String),
    /// One of these inside of a requirement of a text.
    Requirement(Box<SelectorError>),
}

impl Operator {
    /// Its word in upstream's own notation.
    pub fn word(self) -> &'static str {
        match self {
            Self::Equals => "=",
            Self::DoubleEquals => "==",
            Self::NotEquals => "!=",
            Self::In => "in",
            Self::NotIn => "notin",
            Self::Exists => "exists",
            Self::DoesNotExist => "!",
            Self::GreaterThan => "gt",
            Self::LessThan => "lt",
        }
    }
}

impl Requirement {
    /// A condition, if the number and form of its values suit its operator.
    pub fn new<T: Into<String>>(
        key: impl Into<String>,
        operator: Operator,
        values: impl IntoIterator<Item = T>,
    ) -> Result<Self, SelectorError> {
        let (key, values) = (key.into(), values.into_iter().map(Into::into).to_set());
        check_key(&key, "key")?;
        let count_rule = match operator {
            Operator::In | Operator::NotIn => {
                (values.is_empty()).then_some("for 'in', 'notin' operators, values set can't be empty")
            }
            Operator::Equals | Operator::DoubleEquals | Operator::NotEquals => {
                (values.len() != 1).then_some("exact-match compatibility requires one single value")
            }
            Operator::Exists | Operator::DoesNotExist => {
                (!values.is_empty()).then_some("values set must be empty for exists and does not exist")
            }
            Operator::GreaterThan | Operator::LessThan => {
                (values.len() != 1).then_some("for 'Gt', 'Lt' operators, exactly one value is required")
            }
        };
        if let Some(rule) = count_rule {
            let list: Vec<String> = values.iter().map(|value| go_quote(value)).collect();
            return Err(invalid("values", format!("[{}]", list.join(", ")), rule));
        }
        let ordered = matches!(operator, Operator::GreaterThan | Operator::LessThan);
        for (place, value) in values.iter().enumerate() {
            if ordered && value.parse::<i64>().is_err() {
                let rule = "for 'Gt', 'Lt' operators, the value must be an integer";
                return Err(invalid(&format!("values[{place}]"), go_quote(value), rule));
            }
            let problems = label_value(value);
            if !problems.is_empty() {
                return Err(invalid(
                    &format!("values[{place}][{key}]"),
                    go_quote(value),
                    &problems.join("; "),
                ));
            }
        }
        Ok(Self {
            key,
            operator,
            values,
        })
    }

    /// The label it looks at.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// How it compares.
    pub fn operator(&self) -> Operator {
        self.operator
    }

    /// What it compares with, in order.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        self.values.iter().map(String::as_str)
    }

    /// Whether a label's value, `None` where it is missing, meets the condition.
    pub fn allows(&self, value: Option<&str>) -> bool {
        let listed = value.is_some_and(|value| self.values.contains(value));
        match self.operator {
            Operator::Equals | Operator::DoubleEquals | Operator::In => listed,
            Operator::NotEquals | Operator::NotIn => !listed,
            Operator::Exists => value.is_some(),
            Operator::DoesNotExist => value.is_none(),
            Operator::GreaterThan => self.compares(value, |value, bound| value > bound),
            Operator::LessThan => self.compares(value, |value, bound| value < bound),
        }
    }

    fn compares(&self, value: Option<&str>, holds: fn(i64, i64) -> bool) -> bool {
        let bound = self.values.first().and_then(|bound| bound.parse().ok());
        let value = value.and_then(|value| value.parse().ok());
        value.zip(bound).is_some_and(|(value, bound)| holds(value, bound))
    }
}

fn check_key(key: &str, field: &str) -> Result<(), SelectorError> {
    let problems = label_key(key);
    if problems.is_empty() {
        Ok(())
    } else {
        Err(invalid(field, go_quote(key), &problems.join("; ")))
    }
}

fn invalid(field: &str, value: String, rule: &str) -> SelectorError {
    SelectorError::Invalid {
        field: field.to_owned(),
        value,
        rule: rule.to_owned(),
    }
}

impl Selector {
    /// The selector that holds where all of these do.
    pub fn of(mut requirements: Vec<Requirement>) -> Self {
        requirements.order_by(|a, b| a.key.cmp(&b.key));
        Self { requirements }
    }

    /// The labels themselves as a selector, as a Service's `spec.selector` is.
    pub fn of_labels(labels: &BTreeMap<String, String>) -> Self {
        let exact = |(key, value): (&String, &String)| Requirement {
            key: key.clone(),
            operator: Operator::Equals,
            values: [value.clone()].into_iter().to_set(),
        };
        Self {
            requirements: labels.iter().map(exact).collect(),
        }
    }

    /// The structured form: `{matchLabels: {...}, matchExpressions: [{key, operator, values}]}`.
    ///
    /// A missing selector matches nothing; that is the caller's to decide, an empty one matches everything.
    pub fn from_json(selector: &Value) -> Result<Self, SelectorError> {
        let mut requirements = Vec::new();
        for (key, value) in selector["matchLabels"].as_object().into_iter().flatten() {
            requirements.push(Requirement::new(key.as_str(), Operator::Equals, value.as_str())?);
        }
        for item in selector["matchExpressions"].as_array().into_iter().flatten() {
            let operator = match item["operator"].as_str().unwrap_or_default() {
                "In" => Operator::In,
                "NotIn" => Operator::NotIn,
                "Exists" => Operator::Exists,
                "DoesNotExist" => Operator::DoesNotExist,
                other => return Err(SelectorError::UnknownOperator(other.to_owned())),
            };
            let values = item["values"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str);
            requirements.push(Requirement::new(
                item["key"].as_str().unwrap_or_default(),
                operator,
                values,
            )?);
        }
        Ok(Self::of(requirements))
    }

    /// Its conditions, by key.
    pub fn requirements(&self) -> &[Requirement] {
        &self.requirements
    }

    /// Whether it matches everything.
    pub fn is_empty(&self) -> bool {
        self.requirements.is_empty()
    }

    /// Whether a set of labels meets all conditions.
    pub fn matches(&self, labels: &BTreeMap<String, String>) -> bool {
        self.matches_by(|key| labels.get(key).map(String::as_str))
    }

    /// Whether the labels that `lookup` gives meet all conditions.
    pub fn matches_by<'a>(&self, lookup: impl Fn(&str) -> Option<&'a str>) -> bool {
        self.requirements
            .iter()
            .all(|requirement| requirement.allows(lookup(&requirement.key)))
    }
}

impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { key, .. } = self;
        let values = self
            .values
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(",");
        match self.operator {
            Operator::Exists => write!(f, "{key}"),
            Operator::DoesNotExist => write!(f, "!{key}"),
            Operator::In | Operator::NotIn => write!(f, "{key} {} ({values})", self.operator.word()),
            Operator::GreaterThan => write!(f, "{key}>{values}"),
            Operator::LessThan => write!(f, "{key}<{values}"),
            Operator::Equals | Operator::DoubleEquals | Operator::NotEquals => {
                write!(f, "{key}{}{values}", self.operator.word())
            }
        }
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<String> = self.requirements.iter().map(ToString::to_string).collect();
        f.write_str(&texts.join(","))
    }
}

impl fmt::Display for SelectorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Found { found, expected } => write!(f, "found '{found}'{expected}"),
            Self::Invalid { field, value, rule } => write!(f, "{field}: Invalid value: {value}: {rule}"),
            Self::Requirement(error) => write!(f, "unable to parse requirement: {error}"),
            Self::UnknownOperator(operator) => {
                write!(f, "{} is not a valid label selector operator", go_quote(operator))
            }
        }
    }
}

impl std::error::Error for SelectorError {}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_wrong_text_is_refused_in_the_servers_words() {
        for (text, words) in [
            ("a in", "unable to parse requirement: found '' expected: '('"),
            ("!x=a", "found '=', expected: ',' or 'end of string'"),
            ("x,,y", "found ',', expected: identifier after ','"),
            (",x", "found ',', expected: !, identifier, or 'end of string'"),
            (
                "a in (b c)",
                "unable to parse requirement: found 'c', expected: ',' or ')'",
            ),
            (
                "a b",
                "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt",
            ),
            (
                "x>y",
                "unable to parse requirement: values[0]: Invalid value: \"y\": for 'Gt', 'Lt' operators, the value must be an integer",
            ),
        ] {
            assert_eq!(text.parse::<Selector>().unwrap_err().to_string(), words, "{text}");
        }
        let words = "a?".parse::<Selector>().unwrap_err().to_string();
        assert!(
            words.starts_with("unable to parse requirement: <nil>: Invalid value: \"a?\": name part must"),
            "{words}"
        );
    }

    #[test]
    fn both_forms_print_the_same_text() {
        let expressions = json!([{ "key": "b", "operator": "NotIn", "values": ["z", "y"] }, { "key": "a", "operator": "Exists" }]);
        let selector = json!({ "matchLabels": { "app": "web" }, "matchExpressions": expressions });
        let selector = Selector::from_json(&selector).unwrap();
        assert_eq!(selector.to_string(), "a,app=web,b notin (y,z)");
        assert_eq!(selector.to_string().parse::<Selector>(), Ok(selector));
    }

    #[test]
    fn an_unknown_operator_is_named() {
        let words = Selector::from_json(&json!({ "matchExpressions": [{ "key": "a", "operator": "Is" }] }));
        assert_eq!(
            words.unwrap_err().to_string(),
            "\"Is\" is not a valid label selector operator"
        );
    }
}
