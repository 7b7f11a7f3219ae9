//! English: the desk.

use crate::ui::text::desk::{Desk, size};

pub const DESK: Desk = Desk {
    tabs: "Terminal and files",
    files: "Files",
    still: "Time stands still: answers are about this moment.",
    clear: "Clear",
    log: "What has been typed and printed",
    empty: "Type a command, e.g. kubectl get pods. Tab completes it, ↑ brings back earlier ones.",
    command: "Command",
    run: "Run",
    copy: "Copy the output",
    copied: "The output is on the clipboard.",
    not_copied: "This browser does not allow it: select the output and copy it by hand.",
    more_lines: |count| format!("… {count} more lines. Copying takes all of them."),
    stop: "Stop (Ctrl C)",
    waiting: |count| {
        if count == 1 {
            "1 more line waits until this command has ended. Ctrl C goes on.".to_owned()
        } else {
            format!("{count} more lines wait until this command has ended. Ctrl C goes on.")
        }
    },
    suggestions: "Ways to go on",
    suggestion_count: |count| {
        format!("{count} ways to go on. Tab goes through them, Enter takes one, Esc leaves.")
    },
    more_suggestions: |count| format!("and {count} more"),
    paste_too_large: |bytes, lines| {
        format!(
            "That was {} in {lines} lines. A run holds 64 kB of text and a paste 200 lines, so nothing was typed.",
            size(bytes)
        )
    },
    file: "File",
    new_file: "New file",
    new_name: "Name of the new file",
    create: "Create",
    bad_name: "Use letters, digits, dots and dashes, e.g. web.yaml.",
    no_files: "The working folder is empty. Make a new file to begin.",
    manifest: "Manifest",
    apply: "Apply",
    accepted: "Nothing that kubectl apply would refuse.",
    refused: |count| {
        if count == 1 {
            "kubectl apply would refuse this, for one reason.".to_owned()
        } else {
            format!("kubectl apply would refuse this, for {count} reasons.")
        }
    },
    place: |line, column| format!("{line}:{column}"),
    editor_keys: "Tab indents. Esc, then Tab, leaves the editor. Ctrl S saves, Ctrl Enter saves and applies.",
};
