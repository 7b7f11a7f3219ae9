//! Data that comes with the later part: what the first part can reach is there from the beginning, the rest before it is read.

use wasmi::Val;

use super::machine::{Arrival, Call, Player};
use crate::{divide::divide, image::Image, mark::mark, module::Module, objects::Objects};

/// `first` reads a text, an object by the address that stands in another, a table by a number, one from a little behind its end,
/// and writes to a variable; `later` reads other ones, and the variable.
const MODULE: &str = r#"(module (memory (export "memory") 1) (table 0 funcref)
    (data (i32.const 1024) "ab\00cde\00f\00")
    (data (i32.const 4000) "\40\1f\00\00")
    (data (i32.const 8000) "one.")
    (data (i32.const 12000) "TWO.")
    (data (i32.const 16000) "table...")
    (data (i32.const 20000) "\07\00\00\00")
    (data (i32.const 24000) "\09\00\00\00")
    (data (i32.const 28000) "\00\7d\00\00")
    (data (i32.const 32000) "end.")
    (data (i32.const 36000) "behind..")
    (func (export "first") (param i32) (result i32)
      (i32.store (i32.const 20000) (i32.add (i32.load (i32.const 20000)) (i32.const 1)))
      (i32.add
        (i32.add (i32.load8_u (i32.load (i32.const 4000))) (i32.load8_u (i32.sub (i32.const 36020) (i32.const 18))))
        (i32.add (i32.load8_u offset=16000 (local.get 0)) (i32.load8_u (i32.const 1025)))))
    (func (export "later") (param i32) (result i32)
      (i32.add (i32.load (i32.const 20000))
        (i32.add (i32.load8_u (i32.load (i32.const 28000)))
          (i32.add (i32.load8_u (i32.const 12002)) (i32.load8_u (i32.const 1100)))))))"#;

/// What the linker would say of it.
const MAP: &str = "\
     400      400        3         <internal>:(.rodata)
     403      403        6         <internal>:(.rodata)
    fa0     fa0        4         a.o:(.rodata..address)
    1f40     1f40        4         a.o:(.rodata..one)
    2ee0     2ee0        4         a.o:(.rodata..two)
    3e80     3e80        8         a.o:(.rodata..table)
    4e20     4e20        4         a.o:(.data..variable)
    5dc0     5dc0        4         a.o:(.data..nobodys)
    6d60     6d60        4         a.o:(.data..pointer)
    7d00     7d00        4         a.o:(.data..end)
    8ca0     8ca0        8         a.o:(.data..behind)
";

#[test]
fn data_that_the_first_part_cannot_reach_comes_later() {
    let bytes = wat::parse_str(MODULE).unwrap();
    let module = Module::read(&bytes).unwrap();
    let player = Player::new(&bytes);
    let calls: Vec<Call> = ["first", "first", "later", "first", "later"]
        .into_iter()
        .map(|name| Call {
            name: name.to_owned(),
            arguments: vec![Val::I32(3)],
            fuel: 0,
        })
        .collect();
    let mut whole = player.whole();
    let expected: Vec<String> = calls.iter().map(|it| whole.call(it)).collect();
    let marked = mark(&module, &bytes).unwrap();
    let mut watched = player.marked(&marked.bytes);
    watched.call(&calls[0]);
    let ran = watched.memory()[marked.base as usize..][..marked.points].to_vec();
    let parts = divide(Module::read(&bytes).unwrap(), &ran, MAP).unwrap();
    let begins = Image::of(&Module::read(&parts.first).unwrap()).unwrap();
    for (at, text) in [
        (1024, "ab\0"),
        (8000, "one."),
        (16000, "table..."),
        (20000, "\x07"),
        (36000, "behind.."),
    ] {
        assert_eq!(begins.bytes(at, text.len() as u32), Some(text.as_bytes()));
    }
    for at in [12000, 24000, 28000, 32000] {
        assert_eq!(begins.bytes(at, 4), Some(&[0; 4][..]), "{at}");
    }
    assert_eq!(parts.later_data, 4 * 4);
    let (first, later) = (player.part(&parts.first), player.part(&parts.later));
    let result = |told: &str| told.split(' ').next().map(str::to_owned);
    for arrival in [
        Arrival::WhenAsked,
        Arrival::Before(0),
        Arrival::Before(1),
        Arrival::Before(4),
    ] {
        let mut machine = player.divided(&first, &later, arrival);
        for (number, (call, expected)) in calls.iter().zip(&expected).enumerate() {
            let seen = machine.call(call);
            assert_eq!(result(&seen), result(expected), "{arrival:?}, call {number}");
        }
        assert!(
            machine.memory()[..40_000] == whole.memory()[..40_000],
            "{arrival:?}: the memory differs in the end"
        );
    }
}

#[test]
fn texts_that_end_in_a_zero_are_objects_of_their_own() {
    let image = Image {
        segments: vec![(0x400, b"ab\0cde\0f".to_vec())],
    };
    let objects = Objects::read(
        "     400      400        9         <internal>:(.rodata)\n",
        &image,
    );
    let found: Vec<_> = (0..objects.len()).map(|it| objects.range(it)).collect();
    assert_eq!(found, [0x400..0x403, 0x403..0x407, 0x407..0x409]);
}

#[test]
fn without_a_map_all_data_stays() {
    let bytes = wat::parse_str(MODULE).unwrap();
    let module = Module::read(&bytes).unwrap();
    assert_eq!(divide(module, &[0, 0], "").unwrap().later_data, 0);
}
