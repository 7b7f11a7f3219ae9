//! Makes up values: what puts one of a type on the stack.

use wasm_encoder::{BlockType, Instruction, MemArg, MemArgTarget, ValType};

use super::{super::VALUES, Writer};

impl Writer<'_> {
    /// Puts a value of a type on the stack.
    pub fn value(&mut self, ty: ValType) {
        if self.left == 0 {
            return self.leaf(ty);
        }
        self.left -= 1;
        match self.luck.below(16) {
            0 | 1 => {
                self.value(ty);
                self.value(ty);
                let operation = self.luck.pick(&[0, 1]);
                self.put(two(ty, operation));
            }
            2 => self.other_way(ty),
            3 => self.load(ty),
            4 => self.looped(&[ty]),
            5 | 6 => self.choice(&[ty]),
            7 => {
                self.put(Instruction::Block(BlockType::Result(ty)));
                self.within(&[ty], |it| {
                    it.statements();
                    it.value(ty);
                    it.value(ValType::I32);
                    it.put(Instruction::BrIf(0));
                    if it.luck.one_in(2) {
                        it.put(Instruction::Drop);
                        it.statements();
                        it.value(ty);
                    }
                });
                self.put(Instruction::End);
            }
            8 => {
                let all = 0..self.shape.functions.len() as u32;
                let fitting: Vec<u32> = all.filter(|it| self.shape.type_of(*it).1 == [ty]).collect();
                if fitting.is_empty() {
                    return self.leaf(ty);
                }
                let function = self.luck.pick(&fitting);
                self.call(function);
            }
            9 => {
                self.value(ty);
                self.value(ty);
                self.value(ValType::I32);
                self.put(Instruction::Select);
            }
            10 => match self.locals.iter().position(|it| *it == ty) {
                Some(local) => {
                    self.value(ty);
                    self.put(Instruction::LocalTee(local as u32));
                }
                None => self.leaf(ty),
            },
            _ => self.leaf(ty),
        }
    }

    fn leaf(&mut self, ty: ValType) {
        let locals: Vec<usize> = (0..self.locals.len())
            .filter(|it| self.locals[*it] == ty)
            .collect();
        match self.luck.below(8) {
            0 => {
                let number = self.luck.pick(&[0, 1, 2, -1, 1 << 9]);
                self.put(constant(ty, number));
            }
            1 => {
                let global = self.shape.globals.iter().skip(1).position(|it| *it == ty);
                self.put(Instruction::GlobalGet(
                    1 + global.expect("there is one of each") as u32,
                ));
            }
            _ if locals.is_empty() => self.put(constant(ty, 3)),
            _ => {
                let local = self.luck.pick(&locals);
                self.put(Instruction::LocalGet(local as u32));
            }
        }
    }

    /// A value worked out from one of another type.
    fn other_way(&mut self, ty: ValType) {
        let (other, turn) = match (ty, self.luck.below(2)) {
            (ValType::I32, 0) => (ValType::I64, Instruction::I64Eqz),
            (ValType::I32, _) => (ValType::F32, Instruction::I32ReinterpretF32),
            (ValType::I64, 0) => (ValType::I32, Instruction::I64ExtendI32S),
            (ValType::I64, _) => (ValType::F64, Instruction::I64ReinterpretF64),
            (ValType::F32, _) => (ValType::I32, Instruction::F32ConvertI32S),
            _ => (ValType::I64, Instruction::F64ConvertI64S),
        };
        self.value(other);
        self.put(turn);
    }

    fn place(&mut self) -> MemArg {
        self.value(ValType::I32);
        self.put(Instruction::I32Const(0xfff));
        self.put(Instruction::I32And);
        // Mostly within the memory; else far beyond, also where notes are taken.
        let offset = if self.luck.one_in(12) { 0x8000_0000 } else { 16 };
        MemArg {
            offset,
            align: 0,
            target: MemArgTarget::Memory(0),
            ordering: None,
        }
    }

    fn load(&mut self, ty: ValType) {
        let place = self.place();
        self.put(match ty {
            ValType::I32 => Instruction::I32Load8S(place),
            ValType::I64 => Instruction::I64Load(place),
            ValType::F32 => Instruction::F32Load(place),
            _ => Instruction::F64Load(place),
        });
    }

    /// Puts a value into the memory.
    pub fn store(&mut self) {
        let place = self.place();
        let ty = self.luck.pick(&VALUES);
        self.value(ty);
        self.put(store(ty, place.offset));
    }
}

/// Puts a value into the memory.
pub fn store(ty: ValType, offset: u64) -> Instruction<'static> {
    let place = MemArg {
        offset,
        align: 0,
        target: MemArgTarget::Memory(0),
        ordering: None,
    };
    match ty {
        ValType::I32 => Instruction::I32Store16(place),
        ValType::I64 => Instruction::I64Store(place),
        ValType::F32 => Instruction::F32Store(place),
        _ => Instruction::F64Store(place),
    }
}

/// A number as a value of a type.
pub fn constant(ty: ValType, number: i16) -> Instruction<'static> {
    match ty {
        ValType::I32 => Instruction::I32Const(number.into()),
        ValType::I64 => Instruction::I64Const(number.into()),
        ValType::F32 => Instruction::F32Const(f32::from(number).into()),
        _ => Instruction::F64Const(f64::from(number).into()),
    }
}

/// Of two values one; of fractions only what gives the same bits everywhere.
fn two(ty: ValType, operation: usize) -> Instruction<'static> {
    match (ty, operation) {
        (ValType::I32, 0) => Instruction::I32Sub,
        (ValType::I32, _) => Instruction::I32RemU,
        (ValType::I64, 0) => Instruction::I64Xor,
        (ValType::I64, _) => Instruction::I64Mul,
        (ValType::F32, _) => Instruction::F32Copysign,
        _ => Instruction::F64Copysign,
    }
}
