//! A set of locals of one function.

/// A set of locals, as bits.
#[derive(Clone, Debug, Default)]
pub struct Locals(Vec<u64>);

impl Locals {
    /// Adds one.
    pub fn add(&mut self, local: u32) {
        let (word, bit) = place(local);
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= bit;
    }

    /// Takes one out.
    pub fn remove(&mut self, local: u32) {
        let (word, bit) = place(local);
        if let Some(word) = self.0.get_mut(word) {
            *word &= !bit;
        }
    }

    /// Adds all of another set.
    pub fn add_all(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            *word |= more;
        }
    }

    /// Whether it holds one.
    pub fn has(&self, local: u32) -> bool {
        let (word, bit) = place(local);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }
}

impl PartialEq for Locals {
    fn eq(&self, other: &Self) -> bool {
        let words = self.0.len().max(other.0.len());
        let word = |set: &Self, at: usize| set.0.get(at).copied().unwrap_or(0);
        (0..words).all(|at| word(self, at) == word(other, at))
    }
}

fn place(local: u32) -> (usize, u64) {
    (local as usize / 64, 1 << (local % 64))
}
