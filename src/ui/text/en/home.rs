//! English: the start page and the page about the project.

use crate::ui::text::home::Home;

pub const HOME: Home = Home {
    lead: "See what a cluster does, and why.",
    what: "Beanpod runs a simulated Kubernetes cluster in your browser. Roll out a version under traffic, stop time, go back, change something, and see a different future.",
    start: "Start the first lesson",
    figure: "A small cluster, alive",
    play: "Open the sandbox",
    course: "The course",
    review: "Questions that come back today",
    steps_done: |count| {
        if count == 1 {
            "1 step done".to_owned()
        } else {
            format!("{count} steps done")
        }
    },
    how: "How it works",
    points: &[
        (
            "Nothing is faked",
            "A pod becomes ready because its probe succeeded. Every dot is one request, and every failed one can be opened and asked why.",
        ),
        (
            "Time is yours",
            "Pause, step, slow down, drag back to any moment. Act in the past and the run forks. The address holds the whole run.",
        ),
        (
            "Real words",
            "You type kubectl and real YAML. What you learn here works on a real cluster.",
        ),
    ],
    about: "About Beanpod",
    about_words: &[
        "Beanpod is free software, under the MIT or the Apache 2.0 licence.",
        "It runs entirely on your device. It asks no server for anything, sends nothing, and keeps your progress only in this browser. After one visit it also opens without a network.",
        "A run is its seed and what was typed, so the same address shows the same run to everyone, down to the last request.",
        "Kubernetes is a trademark of The Linux Foundation. Beanpod is not affiliated with it.",
    ],
};
