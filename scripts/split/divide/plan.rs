//! Who goes where: the numbers of every function in both parts.

use std::collections::{BTreeMap, BTreeSet};

use wasm_encoder::{Function, Instruction};
use wasmparser::ExternalKind;

use crate::module::{Body, Module};

/// What a call through the table costs more than a direct one: to make sure, the place, and the type [bytes].
const INDIRECT_COST: usize = 8;

/// What a stand-in costs [bytes].
const STAND_IN_COST: usize = 16;

/// What it costs to make sure before a call [bytes].
const ENSURE_COST: usize = 3;

/// Where each function goes. A function is named by its number in the module that was read.
pub struct Plan {
    /// For each function, whether it comes later.
    later: Vec<bool>,
    /// All functions with a body, in the order in which they are written.
    order: Vec<u32>,
    /// The place in the table of each function that comes later and that the first part refers to.
    places: BTreeMap<u32, Place>,
    /// The first place beyond the table.
    table_end: u32,
    /// The functions of the first part that the later part calls, and the place of each in the table: that takes less room in
    /// the first part than a name would.
    shown: BTreeMap<u32, u32>,
    /// The imported functions that the later part calls.
    taken: BTreeSet<u32>,
    /// The number of each function in the first part; of one that comes later, that of its stand-in.
    first_number: BTreeMap<u32, u32>,
    /// The number of each function that the later part calls.
    later_number: BTreeMap<u32, u32>,
}

/// The place of a function in the table.
#[derive(Clone, Copy)]
pub struct Place {
    /// The place.
    pub at: u32,
    /// Whether something stands there until the later part comes; else each call makes sure first.
    pub has_stand_in: bool,
}

impl Plan {
    /// Decides by what ran, and keeps what would cost more to move.
    pub fn new(module: &Module, has_run: &[bool]) -> Self {
        let calls: Vec<_> = module.bodies.iter().map(|body| called(&body.code)).collect();
        let mut plan = Self {
            later: which_come_later(module, has_run, &calls),
            order: order(module),
            places: BTreeMap::new(),
            table_end: module.tables[module.function_table as usize].minimum as u32,
            shown: BTreeMap::new(),
            taken: BTreeSet::new(),
            first_number: BTreeMap::new(),
            later_number: BTreeMap::new(),
        };
        plan.find_places(module, &calls);
        plan.find_shown(module, &calls);
        plan.number(module);
        plan
    }

    fn find_places(&mut self, module: &Module, calls: &[Vec<u32>]) {
        for (at, functions) in &module.elements {
            for (at, &function) in (*at..).zip(functions) {
                if self.is_later(function) {
                    self.places.entry(function).or_insert(Place {
                        at,
                        has_stand_in: true,
                    });
                }
            }
        }
        let mut callers: BTreeMap<u32, usize> = BTreeMap::new();
        for function in self
            .bodies(false)
            .flat_map(|it| &calls[it as usize - module.imported])
        {
            if self.is_later(*function) && !self.places.contains_key(function) {
                *callers.entry(*function).or_default() += 1;
            }
        }
        let exported = module
            .exports
            .iter()
            .filter(|it| it.kind == ExternalKind::Func)
            .map(|it| it.index);
        for function in exported.filter(|it| self.is_later(*it) && !self.places.contains_key(it)) {
            // Whoever is outside cannot make sure.
            callers.insert(function, usize::MAX);
        }
        let has_stand_in = |count: usize| STAND_IN_COST / ENSURE_COST < count;
        // Those with a stand-in first, so that these are neighbours.
        for wanted in [true, false] {
            for (&function, &count) in callers
                .iter()
                .filter(|(_, count)| has_stand_in(**count) == wanted)
            {
                let place = Place {
                    at: self.table_end,
                    has_stand_in: has_stand_in(count),
                };
                self.places.insert(function, place);
                self.table_end += 1;
            }
        }
    }

    fn find_shown(&mut self, module: &Module, calls: &[Vec<u32>]) {
        let called = self
            .bodies(true)
            .flat_map(|it| calls[it as usize - module.imported].iter().copied());
        let called: BTreeSet<u32> = called.filter(|it| !self.is_later(*it)).collect();
        let shown: BTreeSet<u32>;
        (self.taken, shown) = called
            .into_iter()
            .partition(|it| (*it as usize) < module.imported);
        // In the order of their numbers in the first part, so that neighbours stand side by side.
        let in_order = self.bodies(false).filter(|it| shown.contains(it));
        self.shown = in_order.zip(self.table_end..).collect();
        self.table_end += shown.len() as u32;
    }

    fn number(&mut self, module: &Module) {
        // One more import than was read: what asks for the later part.
        let imports = 0..module.imported as u32;
        let own = self
            .bodies(false)
            .chain(self.stand_ins())
            .zip(module.imported as u32 + 1..);
        self.first_number = imports.map(|it| (it, it)).chain(own).collect();
        let all = self.taken.iter().copied().chain(self.bodies(true));
        self.later_number = all.zip(0..).collect();
    }

    /// Whether a function comes later.
    pub fn is_later(&self, function: u32) -> bool {
        self.later[function as usize]
    }

