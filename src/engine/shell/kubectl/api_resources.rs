//! `kubectl api-resources` and `api-versions`: what the simulated server has.

use crate::sort::{Gather, Sort};
use std::collections::BTreeSet;

use crate::shell::{
    Reply,
    flags::{Flag, Takes},
    kubectl::{
        options,
        print::Table,
        resource::{RESOURCES, Resource},
    },
    refusal::Refusal,
    verb::{Call, Complete, Verb},
};

const VERBS: &Flag = &options::quiet("verbs", Takes::Texts);
const CATEGORIES: &Flag = &options::quiet("categories", Takes::Texts);
const SORT_BY: &Flag = &Flag {
    name: "sort-by",
    short: None,
    takes: Takes::Text(""),
    help: "Sort by name or kind.",
};
const CACHED: &Flag = &options::quiet("cached", Takes::Switch);

/// `kubectl api-resources`.
pub const API_RESOURCES: &Verb = &Verb {
    tool: "kubectl",
    name: "api-resources",
    aliases: &[],
    usage: "[--api-group=GROUP] [--namespaced=true|false] [-o name]",
    help: "List the resources that the simulated server has.",
    examples: &["kubectl api-resources", "kubectl api-resources --api-group=apps"],
    flags: &[
        API_GROUP,
        NAMESPACED,
        NO_HEADERS,
        options::OUTPUT,
        VERBS,
        CATEGORIES,
        SORT_BY,
        CACHED,
    ],
    complete: Complete::Nothing,
    run: resources,
};

/// `kubectl api-versions`.
pub const API_VERSIONS: &Verb = &Verb {
    tool: "kubectl",
    name: "api-versions",
    aliases: &[],
    usage: "",
    help: "List the groups and versions that the simulated server has.",
    examples: &["kubectl api-versions"],
    flags: &[],
    complete: Complete::Nothing,
    run: |_| {
        let all: BTreeSet<String> = RESOURCES.iter().map(Resource::api_version).to_set();
        Ok(Reply::print(
            all.iter().map(|it| format!("{it}\n")).collect::<String>(),
        ))
    },
};

const API_GROUP: &Flag = &Flag {
    name: "api-group",
    short: None,
    takes: Takes::Text(""),
    help: "Take only the resources of this group.",
};

const NAMESPACED: &Flag = &Flag {
    name: "namespaced",
    short: None,
    takes: Takes::SwitchOn,
    help: "Take only resources that belong to a namespace, or with =false only those that do not.",
};

const NO_HEADERS: &Flag = &Flag {
    name: "no-headers",
    short: None,
    takes: Takes::Switch,
    help: "Leave out the headings.",
};

fn resources(call: &Call) -> Result<Reply, Refusal> {
    if !call.args.is_empty() {
        return Err(call.misused(format!("unexpected arguments: [{}]", call.args.join(" "))));
    }
    let output = call.flags.text("output");
    if !["", "wide", "name"].contains(&output) {
        return Err(Refusal::tool(format!("--output {output} is not available")));
    }
    let (group, namespaced) = (call.flags.text("api-group"), call.flags.is_on("namespaced"));
    let mut chosen: Vec<_> = RESOURCES
        .iter()
        .filter(|it| !call.flags.has("api-group") || it.group == group)
        .filter(|it| !call.flags.has("namespaced") || it.namespaced == namespaced)
        .collect();
    chosen.order_by_key(|it| (it.group, it.plural));
    if output == "name" {
        let names = chosen.iter().map(|it| format!("{}\n", it.qualified()));
        return Ok(Reply::print(names.collect::<String>()));
    }
    let mut table = Table::default();
    if !call.flags.is_on("no-headers") {
        let headings = ["NAME", "SHORTNAMES", "APIVERSION", "NAMESPACED", "KIND"];
        table.add_cells(headings.map(str::to_owned).to_vec());
    }
    for it in chosen {
        table.add_cells(vec![
            it.plural.into(),
            it.short.join(","),
            it.api_version(),
            it.namespaced.to_string(),
            it.kind.name().into(),
        ]);
    }
    Ok(Reply::print(table.flush()))
}
