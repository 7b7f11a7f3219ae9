//! `kubectl cordon` and `kubectl uncordon`: whether new pods may come to a node.

use crate::{
    shell::{
        Reply,
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    world::Kind,
};

use super::{
    options,
    resource::Resource,
    select::Asked,
    target::{Done, edit_each},
};

/// `kubectl cordon`.
pub static CORDON: Verb = Verb {
    tool: "kubectl",
    name: "cordon",
    aliases: &[],
    usage: "NODE",
    help: "Mark node as unschedulable",
    examples: &["kubectl cordon n2"],
    flags: &[options::SELECTOR, options::DRY_RUN],
    complete: Complete::Names(Kind::Node),
    run: |call| mark(call, true),
};

/// `kubectl uncordon`.
pub static UNCORDON: Verb = Verb {
    name: "uncordon",
    help: "Mark node as schedulable",
    examples: &["kubectl uncordon n2"],
    run: |call| mark(call, false),
    ..CORDON
};

fn mark(call: &Call, unschedulable: bool) -> Result<Reply, Refusal> {
    let has_selector = call.flags.some_text("selector").is_some();
    if call.args.is_empty() && !has_selector {
        return Err(call.misused(format!("USAGE: {} NODE [flags]", call.verb.name)));
    }
    if !call.args.is_empty() && has_selector {
        return Err(call.misused("error: cannot specify both a node name and a --selector option"));
    }
    let node = Resource::of(Kind::Node).expect("nodes are a resource");
    let asked = if has_selector {
        Asked::Types(vec![node])
    } else {
        let name = |word: &String| word.strip_prefix("node/").unwrap_or(word).into();
        Asked::Names(call.args.iter().map(|word| (node, name(word))).collect())
    };
    let selection = asked.select(call, false)?;
    // kubectl looks no further than the first node that is missing.
    if let Some(problem) = selection.problems.into_iter().next() {
        return Err(problem);
    }
    let selection = super::select::Selection {
        problems: Vec::new(),
        ..selection
    };
    edit_each(call, selection, |_, form| {
        let is_so = form["spec"]["unschedulable"] == true;
        form["spec"]["unschedulable"] = unschedulable.into();
        Ok(Done::Told(match (unschedulable, is_so == unschedulable) {
            (true, false) => "cordoned",
            (true, true) => "already cordoned",
            (false, false) => "uncordoned",
            (false, true) => "already uncordoned",
        }))
    })
}
