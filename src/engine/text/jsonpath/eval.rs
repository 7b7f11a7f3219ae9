//! Fills templates from values.

use super::{End, Filter, JsonPathError, Piece, Slice, Step};
use crate::text::print_json::to_compact_json;
use serde_json::Value;
use std::borrow::Cow;
use std::cmp::Ordering;

/// How many ranges may stand in each other. Chosen by us.
const DEPTH: usize = 16;

/// How many values one step may find. Chosen by us: a screen shows far fewer.
const MOST: usize = 100_000;

type Found<'a> = Vec<Cow<'a, Value>>;

/// What each part of a template finds, in order.
pub(super) fn results<'a>(pieces: &[Piece], value: &'a Value) -> Result<Vec<Found<'a>>, JsonPathError> {
    let mut filled = Vec::new();
    let mut run = Run { pieces, found: 0 };
    run.block(0, Cow::Borrowed(value), 0, Some(&mut filled))?;
    Ok(filled)
}

struct Run<'p> {
    pieces: &'p [Piece],
    /// Values found and rounds begun so far.
    found: usize,
}

impl Run<'_> {
    /// Fills the parts from a place on, up to the `end` of a range; gives the place after it.
    ///
    /// Without `out` the parts are only passed by, as those of a range over nothing are.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a reference to a `Cow` would be one too many"
    )]
    fn block<'a>(
        &mut self,
        mut place: usize,
        value: Cow<'a, Value>,
        ranges: usize,
        mut out: Option<&mut Vec<Found<'a>>>,
    ) -> Result<usize, JsonPathError> {
        // Each round of a range counts too, so that ranges in ranges cannot run for ever.
        self.found += 1;
        if self.found > MOST || ranges > DEPTH {
            return Err(JsonPathError::TooMany);
        }
        while let Some(piece) = self.pieces.get(place) {
            place += 1;
            let steps = match piece {
                Piece::Text(text) => {
                    self.give(vec![Cow::Owned(text.as_str().into())], out.as_deref_mut())?;
                    continue;
                }
                Piece::Action(steps) => steps,
            };
            match steps.first() {
                Some(Step::Word(word)) if word == "end" && ranges > 0 => return Ok(place),
                Some(Step::Word(word)) if word == "end" => return Err(JsonPathError::NothingToEnd),
                Some(Step::Word(word)) if word == "range" => {
                    let mut after = None;
                    let items = match &out {
                        Some(_) => walk(&steps[1..], vec![value.clone()])?,
                        None => Vec::new(),
                    };
                    for item in items {
                        after = Some(self.block(place, item, ranges + 1, out.as_deref_mut())?);
                    }
                    place = match after {
                        Some(after) => after,
                        None => self.block(place, value.clone(), ranges + 1, None)?,
                    };
                }
                _ if out.is_some() => {
                    let found = walk(steps, vec![value.clone()])?;
                    self.give(found, out.as_deref_mut())?;
                }
                _ => {}
            }
        }
        Ok(place)
    }

    fn give<'a>(&mut self, found: Found<'a>, out: Option<&mut Vec<Found<'a>>>) -> Result<(), JsonPathError> {
        self.found += found.len();
        if self.found > MOST {
            return Err(JsonPathError::TooMany);
        }
        if let Some(out) = out {
            out.push(found);
        }
        Ok(())
    }
}

/// Takes steps from values to values.
fn walk<'a>(steps: &[Step], mut values: Found<'a>) -> Result<Found<'a>, JsonPathError> {
    for step in steps {
        values = take(step, values)?;
        if values.len() > MOST {
            return Err(JsonPathError::TooMany);
        }
    }
    Ok(values)
}

fn take<'a>(step: &Step, values: Found<'a>) -> Result<Found<'a>, JsonPathError> {
    let constant = |value: Value| vec![Cow::Owned(value); values.len()];
    Ok(match step {
        Step::Text(text) => vec![Cow::Owned(text.as_str().into())],
        Step::Number(number) => constant(number.clone().into()),
        Step::Bool(value) => constant((*value).into()),
        Step::Word(word) => return Err(JsonPathError::UnknownWord(word.clone())),
        Step::Field(name) if name.is_empty() => values,
        Step::Field(name) => values.iter().filter_map(|value| field(value, name)).collect(),
        Step::Wildcard => values.iter().flat_map(children).collect(),
        Step::Recursive => descend(&values)?,
        Step::Union(branches) => {
            let each = branches.iter().map(|steps| walk(steps, values.clone()));
            each.collect::<Result<Vec<_>, _>>()?.concat()
        }
        Step::Slice(slice) => {
            let mut found = Vec::new();
            for value in values.iter().filter(|value| !value.is_null()) {
                found.extend(cut(slice, value)?);
            }
            found
        }
        Step::Filter(filter) => {
            let mut found = Vec::new();
            for value in &values {
                if !value.is_array() {
                    return Err(JsonPathError::NotFiltered(shown(value)));
                }
                for item in children(value) {
                    if passes(filter, &item)? {
                        found.push(item);
                    }
                }
            }
            found
        }
    })
}

