//! The verb `kubectl describe`.

use crate::shell::{
    Reply,
    flags::{Flag, Takes},
    kubectl::{
        files, options,
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
    usage: "(-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME) [flags]",
    help: "Show the details of objects, with what belongs to them and their events.",
    examples: &[
        "kubectl describe deployment shop",
        "kubectl describe pod shop-7d",
        "kubectl describe nodes",
        "kubectl describe -f shop.yaml",
    ],
    flags: &[
        options::FILENAME,
        options::KUSTOMIZE,
        options::RECURSIVE,
        options::SELECTOR,
        options::ALL_NAMESPACES,
        SHOW_EVENTS,
        options::CHUNK_SIZE,
    ],
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
    if call.args.is_empty() && !call.flags.has("filename") {
        return Err(Refusal::Plain(format!(
            "error: You must specify the type of resource to describe. {}",
            "Use \"kubectl api-resources\" for a complete list of supported resources."
        )));
    }
    let page = |found: &Found| super::text(&found.object, call.view, call.flags.is_on("show-events"));
    let mut selection = if call.flags.has("filename") {
        files::find(call, &call.args, |refusal, _| refusal)?
    } else {
        let asked = select::read(&call.args)?;
        let selection = asked.select(call, true)?;
        if let Some(matching) = by_prefix(&asked, &selection, call)? {
            let pages = matching.iter().map(|it| format!("{}\n", page(it)));
            return Ok(Reply::print(pages.collect::<String>()));
        }
        selection
    };
    let pages: Vec<String> = selection.found.iter().map(page).collect();
    let mut reply = Reply::print(pages.join("\n\n"));
    if selection.found.is_empty() && selection.problems.is_empty() {
        reply.err = if call.flags.is_on("all-namespaces") {
            "No resources found\n".into()
        } else {
            format!("No resources found in {} namespace.\n", call.namespace())
        };
    }
    // What is not there twice is told once.
    let mut seen = Vec::new();
    selection.problems.retain(|it| {
        let is_new = !seen.contains(it);
        seen.push(it.clone());
        is_new
    });
    if let Some(problem) = Refusal::join(selection.problems) {
        reply.refuse(&problem);
    }
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
