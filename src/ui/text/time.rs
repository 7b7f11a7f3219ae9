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
}
