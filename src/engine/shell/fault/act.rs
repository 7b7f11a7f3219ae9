//! What each fault does to a process.

use crate::{
    infra::{Exit, ExitCause, Process, SIGKILL_CODE},
    text::quote::go_quote,
    world::Change,
};

use super::{Answer, Line, Refusal, Reply, target};

/// The slowest that a fault makes a process [percent of the usual]. Chosen by us.
const SLOWNESS_MAX: u32 = 100_000;

pub fn kill_pod(call: &Line) -> Answer {
    end(call, SIGKILL_CODE, ExitCause::Fault, "killed")
}

pub fn crash(call: &Line) -> Answer {
    let code = call.flags.number("code");
    match i32::try_from(code) {
        Ok(code @ 0..=255) => end(call, code, ExitCause::Fault, "crashed"),
        _ => Err(call.misused(format!("--code must lie between 0 and 255, not {code}"))),
    }
}

pub fn oom(call: &Line) -> Answer {
    end(call, SIGKILL_CODE, ExitCause::OutOfMemory, "ran out of memory")
}

pub fn slow(call: &Line) -> Answer {
    let percent = percent(call, "by", 1, SLOWNESS_MAX)?;
    change(call, &format!("takes {percent}% of the usual time"), |it| {
        it.slowness_percent = percent;
    })
}

pub fn errors(call: &Line) -> Answer {
    let percent = percent(call, "rate", 0, 100)?;
    change(call, &format!("answers {percent}% more with an error"), |it| {
        it.errors_percent = percent;
    })
}

pub fn hang(call: &Line) -> Answer {
    change(call, "hangs", |it| it.hangs = true)
}

pub fn heal(call: &Line) -> Answer {
    change(call, "healed", |it| {
        it.slowness_percent = 100;
        it.errors_percent = 0;
        it.hangs = false;
    })
}

fn end(call: &Line, code: i32, cause: ExitCause, what: &str) -> Answer {
    let at = call.view.now;
    change(call, &format!("{what}, exit code {code}"), |it| {
        it.exited = Some(Exit { at, code, cause });
    })
}

fn change(call: &Line, what: &str, change: impl Fn(&mut Process)) -> Answer {
    let mut reply = Reply::default();
    for process in target::processes(call)? {
        let mut next = process.clone();
        change(&mut next);
        let (pod, container) = process.name.split_once('/').unwrap_or((&process.name, ""));
        reply
            .out
            .push_str(&format!("pod/{pod} container {container}: {what}\n"));
        reply.change(call.line, Change::Put(next.into()));
    }
    Ok(reply)
}

fn percent(call: &Line, flag: &'static str, least: u32, most: u32) -> Result<u32, Refusal> {
    let text = call.flags.text(flag);
    let number = text.strip_suffix('%').unwrap_or(text);
    match number.parse::<u32>() {
        Ok(percent) if (least..=most).contains(&percent) => Ok(percent),
        _ => Err(call.misused(format!(
            "--{flag} must be a percentage between {least}% and {most}%, not {}",
            go_quote(text)
        ))),
    }
}