    /// How many functions come later.
    pub fn moved(&self) -> usize {
        self.later.iter().filter(|it| **it).count()
    }

    /// The functions with a body in the later part, or in the first one, in the order in which they are written.
    pub fn bodies(&self, later: bool) -> std::vec::IntoIter<u32> {
        let wanted = self.order.iter().filter(|it| self.later[**it as usize] == later);
        wanted.copied().collect::<Vec<_>>().into_iter()
    }

    /// Each function that the first part reaches through the table, and its place there.
    pub fn places(&self) -> &BTreeMap<u32, Place> {
        &self.places
    }

    /// The functions for which something stands in, in the order of their places: the table then holds runs of numbers.
    pub fn stand_ins(&self) -> std::vec::IntoIter<u32> {
        let mut all: Vec<_> = self
            .places
            .iter()
            .filter(|(_, place)| place.has_stand_in)
            .collect();
        all.sort_by_key(|(_, place)| place.at);
        all.into_iter()
            .map(|(function, _)| *function)
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// How many places the table has.
    pub fn table_end(&self) -> u32 {
        self.table_end
    }

    /// The functions of the first part that the later part calls, and the place of each in the table.
    pub fn shown(&self) -> &BTreeMap<u32, u32> {
        &self.shown
    }

    /// The imported functions that the later part calls.
    pub fn taken(&self) -> &BTreeSet<u32> {
        &self.taken
    }

    /// The number in the first part of a function or of its stand-in.
    pub fn in_first(&self, function: u32) -> u32 {
        self.first_number[&function]
    }

    /// The number in the first part of what makes sure that the later part is there.
    pub fn ensure(&self) -> u32 {
        // It comes last; the import that asks for the later part has no number of its own among those that were read.
        (self.first_number.len() + 1) as u32
    }

    /// The number of a function in the later part.
    pub fn in_later(&self, function: u32) -> u32 {
        self.later_number[&function]
    }

    /// A body with the numbers of the later part, in which calls of the first part go through the table.
    pub fn for_later(&self, module: &Module, body: &Body) -> Function {
        body.encode(|function, instruction| match instruction {
            Instruction::Call(it) => match self.shown.get(it) {
                Some(place) => {
                    function.instruction(&Instruction::I32Const(*place as i32));
                    function.instruction(&through_table(module, *it));
                }
                None => {
                    function.instruction(&Instruction::Call(self.in_later(*it)));
                }
            },
            other => {
                function.instruction(other);
            }
        })
    }

    /// A body with the numbers of the first part, in which calls of what comes later go through the table.
    pub fn for_first(&self, module: &Module, body: &Body) -> Function {
        body.encode(|function, instruction| match instruction {
            Instruction::Call(it) => match self.places.get(it) {
                Some(place) => {
                    if !place.has_stand_in {
                        function.instruction(&Instruction::Call(self.ensure()));
                    }
                    function.instruction(&Instruction::I32Const(place.at as i32));
                    function.instruction(&through_table(module, *it));
                }
                None => {
                    function.instruction(&Instruction::Call(self.in_first(*it)));
                }
            },
            other => {
                function.instruction(other);
            }
        })
    }
}

/// A call of a function through the table, at the place on the stack.
pub fn through_table(module: &Module, function: u32) -> Instruction<'static> {
    Instruction::CallIndirect {
        type_index: module.functions[function as usize],
        table_index: module.function_table,
    }
}

/// Whom some code calls.
fn called(code: &[Instruction]) -> Vec<u32> {
    let called = |instruction: &Instruction| match instruction {
        Instruction::Call(function) => Some(*function),
        _ => None,
    };
    code.iter().filter_map(called).collect()
}

/// Like beside like, which compresses better. No order makes numbers shorter: those of one byte belong to what is imported.
fn order(module: &Module) -> Vec<u32> {
    let mut order: Vec<u32> = (module.imported as u32..module.functions.len() as u32).collect();
    order.sort_by_cached_key(|it| {
        let body = &module.bodies[*it as usize - module.imported];
        let same = |function: &mut Function, instruction: &Instruction| {
            function.instruction(instruction);
        };
        body.encode(same).into_raw_body()
    });
    order
}

/// A function that ran stays, and so does one whose calls through the table would take more room than it does.
fn which_come_later(module: &Module, has_run: &[bool], calls: &[Vec<u32>]) -> Vec<bool> {
    let mut stays: Vec<bool> = vec![true; module.imported];
    stays.extend(has_run);
    if let Some(start) = module.start {
        stays[start as usize] = true;
    }
    let mut callers = vec![0; module.functions.len()];
    for (called, _) in calls.iter().zip(has_run).filter(|(_, has_run)| **has_run) {
        for function in called {
            callers[*function as usize] += 1;
        }
    }
    for (place, body) in module.bodies.iter().enumerate() {
        let function = module.imported + place;
        if callers[function] > 0 && body.size() <= INDIRECT_COST * callers[function] {
            stays[function] = true;
        }
    }
    stays.into_iter().map(|it| !it).collect()
}
