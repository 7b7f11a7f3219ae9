//! Takes out of the data where in the source a panic would come from: nobody can read it, since a panic in wasm only ends the page.
//!
//! The compiler keeps a place as four numbers: where the name of the file is, its length, line and column. All of them become
//! nothing but a name of no length, and the names become zeros, which take no room once the file is compressed.

use std::collections::BTreeSet;

/// Longer names of files are left alone [bytes].
const NAME_MAX: u32 = 300;

/// The memory as the module begins with it.
pub struct Image {
    /// Where each segment begins, and its bytes.
    pub segments: Vec<(u32, Vec<u8>)>,
}

impl Image {
    /// Takes out every place.
    pub fn silence(&mut self) {
        let mut names = BTreeSet::new();
        for (segment, at) in self.places() {
            let name = self.number(segment, at).zip(self.number(segment, at + 4));
            names.extend(name);
            self.segments[segment].1[at + 4..at + 16].fill(0);
        }
        for (name, length) in names {
            if let Some(bytes) = self.bytes_mut(name, length) {
                bytes.fill(0);
            }
        }
    }

    /// Every place: its segment, and where it stands in it.
    fn places(&self) -> Vec<(usize, usize)> {
        let mut places = Vec::new();
        for (number, (begin, bytes)) in self.segments.iter().enumerate() {
            let first = (4 - *begin as usize % 4) % 4;
            for at in (first..bytes.len().saturating_sub(15)).step_by(4) {
                if self.is_place(number, at) {
                    places.push((number, at));
                }
            }
        }
        places
    }

    fn is_place(&self, segment: usize, at: usize) -> bool {
        let number = |offset: usize| self.number(segment, at + offset).unwrap_or_default();
        let (name, length, line, column) = (number(0), number(4), number(8), number(12));
        let is_small = (1..100_000).contains(&line) && (1..2000).contains(&column) && length <= NAME_MAX;
        is_small
            && self
                .bytes(name, length)
                .is_some_and(|it| it.ends_with(b".rs") && it.iter().all(u8::is_ascii_graphic))
    }

    fn number(&self, segment: usize, at: usize) -> Option<u32> {
        let bytes = self.segments[segment].1.get(at..at + 4)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    }

    fn range(&self, at: u32, length: u32) -> Option<(usize, std::ops::Range<usize>)> {
        let segment = self
            .segments
            .partition_point(|(begin, _)| *begin <= at)
            .checked_sub(1)?;
        let (begin, bytes) = &self.segments[segment];
        let from = (at - begin) as usize;
        let to = from + length as usize;
        (to <= bytes.len()).then_some((segment, from..to))
    }

    fn bytes(&self, at: u32, length: u32) -> Option<&[u8]> {
        let (segment, range) = self.range(at, length)?;
        Some(&self.segments[segment].1[range])
    }

    fn bytes_mut(&mut self, at: u32, length: u32) -> Option<&mut [u8]> {
        let (segment, range) = self.range(at, length)?;
        Some(&mut self.segments[segment].1[range])
    }
}
