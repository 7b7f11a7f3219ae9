//! Makes a module note how far its functions run: each point sets a byte of its own, after the memory that the module began with.

use std::convert::Infallible;

use wasm_encoder::{
    CodeSection, Function, Instruction, MemArg, MemArgTarget, MemoryType,
    reencode::{Error, Reencode, RoundtripReencoder},
};
use wasmparser::{FunctionBody, Parser};

use crate::{failure::Failure, module::Module, points::points};

/// The size of a page of memory [bytes], as the WebAssembly specification has it.
const PAGE: u64 = 65_536;

/// A module that takes notes.
pub struct Marked {
    /// The module.
    pub bytes: Vec<u8>,
    /// Where the notes begin [bytes]; the allocator uses only pages that it has asked for, so they stay untouched.
    pub base: u64,
    /// A byte for each of so many points, function by function.
    pub points: usize,
}

/// Writes the module with a note at each point.
pub fn mark(module: &Module, bytes: &[u8]) -> Result<Marked, Failure> {
    let memory = module.memory.ok_or(Failure::Unhandled("no memory"))?;
    let base = memory.minimum * PAGE;
    let all: Vec<_> = module.bodies.iter().map(|body| points(&body.code)).collect();
    let count = all.iter().map(Vec::len).sum();
    let mut marker = Marker {
        next: base,
        pages: (count as u64).div_ceil(PAGE),
        functions: module.bodies.iter().zip(all),
    };
    let mut out = wasm_encoder::Module::new();
    marker.parse_core_module(&mut out, Parser::new(0), bytes)?;
    Ok(Marked {
        bytes: out.finish(),
        base,
        points: count,
    })
}

struct Marker<F> {
    /// Where the next point takes its note.
    next: u64,
    /// How many pages the notes take.
    pages: u64,
    /// The functions that are not written yet, with their points.
    functions: F,
}

impl<'a, F: Iterator<Item = (&'a crate::module::Body<'a>, Vec<usize>)>> Reencode for Marker<F> {
    type Error = Infallible;

    fn memory_type(&mut self, memory: wasmparser::MemoryType) -> Result<MemoryType, Error<Infallible>> {
        let memory = RoundtripReencoder.memory_type(memory)?;
        Ok(MemoryType {
            minimum: memory.minimum + self.pages,
            maximum: memory.maximum.map(|it| it + self.pages),
            ..memory
        })
    }

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        _: FunctionBody,
    ) -> Result<(), Error<Infallible>> {
        let (body, points) = self.functions.next().expect("each body was read before");
        let mut points = points.into_iter().peekable();
        let mut place = 0;
        let function = body.encode(|function, instruction| {
            if points.next_if_eq(&place).is_some() {
                note(function, self.next);
                self.next += 1;
            }
            place += 1;
            function.instruction(instruction);
        });
        code.function(&function);
        Ok(())
    }
}

fn note(function: &mut Function, at: u64) {
    let place = MemArg {
        offset: at,
        align: 0,
        target: MemArgTarget::Memory(0),
        ordering: None,
    };
    function.instruction(&Instruction::I32Const(0));
    function.instruction(&Instruction::I32Const(1));
    function.instruction(&Instruction::I32Store8(place));
}
