//! English: the frame around every page.

use engine::{permalink::Damage, transcript::Refusal};

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
    presenter: "Presenter view",
    unknown_title: "There is no such page",
    unknown: "The address may be mistyped. The start page shows everything there is.",
    bad_link: |damage| {
        let cause = match damage {
            Damage::UnknownForm | Damage::Refused(Refusal::OtherVersion { .. }) => {
                "it was made by another version of Beanpod"
            }
            Damage::Broken => "it is damaged: letters are missing or changed",
            Damage::Refused(Refusal::TooLong | Refusal::TooManyCommands) => {
                "it holds more than a run may hold"
            }
            Damage::Refused(Refusal::NotATranscript | Refusal::BadLine { .. }) => {
                "what it holds is not a run"
            }
        };
        format!("This link cannot be opened: {cause}. Here is the start instead.")
    },
    close: "Close",
    story: "Story",
    stage: "Stage",
    inspector: "Inspector",
    time: "Time",
    terminal: "Terminal",
};
