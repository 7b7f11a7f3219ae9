//! The inspector.

use engine::world::Kind;

/// What the inspector says.
pub struct Inspector {
    /// The kinds, as the documentation of the language calls them.
    pub kind: fn(Kind) -> &'static str,
    /// A tab.
    pub summary: &'static str,
    /// A tab.
    pub why: &'static str,
    /// A tab.
    pub yaml: &'static str,
    /// A tab.
    pub events: &'static str,
    /// A tab.
    pub scheduling: &'static str,
    /// Name of the row of tabs.
    pub tabs: &'static str,
    /// Opens what the run is made of.
    pub about_run: &'static str,
    /// The hash of the state.
    pub fingerprint: &'static str,
    /// What it is good for.
    pub fingerprint_note: &'static str,
    /// Stands in its place while time passes.
    pub pause_for_it: &'static str,
    /// The seed of the run.
    pub seed: &'static str,
    /// How many commands have been typed.
    pub typed: &'static str,
    /// Button: saves the run as text.
    pub save_run: &'static str,
    /// The object does not exist at this moment.
    pub gone: &'static str,
    /// Heading above commands.
    pub commands: &'static str,
    /// No Events.
    pub no_events: &'static str,
    /// Not scheduled by the scheduler.
    pub no_decision: &'static str,
    /// Column: the node.
    pub node: &'static str,
    /// Column: the sum of the scores.
    pub score: &'static str,
    /// What the scores are.
    pub score_note: &'static str,
    /// A node that was filtered out, and why.
    pub filtered: fn(plugin: &str, reasons: &str) -> String,
    /// The node that was chosen.
    pub chosen: &'static str,
    /// Heading where nothing is selected.
    pub log: &'static str,
    /// What to do there.
    pub log_note: &'static str,
    /// Button: back to the log.
    pub back: &'static str,
    /// Title of a request.
    pub request: fn(u64) -> String,
    /// Its ending.
    pub answered: &'static str,
    /// Its ending.
    pub under_way: &'static str,
    /// Its parts: there, in the queue, at work, back.
    pub parts: [&'static str; 4],
    /// Its path is not kept any more.
    pub request_lost: &'static str,
    /// How the failures are introduced.
    pub failures_note: fn(failed: u64, offered: u64) -> String,
    /// Repeated so often.
    pub times: fn(u32) -> String,
}
