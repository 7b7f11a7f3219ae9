//! How control runs through a function: which block encloses what, where a branch leads, and which locals are still to be read.

use wasm_encoder::Instruction;

use crate::locals::Locals;

/// A block, a loop, an `if`, or the function as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Construct {
    /// The instruction that opens it; of the function none.
    pub open: Option<usize>,
    /// Its `else`.
    pub middle: Option<usize>,
    /// Its `end`.
    pub close: usize,
    /// Whether a branch to it leads back to its beginning.
    pub is_loop: bool,
}

/// What is known of the control flow of a function.
pub struct Flow {
    constructs: Vec<Construct>,
    /// For each instruction, the constructs it stands in, innermost last, as a chain: its construct, then that one's parent.
    within: Vec<usize>,
    parents: Vec<usize>,
    /// For each instruction, the locals that may be read from there on before they are written.
    live: Vec<Locals>,
}

/// The function itself is the first construct.
const FUNCTION: usize = 0;

impl Flow {
    /// Follows the code of a function.
    pub fn of(code: &[Instruction]) -> Self {
        let mut flow = Self {
            constructs: vec![Construct {
                open: None,
                middle: None,
                close: code.len() - 1,
                is_loop: false,
            }],
            within: Vec::with_capacity(code.len()),
            parents: vec![FUNCTION],
            live: vec![Locals::default(); code.len() + 1],
        };
        flow.nest(code);
        flow.find_live(code);
        flow
    }

    fn nest(&mut self, code: &[Instruction]) {
        let mut open = vec![FUNCTION];
        for (at, instruction) in code.iter().enumerate() {
            let innermost = *open.last().expect("code ends with the function");
            match instruction {
                Instruction::Block(_) | Instruction::Loop(_) | Instruction::If(_) => {
                    self.within.push(innermost);
                    open.push(self.constructs.len());
                    self.parents.push(innermost);
                    self.constructs.push(Construct {
                        open: Some(at),
                        middle: None,
                        close: at,
                        is_loop: matches!(instruction, Instruction::Loop(_)),
                    });
                    continue;
                }
                Instruction::Else => self.constructs[innermost].middle = Some(at),
                Instruction::End => {
                    self.constructs[innermost].close = at;
                    open.pop();
                }
                _ => {}
            }
            self.within.push(innermost);
        }
    }

    fn find_live(&mut self, code: &[Instruction]) {
        let next: Vec<Vec<usize>> = (0..code.len()).map(|at| self.next(code, at)).collect();
        loop {
            let mut has_changed = false;
            for at in (0..code.len()).rev() {
                let mut live = Locals::default();
                for after in &next[at] {
                    live.add_all(&self.live[*after]);
                }
                match code[at] {
                    Instruction::LocalGet(local) => live.add(local),
                    Instruction::LocalSet(local) | Instruction::LocalTee(local) => live.remove(local),
                    _ => {}
                }
                if self.live[at] != live {
                    self.live[at] = live;
                    has_changed = true;
                }
            }
            if !has_changed {
                return;
            }
        }
    }

    /// What may run after an instruction; the place behind the last one is the end of the function.
    fn next(&self, code: &[Instruction], at: usize) -> Vec<usize> {
        let label = |depth: u32| self.target(at, depth as usize);
        match &code[at] {
            Instruction::Br(depth) => vec![label(*depth)],
            Instruction::BrIf(depth) => vec![at + 1, label(*depth)],
            Instruction::BrTable(depths, other) => {
                depths.iter().chain([other]).map(|it| label(*it)).collect()
            }
            Instruction::Return | Instruction::Unreachable => vec![code.len()],
            Instruction::If(_) => {
                let opened = self.opened(at);
                vec![at + 1, opened.middle.map_or(opened.close, |it| it + 1)]
            }
            Instruction::Else => vec![self.around(at).close],
            _ => vec![at + 1],
        }
    }

    /// The construct that an instruction opens. They were read in this order.
    fn opened(&self, at: usize) -> Construct {
        let place = self.constructs.binary_search_by_key(&Some(at), |it| it.open);
        self.constructs[place.expect("every construct was read")]
    }

    /// The innermost construct around an instruction.
    pub fn around(&self, at: usize) -> Construct {
        self.constructs[self.within[at]]
    }

    /// The constructs around an instruction, innermost first; the last one is the function.
    pub fn enclosing(&self, at: usize) -> Vec<Construct> {
        let mut place = self.within[at];
        let mut all = vec![self.constructs[place]];
        while place != FUNCTION {
            place = self.parents[place];
            all.push(self.constructs[place]);
        }
        all
    }

    /// Where a branch of that depth leads.
    fn target(&self, at: usize, depth: usize) -> usize {
        let mut place = self.within[at];
        for _ in 0..depth {
            place = self.parents[place];
        }
        let construct = self.constructs[place];
        match construct.open {
            Some(open) if construct.is_loop => open,
            _ => construct.close,
        }
    }

    /// The locals that may be read after an instruction is reached.
    pub fn live_at(&self, at: usize) -> &Locals {
        &self.live[at]
    }

    /// The locals that may be read after a branch to a construct.
    pub fn live_after_branch(&self, to: Construct) -> &Locals {
        match to.open {
            Some(open) if to.is_loop => &self.live[open],
            _ => &self.live[to.close],
        }
    }
}
