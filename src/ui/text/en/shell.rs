//! English: the frame around every page.

use crate::ui::text::shell::Shell;

pub const SHELL: Shell = Shell {
    skip: "Skip to the content",
    pages: "Pages",
    learn: "Learn",
    sandbox: "Sandbox",
    simulated: "What is simulated",
    about: "About",
    share: "Share",
    shared: "The address of this moment is on the clipboard.",
    share_by_hand: "Copy the address from the address bar: it leads to this moment.",
    theme: "Light or dark",
    unknown_title: "There is no such page",
    unknown: "The address may be mistyped. The start page shows everything there is.",
    bad_link: "This link cannot be opened, so here is the start.",
    close: "Close",
    story: "Story",
    stage: "Stage",
    inspector: "Inspector",
    time: "Time",
    terminal: "Terminal",
};