fn field<'a>(value: &Cow<'a, Value>, name: &str) -> Option<Cow<'a, Value>> {
    match value {
        Cow::Borrowed(value) => value.as_object()?.get(name).map(Cow::Borrowed),
        Cow::Owned(value) => value.as_object()?.get(name).cloned().map(Cow::Owned),
    }
}

/// The items of a list, the values of a mapping.
fn children<'a>(value: &Cow<'a, Value>) -> Found<'a> {
    fn inside(value: &Value) -> Vec<&Value> {
        match value {
            Value::Array(items) => items.iter().collect(),
            Value::Object(fields) => fields.values().collect(),
            _ => Vec::new(),
        }
    }
    match value {
        Cow::Borrowed(value) => inside(value).into_iter().map(Cow::Borrowed).collect(),
        Cow::Owned(value) => inside(value).into_iter().cloned().map(Cow::Owned).collect(),
    }
}

/// Every list and mapping below, the outer ones first.
fn descend<'a>(values: &Found<'a>) -> Result<Found<'a>, JsonPathError> {
    let mut found = Vec::new();
    let mut waiting: Found<'a> = values.iter().rev().cloned().collect();
    while let Some(value) = waiting.pop() {
        let inside = children(&value);
        if !inside.is_empty() {
            found.push(value);
            waiting.extend(inside.into_iter().rev());
        }
        if found.len() > MOST {
            return Err(JsonPathError::TooMany);
        }
    }
    Ok(found)
}

fn cut<'a>(slice: &Slice, value: &Cow<'a, Value>) -> Result<Found<'a>, JsonPathError> {
    if !value.is_array() {
        return Err(JsonPathError::NotAList(go_type(value)));
    }
    let items = children(value);
    let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let from_end = |place: i64| {
        if place < 0 {
            place.saturating_add(length)
        } else {
            place
        }
    };
    let from = from_end(slice.from.unwrap_or(0));
    let to = match slice.to {
        End::One => from.saturating_add(1),
        End::Open => length,
        End::At(place) => from_end(place),
    };
    if from == to {
        return Ok(Vec::new());
    }
    if !(0..length).contains(&from) {
        return Err(JsonPathError::OutOfBounds(from, items.len()));
    }
    if !(0..=length).contains(&to) {
        return Err(JsonPathError::OutOfBounds(to.saturating_sub(1), items.len()));
    }
    if from > to {
        return Err(JsonPathError::Backwards(from, to));
    }
    let place = |place: i64| usize::try_from(place).unwrap_or(0);
    let step = slice.step.map_or(Ok(1), |step| {
        if step > 0 {
            Ok(place(step))
        } else {
            Err(JsonPathError::NoStep)
        }
    })?;
    Ok(items
        .into_iter()
        .take(place(to))
        .skip(place(from))
        .step_by(step)
        .collect())
}

fn passes(filter: &Filter, item: &Value) -> Result<bool, JsonPathError> {
    let Some((operator, right)) = &filter.comparison else {
        return Ok(walk(&filter.left, vec![Cow::Borrowed(item)]).is_ok_and(|found| !found.is_empty()));
    };
    let one = |steps: &[Step]| match &walk(steps, vec![Cow::Borrowed(item)])?[..] {
        [] => Ok(None),
        [value] => Ok(Some(value.clone().into_owned())),
        _ => Err(JsonPathError::NotOne),
    };
    let (Some(left), Some(right)) = (one(&filter.left)?, one(right)?) else {
        return Ok(false);
    };
    let order = order(&left, &right)?;
    Ok(match operator.as_str() {
        "==" => order.is_eq(),
        "!=" => order.is_ne(),
        "<" => order.is_lt(),
        "<=" => order.is_le(),
        ">" => order.is_gt(),
        ">=" => order.is_ge(),
        other => return Err(JsonPathError::UnknownOperator(other.to_owned())),
    })
}

fn order(left: &Value, right: &Value) -> Result<Ordering, JsonPathError> {
    match (left, right) {
        (Value::String(left), Value::String(right)) => Ok(left.cmp(right)),
        (Value::Bool(left), Value::Bool(right)) => Ok(left.cmp(right)),
        (Value::Number(left), Value::Number(right)) => match (left.as_i64(), right.as_i64()) {
            (Some(left), Some(right)) => Ok(left.cmp(&right)),
            (None, None) => left
                .as_f64()
                .partial_cmp(&right.as_f64())
                .ok_or(JsonPathError::Incomparable),
            _ => Err(JsonPathError::Incomparable),
        },
        _ => Err(JsonPathError::Incomparable),
    }
}

/// A value as it is printed: texts without quotes, lists and mappings as JSON in one line.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => to_compact_json(other),
    }
}

/// Go's name of a value's type.
fn go_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "<nil>",
        Value::Bool(_) => "bool",
        Value::Number(number) if number.is_f64() => "float64",
        Value::Number(_) => "int64",
        Value::String(_) => "string",
        Value::Array(_) => "[]interface {}",
        Value::Object(_) => "map[string]interface {}",
    }
}
