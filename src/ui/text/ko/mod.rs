//! 한국어: 모든 영역을 한데 모은 값.

mod shell;
mod time;

use super::Words;

pub const WORDS: Words = Words {
    shell: shell::SHELL,
    time: time::TIME,
};
