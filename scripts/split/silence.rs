//! Takes out of the data where in the source a panic would come from: nobody can read it, since a panic in wasm only ends the page.
//!
//! The compiler keeps a place as four numbers: where the name of the file is, its length, line and column. All of them become
//! nothing but a name of no length, and the names become zeros, which take no room once the file is compressed.

use std::collections::BTreeSet;

use crate::image::Image;

/// Longer names of files are left alone [bytes].
const NAME_MAX: u32 = 300;

impl Image {
    /// Takes out every place.
    pub fn silence(&mut self) {
        let mut names = BTreeSet::new();
        for at in self.places() {
            names.extend(self.number(at).zip(self.number(at + 4)));
            if let Some(bytes) = self.bytes_mut(at + 4, 12) {
                bytes.fill(0);
            }
        }
        for (name, length) in names {
            if let Some(bytes) = self.bytes_mut(name, length) {
                bytes.fill(0);
            }
        }
    }

    /// The address of every place.
    fn places(&self) -> Vec<u32> {
        let mut places = Vec::new();
        for (begin, bytes) in &self.segments {
            let end = begin + bytes.len() as u32;
            for at in (begin.next_multiple_of(4)..end.saturating_sub(15)).step_by(4) {
                if self.is_place(at) {
                    places.push(at);
                }
            }
        }
        places
    }

    fn is_place(&self, at: u32) -> bool {
        let number = |offset| self.number(at + offset).unwrap_or_default();
        let (name, length, line, column) = (number(0), number(4), number(8), number(12));
        let is_small = (1..100_000).contains(&line) && (1..2000).contains(&column) && length <= NAME_MAX;
        is_small
            && self
                .bytes(name, length)
                .is_some_and(|it| it.ends_with(b".rs") && it.iter().all(u8::is_ascii_graphic))
    }
}
