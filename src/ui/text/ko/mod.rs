//! 한국어: 모든 영역을 한데 모은 값.

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
