//! What a learner has done, as data: the page stores it on the device and nowhere else.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// When a card comes up again after it was last answered right [days]. Source: lessons.md, finding 11.
pub const REVIEW_DAYS: [u32; 4] = [1, 3, 7, 21];

/// What a learner has done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Progress {
    /// By lesson.
    pub lessons: BTreeMap<String, LessonProgress>,
    /// The cards to be asked again, by lesson.
    pub cards: BTreeMap<String, Card>,
}

/// What a learner has done in one lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LessonProgress {
    /// The steps that are done, in the order in which they were.
    pub done: Vec<String>,
    /// The predictions, by step.
    pub predictions: BTreeMap<String, Prediction>,
}

/// What a learner expected, and what came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prediction {
    /// The answer; none if the question was skipped.
    pub answer: Option<String>,
    /// The answer that held.
    pub outcome: String,
}

/// A question to be asked again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// How often in a row it has been answered right.
    pub streak: u32,
    /// The day it is due [days since 1970].
    pub due_day: u32,
}

impl Progress {
    /// Notes that a step is done.
    pub fn finish(&mut self, lesson: &str, step: &str) {
        let done = &mut self.lessons.entry(lesson.to_owned()).or_default().done;
        if !done.iter().any(|it| it == step) {
            done.push(step.to_owned());
        }
    }

    /// Notes the answer to a card: right moves it further away, wrong brings it back tomorrow.
    pub fn answer_card(&mut self, lesson: &str, is_right: bool, today: u32) {
        let card = self.cards.entry(lesson.to_owned()).or_default();
        card.streak = if is_right { card.streak + 1 } else { 0 };
        let place = usize::try_from(card.streak.saturating_sub(1))
            .unwrap_or(usize::MAX)
            .min(REVIEW_DAYS.len() - 1);
        card.due_day = today.saturating_add(REVIEW_DAYS[place]);
    }

    /// The lessons whose card is due.
    pub fn due(&self, today: u32) -> impl Iterator<Item = &str> {
        self.cards
            .iter()
            .filter(move |(_, card)| card.due_day <= today)
            .map(|(lesson, _)| lesson.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_answered_right_moves_further_away() {
        let mut progress = Progress::default();
        let mut days = Vec::new();
        for _ in 0..5 {
            progress.answer_card("rolling-update", true, 100);
            days.push(progress.cards["rolling-update"].due_day - 100);
        }
        assert_eq!(days, [1, 3, 7, 21, 21]);
        progress.answer_card("rolling-update", false, 100);
        assert_eq!(progress.due(100).count(), 0);
        assert_eq!(progress.due(101).collect::<Vec<_>>(), ["rolling-update"]);
    }

    #[test]
    fn a_step_counts_once() {
        let mut progress = Progress::default();
        progress.finish("a", "watch");
        progress.finish("a", "watch");
        assert_eq!(progress.lessons["a"].done, ["watch"]);
    }
}
