//! English: every area in one value.

mod shell;
mod time;

use super::Words;

pub const WORDS: Words = Words {
    shell: shell::SHELL,
    time: time::TIME,
};
