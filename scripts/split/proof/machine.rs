//! An interpreter that plays a module, whole or divided, and says all that can be seen of it.

use std::{collections::hash_map::DefaultHasher, hash::Hasher};

use wasmi::{
    AsContextMut, Caller, Config, Engine, Error, Extern, ExternType, F32, F64, Func, Instance, Linker,
    Module, Nullable, Ref, Store, Val, ValType,
};

/// How many steps a call may take: many more than any whole module takes, so that a part that runs on for ever is noticed.
const STEPS: u64 = 10_000_000;

/// When the later part comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// When it is asked for.
    WhenAsked,
    /// When it is asked for the second time; the first time there is no network.
    WhenAskedAgain,
    /// By itself, before that many calls.
    Before(usize),
}

/// A call from outside: the export, what it is given, and how much it may do.
#[derive(Clone, Debug)]
pub struct Call {
    /// The name of the function.
    pub name: String,
    /// What it is given.
    pub arguments: Vec<Val>,
    /// What the global `fuel` is set to before, if there is one.
    pub fuel: i32,
}

/// A module in the interpreter.
pub struct Machine {
    store: Store<Page>,
    instance: Instance,
    arrival: Option<usize>,
    calls: usize,
}

/// The page around the module.
struct Page {
    /// What it was told, in order.
    told: Vec<String>,
    /// The functions it gives, under their own names and numbers.
    functions: Vec<(String, Func)>,
    /// The first part.
    first: Option<Instance>,
    /// The later part, until it has come.
    later: Option<Module>,
    /// How often it was asked for the later part.
    asked: usize,
    /// Whether the later part cannot be had.
    is_offline: bool,
}

/// Modules that are read once and played several times.
pub struct Player {
    engine: Engine,
    whole: Module,
}

impl Player {
    /// For a module in one piece.
    pub fn new(whole: &[u8]) -> Self {
        let mut config = Config::default();
        config.consume_fuel(true);
        let engine = Engine::new(&config);
        let whole = Module::new(&engine, whole).expect("the module is valid");
        Self { engine, whole }
    }

    /// One of its parts.
    pub fn part(&self, bytes: &[u8]) -> Module {
        Module::new(&self.engine, bytes).expect("a part is a valid module")
    }

    /// The module in one piece.
    pub fn whole(&self) -> Machine {
        self.machine(&self.whole, None)
    }

    /// A module that takes notes.
    pub fn marked(&self, bytes: &[u8]) -> Machine {
        self.machine(&self.part(bytes), None)
    }

    /// The module in two parts.
    pub fn divided(&self, first: &Module, later: &Module, arrival: Arrival) -> Machine {
        let mut machine = self.machine(first, Some(later.clone()));
        if let Arrival::Before(calls) = arrival {
            machine.arrival = Some(calls);
        }
        machine.store.data_mut().is_offline = arrival == Arrival::WhenAskedAgain;
        machine
    }

    fn machine(&self, module: &Module, later: Option<Module>) -> Machine {
        let page = Page {
            told: Vec::new(),
            functions: Vec::new(),
            first: None,
            later,
            asked: 0,
            is_offline: false,
        };
        let mut store = Store::new(&self.engine, page);
        let mut linker = Linker::new(&self.engine);
        for (number, import) in self.whole.imports().enumerate() {
            let function = told(&mut store, import.name(), import.ty());
            // scripts/divide.mjs gives each import a number for a name, too.
            for name in [import.name().to_owned(), format!("_{number}")] {
                linker.define("page", &name, function).expect("named once");
                store.data_mut().functions.push((name, function));
            }
        }
        linker.func_wrap("later", "load", load).expect("named once");
        store.set_fuel(STEPS).expect("steps are counted");
        let instance = linker
            .instantiate_and_start(&mut store, module)
            .expect("the module starts");
        store.data_mut().first = Some(instance);
        Machine {
            store,
            instance,
            arrival: None,
            calls: 0,
        }
    }
}

/// A function of the page, which notes what it is told; what it gives follows from that.
fn told(store: &mut Store<Page>, name: &str, ty: &ExternType) -> Func {
    let ExternType::Func(ty) = ty else {
        panic!("the page gives functions only");
    };
    let results: Vec<ValType> = ty.results().to_vec();
    let name = name.to_owned();
    Func::new(store, ty.clone(), move |mut caller, given, gives| {
        let line = format!("{name}{}", shown(given));
        let mut hasher = DefaultHasher::new();
        hasher.write(line.as_bytes());
        for (place, ty) in gives.iter_mut().zip(&results) {
            *place = value(*ty, hasher.finish());
        }
        caller.data_mut().told.push(line);
        Ok(())
    })
}

