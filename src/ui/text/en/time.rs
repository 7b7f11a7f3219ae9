//! English: time.

use crate::ui::text::time::Time;

pub const TIME: Time = Time {
    play: "Play",
    pause: "Pause",
    step: "Next change",
    step_back: "Previous change",
    to_start: "To the start",
    to_end: "To the latest moment",
    speed: "Speed",
    behind: "as fast as this device can",
    undo: "Undo the last command",
    redo: "Redo",
    scrubber: "Moment of the run",
    moment: |now, furthest| format!("{now} of {furthest}"),
};
