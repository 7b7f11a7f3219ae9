//! Text in columns: the tables of `kubectl get` and the aligned lines of `kubectl describe`.
//!
//! Both come from Go's tabwriter: a cell ends with a tab, a column is what consecutive lines share, and what
//! follows the last tab of a line belongs to no column and is not padded.

/// The smallest width of a column of `get`, its gap included [characters].
/// Source: cli-runtime `printers.GetNewTabWriter`, read 2026-11.
const TABLE_LEAST: usize = 6;
/// The gap between columns of `get` [characters]; same source.
const TABLE_GAP: usize = 3;
/// The gap between columns of `describe` [characters]. Source: kubectl `describe.tabbedString`, read 2026-11.
const DESCRIBE_GAP: usize = 2;

/// Prints rows under headers, and remembers how wide its columns have been, as a watch needs it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    widths: Vec<usize>,
}

impl Table {
    /// A table that has printed nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// The lines of these rows, the headers before them unless they are empty. Columns only ever get wider.
    pub fn print<T: AsRef<str>>(&mut self, headers: &[&str], rows: &[Vec<T>]) -> String {
        let head = headers
            .iter()
            .map(|header| (*header).to_ascii_uppercase())
            .collect::<Vec<_>>();
        let mut lines = if head.is_empty() { Vec::new() } else { vec![head] };
        lines.extend(
            rows.iter()
                .map(|row| row.iter().map(|cell| first_line(cell.as_ref())).collect()),
        );
        for line in &lines {
            // What stands last in a line is in no column.
            for (place, cell) in line.iter().enumerate().take(line.len().saturating_sub(1)) {
                let width = (cell.chars().count() + TABLE_GAP).max(TABLE_LEAST);
                match self.widths.get_mut(place) {
                    Some(old) => *old = width.max(*old),
                    None => self.widths.push(width),
                }
            }
        }
        lines.iter().map(|line| padded(line, &self.widths)).collect()
    }
}

/// A cell is one line: more is cut and marked.
fn first_line(cell: &str) -> String {
    match cell.find(['\n', '\r', '\u{c}']) {
        Some(end) => format!("{}...", &cell[..end]),
        None => cell.to_owned(),
    }
}

fn padded<T: AsRef<str>>(cells: &[T], widths: &[usize]) -> String {
    let mut line = String::new();
    for (place, cell) in cells.iter().enumerate() {
        let cell = cell.as_ref();
        line.push_str(cell);
        if place + 1 < cells.len() {
            let gap = widths[place].saturating_sub(cell.chars().count());
            line.extend(std::iter::repeat_n(' ', gap));
        }
    }
    line.push('\n');
    line
}

/// Aligns the tabs of a `describe`: each run of lines that share a column gets its own width.
pub fn align_tabs(text: &str) -> String {
    let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    let most = lines.iter().map(Vec::len).max().unwrap_or(0);
    let mut widths: Vec<Vec<usize>> = lines.iter().map(|line| vec![0; line.len()]).collect();
    for column in 0..most.saturating_sub(1) {
        let mut start = 0;
        while start < lines.len() {
            let run = lines[start..]
                .iter()
                .take_while(|line| column + 1 < line.len())
                .count();
            let cells = lines[start..start + run]
                .iter()
                .map(|line| line[column].chars().count());
            let widest = cells.max().map_or(0, |width| width + DESCRIBE_GAP);
            for line in &mut widths[start..start + run] {
                line[column] = widest;
            }
            start += run.max(1);
        }
    }
    lines
        .iter()
        .zip(&widths)
        .map(|(line, widths)| padded(line, widths))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_three_apart_and_at_least_six_wide() {
        let rows = vec![vec!["web", "3/3", "10s"], vec!["a-longer-name", "1/1\nx", ""]];
        let text = "NAME            READY    AGE\nweb             3/3      10s\na-longer-name   1/1...   \n";
        assert_eq!(Table::new().print(&["Name", "Ready", "Age"], &rows), text);
        assert_eq!(
            Table::new().print(&["N", "A"], &[vec!["x", "y"]]),
            "N     A\nx     y\n"
        );
    }

    #[test]
    fn a_watch_keeps_its_widths() {
        let mut table = Table::new();
        assert_eq!(
            table.print(&["NAME", "AGE"], &[vec!["web-12345", "1s"]]),
            "NAME        AGE\nweb-12345   1s\n"
        );
        assert_eq!(table.print(&[], &[vec!["web", "2s"]]), "web         2s\n");
    }

    #[test]
    fn a_line_without_a_tab_ends_a_column() {
        let text = "Name:\tweb\nNamespace:\tdefault\nEvents:\n  Type\tReason\n  Normal\tScaled\n";
        let aligned = "Name:       web\nNamespace:  default\nEvents:\n  Type    Reason\n  Normal  Scaled\n";
        assert_eq!(align_tabs(text), aligned);
    }

    #[test]
    fn a_column_without_text_is_a_gap() {
        assert_eq!(align_tabs("a\t\tb\nlong\t\tc\n"), "a       b\nlong    c\n");
    }
}
