//! `LabelSelector`: which objects belong to a workload.

use serde::{Deserialize, Serialize};

use crate::world::Text;

use super::Labels;

/// `LabelSelector`: all of its requirements must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct LabelSelector {
    /// `matchLabels`.
    #[serde(skip_serializing_if = "Labels::is_empty")]
    pub match_labels: Labels,
    /// `matchExpressions`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub match_expressions: Vec<Requirement>,
}

/// `LabelSelectorRequirement`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Requirement {
    /// `key`.
    pub key: Text,
    /// `operator`.
    pub operator: Operator,
    /// `values`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Text>,
}

/// `operator` of a requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Operator {
    /// The label has one of the values.
    In,
    /// It has none of them, or is absent.
    NotIn,
    /// It is there.
    Exists,
    /// It is not there.
    DoesNotExist,
}

impl LabelSelector {
    /// A selector of these labels.
    pub fn of(labels: Labels) -> Self {
        Self {
            match_labels: labels,
            match_expressions: Vec::new(),
        }
    }

    /// Whether it asks for nothing. A workload never selects everything by accident: the API server refuses it.
    pub fn is_empty(&self) -> bool {
        self.match_labels.is_empty() && self.match_expressions.is_empty()
    }

    /// Whether labels satisfy it.
    pub fn matches(&self, labels: &Labels) -> bool {
        self.match_labels
            .iter()
            .all(|(name, value)| labels.get(name) == Some(value))
            && self.match_expressions.iter().all(|it| it.holds(labels))
    }
}

impl Requirement {
    fn holds(&self, labels: &Labels) -> bool {
        let value = labels.get(&self.key);
        match self.operator {
            Operator::In => value.is_some_and(|it| self.values.contains(it)),
            Operator::NotIn => value.is_none_or(|it| !self.values.contains(it)),
            Operator::Exists => value.is_some(),
            Operator::DoesNotExist => value.is_none(),
        }
    }
}
