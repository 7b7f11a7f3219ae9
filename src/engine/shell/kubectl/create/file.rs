//! `kubectl create -f`: the objects of files, which must not be there yet.

use crate::{
    shell::{
        Reply,
        flags::{Flag, Takes},
        kubectl::{
            TOOL,
            apply::annotated,
            files, options,
            output::Output,
            server::{DryRun, Server, Validation, shown},
        },
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    text::quote::go_quote,
};

const RAW: &Flag = &options::quiet("raw", Takes::Text(""));
const EDIT: &Flag = &options::quiet("edit", Takes::Switch);
const WINDOWS: &Flag = &options::quiet("windows-line-endings", Takes::Switch);

/// The verb.
pub static CREATE: Verb = Verb {
    tool: "kubectl",
    name: "create",
    aliases: &[],
    usage: "-f FILENAME",
    help: "Create a resource from a file or from stdin",
    examples: &["kubectl create -f shop.yaml"],
    flags: options::flags![
        options::FILES,
        options::MADE,
        &[options::VALIDATE, options::SELECTOR, RAW, EDIT, WINDOWS]
    ],
    complete: Complete::Words(&["deployment", "namespace", "service"]),
    run,
};

/// What `kubectl create` says without a file, with the words behind it or its help.
fn nothing_to_create(call: &Call) -> Refusal {
    let (place, words) = match &call.args[..] {
        [group, words @ ..] if group == "service" || group == "svc" => ("kubectl create service", words),
        words => ("kubectl create", words),
    };
    let lack = if place == call.verb.path() {
        "Error: must specify one of -f and -k\n\n"
    } else {
        ""
    };
    if words.is_empty() && lack.is_empty() {
        return Refusal::Plain(TOOL.listing("create service").trim_end().to_owned());
    }
    if words.is_empty() {
        return Refusal::Plain(format!("{lack}{}", call.verb.manual().trim_end()));
    }
    let unknown = format!("unknown command {}", go_quote(&words.join(" ")));
    Refusal::Plain(format!("{lack}{}", Refusal::Misused(unknown, place.to_owned())))
}

fn run(call: &Call) -> Result<Reply, Refusal> {
    if !call.flags.has("filename") {
        return Err(nothing_to_create(call));
    }
    if !call.args.is_empty() {
        return Err(call.misused(format!("Unexpected args: [{}]", call.args.join(" "))));
    }
    let dry_run = DryRun::of(call)?;
    Validation::of(call)?;
    let mut printer = Output::of(call)?.printer(dry_run);
    let documents = files::read_chosen(call)?;
    if documents.found.is_empty() && documents.problems.is_empty() {
        return Err(Refusal::tool("no objects passed to create"));
    }
    let mut server = Server::new(call, dry_run);
    let mut reply = Reply::default();
    let mut problems = documents.problems;
    for document in &documents.found {
        let form = if call.flags.is_on("save-config") {
            annotated(&document.manifest)
        } else {
            document.manifest.clone()
        };
        let made = if dry_run == DryRun::Client {
            Ok(form)
        } else {
            server.create(document.resource, form).map(|it| shown(&it))
        };
        match made {
            Ok(object) => {
                document.warn(&mut reply);
                printer.add(document.resource, &object, "created");
            }
            Err(problem) => problems.push(problem.when("creating", &document.file)),
        }
    }
    printer.finish(&mut reply);
    if let Some(problem) = Refusal::join(problems) {
        reply.refuse(&problem);
    }
    server.finish(&mut reply);
    Ok(reply)
}
