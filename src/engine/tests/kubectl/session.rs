//! One recorded session: what was typed and when, and the texts that were kept; played through the public timeline.

use engine::controller::View;
use engine::shell::Reply;
use engine::time::{Span, Time};
use engine::timeline::Timeline;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::names;

/// What must be there before the first command: the nodes of the recording, and their stand-in for a kubelet, which
/// reports a pod as running 1 s after it was bound, as ready 3 s later, and as gone 1 s after its deletion.
const GROUND: &[&str] = &[
    "node add n1 --cpu=4 --memory=16Gi --zone=z1",
    "node add n2 --cpu=4 --memory=16Gi --zone=z2",
    "node add n3 --cpu=4 --memory=16Gi --zone=z3",
    "kubectl annotate nodes n1 n2 n3 sim/any-image=1 sim/start-delay=1 sim/ready-delay=3 sim/stop-delay=1",
];

/// When the first command is typed, so that the nodes have become ready before it.
const START: Span = Span::secs(3);

/// How long a kubectl runs before it prints what it asked for. Recorded: 0.1 to 0.3 s.
const RUNS: Span = Span(50);

/// How long a watch of the recordings runs before it is stopped.
const WATCHES: Span = Span::secs(26);

/// What was done to the cluster beside what was typed, by file and second. Session 1: texts 077 and 113 show a change that stops a
/// rollout once the one before it was done, and a short deadline. Session 2: node n3 is silent for a while, as the README tells.
const UNTYPED: &[(&str, u64, &str)] = &[
    (
        "session-1.tsv",
        93,
        r#"kubectl patch deployment web -p '{"spec":{"progressDeadlineSeconds":5,"template":{"metadata":{"annotations":{"sim/never-ready":"1"}},"spec":{"containers":[{"name":"web","image":"nginx:bad"}]}}}}'"#,
    ),
    ("session-2.tsv", 36, "fault silence node n3"),
    ("session-2.tsv", 94, "fault heal node n3"),
];

/// A session as it was recorded.
pub struct Session {
    file: String,
    commands: Vec<Command>,
    manifests: BTreeMap<String, String>,
}

struct Command {
    line: String,
    asked_at: Time,
    ended_at: Time,
    text: Option<Text>,
}

#[derive(Clone)]
struct Text {
    file: String,
    whole: String,
}

/// A text of the recording beside ours.
pub struct Played {
    /// The text's file.
    pub file: String,
    /// The command as recorded.
    pub command: String,
    /// The command as we typed it.
    pub asked: String,
    /// What the recording has.
    pub recorded: String,
    /// What we printed, in the same form.
    pub ours: String,
}

impl Session {
    /// The sessions of a folder, by name.
    pub fn read_all(folder: &Path) -> Result<Vec<Self>, String> {
        let mut sessions = Vec::new();
        let texts = texts(folder)?;
        let manifests = manifests(&folder.join("manifests"))?;
        for (name, path) in files(folder, "tsv")? {
            let table =
                fs::read_to_string(path).map_err(|problem| format!("cannot read {name}: {problem}"))?;
            sessions.push(Self {
                commands: commands(&name, &table, &texts)?,
                manifests: manifests.clone(),
                file: name,
            });
        }
        Ok(sessions)
    }

    /// Plays all commands and gives the texts that were kept beside ours.
    pub fn play(&self) -> Vec<Played> {
        let mut timeline = Timeline::new(1);
        for line in GROUND {
            timeline.send(line);
        }
        for (name, text) in &self.manifests {
            let quoted = serde_json::Value::from(text.as_str());
            timeline.send(&format!("write {name} {quoted}"));
        }
        let mut replies: Vec<(&Command, String, Reply)> = Vec::new();
        let mut order: Vec<&Command> = self.commands.iter().collect();
        order.sort_by_key(|command| command.asked_at);
        let mut untyped = UNTYPED.iter().filter(|(file, ..)| *file == self.file).peekable();
        for command in order {
            while let Some((_, second, line)) =
                untyped.next_if(|(_, second, _)| at(*second * 1000) <= command.asked_at)
            {
                timeline.seek(at(*second * 1000));
                timeline.send(line);
            }
            timeline.seek(command.asked_at.max(timeline.now()));
            let recorded = command.text.as_ref().map_or("", |text| &text.whole);
            let line = names::ours(&command.line, recorded, timeline.present().world());
            let reply = timeline.send(&line);
            replies.push((command, line, reply));
        }
        let end = replies.iter().map(|(command, ..)| command.ended_at).max();
        timeline.seek(end.unwrap_or_default());
        let told = replies
            .into_iter()
            .filter_map(|(command, line, reply)| Some((command, command.text.clone()?, line, reply)));
        told.map(|(command, text, asked, reply)| Played {
            file: text.file,
            command: command.line.clone(),
            asked,
            recorded: text.whole,
            ours: written(command, &reply, &timeline),
        })
        .collect()
    }
}

