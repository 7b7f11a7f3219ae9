//! Makes up modules, and calls of them. The same seed gives the same.

mod code;

use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType, ExportKind, ExportSection,
    Function, FunctionSection, GlobalSection, GlobalType, ImportSection, MemorySection, MemoryType, Module,
    RefType, TableSection, TableType, TypeSection, ValType,
};

use super::machine::{Call, value};
use code::Writer;

/// The types of values.
const VALUES: [ValType; 4] = [ValType::I32, ValType::I64, ValType::F32, ValType::F64];

/// How many places the table of functions has.
const PLACES: u64 = 8;

/// The global that bounds what a call may do.
const FUEL: u32 = 0;

/// Draws numbers: splitmix64, whose steps are public domain.
pub struct Luck(u64);

impl Luck {
    /// The draws of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0xd134_2543_de82_ef95))
    }

    /// Any number.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below another one.
    pub fn below(&mut self, end: usize) -> usize {
        (self.bits() >> 8) as usize % end
    }

    /// True once in so many draws.
    pub fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    /// One of several.
    pub fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    fn types(&mut self, most: usize) -> Vec<ValType> {
        (0..self.below(most + 1)).map(|_| self.pick(&VALUES)).collect()
    }
}

/// What stands in a module besides the code.
struct Shape {
    /// Parameters and results of each type.
    types: Vec<(Vec<ValType>, Vec<ValType>)>,
    /// The type of each function, imported ones first.
    functions: Vec<usize>,
    /// How many functions are imported.
    imported: usize,
    /// The type of each global.
    globals: Vec<ValType>,
    /// What stands at each place of the table.
    table: Vec<Option<u32>>,
}

impl Shape {
    fn new(luck: &mut Luck) -> Self {
        let mut types: Vec<_> = (0..6).map(|_| (luck.types(3), luck.types(2))).collect();
        // A call from outside reaches every type of value.
        types.push((VALUES.to_vec(), vec![ValType::I32]));
        let imported = luck.below(3);
        let functions: Vec<usize> = (0..imported + 4 + luck.below(6))
            .map(|_| luck.below(types.len()))
            .collect();
        let filled = |luck: &mut Luck| (!luck.one_in(4)).then(|| luck.below(functions.len()) as u32);
        Self {
            table: (0..PLACES).map(|_| filled(luck)).collect(),
            types,
            imported,
            globals: [ValType::I32].into_iter().chain(VALUES).collect(),
            functions,
        }
    }

    fn type_of(&self, function: u32) -> &(Vec<ValType>, Vec<ValType>) {
        &self.types[self.functions[function as usize]]
    }

    fn own(&self) -> impl Iterator<Item = u32> {
        self.imported as u32..self.functions.len() as u32
    }
}

/// A module, and calls of its functions.
pub fn module(seed: u64, calls: usize) -> (Vec<u8>, Vec<Call>) {
    let luck = &mut Luck::new(seed);
    let shape = Shape::new(luck);
    let bytes = write(&shape, luck);
    let calls = (0..calls).map(|_| call(&shape, luck)).collect();
    (bytes, calls)
}

fn call(shape: &Shape, luck: &mut Luck) -> Call {
    let places: Vec<usize> = (0..shape.table.len())
        .filter(|it| shape.table[*it].is_some())
        .collect();
    let (function, name) = if luck.one_in(4) && !places.is_empty() {
        let place = luck.pick(&places);
        (
            shape.table[place].expect("it is one of those"),
            format!("table[{place}]"),
        )
    } else {
        let function = luck.pick(&shape.own().collect::<Vec<_>>());
        (function, format!("f{function}"))
    };
    let argument = |ty: &ValType, luck: &mut Luck| {
        let any = luck.bits();
        let bits = luck.pick(&[0, 1, 2, 5, u64::MAX, any]);
        match ty {
            ValType::I32 => value(wasmi::ValType::I32, bits),
            ValType::I64 => value(wasmi::ValType::I64, bits),
            ValType::F32 => value(wasmi::ValType::F32, bits),
            _ => value(wasmi::ValType::F64, bits),
        }
    };
    Call {
        name,
        arguments: shape
            .type_of(function)
            .0
            .iter()
            .map(|it| argument(it, luck))
            .collect(),
        fuel: luck.pick(&[0, 3, 20, 60]),
    }
}

