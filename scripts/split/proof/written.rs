//! Modules written by hand: what chance seldom makes up, and what is refused.

use wasmi::Val;

use super::{
    Luck, check,
    machine::{Arrival, Call, Player},
};
use crate::{divide::divide, mark::mark, module::Module};

/// The name of a function, and the number it is given.
type Called = (&'static str, i32);

/// What is special, the module, and the calls of it.
const CASES: [(&str, &str, &[Called]); 9] = [
    (
        "what one arm writes, the other one writes too, and both leave behind",
        r#"(module (memory (export "memory") 1) (table 0 funcref)
            (func (export "of") (param i32) (result i32) (local $x i32)
              (if (local.get 0)
                (then (local.set $x (i32.add (i32.mul (i32.xor (local.get 0) (i32.const 77777)) (i32.const 1000)) (i32.const 70007))))
                (else (local.set $x (i32.const 1))))
              (local.get $x)))"#,
        &[("of", 0), ("of", 0), ("of", 3)],
    ),
    (
        "what a piece writes before it goes back to the beginning of a loop",
        r#"(module (memory (export "memory") 1) (table 0 funcref)
            (func (export "of") (param i32) (result i32) (local $x i32) (local $sum i32)
              (local.set $sum (i32.const 5))
              (local.set $x (i32.const 1))
              (loop $again
                (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 3)) (local.get $x)))
                (if (local.get 0) (then
                  (local.set $x (i32.add (i32.mul (i32.xor (local.get 0) (i32.const 77777)) (i32.const 1000)) (i32.const 70007)))
                  (local.set 0 (i32.shr_u (local.get 0) (i32.const 1)))
                  (br $again))))
              (local.get $sum)))"#,
        &[("of", 0), ("of", 0), ("of", 5), ("of", 255)],
    ),
    (
        "what a piece writes and only a branch leads to",
        r#"(module (memory (export "memory") 1) (table 0 funcref)
            (func (export "of") (param i32) (result i32) (local $x i32)
              (block $out
                (if (local.get 0) (then
                  (local.set $x (i32.add (i32.mul (i32.xor (local.get 0) (i32.const 77777)) (i32.const 1000)) (i32.const 70007)))))
                (br_if $out (i32.gt_s (local.get 0) (i32.const 5)))
                (local.set $x (i32.const 1)))
              (local.get $x)))"#,
        &[("of", 0), ("of", 0), ("of", 3), ("of", 9)],
    ),
    (
        "what a piece writes and the next round reads",
        r#"(module (memory (export "memory") 1) (table 0 funcref)
            (func (export "of") (param i32) (result i32) (local $x i32) (local $sum i32)
              (local.set $sum (i32.const 5))
              (local.set $x (i32.const 1))
              (loop $again
                (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 3)) (local.get $x)))
                (local.set $x (i32.const 0))
                (if (i32.and (local.get 0) (i32.const 1)) (then
                  (local.set $x (i32.add (i32.mul (i32.xor (local.get 0) (i32.const 77777)) (i32.const 1000)) (i32.const 70007)))))
                (local.set 0 (i32.shr_u (local.get 0) (i32.const 1)))
                (br_if $again (local.get 0)))
              (local.get $sum)))"#,
        &[("of", 0), ("of", 0), ("of", 5), ("of", 255)],
    ),
    (
        "a switch whose rarer ways lead to different places around it",
        r#"(module (memory (export "memory") 1) (table 0 funcref)
            (func (export "of") (param i32) (result i64) (local i64)
              (block $far
                (block $near
                  (local.set 1 (i64.const 5))
                  (if (local.get 0) (then
                    (local.set 1 (i64.add (local.get 1) (i64.const 1000)))
                    (block $here (br_table $here $near $far 3 (i32.sub (local.get 0) (i32.const 1))))
                    (local.set 1 (i64.mul (local.get 1) (i64.const 3)))
                    (return (local.get 1)))))
                (local.set 1 (i64.add (local.get 1) (i64.const 70))))
              (local.get 1)))"#,
        &[
            ("of", 0),
            ("of", 0),
            ("of", 1),
            ("of", 2),
            ("of", 3),
            ("of", 0),
            ("of", 4),
        ],
    ),
    (
        "memory that grows, whichever part asks for it",
        r#"(module (memory (export "memory") 1 9) (table 0 funcref)
            (func $more (param i32) (result i32) (local $before i32)
              (local.set $before (memory.size))
              (if (i32.eq (memory.grow (local.get 0)) (i32.const -1)) (then (return (i32.const 50))))
              (i32.store (i32.sub (i32.shl (memory.size) (i32.const 16)) (i32.const 4)) (i32.const 7))
              (i32.sub (memory.size) (local.get $before)))
            (func (export "grow") (param i32) (result i32) (local $before i32)
              (local.set $before (memory.size))
              (if (result i32) (i32.eq (local.get 0) (i32.const 3))
                (then (i32.const -7))
                (else (i32.add (call $more (local.get 0))
                  (i32.mul (i32.sub (memory.size) (local.get $before)) (i32.const 100)))))))"#,
        &[("grow", 9), ("grow", 1), ("grow", 2), ("grow", 9), ("grow", 0)],
    ),
    (
        "a loop left and entered again by a piece of it",
        r#"(module (memory (export "memory") 1) (table 0 funcref)
            (func (export "sum") (param i32) (result i32) (local $sum i32) (local $odd i32)
              (loop $again
                (if (local.get 0) (then
                  (local.set $odd (i32.add (local.get $odd) (i32.and (local.get 0) (i32.const 1))))
                  (local.set $sum (i32.add (local.get $sum) (i32.mul (local.get 0) (local.get $odd))))
                  (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
                  (br $again))))
              (i32.add (local.get $sum) (local.get $odd))))"#,
        &[("sum", 0), ("sum", 0), ("sum", 9), ("sum", 100)],
    ),
    (
        "a function that runs as the module starts, and was not seen to",
        r#"(module (memory (export "memory") 1) (table 0 funcref) (global $g (mut i32) (i32.const 1))
            (func $begin (global.set $g (i32.add (i32.mul (global.get $g) (i32.const 40)) (i32.const 2))))
            (start $begin)
            (func (export "get") (param i32) (result i32) (i32.add (local.get 0) (global.get $g))))"#,
        &[("get", 0), ("get", 1)],
    ),
    (
        "functions that call each other across the parts, through both tables and by name",
        r#"(module (import "page" "tell" (func $tell (param i32))) (memory (export "memory") 1)
            (table $things 3 externref) (table $functions 2 2 funcref) (elem (table $functions) (i32.const 0) func $even $odd)
            (func $even (param i32) (result i32)
              (call $tell (local.get 0))
              (if (result i32) (local.get 0)
                (then (call_indirect $functions (param i32) (result i32) (i32.sub (local.get 0) (i32.const 1)) (i32.const 1)))
                (else (i32.const 1))))
            (func $odd (param i32) (result i32)
              (if (result i32) (local.get 0)
                (then (table.set $things (i32.const 1) (ref.null extern)) (call $even (i32.sub (local.get 0) (i32.const 1))))
                (else (i32.add (table.size $things) (ref.is_null (table.get $things (i32.const 1)))))))
            (func (export "even") (param i32) (result i32) (call $even (local.get 0))))"#,
        &[("even", 0), ("even", 0), ("even", 4), ("even", 5)],
    ),
];

