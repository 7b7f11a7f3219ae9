//! `write NAME "TEXT"`: saves a file in the working folder; the text is a JSON string, so that a line stays a line.

use crate::{
    infra::File,
    world::{Change, Text},
};

use super::{
    Reply,
    refusal::Refusal,
    verb::{Call, Complete, Tool, Verb},
};

/// The longest name of a file [bytes]; chosen by us.
const NAME_MAX: usize = 100;

/// The tool.
pub const TOOL: &Tool = &Tool {
    name: "write",
    verbs: &[&WRITE],
    flags: &[],
    check: |_| Ok(()),
    words: Vec::new,
    help: || WRITE.manual(),
    not_here: |_| None,
};

static WRITE: Verb = Verb {
    tool: "write",
    name: "",
    aliases: &[],
    usage: "NAME \"TEXT\"",
    help: "Save a file in the working folder.",
    examples: &[r#"write ns.yaml "apiVersion: v1\nkind: Namespace\nmetadata: {name: team-a}\n""#],
    flags: &[],
    complete: Complete::Files,
    run,
};

fn run(call: &Call) -> Result<Reply, Refusal> {
    let usage = || Refusal::Plain(format!("usage: write {}", WRITE.usage));
    let rest = call.line.trim_start().strip_prefix("write").ok_or_else(usage)?;
    let (name, quoted) = rest.trim_start().split_once(' ').ok_or_else(usage)?;
    if name.len() > NAME_MAX || name.starts_with(['-', '"', '\'']) {
        return Err(Refusal::Plain(format!(
            "write: the name of a file has at most {NAME_MAX} bytes and does not begin with a dash or a quote"
        )));
    }
    let text: String = serde_json::from_str(quoted)
        .map_err(|_| Refusal::Plain("write: the text must be a JSON string".to_owned()))?;
    let file = File {
        name: name.into(),
        text: Text::from(text),
    };
    let mut reply = Reply::default();
    reply.change(call.line, Change::Put(file.into()));
    Ok(reply)
}
