//! English: every area in one value.

mod home;
mod lesson;
mod shell;
mod simulated;
mod time;

use super::Words;

pub const WORDS: Words = Words {
    home: home::HOME,
    lesson: lesson::LESSON,
    shell: shell::SHELL,
    simulated: simulated::SIMULATED,
    time: time::TIME,
};
