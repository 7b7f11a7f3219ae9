//! The lines of one copy of an app, from its process and the requests in the ledger.

use crate::sort::Sort;
use crate::{
    controller::View,
    infra::{
        ExitCause, Network, Process,
        network::{Cause, Outcome},
    },
    kube::{ContainerState, ContainerStatus, Pod},
    time::{Span, Time},
    world::{Key, Kind},
};

/// One line and when it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// When.
    pub at: Time,
    /// What.
    pub text: String,
}

/// What is known of a container.
pub fn status<'a>(pod: &'a Pod, container: &str) -> Option<&'a ContainerStatus> {
    let status = &pod.status;
    status
        .containers
        .iter()
        .chain(&status.init_containers)
        .find(|it| &*it.name == container)
}

/// When a copy of an app ran.
struct Run {
    from: Time,
    until: Option<Time>,
}

/// What the copy of the app that runs, or the one before it, has written by now.
pub fn lines(pod: &Pod, container: &str, previous: bool, view: &View) -> Vec<Line> {
    let Some(status) = status(pod, container) else {
        return Vec::new();
    };
    let last = status.last_state.as_ref().map(|it| Run {
        from: it.started_at,
        // Written in whole seconds.
        until: Some(it.finished_at + Span::secs(1)),
    });
    let run = match &status.state {
        _ if previous => last,
        ContainerState::Running { started_at } => Some(Run {
            from: *started_at,
            until: None,
        }),
        ContainerState::Terminated(it) => Some(Run {
            from: it.started_at,
            until: Some(it.finished_at + Span::secs(1)),
        }),
        // While it waits to be restarted, the copy before it is shown.
        ContainerState::Waiting { .. } => last,
    };
    let Some(run) = run else { return Vec::new() };
    let key = Key::new(
        Kind::Process,
        &pod.meta.namespace,
        &format!("{}/{container}", pod.meta.name).into(),
    );
    let process = view
        .world
        .process(&key)
        .filter(|it| it.started_at.whole_second() == run.from.whole_second());
    let mut lines = process.map_or_else(
        || {
            vec![Line {
                at: run.from,
                text: format!("starting {}", status.image),
            }]
        },
        |process| of_process(process, view.now),
    );
    if let Some(network) = view.world.network(&Network::key()) {
        lines.extend(of_requests(network, &key, &run, view.now));
    }
    lines.order_by_key(|line| line.at);
    lines
}

fn of_process(process: &Process, now: Time) -> Vec<Line> {
    let line = |at: Time, text: String| Line { at, text };
    let mut lines = vec![line(
        process.started_at,
        format!("starting {}", process.app.image),
    )];
    let listens = process.started_at + process.app.start_up;
    let ended = process.exited.as_ref().map(|exit| exit.at);
    let stopped = process.stop_asked.or(ended);
    if listens <= now && stopped.is_none_or(|stopped| listens <= stopped) {
        lines.push(line(listens, "listening".into()));
    }
    if let Some(at) = process.stop_asked {
        let what = if process.app.drain.is_some() {
            "finishing what is under way"
        } else {
            "ending at once"
        };
        lines.push(line(at, format!("received SIGTERM, {what}")));
    }
    if let Some(exit) = &process.exited
        && exit.cause != ExitCause::OutOfMemory
    {
        lines.push(line(exit.at, format!("exiting with code {}", exit.code)));
    }
    lines
}

/// The app writes when it has answered; what it never got or never finished it does not know of.
fn of_requests(network: &Network, process: &Key, run: &Run, now: Time) -> Vec<Line> {
    let mut lines = Vec::new();
    let all = network.finished(now).chain(network.in_flight(now));
    for request in all.filter(|it| it.is_at(process)) {
        let Some(visit) = &request.visit else { continue };
        if visit.reached < run.from || run.until.is_some_and(|until| until <= visit.reached) {
            continue;
        }
        let answer = match (request.outcome, visit.work) {
            (Outcome::Failed(Cause::QueueFull), _) => Some((visit.reached, "503, too many wait".to_owned())),
            (Outcome::Failed(Cause::KilledInFlight), _) | (_, None) => None,
            (outcome, Some(work)) => {
                let code = if outcome == Outcome::Failed(Cause::Error) {
                    500
                } else {
                    200
                };
                Some((
                    work.ends,
                    format!("{code} in {} ms", work.ends.since(visit.reached).0),
                ))
            }
        };
        if let Some((at, answer)) = answer.filter(|(at, _)| *at <= now) {
            let text = format!("request {}: {answer}", request.id);
            lines.push(Line { at, text });
        }
    }
    lines
}