#[test]
fn what_is_written_by_hand_does_the_same_divided() {
    for (name, text, called) in CASES {
        let bytes = wat::parse_str(text).unwrap();
        check(name, &bytes, &calls(called), &mut Luck::new(1));
    }
}

#[test]
fn who_had_no_later_part_asks_for_it_again() {
    let text = r#"(module (memory (export "memory") 1) (table 0 funcref)
        (func (export "of") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 77)))
        (func (export "idle")))"#;
    let bytes = wat::parse_str(text).unwrap();
    let parts = divide(Module::read(&bytes).unwrap(), &[0, 0], "").unwrap();
    let player = Player::new(&bytes);
    let (first, later) = (player.part(&parts.first), player.part(&parts.later));
    let mut machine = player.divided(&first, &later, Arrival::WhenAskedAgain);
    let seen = calls(&[("of", 3); 3])
        .iter()
        .map(|it| machine.call(it))
        .collect::<Vec<_>>();
    let outcomes: Vec<_> = seen.iter().filter_map(|it| it.split(' ').next()).collect();
    assert_eq!(outcomes, ["offline", "(231)", "(231)"]);
    assert_eq!(machine.asked(), 2);
}

#[test]
fn where_panics_come_from_is_not_in_the_data() {
    let text = r#"(module (memory (export "memory") 1) (table 0 funcref)
        (data (i32.const 8) "src/a.rs" "\08\00\00\00\08\00\00\00\07\00\00\00\03\00\00\00" "\08\00\00\00\08\00\00\00\00\00\00\00\03\00\00\00")
        (data (i32.const 64) "src/b.rs" "\40\00\00\00\08\00\00\00") (func (export "idle")))"#;
    let bytes = wat::parse_str(text).unwrap();
    let parts = divide(Module::read(&bytes).unwrap(), &[1], "").unwrap();
    let player = Player::new(&bytes);
    let mut expected = player.whole().memory().to_vec();
    // The place alone and the name it tells; what only looks like one keeps its numbers.
    expected[8..16].fill(0);
    expected[20..32].fill(0);
    let (first, later) = (player.part(&parts.first), player.part(&parts.later));
    assert!(player.divided(&first, &later, Arrival::WhenAsked).memory() == expected);
}

