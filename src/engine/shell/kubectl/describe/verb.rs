//! The verb `kubectl describe`.

use crate::shell::{
    Reply,
    flags::{Flag, Takes},
    kubectl::{
        options,
        select::{self, Asked, Found, Selection},
    },
    refusal::Refusal,
    verb::{Call, Complete, Verb},
};

/// The verb.
pub const DESCRIBE: &Verb = &Verb {
    tool: "kubectl",
    name: "describe",
    aliases: &[],
    usage: "(TYPE [NAME_PREFIX | -l label] | TYPE/NAME) [flags]",
    help: "Show the details of objects, with what belongs to them and their events.",
    examples: &[
        "kubectl describe deployment shop",
        "kubectl describe pod shop-7d",
        "kubectl describe nodes",
    ],
    flags: &[options::SELECTOR, options::ALL_NAMESPACES, SHOW_EVENTS],
    complete: Complete::Resources(&[]),
    run,
};

const SHOW_EVENTS: &Flag = &Flag {
    name: "show-events",
    short: None,
    takes: Takes::SwitchOn,
    help: "Show the events about each object.",
};

fn run(call: &Call) -> Result<Reply, Refusal> {
    if call.args.is_empty() {
        return Err(Refusal::Plain(format!(
            "error: You must specify the type of resource to describe. {}",
            "Use \"kubectl api-resources\" for a complete list of supported resources."
        )));
    }
    let asked = select::read(&call.args)?;
    let selection = asked.select(call, true)?;
    let page = |found: &Found| super::text(&found.object, call.view, call.flags.is_on("show-events"));
    if let Some(matching) = by_prefix(&asked, &selection, call)? {
        return Ok(Reply::print(
            matching
                .iter()
                .map(|it| format!("{}\n", page(it)))
                .collect::<String>(),
        ));
    }
    let pages: Vec<String> = selection.found.iter().map(page).collect();
    let mut reply = Reply::print(pages.join("\n\n"));
    if selection.found.is_empty() && selection.problems.is_empty() {
        reply.err = if call.flags.is_on("all-namespaces") {
            "No resources found\n".into()
        } else {
            format!("No resources found in {} namespace.\n", call.namespace())
        };
    }
    selection.problems.iter().for_each(|it| reply.refuse(it));
    Ok(reply)
}

/// The objects whose names begin with the one name that no object has.
fn by_prefix(asked: &Asked, selection: &Selection, call: &Call) -> Result<Option<Vec<Found>>, Refusal> {
    let Asked::Names(names) = asked else {
        return Ok(None);
    };
    let ([(resource, prefix)], true, 2) = (&names[..], selection.found.is_empty(), call.args.len()) else {
        return Ok(None);
    };
    let all = Asked::Types(vec![resource]).select(call, true)?;
    let begins = |found: &Found| found.key().name.starts_with(&**prefix);
    let matching: Vec<Found> = all.found.into_iter().filter(begins).collect();
    Ok(Some(matching).filter(|it| !it.is_empty()))
}
