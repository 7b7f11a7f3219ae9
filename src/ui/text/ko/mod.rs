//! 한국어: 모든 영역을 한데 모은 값.

mod desk;
mod home;
mod inspector;
mod lesson;
mod sandbox;
mod shell;
mod simulated;
mod stage;
mod time;
mod why;

use super::Words;

pub const WORDS: Words = Words {
    desk: desk::DESK,
    home: home::HOME,
    lesson: lesson::LESSON,
    shell: shell::SHELL,
    simulated: simulated::SIMULATED,
    inspector: inspector::INSPECTOR,
    sandbox: sandbox::SANDBOX,
    stage: stage::STAGE,
    time: time::TIME,
    why: why::WHY,
};
