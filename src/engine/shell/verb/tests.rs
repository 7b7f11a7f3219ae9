//! Flags, arguments and help of a verb made up for the purpose.

use super::*;
use crate::{shell::words, sim::Sim};

const COUNT: &Flag = &Flag {
    name: "count",
    short: Some('c'),
    takes: Takes::Number(1),
    help: "How many.",
};
const PLACE: &Flag = &Flag {
    name: "place",
    short: Some('p'),
    takes: Takes::Text("here"),
    help: "Where.",
};

#[allow(clippy::unnecessary_wraps, reason = "every verb has this shape")]
fn show(call: &Call) -> Result<Reply, Refusal> {
    Ok(Reply::print(format!(
        "{} {:?} x{} {}\n",
        call.verb.name,
        call.args,
        call.flags.number("count"),
        call.flags.text("place")
    )))
}

const PLAIN: Verb = Verb {
    tool: "bean",
    name: "grow",
    aliases: &[],
    usage: "[--count=N]",
    help: "Grow beans.",
    examples: &["bean grow --count=2"],
    flags: &[COUNT],
    complete: Complete::Nothing,
    run: show,
};
static GROW: Verb = PLAIN;
static GROW_HIGH: Verb = Verb {
    name: "grow high",
    aliases: &["up"],
    ..PLAIN
};
static PICK_ONE: Verb = Verb {
    name: "pick one",
    help: "Pick a bean.",
    ..PLAIN
};
static TOOL: Tool = Tool {
    name: "bean",
    verbs: &[&GROW, &GROW_HIGH, &PICK_ONE],
    flags: &[PLACE],
    check: |_| Ok(()),
    words: || vec!["grow", "pick", "cook"],
    help: || "all about beans\n".to_owned(),
    not_here: |names| (names[0] == "cook").then(|| Refusal::NotSimulated("cooking".to_owned())),
};

#[track_caller]
fn check(line: &str, answer: &str) {
    let sim = Sim::new(1);
    let words = words::split(line).unwrap().remove(0);
    let reply = TOOL.run(line, &words[1..], &sim.view());
    assert_eq!(format!("{}{}", reply.out, reply.err), answer, "{line}");
}

#[test]
fn the_longest_verb_is_taken_wherever_the_flags_stand() {
    check("bean grow a -c 2 b", "grow [\"a\", \"b\"] x2 here\n");
    check("bean -p there grow high x", "grow high [\"x\"] x1 there\n");
    check("bean grow -p there up x", "grow high [\"x\"] x1 there\n");
    check("bean pick one -- -x", "pick one [\"-x\"] x1 here\n");
}

#[test]
fn help_is_read_from_the_table() {
    check("bean", "all about beans\n");
    check("bean --help", "all about beans\n");
    let manual = "Grow beans.\n\nExamples:\n  bean grow --count=2\n\nOptions:\n    -c, --count=1:\n\tHow many.\n\n\
                  Usage:\n  bean grow [--count=N]\n";
    check("bean grow --help", manual);
    check("bean help grow", manual);
    check(
        "bean pick",
        "Usage:\n  bean pick SUBCOMMAND\n\nAvailable Commands:\n  one           Pick a bean.\n",
    );
}

#[test]
fn an_unknown_word_is_told_with_what_is_near() {
    check(
        "bean gorw",
        "error: unknown command \"gorw\" for \"bean\"\n\nDid you mean this?\n\tgrow\n",
    );
    check("bean xxxxxx", "error: unknown command \"xxxxxx\" for \"bean\"\n");
    check("bean cook", "error: Beanpod does not simulate cooking (yet)\n");
    check(
        "bean pick two",
        "error: unknown command \"two\"\nSee 'bean pick -h' for help and examples\n",
    );
    check(
        "bean grow --size=1",
        "error: unknown flag: --size\nSee 'bean grow --help' for usage.\n",
    );
}
