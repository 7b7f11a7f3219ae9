//! What is due: looks in order of time, each wanted at most once, as in a work queue.

use crate::{controller::Who, shared::Map, time::Time, world::Key};

/// A controller and the object it is to look at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Look {
    /// Who looks.
    pub who: Who,
    /// At what.
    pub key: Key,
}

/// When a look is due, and what led to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Due {
    at: Time,
    /// Order of request, which decides among equal times.
    turn: u64,
    because: Option<u64>,
}

/// The looks that are due, earliest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agenda {
    by_time: Map<(Time, u64), Look>,
    by_look: Map<Look, Due>,
    turns: u64,
}

impl Agenda {
    /// Wants a look. A look that is wanted already happens once, at the earlier of the two times and for the newer cause.
    pub fn ask(&mut self, look: Look, at: Time, because: Option<u64>) {
        let place = self.by_look.place(&look);
        match self.by_look.get_at(place, &look).copied() {
            Some(known) if known.at <= at => {
                let because = because.max(known.because);
                if because != known.because {
                    self.by_look.insert_at(place, look, Due { because, ..known });
                }
            }
            known => {
                let because = known.map_or(because, |it| it.because.max(because));
                if let Some(known) = known {
                    self.by_time.remove(&(known.at, known.turn));
                }
                self.turns += 1;
                let due = Due {
                    at,
                    turn: self.turns,
                    because,
                };
                self.by_time.insert((at, due.turn), look.clone());
                self.by_look.insert_at(place, look, due);
            }
        }
    }

    /// The moment of the earliest look.
    pub fn next_at(&self) -> Option<Time> {
        self.by_time.first().map(|((at, _), _)| *at)
    }

    /// Takes the earliest look, with what led to it.
    pub fn take(&mut self) -> Option<(Time, Look, Option<u64>)> {
        let ((at, turn), look) = self.by_time.first()?.clone();
        self.by_time.remove(&(at, turn));
        let due = self.by_look.remove(&look)?;
        Some((at, look, due.because))
    }

    /// Every look that is due, earliest first.
    pub fn looks(&self) -> impl Iterator<Item = (Time, &Look)> {
        self.by_time.iter().map(|((at, _), look)| (*at, look))
    }
}
