//! The desk: terminal and files.

/// What the desk says.
pub struct Desk {
    /// Name of the row of tabs.
    pub tabs: &'static str,
    /// Tab.
    pub files: &'static str,
    /// Said while time does not pass.
    pub still: &'static str,
    /// Button: wipes the terminal.
    pub clear: &'static str,
    /// Name of what has been typed and printed.
    pub log: &'static str,
    /// Said while nothing has been typed.
    pub empty: &'static str,
    /// Name of the field for a line.
    pub command: &'static str,
    /// Button: types the line.
    pub run: &'static str,
    /// Button: copies an output.
    pub copy: &'static str,
    /// Said once it is copied.
    pub copied: &'static str,
    /// Said where the browser refuses.
    pub not_copied: &'static str,
    /// So many lines of an output are not drawn.
    pub more_lines: fn(usize) -> String,
    /// Button: stops a command that follows something.
    pub stop: &'static str,
    /// So many pasted lines wait.
    pub waiting: fn(usize) -> String,
    /// Name of the ways to go on with a line.
    pub suggestions: &'static str,
    /// How many there are.
    pub suggestion_count: fn(usize) -> String,
    /// So many are not drawn.
    pub more_suggestions: fn(usize) -> String,
    /// Said of a paste that is too large: bytes and lines.
    pub paste_too_large: fn(bytes: usize, lines: usize) -> String,
    /// Name of the choice of a file.
    pub file: &'static str,
    /// Button: makes a file.
    pub new_file: &'static str,
    /// Name of the field for its name.
    pub new_name: &'static str,
    /// Button.
    pub create: &'static str,
    /// Said of a name that cannot be used.
    pub bad_name: &'static str,
    /// Said while there is no file.
    pub no_files: &'static str,
    /// Name of the text of a file; its name follows.
    pub manifest: &'static str,
    /// Button: saves the file and applies it.
    pub apply: &'static str,
    /// Nothing is wrong.
    pub accepted: &'static str,
    /// So many things are wrong.
    pub refused: fn(usize) -> String,
    /// A line and a column.
    pub place: fn(u32, u32) -> String,
    /// What the keys do in the editor.
    pub editor_keys: &'static str,
}

/// An amount of text: `10.5 MB`, `70 kB`.
pub fn size(bytes: usize) -> String {
    match bytes {
        0..=999_999 => format!("{} kB", bytes.div_ceil(1000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}
