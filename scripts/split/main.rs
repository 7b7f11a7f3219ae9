//! Divides the site's wasm in two: what a first page runs, and what comes later. The build calls it, the visitor never sees it.
//!
//! - `split mark IN OUT`: writes a module that notes what runs; prints where in its memory, and how many notes there are.
//! - `split divide IN RAN MAP FIRST LATER`: RAN holds the notes, a byte each, 0 for what did not run; MAP is the linker's.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "modules count with 32 bits, and write numbers without a sign as if they had one"
)]

mod cut;
mod divide;
mod exits;
mod failure;
mod flow;
mod image;
mod locals;
mod mark;
mod module;
mod objects;
mod points;
#[cfg(test)]
mod proof;
mod reach;
mod silence;

use std::{env, fs, process::ExitCode};

use failure::Failure;
use module::Module;

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("split: {failure}");
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stdout, reason = "the answer of a program of the build")]
fn run(words: &[&str]) -> Result<(), Failure> {
    match words {
        ["mark", input, output] => {
            let bytes = fs::read(input)?;
            let marked = mark::mark(&Module::read(&bytes)?, &bytes)?;
            fs::write(output, marked.bytes)?;
            println!("{} {}", marked.base, marked.points);
        }
        ["divide", input, ran, map, first, later] => {
            let bytes = fs::read(input)?;
            let map = fs::read_to_string(map)?;
            let parts = divide::divide(Module::read(&bytes)?, &fs::read(ran)?, &map)?;
            fs::write(first, parts.first)?;
            fs::write(later, parts.later)?;
            println!(
                "split: {} functions stay, {} come later, and {} bytes of data",
                parts.stay, parts.later_count, parts.later_data
            );
        }
        _ => return Err(Failure::Usage),
    }
    Ok(())
}
