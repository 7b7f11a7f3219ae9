//! Holds divided modules against whole ones: whatever is called, in whatever order, and whenever the later part comes, both do the same.

mod data;
mod machine;
mod random;
mod written;

use crate::{divide::divide, mark::mark, module::Module, points::points};
use machine::{Arrival, Call, Machine, Player};
use random::Luck;

/// How many modules are made up.
const MODULES: u64 = 80;

/// How many calls each of them answers.
const CALLS: usize = 8;

#[test]
fn a_divided_module_does_as_the_whole_one() {
    let mut pieces = 0;
    for seed in 0..MODULES {
        let (bytes, calls) = random::module(seed, CALLS);
        pieces += check(&format!("seed {seed}"), &bytes, &calls, &mut Luck::new(seed));
    }
    assert!(
        MODULES < pieces as u64,
        "only {pieces} pieces were cut out of functions"
    );
}

/// Divides a module in several ways and compares; says how many pieces were cut out of functions.
fn check(name: &str, bytes: &[u8], calls: &[Call], luck: &mut Luck) -> usize {
    let module = Module::read(bytes).expect("the module is handled");
    let functions = module.functions.len() - module.imported;
    let player = Player::new(bytes);
    let expected = play(player.whole(), calls).0;
    let marked = mark(&module, bytes).expect("the module can be marked");
    let (seen, machine) = play(player.marked(&marked.bytes), calls);
    compare(&format!("{name}, marked"), calls, &expected, &seen);
    // The first calls alone, so that the others find some of it missing; then all of them, so that nothing is.
    let few = play(player.marked(&marked.bytes), &calls[..calls.len().min(2)]).1;
    let notes = |machine: &Machine| machine.memory()[marked.base as usize..][..marked.points].to_vec();
    let beginnings: Vec<u8> = module
        .bodies
        .iter()
        .flat_map(|it| beginning(points(&it.code).len()))
        .collect();
    let at_random = beginnings
        .iter()
        .map(|it| it | u8::from(luck.one_in(2)))
        .collect();
    let cases = [
        ("what ran", notes(&machine)),
        ("what a few calls ran", notes(&few)),
        ("chance", at_random),
        // Whatever can be cut out is.
        ("beginnings", beginnings),
        ("nothing", vec![0; marked.points]),
    ];
    let mut pieces = 0;
    for (what, ran) in cases {
        let parts = divide(Module::read(bytes).expect("read before"), &ran, "").expect("it can be divided");
        pieces += parts.stay + parts.later_count - functions;
        let (first, later) = (player.part(&parts.first), player.part(&parts.later));
        for arrival in [
            Arrival::WhenAsked,
            Arrival::Before(0),
            Arrival::Before(calls.len() / 2),
        ] {
            let (seen, machine) = play(player.divided(&first, &later, arrival), calls);
            let name = format!("{name}, divided by {what}, {arrival:?}");
            compare(&name, calls, &expected, &seen);
            let is_missed = what != "what ran" && arrival != Arrival::Before(0);
            assert!(
                is_missed || machine.asked() == 0,
                "{name}: what ran is not all in the first part"
            );
        }
    }
    pieces
}

/// The notes of a function that was called and got nowhere.
fn beginning(points: usize) -> impl Iterator<Item = u8> {
    (0..points).map(|it| u8::from(it == 0))
}

fn play(mut machine: Machine, calls: &[Call]) -> (Vec<String>, Machine) {
    (calls.iter().map(|it| machine.call(it)).collect(), machine)
}

fn compare(name: &str, calls: &[Call], expected: &[String], seen: &[String]) {
    for (call, (expected, seen)) in calls.iter().zip(expected.iter().zip(seen)) {
        assert_eq!(expected, seen, "{name}: {call:?}");
    }
}
