//! Lines typed at certain seconds in, a small picture of the pods out.

use engine::{
    kube::{ContainerState, ContainerStatus, Pod, Terminated},
    time::Time,
    timeline::Timeline,
    world::World,
};

/// Plays `SECONDS LINE`s; the lines behind `write FILE |` that begin with `|` are the file.
pub fn play(script: &str, until: u64) -> Timeline {
    let mut timeline = Timeline::new(1);
    let mut lines = script
        .lines()
        .map(str::trim)
        .filter(|it| !it.is_empty())
        .peekable();
    while let Some(line) = lines.next() {
        let (at, line) = line.split_once(' ').expect("a line begins with its second");
        timeline.seek(Time(at.parse::<u64>().expect("whole seconds") * 1000));
        let reply = match line.strip_suffix(" |") {
            None => timeline.send(line),
            Some(write) => {
                let mut text = String::new();
                while let Some(more) = lines.next_if(|it| it.starts_with('|')) {
                    text.push_str(more.strip_prefix("| ").unwrap_or_default());
                    text.push('\n');
                }
                let text = serde_json::to_string(&text).expect("a text is JSON");
                timeline.send(&format!("{write} {text}"))
            }
        };
        assert_eq!(reply.err, "", "{line}");
    }
    timeline.seek(Time(until));
    timeline
}

/// One line a pod: name, phase, and of each container its state, `+` if ready, and how often it was started again.
pub fn picture(world: &World) -> String {
    let line = |pod: &Pod| {
        let leaving = if pod.meta.is_terminating() { " leaving" } else { "" };
        let statuses = pod.status.init_containers.iter().chain(&pod.status.containers);
        let containers: String = statuses.map(container).collect();
        format!(
            "{} {}{leaving}:{containers}\n",
            pod.meta.name,
            pod.status.phase.name()
        )
    };
    world.pods().map(line).collect()
}

fn container(it: &ContainerStatus) -> String {
    let ended = |end: &Terminated| format!("{}({})", end.reason, end.exit_code);
    let state = match &it.state {
        ContainerState::Waiting { reason, .. } => reason.to_string(),
        ContainerState::Running { .. } => "running".to_owned(),
        ContainerState::Terminated(end) => ended(end),
    };
    let ready = if it.ready { "+" } else { "" };
    let restarts = if it.restart_count > 0 {
        format!(" x{}", it.restart_count)
    } else {
        String::new()
    };
    let last = it
        .last_state
        .as_ref()
        .map_or_else(String::new, |end| format!(" after {}", ended(end)));
    format!(" {} {state}{ready}{restarts}{last};", it.name)
}

/// What the kubelet told of a pod by a moment, sorted by first time: `SECOND xCOUNT REASON MESSAGE`.
pub fn told(world: &World, pod: &str) -> String {
    let mut lines: Vec<(Time, String)> = world
        .events()
        .filter(|it| {
            &*it.component == "kubelet" && it.about.as_ref().is_some_and(|about| &*about.name == pod)
        })
        .map(|it| {
            let secs = it.first.0 / 1000;
            (
                it.first,
                format!("{secs} x{} {} {}\n", it.count, it.reason, it.message),
            )
        })
        .collect();
    lines.sort();
    lines.into_iter().map(|(_, line)| line).collect()
}

fn unindented(text: &str) -> String {
    text.lines()
        .map(str::trim)
        .filter(|it| !it.is_empty())
        .map(|it| format!("{it}\n"))
        .collect()
}

/// Plays the script and compares the pods at each moment [ms].
#[track_caller]
pub fn check(script: &str, pictures: &[(u64, &str)]) {
    let mut timeline = play(script, 0);
    for (at, expected) in pictures {
        timeline.seek(Time(*at));
        let shown = picture(timeline.present().world());
        assert_eq!(shown.trim_end(), *expected, "at {at} ms");
    }
}

#[track_caller]
pub fn check_told(script: &str, at: u64, pod: &str, expected: &str) {
    let timeline = play(script, at);
    assert_eq!(told(timeline.present().world(), pod), unindented(expected));
}

/// A node and a pod `a` whose manifest goes on with these lines.
pub fn pod(rest: &str) -> String {
    let rest: String = rest
        .lines()
        .filter(|it| !it.trim().is_empty())
        .map(|it| format!("| {it}\n"))
        .collect();
    format!(
        "0 node add n1\n0 write a.yaml |\n| apiVersion: v1\n| kind: Pod\n| metadata:\n|   name: a\n{rest}0 kubectl apply -f a.yaml\n"
    )
}
