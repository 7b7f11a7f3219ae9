//! Lessons: steps, predictions, goals, hints, the glossary.

use course::goal::{Measure, Of, Verdict};

/// What lessons say besides their own words.
pub struct Lesson {
    /// While the files of a lesson are fetched.
    pub loading: &'static str,
    /// When they cannot be had.
    pub missing: &'static str,
    /// The way back.
    pub back_to_course: &'static str,
    /// Where one is: step, and how many there are.
    pub place: fn(usize, usize) -> String,
    /// Name of the list of steps.
    pub steps: &'static str,
    /// Said of a step that is done.
    pub done: &'static str,
    /// To the next step.
    pub next: &'static str,
    /// To the step before.
    pub previous: &'static str,
    /// Starts the run of a step.
    pub run: &'static str,
    /// Starts it over.
    pub again: &'static str,
    /// Goes on after a pause at a beat.
    pub go_on: &'static str,
    /// Leaves a prediction out.
    pub skip: &'static str,
    /// What must be done before Run.
    pub predict_first: &'static str,
    /// What the learner said.
    pub expected: &'static str,
    /// What came.
    pub came: &'static str,
    /// The prediction held.
    pub held: &'static str,
    /// The prediction did not hold.
    pub did_not_hold: &'static str,
    /// The measurement is still to come, at this time.
    pub measured_at: fn(&str) -> String,
    /// Heading over the goals of a task.
    pub goals: &'static str,
    /// A goal that holds so far.
    pub met: &'static str,
    /// A goal that does not hold yet.
    pub open: &'static str,
    /// A goal that cannot hold any more, with the moment it broke and what was found.
    pub broken: fn(&str, &str) -> String,
    /// Everything holds.
    pub all_met: &'static str,
    /// Shows a hint; how many are left.
    pub hint: fn(u32) -> String,
    /// Plays the lesson's own solution.
    pub show_solution: &'static str,
    /// Heading over the commands on offer.
    pub offers: &'static str,
    /// Heading over what a button types.
    pub types: &'static str,
    /// Heading of the twin table: this world.
    pub twin_here: &'static str,
    /// Heading of the twin table: the other world.
    pub twin_other: &'static str,
    /// The one field in which twins differ.
    pub twin_field: fn(&str) -> String,
    /// Shows one of the twins on the stage.
    pub twin_show: &'static str,
    /// Heading of the placement questions.
    pub straight_to_task: &'static str,
    /// Right.
    pub right: &'static str,
    /// Not right.
    pub not_right: &'static str,
    /// Heading of the presenter's cues.
    pub presenter: &'static str,
    /// The end of a lesson.
    pub finished: &'static str,
    /// When the card comes up again, in days.
    pub card_in: fn(u32) -> String,
    /// A measure in words.
    pub measure: fn(&Measure) -> String,
    /// A goal in words.
    pub goal: fn(&str) -> String,
    /// Minutes a lesson takes.
    pub minutes: fn(u32) -> String,
}

/// Whether a goal can still come to hold: one about every moment cannot, once it is broken.
pub fn is_lost(verdict: &Verdict) -> bool {
    verdict.broke.is_some()
}

/// The name of a Deployment and what is measured of it, if it is about one.
pub fn of_deployment(measure: &Measure) -> Option<(&str, Of)> {
    match measure {
        Measure::Deployment { name, of } => Some((name, *of)),
        Measure::OfferedRequests | Measure::FailedRequests => None,
    }
}
