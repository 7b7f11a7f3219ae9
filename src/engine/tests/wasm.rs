//! What must come out the same as wasm and natively: `scripts/wasm-test` runs this on both and compares the `same:` lines.

#![allow(clippy::print_stdout, reason = "the lines are compared by scripts/wasm-test")]

use engine::text::quantity::Quantity;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{console_log, wasm_bindgen_test as test};

/// Says a line that must be equal on both platforms.
fn same(line: &str) {
    #[cfg(target_arch = "wasm32")]
    console_log!("same: {line}");
    #[cfg(not(target_arch = "wasm32"))]
    println!("same: {line}");
}

/// FNV-1a, 64 bits: enough to notice any difference in a long text.
fn digest(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Quantities are 128-bit integers, which wasm computes in halves.
#[test]
fn quantities_are_written_alike() {
    let suffixes = ["", "n", "u", "m", "k", "M", "Gi", "Ti", "e3", "e-7"];
    let mut written = String::new();
    let mut digits = 1_u64;
    for round in 0..2_000 {
        digits = digits
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let text = format!(
            "{}.{}{}",
            digits >> 32,
            digits & 0xffff,
            suffixes[round % suffixes.len()]
        );
        let quantity: Quantity = text.parse().expect("digits with a known suffix are a quantity");
        written.push_str(&text);
        written.push_str(&quantity.to_string());
    }
    same(&format!("2000 quantities {:016x}", digest(&written)));
}
