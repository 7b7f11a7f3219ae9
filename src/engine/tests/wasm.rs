//! What must be the same on every machine. `scripts/wasm-test` runs this natively and as wasm and compares the lines `same: …`.
#![expect(clippy::print_stdout, reason = "the lines are what is compared")]

mod random;

use random::{Draws, begun, step};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{console_log as print_line, wasm_bindgen_test as test};

#[cfg(not(target_arch = "wasm32"))]
use std::println as print_line;

#[test]
fn the_same_200_random_runs() {
    for seed in 1000..1200 {
        let mut draws = Draws::new(seed);
        let mut timeline = begun(seed);
        for _ in 0..12 {
            step(&mut timeline, &mut draws);
        }
        print_line!("same: run {seed} {:016x}", timeline.present().digest());
    }
}
