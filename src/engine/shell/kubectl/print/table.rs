//! A table as it grows: heading, rows, and the column widths it remembers between writings.

use serde_json::Value;

use super::{Look, Printer, fields};
use crate::text::columns;

/// What is asked of a table beyond its kind's own columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub struct Options {
    /// `-o wide`.
    pub wide: bool,
    /// `--no-headers`.
    pub no_headers: bool,
    /// `-A`: the namespace comes first.
    pub with_namespace: bool,
    /// `--show-labels`.
    pub show_labels: bool,
    /// `-L`: labels that become columns.
    pub label_columns: Vec<String>,
    /// What stands before the name where several kinds are shown, e.g. `deployment.apps/`.
    pub name_prefix: String,
}

/// Lines of a table, and how wide its columns have become so far: lines written later are at least as wide.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    columns: columns::Table,
    lines: Vec<Vec<String>>,
    is_headed: bool,
}

impl Table {
    /// Adds the row of one object; before the first row, the heading. A table without rows has none.
    pub fn add(&mut self, printer: &Printer, object: &Value, look: &Look, options: &Options) {
        if !self.is_headed && !options.no_headers {
            self.lines.push(heading(printer, options));
        }
        self.is_headed = true;
        self.lines.push(row(printer, object, look, options));
    }

    /// Adds a row of cells.
    pub fn add_cells(&mut self, cells: Vec<String>) {
        self.lines.push(cells);
    }

    /// Writes out the lines added since the last time.
    pub fn flush(&mut self) -> String {
        self.columns.print(&[], &std::mem::take(&mut self.lines))
    }
}

fn heading(printer: &Printer, options: &Options) -> Vec<String> {
    let mut cells = Vec::new();
    if options.with_namespace {
        cells.push("NAMESPACE".into());
    }
    cells.extend(shown(printer, options.wide).map(|(_, column)| column.to_owned()));
    let last_part = |label: &String| label.rsplit('/').next().unwrap_or_default().to_ascii_uppercase();
    cells.extend(options.label_columns.iter().map(last_part));
    if options.show_labels {
        cells.push("LABELS".into());
    }
    cells
}

fn row(printer: &Printer, object: &Value, look: &Look, options: &Options) -> Vec<String> {
    let all = (printer.cells)(object, look);
    let mut cells = Vec::new();
    if options.with_namespace {
        cells.push(fields::text(object, "/metadata/namespace").to_owned());
    }
    for (place, name) in shown(printer, options.wide) {
        let cell = all[place].clone();
        cells.push(if name == "NAME" {
            format!("{}{cell}", options.name_prefix)
        } else {
            cell
        });
    }
    let labels = &object["metadata"]["labels"];
    cells.extend(
        options
            .label_columns
            .iter()
            .map(|label| labels[label].as_str().unwrap_or_default().to_owned()),
    );
    if options.show_labels {
        cells.push(fields::labels(object, "/metadata/labels"));
    }
    cells
}

/// The columns that are shown, with their places among all.
fn shown(printer: &Printer, wide: bool) -> impl Iterator<Item = (usize, &'static str)> {
    let columns = printer.columns.iter().enumerate();
    columns.filter_map(move |(place, column)| (wide || !column.wide).then_some((place, column.name)))
}