fn write(shape: &Shape, luck: &mut Luck) -> Vec<u8> {
    let mut types = TypeSection::new();
    for (parameters, results) in &shape.types {
        types
            .ty()
            .function(parameters.iter().copied(), results.iter().copied());
    }
    let mut imports = ImportSection::new();
    for number in 0..shape.imported {
        let ty = EntityType::Function(shape.functions[number] as u32);
        imports.import("page", &format!("tell{number}"), ty);
    }
    let mut functions = FunctionSection::new();
    let mut code = CodeSection::new();
    for number in shape.own() {
        functions.function(shape.functions[number as usize] as u32);
        let (parameters, results) = shape.type_of(number);
        let more: Vec<ValType> = (0..4).map(|_| luck.pick(&VALUES)).collect();
        let mut function = Function::new_with_locals_types(more.iter().copied());
        let locals = parameters.iter().copied().chain(more).collect();
        for instruction in Writer::write(shape, luck, locals, results) {
            function.instruction(&instruction);
        }
        code.function(&function);
    }
    let mut tables = TableSection::new();
    tables.table(TableType {
        element_type: RefType::FUNCREF,
        table64: false,
        minimum: PLACES,
        maximum: luck.pick(&[None, Some(PLACES), Some(PLACES + 3)]),
        shared: false,
    });
    let mut memories = MemorySection::new();
    memories.memory(MemoryType {
        minimum: 1,
        maximum: luck.pick(&[None, Some(1), Some(4)]),
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    let mut data = DataSection::new();
    for at in [0, 0x400] {
        data.active(
            0,
            &ConstExpr::i32_const(at),
            (0..64).map(|_| luck.bits() as u8).collect::<Vec<_>>(),
        );
    }
    let mut out = Module::new();
    out.section(&types);
    out.section(&imports);
    out.section(&functions);
    out.section(&tables);
    out.section(&memories);
    out.section(&globals(shape, luck));
    out.section(&exports(shape));
    out.section(&elements(shape));
    out.section(&code);
    out.section(&data);
    out.finish()
}

fn globals(shape: &Shape, luck: &mut Luck) -> GlobalSection {
    let mut section = GlobalSection::new();
    for ty in &shape.globals {
        let bits = luck.bits();
        let small = bits as i16;
        let init = match ty {
            ValType::I32 => ConstExpr::i32_const(bits as i32),
            ValType::I64 => ConstExpr::i64_const(bits as i64),
            ValType::F32 => ConstExpr::f32_const(f32::from(small).into()),
            _ => ConstExpr::f64_const(f64::from(small).into()),
        };
        let ty = GlobalType {
            val_type: *ty,
            mutable: true,
            shared: false,
        };
        section.global(ty, &init);
    }
    section
}

fn exports(shape: &Shape) -> ExportSection {
    let mut section = ExportSection::new();
    section.export("memory", ExportKind::Memory, 0);
    section.export("table", ExportKind::Table, 0);
    section.export("fuel", ExportKind::Global, FUEL);
    for global in 1..shape.globals.len() as u32 {
        section.export(&format!("global{global}"), ExportKind::Global, global);
    }
    for function in shape.own() {
        section.export(&format!("f{function}"), ExportKind::Func, function);
    }
    section
}

fn elements(shape: &Shape) -> ElementSection {
    let mut section = ElementSection::new();
    for (at, function) in shape.table.iter().enumerate() {
        if let Some(function) = function {
            section.active(
                None,
                &ConstExpr::i32_const(at as i32),
                Elements::Functions(vec![*function].into()),
            );
        }
    }
    section
}
