//! English: the inspector.

use crate::ui::text::inspector::Inspector;
pub const INSPECTOR: Inspector = Inspector {
    kind: super::why::kind,
    summary: "Summary",
    why: "Why?",
    yaml: "YAML",
    events: "Events",
    scheduling: "Scheduling",
    tabs: "Views of what is selected",
    gone: "It does not exist at this moment.",
    commands: "Commands that change it",
    no_events: "No Events.",
    no_decision: "The scheduler has not decided on this pod yet.",
    node: "Node",
    score: "Score",
    score_note: "Least is LeastAllocated: the emptier the node, the higher. Balanced is BalancedAllocation: CPU and memory used alike is higher. The highest sum wins.",
    filtered: |plugin, reasons| format!("{plugin}: {reasons}"),
    chosen: "chosen",
    log: "What happens",
    log_note: "Newest first. Select a line to see why, or anything on the stage to see it closely.",
    back: "All that happens",
    request: |id| format!("Request {id}"),
    answered: "answered",
    under_way: "under way",
    parts: ["to the pod", "in the queue", "at work", "back"],
    request_lost: "The path of this request is not kept any more.",
    failures_note: |failed, offered| {
        format!("{failed} of {offered} requests failed. Select one to see its way.")
    },
    times: |count| format!("{count} times"),
};
