//! Divides a module: the first part holds what ran and the data that it can reach, the later part everything else.
//!
//! Whatever moves and is called from the first part gets a place in the table of functions, and the first part calls it through that
//! place. Before such a call it makes sure that the later part is there: asks the page for it and waits. What was in the table from
//! the beginning may be called by anyone, so a stand-in lies there meanwhile that does the same. The later part puts its functions
//! into the table as it starts. So any call works at any time. The later part takes memory, tables, globals and the first part's
//! functions from the first part.

mod first;
mod later;
mod plan;

use wasm_encoder::{ConstExpr, CustomSection, DataSection, TableType, TypeSection};

use crate::{
    cut::cut, failure::Failure, image::Image, module::Module, objects::Objects, reach::take_unreached,
};
use plan::Plan;

/// The two parts.
pub struct Parts {
    /// What runs on a first page.
    pub first: Vec<u8>,
    /// The rest.
    pub later: Vec<u8>,
    /// How many functions stay.
    pub stay: usize,
    /// How many come later, the pieces cut out of others too.
    pub later_count: usize,
    /// How much data comes later [bytes].
    pub later_data: usize,
}

/// Divides by what ran: a byte for each point, 0 if it was not reached; `map` is the linker's, without which all data stays.
pub fn divide(mut module: Module, ran: &[u8], map: &str) -> Result<Parts, Failure> {
    let has_run = cut(&mut module, ran);
    let plan = Plan::new(&module, &has_run);
    let mut image = Image::of(&module)?;
    let objects = Objects::read(map, &image);
    image.silence();
    let all = first::write(&module, &plan, &image.segments)?;
    let unreached = take_unreached(&mut image, &objects, &all)?;
    let later_count = plan.moved();
    Ok(Parts {
        first: first::write(&module, &plan, &image.segments)?,
        later: later::write(&module, &plan, &unreached)?,
        stay: module.bodies.len() - later_count,
        later_count,
        later_data: unreached.iter().map(|(_, bytes)| bytes.len()).sum(),
    })
}

/// All types: both parts have the same, so that their numbers stay.
fn types(module: &Module) -> TypeSection {
    let mut section = TypeSection::new();
    for ty in &module.types {
        section.ty().func_type(ty);
    }
    // What asks for the later part takes nothing and gives nothing.
    section.ty().function([], []);
    section
}

/// The number of the type that takes nothing and gives nothing.
fn plain_type(module: &Module) -> u32 {
    module.types.len() as u32
}

/// The number of the global that says whether the later part is there.
fn is_here(module: &Module) -> u32 {
    module.globals.len() as u32
}

/// The tables: that of the functions has room for those that the parts call across.
fn tables(module: &Module, plan: &Plan) -> Vec<TableType> {
    let mut tables = module.tables.clone();
    let table = &mut tables[module.function_table as usize];
    let more = u64::from(plan.table_end()) - table.minimum;
    table.minimum += more;
    table.maximum = table.maximum.map(|it| it + more);
    tables
}

/// Some segments as a section.
fn data(segments: &[(u32, Vec<u8>)]) -> DataSection {
    let mut section = DataSection::new();
    for (at, bytes) in segments {
        section.active(0, &ConstExpr::i32_const(*at as i32), bytes.iter().copied());
    }
    section
}

/// What engines read is kept: which features the code uses.
fn customs<'a>(module: &Module<'a>) -> impl Iterator<Item = CustomSection<'a>> {
    let kept = module
        .customs
        .iter()
        .filter(|(name, _)| *name == "target_features");
    kept.map(|(name, data)| CustomSection {
        name: (*name).into(),
        data: (*data).into(),
    })
}
