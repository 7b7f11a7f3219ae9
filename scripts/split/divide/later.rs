//! The later part: what did not run, with everything else taken from the first part.

use std::collections::BTreeMap;

use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, Function, FunctionSection, ImportSection, Instruction,
    StartSection,
    reencode::{Reencode, RoundtripReencoder},
};

use super::{
    customs, data,
    first::{GLOBAL, IS_HERE, MEMORY, TABLE, import_name},
    is_here, plain_type,
    plan::Plan,
    tables, types,
};
use crate::{failure::Failure, module::Module};

/// The name under which the page hands in what the first part shows.
const FIRST: &str = "first";

/// Writes the later part.
pub fn write(module: &Module, plan: &Plan, segments: &[(u32, Vec<u8>)]) -> Result<Vec<u8>, Failure> {
    let mut out = wasm_encoder::Module::new();
    out.section(&types(module));
    out.section(&imports(module, plan)?);
    let mut functions = FunctionSection::new();
    let mut code = CodeSection::new();
    for function in plan.bodies(true) {
        functions.function(module.functions[function as usize]);
        code.function(&plan.for_later(module, &module.bodies[function as usize - module.imported]));
    }
    functions.function(plain_type(module));
    code.function(&arrive(module));
    out.section(&functions);
    let imported = plan.taken().len();
    out.section(&StartSection {
        function_index: (imported + plan.moved()) as u32,
    });
    out.section(&elements(module, plan));
    out.section(&code);
    // Laid into memory before the start function says that the part is there.
    out.section(&data(segments));
    for custom in customs(module) {
        out.section(&custom);
    }
    Ok(out.finish())
}

/// Runs once the functions are in the table: says that they are.
fn arrive(module: &Module) -> Function {
    let mut body = Function::new([]);
    body.instruction(&Instruction::I32Const(1));
    body.instruction(&Instruction::GlobalSet(is_here(module)));
    body.instruction(&Instruction::End);
    body
}

fn imports(module: &Module, plan: &Plan) -> Result<ImportSection, Failure> {
    let mut section = ImportSection::new();
    for function in plan.taken() {
        let import = &module.imports[*function as usize];
        section.import(
            import.module,
            &import_name(*function as usize),
            RoundtripReencoder.entity_type(import.ty)?,
        );
    }
    for (number, table) in tables(module, plan).into_iter().enumerate() {
        section.import(FIRST, &format!("{TABLE}{number}"), table);
    }
    section.import(
        FIRST,
        MEMORY,
        module.memory.ok_or(Failure::Unhandled("no memory"))?,
    );
    for (number, global) in module.globals.iter().enumerate() {
        section.import(
            FIRST,
            &format!("{GLOBAL}{number}"),
            RoundtripReencoder.global_type(global.ty)?,
        );
    }
    section.import(FIRST, &format!("{GLOBAL}{}", is_here(module)), IS_HERE);
    Ok(section)
}

/// Every place of a function that has moved, in runs of neighbours.
fn elements(module: &Module, plan: &Plan) -> ElementSection {
    let mut places: BTreeMap<u32, u32> = plan
        .places()
        .iter()
        .map(|(function, place)| (place.at, *function))
        .collect();
    for (at, functions) in &module.elements {
        places.extend(
            (*at..)
                .zip(functions.iter().copied())
                .filter(|(_, function)| plan.is_later(*function)),
        );
    }
    let mut runs: Vec<(u32, Vec<u32>)> = Vec::new();
    for (place, function) in places {
        let number = plan.in_later(function);
        match runs.last_mut() {
            Some((at, run)) if *at + run.len() as u32 == place => run.push(number),
            _ => runs.push((place, vec![number])),
        }
    }
    let table = (module.function_table != 0).then_some(module.function_table);
    let mut section = ElementSection::new();
    for (at, run) in runs {
        section.active(
            table,
            &ConstExpr::i32_const(at as i32),
            Elements::Functions(run.into()),
        );
    }
    section
}
