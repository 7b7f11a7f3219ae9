//! `kubectl api-resources` and `api-versions`: what the simulated server has.

use crate::sort::{Gather, Sort};
use std::collections::BTreeSet;

use crate::{
    shell::{
        Reply,
        flags::{Flag, Takes},
        kubectl::{
            options,
            print::Table,
            resource::{ALL, RESOURCES, Resource},
        },
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    world::Kind,
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
    run: |call| {
        if !call.args.is_empty() {
            return Err(call.misused(format!("unexpected arguments: [{}]", call.args.join(" "))));
        }
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
    let sort_by = call.flags.text("sort-by");
    if !["", "name", "kind"].contains(&sort_by) {
        return Err(Refusal::tool("--sort-by accepts only name or kind"));
    }
    let (group, namespaced) = (call.flags.text("api-group"), call.flags.is_on("namespaced"));
    let (verbs, categories): (Vec<&str>, Vec<&str>) = (
        call.flags.items("verbs").collect(),
        call.flags.items("categories").collect(),
    );
    let mut chosen: Vec<_> = RESOURCES
        .iter()
        .filter(|it| !call.flags.has("api-group") || it.group == group)
        .filter(|it| !call.flags.has("namespaced") || it.namespaced == namespaced)
        .filter(|it| verbs.iter().all(|verb| verbs_of(it).contains(verb)))
        .filter(|it| categories.iter().all(|name| categories_of(it) == *name))
        .collect();
    match sort_by {
        "name" => chosen.order_by_key(|it| it.plural),
        "kind" => chosen.order_by_key(|it| it.kind.name()),
        _ => chosen.order_by_key(|it| (it.group, it.plural)),
    }
    if output == "name" {
        let names = chosen.iter().map(|it| format!("{}\n", it.qualified()));
        return Ok(Reply::print(names.collect::<String>()));
    }
    let columns = if output == "wide" { 7 } else { 5 };
    let mut table = Table::default();
    if !call.flags.is_on("no-headers") {
        let headings = [
            "NAME",
            "SHORTNAMES",
            "APIVERSION",
            "NAMESPACED",
            "KIND",
            "VERBS",
            "CATEGORIES",
        ];
        table.add_cells(headings[..columns].iter().map(|&it| it.to_owned()).collect());
    }
    for it in chosen {
        let cells = [
            it.plural.into(),
            it.short.join(","),
            it.api_version(),
            it.namespaced.to_string(),
            it.kind.name().into(),
            verbs_of(it).join(","),
            categories_of(it).to_owned(),
        ];
        table.add_cells(cells[..columns].to_vec());
    }
    Ok(Reply::print(table.flush()))
}

/// What can be done with the objects of a resource; namespaces are not deleted by the dozen.
fn verbs_of(resource: &Resource) -> &'static [&'static str] {
    match resource.kind {
        Kind::Namespace => &["create", "delete", "get", "list", "patch", "update", "watch"],
        _ => &[
            "create",
            "delete",
            "deletecollection",
            "get",
            "list",
            "patch",
            "update",
            "watch",
        ],
    }
}

/// Whether `all` stands for it too.
fn categories_of(resource: &Resource) -> &'static str {
    if ALL.contains(&resource.kind) { "all" } else { "" }
}
