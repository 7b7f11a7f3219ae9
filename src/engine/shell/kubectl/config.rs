//! `kubectl config`: the configuration, which knows the one simulated cluster.

use serde_json::json;

use crate::{
    shell::{
        Reply,
        flags::{Flag, Takes},
        kubectl::{
            options,
            output::Output,
            print::Table,
            version::{CONTEXT, SERVER},
        },
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    text::{print_json::to_json, print_yaml::to_yaml, quote::go_quote},
};

/// `kubectl config current-context`.
pub const CURRENT_CONTEXT: &Verb = &Verb {
    tool: "kubectl",
    name: "config current-context",
    aliases: &[],
    usage: "",
    help: "Show the name of the context in use.",
    examples: &["kubectl config current-context"],
    flags: &[],
    complete: Complete::Nothing,
    run: |_| Ok(Reply::print(format!("{CONTEXT}\n"))),
};

/// `kubectl config get-contexts`.
pub const GET_CONTEXTS: &Verb = &Verb {
    tool: "kubectl",
    name: "config get-contexts",
    aliases: &[],
    usage: "[(-o|--output=)name]",
    help: "List the contexts of the configuration; there is one.",
    examples: &["kubectl config get-contexts"],
    flags: &[NO_HEADERS, options::OUTPUT],
    complete: Complete::Nothing,
    run: contexts,
};

/// `kubectl config use-context`.
pub const USE_CONTEXT: &Verb = &Verb {
    tool: "kubectl",
    name: "config use-context",
    aliases: &["use"],
    usage: "CONTEXT_NAME",
    help: "Set the context in use; there is one.",
    examples: &["kubectl config use-context beanpod"],
    flags: &[],
    complete: Complete::Words(&[CONTEXT]),
    run: |call| match &call.args[..] {
        [name] if name == CONTEXT => Ok(Reply::print(format!("Switched to context {}.\n", go_quote(name)))),
        [name] => Err(Refusal::tool(format!(
            "no context exists with the name: {}",
            go_quote(name)
        ))),
        _ => Err(call.misused("accepts 1 arg(s)")),
    },
};

/// `kubectl config view`.
pub const VIEW: &Verb = &Verb {
    tool: "kubectl",
    name: "config view",
    aliases: &[],
    usage: "[(-o|--output=)yaml|json]",
    help: "Show the configuration.",
    examples: &["kubectl config view"],
    flags: &[options::OUTPUT, MINIFY, RAW, FLATTEN],
    complete: Complete::Nothing,
    run: view,
};

const NO_HEADERS: &Flag = &Flag {
    name: "no-headers",
    short: None,
    takes: Takes::Switch,
    help: "Leave out the headings.",
};
const MINIFY: &Flag = &options::quiet("minify", Takes::Switch);
const RAW: &Flag = &options::quiet("raw", Takes::Switch);
const FLATTEN: &Flag = &options::quiet("flatten", Takes::Switch);

fn contexts(call: &Call) -> Result<Reply, Refusal> {
    if let Some(other) = call.args.iter().find(|it| *it != CONTEXT) {
        return Err(Refusal::tool(format!("context {other} not found")));
    }
    match call.flags.text("output") {
        "name" => return Ok(Reply::print(format!("{CONTEXT}\n"))),
        "" => {}
        other => {
            return Err(Refusal::tool(format!(
                "output must be one of '' or 'name': {other}"
            )));
        }
    }
    let mut table = Table::default();
    let headings = ["CURRENT", "NAME", "CLUSTER", "AUTHINFO", "NAMESPACE"];
    for row in [headings, ["*", CONTEXT, CONTEXT, CONTEXT, ""]] {
        if row != headings || !call.flags.is_on("no-headers") {
            table.add_cells(row.map(str::to_owned).to_vec());
        }
    }
    Ok(Reply::print(table.flush()))
}

fn view(call: &Call) -> Result<Reply, Refusal> {
    Output::of(call)?;
    let hidden = "DATA+OMITTED";
    let config = json!({
        "apiVersion": "v1",
        "clusters": [{ "cluster": { "certificate-authority-data": hidden, "server": SERVER }, "name": CONTEXT }],
        "contexts": [{ "context": { "cluster": CONTEXT, "user": CONTEXT }, "name": CONTEXT }],
        "current-context": CONTEXT,
        "kind": "Config",
        "preferences": {},
        "users": [{
            "name": CONTEXT,
            "user": { "client-certificate-data": hidden, "client-key-data": hidden },
        }],
    });
    Ok(Reply::print(match call.flags.text("output") {
        "json" => format!("{}\n", to_json(&config)),
        _ => to_yaml(&config),
    }))
}
