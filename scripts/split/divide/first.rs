//! The first part: the functions that stay, their data, and stand-ins for the others.

use wasm_encoder::{
    BlockType, CodeSection, ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection,
    Function, FunctionSection, GlobalSection, GlobalType, ImportSection, Instruction, MemorySection,
    StartSection, TableSection, ValType,
    reencode::{Reencode, RoundtripReencoder},
};
use wasmparser::ExternalKind;

use super::{
    customs, data, is_here, plain_type,
    plan::{Plan, through_table},
    tables, types,
};
use crate::{failure::Failure, module::Module};

/// Where the page hands in the function that fetches the later part.
const LOADER: (&str, &str) = ("later", "load");

/// What the later part takes is shown under these letters and a number; what wasm-bindgen shows begins with other ones.
pub const MEMORY: &str = "0m";
/// Tables, likewise.
pub const TABLE: &str = "0t";
/// Globals, likewise.
pub const GLOBAL: &str = "0g";

/// The type of the global that says whether the later part is there.
pub const IS_HERE: GlobalType = GlobalType {
    val_type: ValType::I32,
    mutable: true,
    shared: false,
};

/// Writes the first part.
pub fn write(module: &Module, plan: &Plan, segments: &[(u32, Vec<u8>)]) -> Result<Vec<u8>, Failure> {
    let mut out = wasm_encoder::Module::new();
    out.section(&types(module));
    out.section(&imports(module)?);
    let mut functions = FunctionSection::new();
    for function in plan.bodies(false).chain(plan.stand_ins()) {
        functions.function(module.functions[function as usize]);
    }
    functions.function(plain_type(module));
    out.section(&functions);
    let mut all = TableSection::new();
    for table in tables(module, plan) {
        all.table(table);
    }
    out.section(&all);
    let mut memories = MemorySection::new();
    memories.memory(module.memory.ok_or(Failure::Unhandled("no memory"))?);
    out.section(&memories);
    out.section(&globals(module)?);
    out.section(&exports(module, plan)?);
    if let Some(start) = module.start {
        out.section(&StartSection {
            function_index: plan.in_first(start),
        });
    }
    out.section(&elements(module, plan));
    out.section(&code(module, plan));
    out.section(&data(segments));
    for custom in customs(module) {
        out.section(&custom);
    }
    Ok(out.finish())
}

/// What an imported function is called: the page's script is given the same names, which are shorter than wasm-bindgen's.
pub fn import_name(number: usize) -> String {
    format!("_{number}")
}

fn imports(module: &Module) -> Result<ImportSection, Failure> {
    let mut section = ImportSection::new();
    for (number, import) in module.imports.iter().enumerate() {
        section.import(
            import.module,
            &import_name(number),
            RoundtripReencoder.entity_type(import.ty)?,
        );
    }
    section.import(LOADER.0, LOADER.1, EntityType::Function(plain_type(module)));
    Ok(section)
}

fn globals(module: &Module) -> Result<GlobalSection, Failure> {
    let mut section = GlobalSection::new();
    for global in &module.globals {
        let init = RoundtripReencoder.const_expr(global.init_expr.clone())?;
        section.global(RoundtripReencoder.global_type(global.ty)?, &init);
    }
    section.global(IS_HERE, &ConstExpr::i32_const(0));
    Ok(section)
}

fn exports(module: &Module, plan: &Plan) -> Result<ExportSection, Failure> {
    let mut section = ExportSection::new();
    for export in &module.exports {
        let index = match export.kind {
            ExternalKind::Func => plan.in_first(export.index),
            _ => export.index,
        };
        section.export(export.name, RoundtripReencoder.export_kind(export.kind)?, index);
    }
    section.export(MEMORY, ExportKind::Memory, 0);
    for table in 0..module.tables.len() as u32 {
        section.export(&format!("{TABLE}{table}"), ExportKind::Table, table);
    }
    for global in 0..=is_here(module) {
        section.export(&format!("{GLOBAL}{global}"), ExportKind::Global, global);
    }
    Ok(section)
}

fn elements(module: &Module, plan: &Plan) -> ElementSection {
    let mut section = ElementSection::new();
    let table = (module.function_table != 0).then_some(module.function_table);
    for (at, functions) in &module.elements {
        let functions: Vec<u32> = functions.iter().map(|it| plan.in_first(*it)).collect();
        section.active(
            table,
            &ConstExpr::i32_const(*at as i32),
            Elements::Functions(functions.into()),
        );
    }
    let end = module.tables[module.function_table as usize].minimum as u32;
    // New places with a stand-in are neighbours, given in the order of the functions.
    let new: Vec<u32> = plan
        .places()
        .iter()
        .filter(|(_, place)| end <= place.at && place.has_stand_in)
        .map(|(it, _)| plan.in_first(*it))
        .collect();
    section.active(
        table,
        &ConstExpr::i32_const(end as i32),
        Elements::Functions(new.into()),
    );
    let mut shown: Vec<(u32, u32)> = plan
        .shown()
        .iter()
        .map(|(it, place)| (*place, plan.in_first(*it)))
        .collect();
    shown.sort_unstable();
    if let Some((at, _)) = shown.first() {
        let functions: Vec<u32> = shown.iter().map(|(_, number)| *number).collect();
        section.active(
            table,
            &ConstExpr::i32_const(*at as i32),
            Elements::Functions(functions.into()),
        );
    }
    section
}

fn code(module: &Module, plan: &Plan) -> CodeSection {
    let mut section = CodeSection::new();
    for function in plan.bodies(false) {
        section.function(&plan.for_first(module, &module.bodies[function as usize - module.imported]));
    }
    for function in plan.stand_ins() {
        section.function(&stand_in(module, plan, function));
    }
    section.function(&ensure(module));
    section
}

/// Makes sure that the later part is there, then calls whom it stands for: the place holds that function by then.
fn stand_in(module: &Module, plan: &Plan, function: u32) -> Function {
    let mut body = Function::new([]);
    body.instruction(&Instruction::Call(plan.ensure()));
    for parameter in 0..module.type_of(function).params().len() as u32 {
        body.instruction(&Instruction::LocalGet(parameter));
    }
    body.instruction(&Instruction::I32Const(plan.places()[&function].at as i32));
    body.instruction(&through_table(module, function));
    body.instruction(&Instruction::End);
    body
}

/// Asks the page for the later part unless it is there.
fn ensure(module: &Module) -> Function {
    let mut body = Function::new([]);
    body.instruction(&Instruction::GlobalGet(is_here(module)));
    body.instruction(&Instruction::I32Eqz);
    body.instruction(&Instruction::If(BlockType::Empty));
    body.instruction(&Instruction::Call(module.imported as u32));
    body.instruction(&Instruction::End);
    body.instruction(&Instruction::End);
    body
}