#[test]
fn what_cannot_be_divided_is_refused() {
    const TABLE: &str = "(memory 1) (table 1 funcref)";
    let refused = [
        ("(memory 1)", "no table of functions"),
        ("(table 1 funcref)", "no memory"),
        (
            r#"(import "page" "memory" (memory 1)) (table 1 funcref)"#,
            "imports that are no functions",
        ),
        (
            &format!("{TABLE} (global funcref (ref.func 0)) (func)"),
            "a global that refers to a function",
        ),
        (
            &format!("{TABLE} (elem declare func 0) (func (drop (ref.func 0)))"),
            "elements that are not put",
        ),
        (
            &format!("{TABLE} (elem (i32.const 0) func 0) (func (drop (ref.func 0)))"),
            "references to functions",
        ),
        (&format!(r#"{TABLE} (data "x")"#), "passive data"),
        (
            &format!(r#"{TABLE} (data (i32.const 0) "x") (func (data.drop 0))"#),
            "code that handles segments",
        ),
        (
            &format!("{TABLE} (elem (i32.const 0) funcref (ref.func 0)) (func)"),
            "elements that are expressions",
        ),
        (
            &format!("{TABLE} (func $f (return_call $f))"),
            "tail calls support is not enabled",
        ),
        (&format!("{TABLE} (tag) (func (throw 0))"), "exceptions"),
        (&format!("{TABLE} (memory 1)"), "multiple memories"),
    ];
    for (text, expected) in refused {
        let bytes = wat::parse_str(format!("(module {text})")).unwrap();
        let failure = Module::read(&bytes)
            .and_then(|it| mark(&it, &bytes).map(|_| it))
            .and_then(|it| divide(it, &[1], ""));
        let message = failure.err().map(|it| it.to_string()).unwrap_or_default();
        assert!(message.contains(expected), "{text}: {message:?}");
    }
}

/// Calls in short: a name, and a number to be given.
fn calls(calls: &[Called]) -> Vec<Call> {
    let call = |(name, argument): &Called| Call {
        name: (*name).to_owned(),
        arguments: vec![Val::I32(*argument)],
        fuel: 0,
    };
    calls.iter().map(call).collect()
}
