//! The memory as a module begins with it.

use std::ops::Range;

use wasmparser::{DataKind, Operator};

use crate::{failure::Failure, module::Module};

/// The memory as a module begins with it; what no segment covers is zero.
pub struct Image {
    /// Where each segment begins, and its bytes.
    pub segments: Vec<(u32, Vec<u8>)>,
}

impl Image {
    /// That of a module.
    pub fn of(module: &Module) -> Result<Self, Failure> {
        let mut segments = Vec::new();
        for data in &module.data {
            let DataKind::Active { offset_expr, .. } = &data.kind else {
                return Err(Failure::Unhandled("passive data"));
            };
            let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
                return Err(Failure::Unhandled("data whose place is worked out"));
            };
            segments.push((value as u32, data.data.to_vec()));
        }
        Ok(Self { segments })
    }

    /// Some bytes, if one segment covers them all.
    pub fn bytes(&self, at: u32, length: u32) -> Option<&[u8]> {
        let (segment, range) = self.range(at, length)?;
        Some(&self.segments[segment].1[range])
    }

    /// The same, to be changed.
    pub fn bytes_mut(&mut self, at: u32, length: u32) -> Option<&mut [u8]> {
        let (segment, range) = self.range(at, length)?;
        Some(&mut self.segments[segment].1[range])
    }

    /// The number that stands at an address.
    pub fn number(&self, at: u32) -> Option<u32> {
        let bytes = self.bytes(at, 4)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    }

    fn range(&self, at: u32, length: u32) -> Option<(usize, Range<usize>)> {
        let segment = self
            .segments
            .partition_point(|(begin, _)| *begin <= at)
            .checked_sub(1)?;
        let (begin, bytes) = &self.segments[segment];
        let from = (at - begin) as usize;
        let to = from.checked_add(length as usize)?;
        (to <= bytes.len()).then_some((segment, from..to))
    }
}
