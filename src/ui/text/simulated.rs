//! The page about what is simulated.

use engine::fidelity::{Feature, Level};

/// What the page about what is simulated says.
pub struct Simulated {
    /// Its title.
    pub title: &'static str,
    /// What it is for, with the version modelled and the version recorded.
    pub lead: fn(&str, &str) -> String,
    /// The name of a level.
    pub level: fn(Level) -> &'static str,
    /// What a level means.
    pub means: fn(Level) -> &'static str,
    /// The name of a feature, and what is to be known of it.
    pub feature: fn(Feature) -> (&'static str, &'static str),
    /// Heading of the column of sources.
    pub source: &'static str,
    /// Heading over the controllers that run.
    pub controllers: &'static str,
    /// What that list is.
    pub controllers_lead: &'static str,
}
