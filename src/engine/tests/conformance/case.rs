//! One table of cases, one case of it, and the comparison of what came with what was expected.

use serde_json::{Value, json};
use std::fmt::Display;
use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

/// Plays one case: `Err` says what differs. Mostly `case.gives(json!({...}))` of what the engine answered.
pub type Check = fn(&Case) -> Result<(), String>;

/// One row of a table.
pub struct Case {
    /// Its name, or its place in the table.
    pub name: String,
    /// The field `input`; null where the table has another form.
    pub input: Value,
    /// The field `expected`; null where the table has another form.
    pub expected: Value,
    /// The whole row, or the whole file where it has no `cases`: for tables of another form.
    #[allow(dead_code, reason = "read by the tables of the other platform")]
    pub row: Value,
}

/// One file of cases.
pub struct Table {
    /// The file's name without its ending.
    pub name: String,
    /// Its rows in order.
    pub cases: Vec<Case>,
}

/// How much of a value a failure shows [characters]: enough to see what differs.
const SHOWN: usize = 400;

impl Table {
    /// Every table under `kubernetes/` and `beanstalk/` of a folder, by name.
    pub fn read_all(folder: &Path) -> Result<Vec<Self>, String> {
        let mut tables = Vec::new();
        for platform in ["kubernetes", "beanstalk"] {
            let folder = folder.join(platform);
            // Tables of one platform alone can be played too.
            if !folder.exists() {
                continue;
            }
            for path in json_files(&folder)? {
                tables.push(Self::read(&path)?);
            }
        }
        if tables.is_empty() {
            return Err(format!("there is no table in {}", folder.display()));
        }
        Ok(tables)
    }

    fn read(path: &Path) -> Result<Self, String> {
        let told = |problem: &dyn Display| format!("cannot read {}: {problem}", path.display());
        let text = fs::read_to_string(path).map_err(|problem| told(&problem))?;
        let file: Value = serde_json::from_str(&text).map_err(|problem| told(&problem))?;
        let rows = match file["cases"].as_array() {
            Some(rows) => rows.clone(),
            None => vec![file],
        };
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        Ok(Self {
            name,
            cases: rows.into_iter().enumerate().map(Case::of_row).collect(),
        })
    }

    /// What is wrong with each failed case.
    pub fn failures(&self, check: Check) -> Vec<String> {
        let verdict =
            |case: &Case| catch_unwind(|| check(case)).unwrap_or_else(|cause| Err(panic_text(&*cause)));
        let told = |case: &Case| {
            verdict(case)
                .err()
                .map(|problem| format!("{}: {problem}", case.name))
        };
        self.cases.iter().filter_map(told).collect()
    }
}

impl Case {
    fn of_row((place, row): (usize, Value)) -> Self {
        let name = row["name"]
            .as_str()
            .map_or_else(|| format!("case {}", place + 1), str::to_owned);
        Self {
            name,
            input: row["input"].clone(),
            expected: row["expected"].clone(),
            row,
        }
    }

    /// Passes if `actual` has everything that is expected; fields that are not expected are not looked at.
    pub fn gives(&self, actual: &Value) -> Result<(), String> {
        if covers(&self.expected, actual) {
            return Ok(());
        }
        Err(format!("expected {}, got {}", cut(&self.expected), cut(actual)))
    }

    /// As `gives`, where an error of any wording stands for `{"error": true}`.
    pub fn gives_or_error<E: Display>(&self, actual: Result<Value, E>) -> Result<(), String> {
        match actual {
            Ok(actual) => self.gives(&actual),
            Err(_) if self.expected["error"] == true => Ok(()),
            Err(problem) => Err(format!(
                "expected {}, got the error: {problem}",
                cut(&self.expected)
            )),
        }
    }

    /// A text of the input.
    pub fn text(&self, field: &str) -> Result<&str, String> {
        self.input[field]
            .as_str()
            .ok_or_else(|| format!("the input has no text `{field}`"))
    }

    /// A whole number of the input.
    pub fn number(&self, field: &str) -> Result<i64, String> {
        self.input[field]
            .as_i64()
            .ok_or_else(|| format!("the input has no whole number `{field}`"))
    }
}

/// Whether `actual` has all of `expected`: objects field by field, lists item by item, numbers by value.
pub fn covers(expected: &Value, actual: &Value) -> bool {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => expected
            .iter()
            .all(|(field, value)| covers(value, actual.get(field).unwrap_or(&Value::Null))),
        (Value::Array(expected), Value::Array(actual)) => {
            expected.len() == actual.len() && expected.iter().zip(actual).all(|(e, a)| covers(e, a))
        }
        (Value::Number(expected), Value::Number(actual)) => expected.as_f64() == actual.as_f64(),
        _ => expected == actual,
    }
}

fn cut(value: &Value) -> String {
    let text = json!(value).to_string();
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text,
    }
}

fn panic_text(cause: &(dyn std::any::Any + Send)) -> String {
    let text = cause.downcast_ref::<&str>().copied().map(str::to_owned);
    let text = text
        .or_else(|| cause.downcast_ref::<String>().cloned())
        .unwrap_or_default();
    format!("panicked: {text}")
}

fn json_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let told = |problem| format!("cannot read {}: {problem}", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(told)? {
        let path = entry.map_err(told)?.path();
        if path.extension().is_some_and(|ending| ending == "json") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
