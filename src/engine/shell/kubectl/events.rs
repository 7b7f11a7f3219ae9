//! `kubectl events`: what components told about objects, in the order of time.

use crate::{
    kube::Event,
    shell::{
        Reply,
        flags::{Flag, Takes},
        kubectl::{
            describe::events::{interval, sorted},
            options,
            print::Table,
            resource::Resource,
        },
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
};

const WATCH: &Flag = &Flag {
    name: "watch",
    short: Some('w'),
    takes: Takes::Switch,
    help: "",
};

/// The verb.
pub const EVENTS: &Verb = &Verb {
    tool: "kubectl",
    name: "events",
    aliases: &[],
    usage: "[--for TYPE/NAME] [--types=Normal,Warning] [flags]",
    help: "List events, the latest last.",
    examples: &[
        "kubectl events",
        "kubectl events --for deployment/shop",
        "kubectl events --types=Warning",
    ],
    flags: options::flags![
        &[
            FOR,
            TYPES,
            NO_HEADERS,
            options::ALL_NAMESPACES,
            options::CHUNK_SIZE,
            WATCH
        ],
        options::PRINTED
    ],
    complete: Complete::Nothing,
    run,
};

const FOR: &Flag = &Flag {
    name: "for",
    short: None,
    takes: Takes::Text(""),
    help: "Take only events about this object, e.g. deployment/shop.",
};

const TYPES: &Flag = &Flag {
    name: "types",
    short: None,
    takes: Takes::Texts,
    help: "Take only events of these types: Normal, Warning.",
};

const NO_HEADERS: &Flag = &Flag {
    name: "no-headers",
    short: None,
    takes: Takes::Switch,
    help: "Leave out the headings.",
};

fn run(call: &Call) -> Result<Reply, Refusal> {
    if call.flags.is_on("watch") {
        return Err(Refusal::NotSimulated(
            "watching events; kubectl events shows them".to_owned(),
        ));
    }
    let about = call.flags.some_text("for").map(object).transpose()?;
    let types: Vec<&str> = call.flags.items("types").collect();
    let is_type = |it: &&str| {
        ["Normal", "Warning"]
            .iter()
            .any(|name| name.eq_ignore_ascii_case(it))
    };
    if !types.iter().all(is_type) {
        return Err(Refusal::tool("valid --types are Normal or Warning"));
    }
    let (everywhere, namespace) = (call.flags.is_on("all-namespaces"), call.namespace());
    let fits = |event: &&Event| {
        let key = event.about.as_ref();
        (everywhere || event.meta.namespace == namespace)
            && about.as_ref().is_none_or(|(resource, name)| {
                key.is_some_and(|it| it.kind == resource.kind && *it.name == **name)
            })
            && (types.is_empty() || types.iter().any(|it| it.eq_ignore_ascii_case(event.kind.name())))
    };
    let events = sorted(call.view.world.events().filter(fits).collect());
    if events.is_empty() {
        let place = if everywhere {
            ""
        } else {
            &format!(" in {namespace} namespace")
        };
        return Ok(Reply {
            err: format!("No events found{place}.\n"),
            ..Reply::default()
        });
    }
    let mut table = Table::default();
    if !call.flags.is_on("no-headers") {
        let headings = ["NAMESPACE", "LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE"];
        table.add_cells(
            headings[usize::from(!everywhere)..]
                .iter()
                .map(|&it| it.into())
                .collect(),
        );
    }
    for event in events {
        let kind_and_name = event
            .about
            .as_ref()
            .map_or_else(String::new, |key| format!("{}/{}", key.kind.name(), key.name));
        let cells = [
            event.meta.namespace.to_string(),
            interval(event, call.view.now),
            event.kind.name().into(),
            event.reason.to_string(),
            kind_and_name,
            event.message.trim().into(),
        ];
        table.add_cells(cells[usize::from(!everywhere)..].to_vec());
    }
    Ok(Reply::print(table.flush()))
}

fn object(text: &str) -> Result<(&'static Resource, String), Refusal> {
    match text.split('/').collect::<Vec<_>>()[..] {
        [kind, name] if !kind.is_empty() && !name.is_empty() => Ok((Resource::named(kind)?, name.to_owned())),
        _ => Err(Refusal::tool("--for must be in resource/name form")),
    }
}
