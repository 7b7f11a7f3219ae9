//! Makes up the code of a function: every construct, branches of every kind to everything around them, values left on the stack.

mod values;

use std::borrow::Cow;

use wasm_encoder::{BlockType, Instruction, ValType};

use super::{FUEL, Luck, PLACES, Shape, VALUES};
use values::{constant, store};

/// How many statements and values a function has at most.
const LENGTH: usize = 90;

/// Writes one function.
pub struct Writer<'a> {
    shape: &'a Shape,
    luck: &'a mut Luck,
    locals: Vec<ValType>,
    /// What a branch to each construct carries, the function first.
    labels: Vec<Vec<ValType>>,
    code: Vec<Instruction<'static>>,
    /// How much may still be written.
    left: usize,
}

impl<'a> Writer<'a> {
    /// The code of a function.
    pub fn write(
        shape: &'a Shape,
        luck: &'a mut Luck,
        locals: Vec<ValType>,
        results: &[ValType],
    ) -> Vec<Instruction<'static>> {
        let mut writer = Self {
            shape,
            left: 20 + luck.below(LENGTH),
            luck,
            locals,
            labels: vec![results.to_vec()],
            code: Vec::new(),
        };
        writer.burn_or_return();
        while writer.left > 0 {
            writer.statement();
        }
        if writer.luck.one_in(2) {
            writer.show_locals();
        }
        writer.values(results);
        writer.put(Instruction::End);
        writer.code
    }

    fn put(&mut self, instruction: Instruction<'static>) {
        self.code.push(instruction);
    }

    /// Leaves the locals where they can be seen.
    fn show_locals(&mut self) {
        for local in 0..self.locals.len() {
            self.put(Instruction::I32Const(0x2000 + 8 * local as i32));
            self.put(Instruction::LocalGet(local as u32));
            self.put(store(self.locals[local], 0));
        }
    }

    /// Takes one of the fuel; returns once there is none.
    fn burn_or_return(&mut self) {
        self.put(Instruction::GlobalGet(FUEL));
        self.put(Instruction::I32Eqz);
        self.put(Instruction::If(BlockType::Empty));
        let results = self.labels[0].clone();
        self.code.extend(results.iter().map(|it| constant(*it, 0)));
        self.put(Instruction::Return);
        self.put(Instruction::End);
        self.put(Instruction::GlobalGet(FUEL));
        self.put(Instruction::I32Const(1));
        self.put(Instruction::I32Sub);
        self.put(Instruction::GlobalSet(FUEL));
    }

    fn statement(&mut self) {
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        match self.luck.below(18) {
            0..=3 => {
                let local = self.luck.below(self.locals.len());
                self.value(self.locals[local]);
                self.put(Instruction::LocalSet(local as u32));
            }
            4 => {
                let global = 1 + self.luck.below(self.shape.globals.len() - 1);
                self.value(self.shape.globals[global]);
                self.put(Instruction::GlobalSet(global as u32));
            }
            5 => self.store(),
            6 => {
                let ty = self.luck.pick(&VALUES);
                self.value(ty);
                self.put(Instruction::Drop);
            }
            7 => self.block(),
            8 => self.typed(),
            9 => self.looped(&[]),
            10..=12 => self.choice(&[]),
            13 | 14 => self.branch_if(),
            15 if self.luck.one_in(4) => self.leave(),
            _ => {
                let function = self.luck.below(self.shape.functions.len()) as u32;
                self.call(function);
                self.drop_all(self.shape.type_of(function).1.len());
            }
        }
    }

    /// Some statements, and at times a way out behind them.
    fn statements(&mut self) {
        for _ in 0..=self.luck.below(4) {
            self.statement();
        }
    }

    fn drop_all(&mut self, count: usize) {
        self.code.extend(std::iter::repeat_n(Instruction::Drop, count));
    }

    fn values(&mut self, types: &[ValType]) {
        for ty in types {
            self.value(*ty);
        }
    }

    /// Runs what is written within a construct that a branch leaves with these values.
    fn within(&mut self, carried: &[ValType], write: impl FnOnce(&mut Self)) {
        self.labels.push(carried.to_vec());
        write(self);
        self.labels.pop();
    }

    fn block(&mut self) {
        self.put(Instruction::Block(BlockType::Empty));
        self.within(&[], |it| {
            it.statements();
            if it.luck.one_in(4) {
                it.leave();
            }
        });
        self.put(Instruction::End);
    }

    /// A block or a loop of a type of its own, which may take and give several values.
    fn typed(&mut self) {
        let ty = self.luck.below(self.shape.types.len());
        let (takes, gives) = self.shape.types[ty].clone();
        self.values(&takes);
        let is_loop = self.luck.one_in(3);
        let ty = BlockType::FunctionType(ty as u32);
        self.put(if is_loop {
            Instruction::Loop(ty)
        } else {
            Instruction::Block(ty)
        });
        let carried = if is_loop { &takes } else { &gives };
        self.within(carried, |it| {
            if is_loop {
                it.burn_or_return();
            }
            if it.luck.one_in(2) {
                it.statements();
            }
            it.drop_all(takes.len());
            it.statements();
            it.values(&gives);
        });
        self.put(Instruction::End);
        self.drop_all(gives.len());
    }

    fn looped(&mut self, gives: &[ValType]) {
        self.put(Instruction::Loop(block_type(gives)));
        self.within(&[], |it| {
            it.burn_or_return();
            it.statements();
            it.values(gives);
            // Again, while there is some fuel left.
            it.put(Instruction::GlobalGet(FUEL));
            it.put(Instruction::I32Const(9));
            it.put(Instruction::I32GtS);
            it.value(ValType::I32);
            it.put(Instruction::I32And);
            it.put(Instruction::BrIf(0));
        });
        self.put(Instruction::End);
    }

    fn choice(&mut self, gives: &[ValType]) {
        self.value(ValType::I32);
        self.put(Instruction::If(block_type(gives)));
        self.within(gives, |it| it.arm(gives));
        if !gives.is_empty() || self.luck.one_in(2) {
            self.put(Instruction::Else);
            self.within(gives, |it| it.arm(gives));
        }
        self.put(Instruction::End);
    }

    fn arm(&mut self, gives: &[ValType]) {
        self.statements();
        if self.luck.one_in(3) {
            self.leave();
        } else {
            self.values(gives);
        }
    }

    /// A way out that is always taken; what stands behind it never runs.
    fn leave(&mut self) {
        let (depth, carried) = self.label();
        match self.luck.below(6) {
            0 | 1 => {
                self.values(&carried);
                self.put(Instruction::Br(depth));
            }
            2 | 3 => {
                let like: Vec<u32> = (0..self.labels.len() as u32)
                    .filter(|it| self.carried(*it) == carried)
                    .collect();
                let labels: Vec<u32> = (0..self.luck.below(5)).map(|_| self.luck.pick(&like)).collect();
                self.values(&carried);
                self.value(ValType::I32);
                self.put(Instruction::I32Const(7));
                self.put(Instruction::I32And);
                self.put(Instruction::BrTable(Cow::Owned(labels), depth));
            }
            4 => {
                let results = self.labels[0].clone();
                self.values(&results);
                self.put(Instruction::Return);
            }
            _ => self.put(Instruction::Unreachable),
        }
    }

    fn branch_if(&mut self) {
        let (depth, carried) = self.label();
        self.values(&carried);
        self.value(ValType::I32);
        self.put(Instruction::BrIf(depth));
        self.drop_all(carried.len());
    }

    /// A construct around, and what a branch to it carries.
    fn label(&mut self) -> (u32, Vec<ValType>) {
        let depth = self.luck.below(self.labels.len()) as u32;
        (depth, self.carried(depth))
    }

    fn carried(&self, depth: u32) -> Vec<ValType> {
        self.labels[self.labels.len() - 1 - depth as usize].clone()
    }

    fn call(&mut self, function: u32) {
        self.values(&self.shape.type_of(function).0.clone());
        let places = self.shape.table.iter();
        let place = places.clone().position(|it| *it == Some(function));
        match place {
            Some(place) if self.luck.one_in(2) => {
                self.put(Instruction::I32Const(place as i32));
                if self.luck.one_in(6) {
                    // Some other place: nothing may stand there, or a function of another type.
                    self.value(ValType::I32);
                    self.put(Instruction::I32Add);
                    self.put(Instruction::I32Const(PLACES as i32 - 1));
                    self.put(Instruction::I32And);
                }
                self.put(Instruction::CallIndirect {
                    type_index: self.shape.functions[function as usize] as u32,
                    table_index: 0,
                });
            }
            _ => self.put(Instruction::Call(function)),
        }
    }
}

fn block_type(gives: &[ValType]) -> BlockType {
    gives
        .first()
        .map_or(BlockType::Empty, |it| BlockType::Result(*it))
}
