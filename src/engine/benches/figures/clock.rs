//! Time and memory of the machine, which the engine itself never asks for.

#[cfg(not(target_arch = "wasm32"))]
pub use std::println as print_line;
#[cfg(target_arch = "wasm32")]
pub use wasm_bindgen_test::console_log as print_line;

/// How long something takes [s].
pub fn seconds(work: impl FnOnce()) -> f64 {
    let began = now();
    work();
    now() - began
}

/// The shortest time in which it was done [s]; what `prepare` does is not counted.
pub fn best<T, R>(rounds: u32, prepare: impl Fn() -> T, work: impl Fn(T) -> R) -> f64 {
    (0..rounds)
        .map(|_| {
            let input = prepare();
            let mut result = None;
            let took = seconds(|| result = Some(work(input)));
            drop(result);
            took
        })
        .fold(f64::INFINITY, f64::min)
}

#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::disallowed_types, reason = "a benchmark measures the machine")]
fn now() -> f64 {
    use std::{sync::OnceLock, time::Instant};
    static BEGAN: OnceLock<Instant> = OnceLock::new();
    BEGAN.get_or_init(Instant::now).elapsed().as_secs_f64()
}

#[cfg(target_arch = "wasm32")]
fn now() -> f64 {
    js_sys::Date::now() / 1e3
}

/// Memory in use [bytes]: resident natively (0 where the system does not say), all there is as wasm.
#[cfg(not(target_arch = "wasm32"))]
pub fn bytes_used() -> u64 {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let resident = pages.split(' ').nth(1).and_then(|it| it.parse::<u64>().ok());
    resident.unwrap_or_default() * 4096
}

/// Memory in use [bytes]: resident natively (0 where the system does not say), all there is as wasm.
#[cfg(target_arch = "wasm32")]
pub fn bytes_used() -> u64 {
    core::arch::wasm32::memory_size(0) as u64 * 65_536
}