/// A moment of the session.
fn at(millis: u64) -> Time {
    Time::ZERO + START + Span(millis)
}

/// What a reply and what it follows come to, in the form of the recordings.
fn written(command: &Command, reply: &Reply, timeline: &Timeline) -> String {
    let (mut out, mut err, mut code) = (reply.out.clone(), reply.err.clone(), reply.code);
    if let Some(follow) = &reply.follow {
        let view = View {
            now: command.ended_at,
            ..timeline.present().view()
        };
        let followed = follow.text(timeline.log(), &view);
        out.push_str(&followed.out);
        err.push_str(&followed.err);
        // A watch that is stopped from outside ends with 1.
        code = followed.code.unwrap_or(1);
    }
    let mut text = format!("$ {}\n{out}", command.line);
    if !err.is_empty() {
        text.push_str(&format!("--- stderr\n{err}"));
    }
    text.push_str(&format!("--- exit {code}\n"));
    text
}

fn commands(file: &str, table: &str, texts: &BTreeMap<String, Text>) -> Result<Vec<Command>, String> {
    let mut commands = Vec::new();
    let mut before = at(0);
    for row in table.lines().skip(1) {
        let told = || format!("cannot read the row {row:?}");
        let mut cells = row.splitn(3, '\t');
        let [number, ended, line] = [cells.next(), cells.next(), cells.next()].map(Option::unwrap_or_default);
        let ended_at = at(millis(ended).ok_or_else(told)?);
        let untyped = UNTYPED
            .iter()
            .filter(|(its_file, ..)| *its_file == file)
            .map(|(_, second, _)| at(second * 1000))
            .filter(|done_at| *done_at < ended_at);
        before = untyped.fold(before, Time::max);
        commands.push(Command {
            line: line.to_owned(),
            asked_at: asked_at(line, before, ended_at),
            ended_at,
            text: texts.get(number).cloned(),
        });
        before = ended_at;
    }
    Ok(commands)
}

/// When a command was typed, given when the one before it and it itself ended. Most end at once; some wait, and began
/// when the one before was done; a watch runs in the background.
fn asked_at(line: &str, before: Time, ended_at: Time) -> Time {
    let words: Vec<&str> = line.split_whitespace().collect();
    let waits = matches!(words.get(1), Some(&("delete" | "wait" | "drain")))
        || words.get(1..3) == Some(&["rollout", "status"]);
    let quick = Time(ended_at.0.saturating_sub(RUNS.0));
    if words.contains(&"-w") {
        Time(ended_at.0.saturating_sub(WATCHES.0))
    } else if waits {
        quick.min(before + RUNS)
    } else {
        quick.max(before)
    }
}

fn millis(seconds: &str) -> Option<u64> {
    let (whole, part) = seconds.split_once('.')?;
    Some(whole.parse::<u64>().ok()? * 1000 + format!("{part:0<3}").get(..3)?.parse::<u64>().ok()?)
}

/// The texts of a folder by their number.
fn texts(folder: &Path) -> Result<BTreeMap<String, Text>, String> {
    let mut texts = BTreeMap::new();
    for (name, path) in files(folder, "txt")? {
        let whole = fs::read_to_string(path).map_err(|problem| format!("cannot read {name}: {problem}"))?;
        let number = name.split('-').next().unwrap_or_default().to_owned();
        texts.insert(number, Text { file: name, whole });
    }
    Ok(texts)
}

fn manifests(folder: &Path) -> Result<BTreeMap<String, String>, String> {
    let read = |(name, path)| {
        let text = fs::read_to_string(path).map_err(|problem| format!("cannot read {name}: {problem}"))?;
        Ok((name, text))
    };
    files(folder, "yaml")?.into_iter().map(read).collect()
}

/// The files of a folder with this ending, by name.
fn files(folder: &Path, ending: &str) -> Result<BTreeMap<String, std::path::PathBuf>, String> {
    let told = |problem| format!("cannot read {}: {problem}", folder.display());
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(told)? {
        let path = entry.map_err(told)?.path();
        if path.extension().is_some_and(|it| it == ending)
            && let Some(name) = path.file_name()
        {
            files.insert(name.to_string_lossy().into_owned(), path);
        }
    }
    Ok(files)
}
