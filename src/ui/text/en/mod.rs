//! English: every area in one value.

mod home;
mod lesson;
mod shell;
mod time;

use super::Words;

pub const WORDS: Words = Words {
    home: home::HOME,
    lesson: lesson::LESSON,
    shell: shell::SHELL,
    time: time::TIME,
};
