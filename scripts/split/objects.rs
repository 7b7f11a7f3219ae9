//! The objects of a module's data: a text, a table, a variable. A module does not say where one ends and the next begins, but the
//! linker writes it into its map.

use std::ops::Range;

use crate::image::Image;

/// What the linker joins texts into that end in a zero; where they end, only the zeros say.
const TEXTS: &str = "<internal>";

/// Every object, in the order in which they lie in memory.
#[derive(Default)]
pub struct Objects {
    /// Where each lies [bytes]; none overlaps another.
    list: Vec<Range<u32>>,
}

impl Objects {
    /// Reads a map of wasm-ld: lines of address, offset in the file, size, and what lies there.
    pub fn read(map: &str, image: &Image) -> Self {
        let mut list = Vec::new();
        for line in map.lines() {
            let Some((range, input)) = object(line) else {
                continue;
            };
            if input.starts_with(TEXTS) {
                texts(&range, image, &mut list);
            } else {
                list.push(range);
            }
        }
        list.sort_unstable_by_key(|it| (it.start, it.end));
        list.dedup();
        Self { list }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The number of the object that an address lies in.
    pub fn at(&self, address: u32) -> Option<usize> {
        let number = self
            .list
            .partition_point(|it| it.start <= address)
            .checked_sub(1)?;
        (address < self.list[number].end).then_some(number)
    }

    /// The beginnings of the objects that lie between two addresses, in whole or in part.
    pub fn between(&self, from: u32, to: u32) -> impl Iterator<Item = u32> + '_ {
        let first = self.list.partition_point(|it| it.end <= from);
        let near = self.list[first..].iter().take_while(move |it| it.start <= to);
        near.map(|it| it.start)
    }

    /// Where an object lies.
    pub fn range(&self, number: usize) -> Range<u32> {
        self.list[number].clone()
    }
}

/// Where the object of a line lies, and what it came from; other lines tell of sections, functions and names.
fn object(line: &str) -> Option<(Range<u32>, &str)> {
    let mut rest = line;
    let mut number = || {
        let (word, after) = rest.trim_start().split_once(' ')?;
        rest = after;
        u32::from_str_radix(word, 16).ok()
    };
    let (at, _, size) = (number()?, number()?, number()?);
    let input = rest.trim_start();
    (input.contains(":(") && 0 < size).then_some((at..at.checked_add(size)?, input))
}

/// The texts in a range, each with the zero at its end.
fn texts(range: &Range<u32>, image: &Image, list: &mut Vec<Range<u32>>) {
    let mut start = range.start;
    for at in range.clone() {
        // Where no segment lies there are zeros.
        if image.bytes(at, 1).is_none_or(|it| it == [0]) {
            list.push(start..at + 1);
            start = at + 1;
        }
    }
    if start < range.end {
        list.push(start..range.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_tells_where_each_object_lies() {
        let map = "    Addr      Off     Size Out     In      Symbol
       -      3d4     3172 CODE
       -      3d9       10         /a b/x.o:(one)
  100000   336eba     4438 .rodata
  100000   336ec4        6         <internal>:(.rodata)
  100006   341fa8       18         /a b/x.o:(.rodata..Lanon.1)
  100006   341fa8       18                 .Lanon.1
  10001e   341fc0        0         /a b/x.o:(.rodata.none)
  100020   341fc0        8         /a b/x.o:(.data.two)
";
        let image = Image {
            segments: vec![(0x0010_0000, b"ab\0cd\0".to_vec())],
        };
        let objects = Objects::read(map, &image);
        let found: Vec<_> = (0..objects.len()).map(|it| objects.range(it)).collect();
        let expected = [
            0x10_0000..0x10_0003,
            0x10_0003..0x10_0006,
            0x10_0006..0x10_001e,
            0x10_0020..0x10_0028,
        ];
        assert_eq!(found, expected);
        assert_eq!(objects.at(0x10_0004), Some(1));
        assert_eq!(objects.at(0x10_001d), Some(2));
        assert_eq!(objects.at(0x10_001e), None);
        assert_eq!(objects.at(0x0f_ffff), None);
    }
}
