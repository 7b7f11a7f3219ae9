//! A module as it was read: what marking and dividing need to know of it.

use wasm_encoder::{
    FuncType, Function, Instruction, MemoryType, TableType, ValType,
    reencode::{Reencode, RoundtripReencoder},
};
use wasmparser::{
    ElementItems, ElementKind, Export, FuncToValidate, FuncValidatorAllocations, FunctionBody, Global,
    Import, Operator, Parser, Payload, TypeRef, ValidPayload, Validator, ValidatorResources, WasmFeatures,
};

use crate::failure::Failure;

/// A module whose sections have been read.
#[derive(Default)]
pub struct Module<'a> {
    /// Every type; only functions have one.
    pub types: Vec<FuncType>,
    /// The functions it takes from outside; it takes nothing else.
    pub imports: Vec<Import<'a>>,
    /// The type of every function, imported ones first.
    pub functions: Vec<u32>,
    /// How many of the functions are imported.
    pub imported: usize,
    /// Its tables.
    pub tables: Vec<TableType>,
    /// Its memory.
    pub memory: Option<MemoryType>,
    /// Its globals.
    pub globals: Vec<Global<'a>>,
    /// What it shows to outside.
    pub exports: Vec<Export<'a>>,
    /// The function that runs at once.
    pub start: Option<u32>,
    /// The active segments of the function table: where each begins, and its functions.
    pub elements: Vec<(u32, Vec<u32>)>,
    /// The functions that are not imported.
    pub bodies: Vec<Body<'a>>,
    /// The data, as it stands in the file.
    pub data: Vec<wasmparser::Data<'a>>,
    /// Custom sections: name and content.
    pub customs: Vec<(&'a str, &'a [u8])>,
    /// The table of functions.
    pub function_table: u32,
}

/// A function with code of its own.
#[derive(Clone, Default)]
pub struct Body<'a> {
    /// How many of the locals are parameters.
    pub parameters: usize,
    /// What it gives back.
    pub results: Vec<ValType>,
    /// The type of every local, parameters first.
    pub locals: Vec<ValType>,
    /// What it does; functions have the numbers of the module.
    pub code: Vec<Instruction<'a>>,
    /// For each instruction, whether the block it stands in has nothing on the stack before it.
    pub is_flat: Vec<bool>,
}

impl Body<'_> {
    /// The function, to be written; `write` may write something else for an instruction.
    pub fn encode(&self, mut write: impl FnMut(&mut Function, &Instruction)) -> Function {
        let mut function = Function::new_with_locals_types(self.locals[self.parameters..].iter().copied());
        for instruction in &self.code {
            write(&mut function, instruction);
        }
        function
    }

    /// What it takes in the file [bytes].
    pub fn size(&self) -> usize {
        let same = |function: &mut Function, instruction: &Instruction| {
            function.instruction(instruction);
        };
        self.encode(same).byte_len()
    }
}

impl<'a> Module<'a> {
    /// Reads a module as wasm-bindgen and wasm-opt leave it.
    pub fn read(bytes: &'a [u8]) -> Result<Self, Failure> {
        let mut module = Self::default();
        // Whatever came after WebAssembly 2.0 is refused here: branches and returns of other kinds, other memories, exceptions.
        let mut validator = Validator::new_with_features(WasmFeatures::WASM2);
        let mut allocations = FuncValidatorAllocations::default();
        for payload in Parser::new(0).parse_all(bytes) {
            let payload = payload?;
            if let ValidPayload::Func(function, body) = validator.payload(&payload)? {
                let (mut body, used) = read_body(function, &body, allocations)?;
                allocations = used;
                let number = (module.imported + module.bodies.len()) as u32;
                body.results = module.type_of(number).results().to_vec();
                module.bodies.push(body);
            }
            module.take(payload)?;
        }
        if module.tables.is_empty() {
            return Err(Failure::Unhandled("no table of functions"));
        }
        Ok(module)
    }

    /// The number of a type, which is added if there is none like it.
    pub fn type_number(&mut self, ty: FuncType) -> u32 {
        let known = self.types.iter().position(|it| *it == ty);
        known.unwrap_or_else(|| {
            self.types.push(ty);
            self.types.len() - 1
        }) as u32
    }

    /// The type of a function.
    pub fn type_of(&self, function: u32) -> &FuncType {
        &self.types[self.functions[function as usize] as usize]
    }

