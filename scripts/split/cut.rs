//! Cuts out of the functions that ran what never did: each such piece becomes a function of its own, which can then come later.
//!
//! A piece begins at a point that was not reached and goes to the end of the block around it. It takes the locals that it reads and
//! gives back those that are read after it; where it leaves by a branch, what stands in its place branches likewise.

use std::borrow::Cow;

use wasm_encoder::{BlockType, FuncType, Instruction, ValType};

use crate::{
    exits::{Exit, Exits, exits},
    flow::Flow,
    locals::Locals,
    module::{Body, Module},
    points::points,
};

/// A piece that saves fewer bytes than this stays where it is: a function of its own costs something too [bytes].
const WORTH: usize = 8;

/// Cuts all functions; says for each, the pieces too, whether it ran. `ran` has a byte for each point.
pub fn cut(module: &mut Module, ran: &[u8]) -> Vec<bool> {
    let mut reached = ran.iter().map(|it| *it != 0);
    let mut functions = Vec::new();
    let whole = module.bodies.len();
    for place in 0..whole {
        let body = std::mem::take(&mut module.bodies[place]);
        let points: Vec<(usize, bool)> = points(&body.code).into_iter().zip(reached.by_ref()).collect();
        let has_run = points.first().is_some_and(|(_, reached)| *reached);
        module.bodies[place] = if has_run {
            cut_body(module, &body, &points)
        } else {
            body
        };
        functions.push(has_run);
    }
    functions.resize(module.bodies.len(), false);
    functions
}

fn cut_body<'a>(module: &mut Module<'a>, body: &Body<'a>, points: &[(usize, bool)]) -> Body<'a> {
    if points.iter().all(|(_, reached)| *reached) {
        return body.clone();
    }
    let flow = Flow::of(&body.code);
    let mut kept = Body {
        code: Vec::new(),
        ..body.clone()
    };
    let mut at = 0;
    for (point, reached) in points {
        if *point < at || *reached || !body.is_flat[*point] {
            continue;
        }
        if let Some(piece) = Piece::of(module, body, &flow, *point) {
            kept.code.extend_from_slice(&body.code[at..*point]);
            at = piece.end;
            kept.code.extend(piece.stand_in);
            add(module, piece.ty, piece.body);
        }
    }
    kept.code.extend_from_slice(&body.code[at..]);
    kept
}

fn add<'a>(module: &mut Module<'a>, ty: FuncType, body: Body<'a>) {
    let ty = module.type_number(ty);
    module.functions.push(ty);
    module.bodies.push(body);
}

/// A piece of a function, cut out.
struct Piece<'a> {
    /// The first instruction after it.
    end: usize,
    /// What stands in its place.
    stand_in: Vec<Instruction<'a>>,
    /// The type of the function it becomes.
    ty: FuncType,
    /// That function.
    body: Body<'a>,
}

impl<'a> Piece<'a> {
    /// The piece that begins at a point, if it can be cut out and that is worth it.
    fn of(module: &mut Module, body: &Body<'a>, flow: &Flow, start: usize) -> Option<Self> {
        let around = flow.around(start);
        let end = around.middle.filter(|it| start < *it).unwrap_or(around.close);
        let code = &body.code[start..end];
        let exits = exits(module, body, flow, start, end)?;
        let uses = Uses::of(flow, code, start, &exits.kinds);
        let types = |locals: &[u32]| {
            locals
                .iter()
                .map(|it| body.locals[*it as usize])
                .collect::<Vec<_>>()
        };
        let takes = types(&uses.takes);
        let selector = (1 < exits.kinds.len()).then_some(ValType::I32);
        let gives: Vec<ValType> = exits
            .values
            .iter()
            .copied()
            .chain(selector)
            .chain(types(&uses.gives))
            .collect();
        let own = Body {
            parameters: takes.len(),
            results: gives.clone(),
            locals: takes.iter().copied().chain(types(&uses.own)).collect(),
            code: own_code(module, code, &uses, &exits)?,
            is_flat: Vec::new(),
        };
        let function = module.functions.len() as u32;
        let stand_in = stand_in(module, &uses, &exits, function);
        let saved = Body {
            code: code.to_vec(),
            ..Body::default()
        }
        .size();
        let cost = Body {
            code: stand_in.clone(),
            ..Body::default()
        }
        .size();
        (cost + WORTH <= saved).then(|| Self {
            end,
            stand_in,
            ty: FuncType::new(takes, gives),
            body: own,
        })
    }
}

/// The locals of a piece, each in the order of their numbers in the function they come from.
struct Uses {
    /// What it takes.
    takes: Vec<u32>,
    /// What it gives back.
    gives: Vec<u32>,
    /// What it has besides.
    own: Vec<u32>,
}

impl Uses {
    fn of(flow: &Flow, code: &[Instruction], start: usize, exits: &[Exit]) -> Self {
        let mut live = Locals::default();
        for exit in exits {
            match exit {
                Exit::Fall { to, .. } => live.add_all(flow.live_at(*to)),
                Exit::Branch { to, .. } => live.add_all(flow.live_after_branch(*to)),
            }
        }
        let (mut touched, mut written) = (Vec::new(), Locals::default());
        for instruction in code {
            if let Instruction::LocalGet(local)
            | Instruction::LocalSet(local)
            | Instruction::LocalTee(local) = instruction
            {
                touched.push(*local);
            }
            if let Instruction::LocalSet(local) | Instruction::LocalTee(local) = instruction {
                written.add(*local);
            }
        }
        touched.sort_unstable();
        touched.dedup();
        let gives = touched
            .iter()
            .copied()
            .filter(|it| written.has(*it) && live.has(*it))
            .collect();
        let (takes, own) = touched.into_iter().partition(|it| flow.live_at(start).has(*it));
        Self { takes, gives, own }
    }

