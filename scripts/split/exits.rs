//! The ways out of a piece of a function.

use wasm_encoder::{BlockType, Instruction, ValType};

use crate::{
    flow::{Construct, Flow},
    module::{Body, Module},
};

/// A way out of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// It runs on into the end of the block around it, or branches there.
    Fall {
        /// That end.
        to: usize,
        /// Whether a branch of depth 0 leads there too: it does but in a loop.
        is_label: bool,
    },
    /// It branches to a construct around it; to return is to branch to the function.
    Branch {
        /// The depth of the branch, seen from the beginning of the piece.
        label: u32,
        /// The construct.
        to: Construct,
    },
}

impl Exit {
    /// Whether a branch of that depth, seen from the piece, takes this way.
    pub fn is_branch_of(&self, out: u32) -> bool {
        match self {
            Self::Fall { is_label, .. } => *is_label && out == 0,
            Self::Branch { label, .. } => *label == out,
        }
    }

    /// The label that leads the same way.
    pub fn label(&self) -> u32 {
        match self {
            Self::Fall { .. } => 0,
            Self::Branch { label, .. } => *label,
        }
    }
}

/// All ways out of a piece.
pub struct Exits {
    /// Each once; running on comes first where it happens.
    pub kinds: Vec<Exit>,
    /// The place among them of the one that may leave something on the stack, and may be one that no branch can take.
    pub main: usize,
    /// What lies on the stack on the main way out.
    pub values: Vec<ValType>,
    /// The depth of the function as a label.
    pub function_label: u32,
}

impl Exits {
    /// What tells the ways out apart: 0 for the main one.
    pub fn selector(&self, place: usize) -> i32 {
        match place.cmp(&self.main) {
            std::cmp::Ordering::Equal => 0,
            std::cmp::Ordering::Less => place as i32 + 1,
            std::cmp::Ordering::Greater => place as i32,
        }
    }

    /// The ways out besides the main one, in the order of their selectors.
    pub fn others(&self) -> impl Iterator<Item = &Exit> {
        self.kinds
            .iter()
            .enumerate()
            .filter(|(place, _)| *place != self.main)
            .map(|(_, exit)| exit)
    }
}

/// The ways out of the instructions from `start` to before `end`; none if they are of a kind that cannot be cut.
pub fn exits(module: &Module, body: &Body, flow: &Flow, start: usize, end: usize) -> Option<Exits> {
    let code = &body.code[start..end];
    let enclosing = flow.enclosing(start);
    let is_label = !enclosing[0].is_loop;
    let fall = Exit::Fall { to: end, is_label };
    let mut kinds = Vec::new();
    if !matches!(
        code.last()?,
        Instruction::Br(_) | Instruction::BrTable(..) | Instruction::Return | Instruction::Unreachable
    ) {
        kinds.push(fall);
    }
    let mut depth = 0;
    for instruction in code {
        let mut leave = |label: u32| match label.checked_sub(depth) {
            None => {}
            Some(0) if is_label => add(&mut kinds, fall),
            Some(out) => add(
                &mut kinds,
                Exit::Branch {
                    label: out,
                    to: enclosing[out as usize],
                },
            ),
        };
        match instruction {
            Instruction::Br(label) | Instruction::BrIf(label) => leave(*label),
            Instruction::BrTable(labels, other) => labels.iter().chain([other]).for_each(|it| leave(*it)),
            Instruction::Return => leave(depth + function_label(&enclosing)),
            Instruction::Block(_) | Instruction::Loop(_) | Instruction::If(_) => depth += 1,
            Instruction::End => depth -= 1,
            _ => {}
        }
    }
    let values = |exit: &Exit| match exit {
        Exit::Fall { .. } => results(module, body, enclosing[0]),
        // Back to the beginning of a loop a branch carries what the loop takes: nothing, since nothing is known of others.
        Exit::Branch { to, .. } => {
            results(module, body, *to).map(|it| if to.is_loop { Vec::new() } else { it })
        }
    };
    let all = kinds.iter().map(values).collect::<Option<Vec<_>>>()?;
    // The main way out is the one with values, or else running on.
    let mut with_values = (0..kinds.len()).filter(|it| !all[*it].is_empty());
    let main = with_values.next().unwrap_or_default();
    // Running on out of a loop cannot be written as a branch, so only the main way out may do that.
    let is_stuck = |place: usize| place != main && !is_label && matches!(kinds[place], Exit::Fall { .. });
    if with_values.next().is_some() || (0..kinds.len()).any(is_stuck) {
        return None;
    }
    let values = all.into_iter().nth(main).unwrap_or_default();
    Some(Exits {
        function_label: function_label(&enclosing),
        kinds,
        main,
        values,
    })
}

/// The depth of the function as a label.
fn function_label(enclosing: &[Construct]) -> u32 {
    enclosing.len() as u32 - 1
}

fn add(kinds: &mut Vec<Exit>, exit: Exit) {
    if !kinds.contains(&exit) {
        kinds.push(exit);
    }
}

/// What a construct leaves on the stack; nothing is known of one that takes something from it.
fn results(module: &Module, body: &Body, construct: Construct) -> Option<Vec<ValType>> {
    let Some(open) = construct.open else {
        return Some(body.results.clone());
    };
    let (Instruction::Block(ty) | Instruction::Loop(ty) | Instruction::If(ty)) = body.code[open] else {
        return None;
    };
    match ty {
        BlockType::Empty => Some(Vec::new()),
        BlockType::Result(value) => Some(vec![value]),
        BlockType::FunctionType(ty) => {
            let ty = &module.types[ty as usize];
            ty.params().is_empty().then(|| ty.results().to_vec())
        }
    }
}