impl Machine {
    /// Calls a function and says what came of it: results or trap, what the page was told, memory and globals.
    pub fn call(&mut self, call: &Call) -> String {
        if self.arrival == Some(self.calls) && self.store.data().later.is_some() {
            arrive(&mut self.store);
        }
        self.calls += 1;
        if let Some(fuel) = self.instance.get_global(&self.store, "fuel") {
            fuel.set(&mut self.store, Val::I32(call.fuel))
                .expect("fuel is a number");
        }
        let function = self.function(&call.name);
        self.store.set_fuel(STEPS).expect("steps are counted");
        let mut results = vec![Val::I32(0); function.ty(&self.store).results().len()];
        let outcome = match function.call(&mut self.store, &call.arguments, &mut results) {
            Ok(()) => shown(&results),
            Err(error) => match error.as_trap_code() {
                Some(trap) => format!("{trap:?}"),
                None => error.to_string(),
            },
        };
        let told = std::mem::take(&mut self.store.data_mut().told);
        format!("{outcome} {told:?} {}", self.state())
    }

    /// A function by its name, or by its place in the table as `table[3]`: so the page calls its listeners.
    fn function(&self, name: &str) -> Func {
        let place = name.strip_prefix("table[").and_then(|it| it.strip_suffix(']'));
        let Some(place) = place else {
            return self.instance.get_func(&self.store, name).expect("it is exported");
        };
        let table = self
            .instance
            .get_table(&self.store, "table")
            .expect("it is exported");
        let place = place.parse().expect("places are numbers");
        match table.get(&self.store, place) {
            Some(Ref::Func(Nullable::Val(function))) => function,
            other => panic!("no function stands at place {place}: {other:?}"),
        }
    }

    /// How often the first part asked for the later one.
    pub fn asked(&self) -> usize {
        self.store.data().asked
    }

    /// The memory that is exported.
    pub fn memory(&self) -> &[u8] {
        let memory = self.instance.get_memory(&self.store, "memory");
        memory.map_or(&[], |it| it.data(&self.store))
    }

    /// The first 64 kB of the memory as a hash, and the globals that the module shows itself.
    fn state(&self) -> String {
        let mut hasher = DefaultHasher::new();
        hasher.write(&self.memory()[..self.memory().len().min(65_536)]);
        let mut globals: Vec<String> = self
            .instance
            .exports(&self.store)
            .filter(|it| !it.name().starts_with("0g"))
            .filter_map(|it| Some((it.name().to_owned(), it.into_global()?)))
            .map(|(name, it)| format!("{name}={}", shown(&[it.get(&self.store)])))
            .collect();
        globals.sort_unstable();
        format!("{:016x} {}", hasher.finish(), globals.join(" "))
    }
}

fn load(mut caller: Caller<Page>) -> Result<(), Error> {
    let page = caller.data_mut();
    page.asked += 1;
    if std::mem::take(&mut page.is_offline) {
        return Err(Error::new("offline"));
    }
    arrive(&mut caller);
    Ok(())
}

/// Puts the later part beside the first one, as the page's script does.
fn arrive(mut store: impl AsContextMut<Data = Page>) {
    let mut context = store.as_context_mut();
    let later = context.data_mut().later.take().expect("it is asked for once");
    let page = context.data();
    let first = page.first.expect("the first part runs");
    let given: Vec<Extern> = later
        .imports()
        .map(|it| match it.module() {
            "first" => first
                .get_export(&context, it.name())
                .expect("the first part shows it"),
            _ => {
                let known = page.functions.iter().find(|(name, _)| name == it.name());
                Extern::Func(known.expect("the page gives it").1)
            }
        })
        .collect();
    Instance::new(&mut context, &later, &given).expect("the later part fits the first one");
}

/// Some value of a type, by chance.
pub fn value(ty: ValType, bits: u64) -> Val {
    #[expect(clippy::cast_possible_truncation, reason = "any bits will do")]
    match ty {
        ValType::I32 => Val::I32(bits as i32),
        ValType::I64 => Val::I64(bits.cast_signed()),
        ValType::F32 => Val::F32(F32::from_bits(bits as u32)),
        ValType::F64 => Val::F64(F64::from_bits(bits)),
        other => panic!("nobody passes a {other:?}"),
    }
}

/// Values to the last bit.
fn shown(values: &[Val]) -> String {
    let shown = values.iter().map(|it| match it {
        Val::I32(it) => it.to_string(),
        Val::I64(it) => it.to_string(),
        Val::F32(it) => format!("{:08x}f", it.to_bits()),
        Val::F64(it) => format!("{:016x}f", it.to_bits()),
        other => format!("{other:?}"),
    });
    format!("({})", shown.collect::<Vec<_>>().join(", "))
}