    /// The number of a local in the piece.
    fn number(&self, local: u32) -> u32 {
        let place = self.takes.iter().chain(&self.own).position(|it| *it == local);
        place.expect("a piece has every local that it touches") as u32
    }
}

/// The code of the piece as a function. A block for each way out stands around it, the first one innermost.
fn own_code<'a>(
    module: &mut Module,
    code: &[Instruction<'a>],
    uses: &Uses,
    exits: &Exits,
) -> Option<Vec<Instruction<'a>>> {
    let values = match exits.values.as_slice() {
        [] => BlockType::Empty,
        [value] => BlockType::Result(*value),
        several => BlockType::FunctionType(module.type_number(FuncType::new([], several.iter().copied()))),
    };
    let places = 0..exits.kinds.len();
    let block = |place| {
        Instruction::Block(if place == exits.main {
            values
        } else {
            BlockType::Empty
        })
    };
    let mut own: Vec<Instruction> = places.clone().rev().map(block).collect();
    let mut depth = 0;
    for instruction in code {
        let branch = |label: u32| branch_out(&exits.kinds, label, depth);
        own.push(match instruction {
            Instruction::LocalGet(local) => Instruction::LocalGet(uses.number(*local)),
            Instruction::LocalSet(local) => Instruction::LocalSet(uses.number(*local)),
            Instruction::LocalTee(local) => Instruction::LocalTee(uses.number(*local)),
            Instruction::Br(label) => Instruction::Br(branch(*label)),
            Instruction::BrIf(label) => Instruction::BrIf(branch(*label)),
            Instruction::BrTable(labels, other) => {
                let labels: Vec<u32> = labels.iter().map(|it| branch(*it)).collect();
                Instruction::BrTable(Cow::Owned(labels), branch(*other))
            }
            Instruction::Return => Instruction::Br(branch(depth + exits.function_label)),
            other => other.clone(),
        });
        match instruction {
            Instruction::Block(_) | Instruction::Loop(_) | Instruction::If(_) => depth += 1,
            Instruction::End => depth -= 1,
            _ => {}
        }
    }
    let nothing = exits
        .values
        .iter()
        .map(|it| zero(*it))
        .collect::<Option<Vec<_>>>()?;
    for place in places {
        own.push(Instruction::End);
        if place != exits.main {
            own.extend_from_slice(&nothing);
        }
        if 1 < exits.kinds.len() {
            own.push(Instruction::I32Const(exits.selector(place)));
        }
        own.extend(
            uses.gives
                .iter()
                .map(|it| Instruction::LocalGet(uses.number(*it))),
        );
        if place + 1 < exits.kinds.len() {
            own.push(Instruction::Return);
        }
    }
    own.push(Instruction::End);
    Some(own)
}

/// Stands for a value on the ways out that have none.
fn zero(value: ValType) -> Option<Instruction<'static>> {
    match value {
        ValType::I32 => Some(Instruction::I32Const(0)),
        ValType::I64 => Some(Instruction::I64Const(0)),
        ValType::F32 => Some(Instruction::F32Const(0.0.into())),
        ValType::F64 => Some(Instruction::F64Const(0.0.into())),
        ValType::V128 | ValType::Ref(_) => None,
    }
}

/// The depth in the piece of a branch: as it was within the piece, else out of the block of its exit.
fn branch_out(exits: &[Exit], label: u32, depth: u32) -> u32 {
    match label.checked_sub(depth) {
        None => label,
        Some(out) => depth + place_of(exits, |it| it.is_branch_of(out)),
    }
}

fn place_of(exits: &[Exit], wanted: impl Fn(&Exit) -> bool) -> u32 {
    exits.iter().position(wanted).expect("every way out was found") as u32
}

/// What stands where the piece was: its call, and the way on.
fn stand_in<'a>(module: &mut Module, uses: &Uses, exits: &Exits, function: u32) -> Vec<Instruction<'a>> {
    let mut code: Vec<Instruction> = uses.takes.iter().map(|it| Instruction::LocalGet(*it)).collect();
    code.push(Instruction::Call(function));
    code.extend(uses.gives.iter().rev().map(|it| Instruction::LocalSet(*it)));
    let others: Vec<&Exit> = exits.others().collect();
    match others.as_slice() {
        [] => {}
        // What lies under the selector stays there for the main way, and is left behind on the other.
        [other] => code.push(Instruction::BrIf(other.label())),
        several => {
            let takes_selector = module.type_number(FuncType::new([ValType::I32], []));
            code.push(Instruction::Block(BlockType::FunctionType(takes_selector)));
            let labels: Vec<u32> = std::iter::once(0)
                .chain(several.iter().map(|it| it.label() + 1))
                .collect();
            let (last, labels) = labels.split_last().expect("there are several");
            code.push(Instruction::BrTable(Cow::Owned(labels.to_vec()), *last));
            code.push(Instruction::End);
        }
    }
    match exits.kinds.get(exits.main) {
        None => code.push(Instruction::Unreachable),
        Some(Exit::Fall { .. }) => {}
        Some(Exit::Branch { label, .. }) => code.push(Instruction::Br(*label)),
    }
    code
}
