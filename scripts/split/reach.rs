//! What of the data the first part can reach: the objects whose address its code names, the objects whose address stands in
//! those, and so on. Whatever looks like an address counts as one. All other objects come with the later part.

use std::convert::Infallible;

use wasm_encoder::{
    Instruction, MemArg,
    reencode::{Error, Reencode, utils},
};
use wasmparser::{Operator, Parser, Payload};

use crate::{failure::Failure, image::Image, objects::Objects};

/// Code may name an address this far before or after the object that it means [bytes]: a table that is looked up by a number from,
/// say, 65 on is named where its entry 0 would stand. In the site's code of 2026-11 the largest way off was 44 bytes, by the linker's
/// relocations; the rest is to spare, since what is missed is read as zeros, without any error.
const NEAR: u32 = 1024;

/// Takes from an image what the first part, given as it was written, cannot reach; gives it as segments for the later part.
pub fn take_unreached(
    image: &mut Image,
    objects: &Objects,
    first: &[u8],
) -> Result<Vec<(u32, Vec<u8>)>, Failure> {
    let is_reached = reached(image, objects, named(first)?);
    let mut taken: Vec<(u32, Vec<u8>)> = Vec::new();
    for (number, is_reached) in is_reached.into_iter().enumerate() {
        if is_reached {
            continue;
        }
        for at in objects.range(number) {
            let Some([byte]) = image.bytes_mut(at, 1) else {
                continue;
            };
            let byte = std::mem::take(byte);
            match taken.last_mut() {
                Some((start, bytes)) if *start + bytes.len() as u32 == at => bytes.push(byte),
                _ => taken.push((at, vec![byte])),
            }
        }
    }
    Ok(taken)
}

/// For each object, whether it can be reached from some addresses.
fn reached(image: &Image, objects: &Objects, from: Vec<u32>) -> Vec<bool> {
    let mut is_reached = vec![false; objects.len()];
    let near = |it: u32| objects.between(it.saturating_sub(NEAR), it.saturating_add(NEAR));
    let mut addresses: Vec<u32> = from.into_iter().flat_map(near).collect();
    while let Some(address) = addresses.pop() {
        let Some(number) = objects.at(address) else {
            continue;
        };
        if !std::mem::replace(&mut is_reached[number], true) {
            let range = objects.range(number);
            // Compilers align addresses.
            let first = range.start.next_multiple_of(4);
            addresses.extend((first..range.end).step_by(4).filter_map(|at| image.number(at)));
        }
    }
    is_reached
}

/// Every number in the code that may be an address.
fn named(module: &[u8]) -> Result<Vec<u32>, Failure> {
    let mut names = Names(Vec::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::CodeSectionEntry(body) => {
                for operator in body.get_operators_reader()? {
                    names.instruction(operator?)?;
                }
            }
            Payload::GlobalSection(section) => {
                for global in section {
                    for operator in global?.init_expr.get_operators_reader() {
                        names.instruction(operator?)?;
                    }
                }
            }
            _ => {}
        }
    }
    Ok(names.0)
}

/// Notes numbers as code is read.
struct Names(Vec<u32>);

impl Reencode for Names {
    type Error = Infallible;

    fn instruction<'a>(&mut self, operator: Operator<'a>) -> Result<Instruction<'a>, Error<Infallible>> {
        match operator {
            Operator::I32Const { value } => self.0.push(value as u32),
            // Two numbers may be written at once.
            Operator::I64Const { value } => self.0.extend([value as u32, (value >> 32) as u32]),
            _ => {}
        }
        utils::instruction(self, operator)
    }

    fn mem_arg(&mut self, place: wasmparser::MemArg) -> Result<MemArg, Error<Infallible>> {
        // A table that is looked up by a number is named here.
        self.0.push(place.offset as u32);
        utils::mem_arg(self, place)
    }
}
