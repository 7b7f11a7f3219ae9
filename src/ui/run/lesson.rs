//! What a lesson does with the run: begin in its scenario, type its lines in time, judge its goals.

use std::collections::BTreeMap;

use course::{
    goal::{Goal, Measure, Start, Value, Verdict},
    scenario::{self, Scenario, Unplayable},
};
use leptos::prelude::*;

use super::{Film, Run};

/// The files of a lesson, by name.
pub type Files = BTreeMap<String, String>;

/// What each of some measures came to in one world.
pub type Measured = Vec<Value>;

impl Run {
    /// Starts over in the world of a scenario, at the moment the learner comes.
    pub fn begin_scenario(self, scenario: &Scenario, files: &Files) -> Result<(), Unplayable> {
        self.become_timeline(scenario.play(files)?);
        Ok(())
    }

    /// The present, from which a step counts.
    pub fn start_of_step(self) -> Start {
        self.film.with_untracked(|it| Start::of(&it.timeline))
    }

    /// Types lines ahead of time; they happen as the run is played.
    pub fn schedule(self, lines: &[String]) -> Result<(), Unplayable> {
        let mut timeline = self.film.with_untracked(|it| it.timeline.clone());
        let now = timeline.now();
        scenario::type_lines(&mut timeline, lines)?;
        timeline.seek(now);
        self.become_film(Film::new(timeline));
        Ok(())
    }

    /// How a goal stands at the present.
    pub fn judge(self, goal: &Goal, start: &Start) -> Verdict {
        self.film.with(|it| goal.judge(&it.timeline, start))
    }

    /// What a measure comes to at the present.
    pub fn measured(self, measure: &Measure, start: &Start) -> Value {
        self.film.with(|it| measure.now(&it.timeline, start))
    }

    /// Plays lines in a world of its own, beside the run on screen, and measures at the end.
    pub fn measure_beside(
        scenario: &Scenario,
        files: &Files,
        lines: &[String],
        measures: &[Measure],
        after: &str,
    ) -> Result<Measured, Unplayable> {
        let mut timeline = scenario.play(files)?;
        let start = Start::of(&timeline);
        scenario::type_lines(&mut timeline, lines)?;
        timeline.seek(start.at + scenario::span(after)?);
        Ok(measures.iter().map(|it| it.now(&timeline, &start)).collect())
    }
}