    fn take(&mut self, payload: Payload<'a>) -> Result<(), Failure> {
        match payload {
            Payload::TypeSection(section) => {
                for ty in section.into_iter_err_on_gc_types() {
                    self.types.push(RoundtripReencoder.func_type(ty?)?);
                }
            }
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let import = import?;
                    let TypeRef::Func(ty) = import.ty else {
                        return Err(Failure::Unhandled("imports that are no functions"));
                    };
                    self.functions.push(ty);
                    self.imports.push(import);
                }
                self.imported = self.functions.len();
            }
            Payload::FunctionSection(section) => {
                for ty in section {
                    self.functions.push(ty?);
                }
            }
            Payload::TableSection(section) => {
                for table in section {
                    let ty = table?.ty;
                    if ty.element_type.is_func_ref() {
                        self.function_table = self.tables.len() as u32;
                    }
                    self.tables.push(RoundtripReencoder.table_type(ty)?);
                }
            }
            Payload::MemorySection(section) => {
                for memory in section {
                    self.memory = Some(RoundtripReencoder.memory_type(memory?)?);
                }
            }
            Payload::GlobalSection(section) => {
                self.globals = section.into_iter().collect::<Result<_, _>>()?;
                for global in &self.globals {
                    if let Operator::RefFunc { .. } = global.init_expr.get_operators_reader().read()? {
                        return Err(Failure::Unhandled("a global that refers to a function"));
                    }
                }
            }
            Payload::ExportSection(section) => {
                self.exports = section.into_iter().collect::<Result<_, _>>()?;
            }
            Payload::StartSection { func, .. } => self.start = Some(func),
            Payload::ElementSection(section) => {
                for element in section {
                    self.take_element(element?)?;
                }
            }
            Payload::DataSection(section) => self.data = section.into_iter().collect::<Result<_, _>>()?,
            Payload::CustomSection(section) => self.customs.push((section.name(), section.data())),
            _ => {}
        }
        Ok(())
    }

    fn take_element(&mut self, element: wasmparser::Element<'a>) -> Result<(), Failure> {
        let ElementKind::Active {
            table_index,
            offset_expr,
        } = element.kind
        else {
            return Err(Failure::Unhandled(
                "elements that are not put into a table at once",
            ));
        };
        let at = match offset_expr.get_operators_reader().read()? {
            Operator::I32Const { value } => value as u32,
            _ => return Err(Failure::Unhandled("an element whose place is worked out")),
        };
        if table_index.unwrap_or(0) != self.function_table {
            return Err(Failure::Unhandled("elements of another table"));
        }
        let ElementItems::Functions(items) = element.items else {
            return Err(Failure::Unhandled("elements that are expressions"));
        };
        self.elements
            .push((at, items.into_iter().collect::<Result<_, _>>()?));
        Ok(())
    }
}

fn read_body<'a>(
    function: FuncToValidate<ValidatorResources>,
    body: &FunctionBody<'a>,
    allocations: FuncValidatorAllocations,
) -> Result<(Body<'a>, FuncValidatorAllocations), Failure> {
    let mut validator = function.into_validator(allocations);
    let parameters = validator.len_locals() as usize;
    validator.read_locals(&mut body.get_binary_reader())?;
    let locals = (0..validator.len_locals()).filter_map(|it| validator.get_local_type(it));
    let mut read = Body {
        parameters,
        locals: locals
            .map(|it| RoundtripReencoder.val_type(it))
            .collect::<Result<_, _>>()?,
        ..Body::default()
    };
    let mut operators = body.get_operators_reader()?;
    while !operators.eof() {
        let at = operators.original_position();
        let operator = operators.read()?;
        let base = validator.get_control_frame(0).map_or(0, |it| it.height);
        read.is_flat
            .push(validator.operand_stack_height() as usize == base);
        validator.op(at, &operator)?;
        match operator {
            Operator::RefFunc { .. } => return Err(Failure::Unhandled("references to functions")),
            Operator::MemoryInit { .. }
            | Operator::DataDrop { .. }
            | Operator::TableInit { .. }
            | Operator::ElemDrop { .. } => return Err(Failure::Unhandled("code that handles segments")),
            _ => {}
        }
        read.code.push(RoundtripReencoder.instruction(operator)?);
    }
    Ok((read, validator.into_allocations()))
}
