//! Time: transport, scrubber, speed.

/// What the time bar says.
pub struct Time {
    /// Button.
    pub play: &'static str,
    /// Button.
    pub pause: &'static str,
    /// Button: to the next line of the log.
    pub step: &'static str,
    /// Button: to before the latest line of the log.
    pub step_back: &'static str,
    /// Button: to the start of the run.
    pub to_start: &'static str,
    /// Button: to the latest moment that has been played.
    pub to_end: &'static str,
    /// Label of the choice of speed.
    pub speed: &'static str,
    /// Said when the device cannot keep up.
    pub behind: &'static str,
    /// Button: takes the last command back.
    pub undo: &'static str,
    /// Button: takes the last undo back.
    pub redo: &'static str,
    /// Name of the scrubber.
    pub scrubber: &'static str,
    /// Said by the scrubber: the moment, and how far the run has been played.
    pub moment: fn(now: &str, furthest: &str) -> String,
    /// A mark on the scrubber: a command.
    pub typed: fn(at: &str, line: &str) -> String,
    /// A mark: a rollout began.
    pub rollout: fn(at: &str, set: &str) -> String,
    /// A mark: a container ended in failure.
    pub crash: fn(at: &str, pod: &str) -> String,
    /// A mark: requests failed.
    pub failures: fn(at: &str, count: u64) -> String,
    /// Name of the charts.
    pub charts: &'static str,
    /// Chart: ready pods by version.
    pub ready: &'static str,
    /// Chart: requests per second.
    pub requests: &'static str,
    /// A line of it: answered.
    pub answered: &'static str,
    /// A line of it: failed.
    pub failed: &'static str,
    /// Chart: how long answers took [ms].
    pub latency: &'static str,
    /// Button: the figures as a table, and to take away.
    pub figures: &'static str,
    /// What the table holds.
    pub figures_note: &'static str,
    /// Heading of the column of times.
    pub at_column: &'static str,
    /// Button.
    pub save_svg: &'static str,
    /// Button.
    pub save_png: &'static str,
    /// Button.
    pub save_csv: &'static str,
    /// Button and title of the sheet of keys.
    pub keys: &'static str,
    /// What each key does, by the place where it does it.
    pub key_help: &'static [KeyGroup],
}

/// A place, and its keys with what they do.
pub type KeyGroup = (&'static str, &'static [(&'static str, &'static str)]);
