//! `kubectl get`: objects as rows, or in another form.

use serde_json::Value;

use crate::{
    shell::{
        Reply,
        flags::{Flag, Takes},
        follow::What,
        kubectl::{
            fields,
            form::Form,
            options,
            print::{self, Look, Options, Table, json},
            resource::Resource,
            select::{self, Asked, Found},
            sort,
            watch::Watch,
        },
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    text::selector::Selector,
    world::Kind,
};

/// The verb.
pub const GET: &Verb = &Verb {
    tool: "kubectl",
    name: "get",
    aliases: &[],
    usage: "[(-o|--output=)json|yaml|name|wide|jsonpath|custom-columns] (TYPE [NAME | -l label] | TYPE/NAME ...) [flags]",
    help: "Show one or many objects.",
    examples: &[
        "kubectl get pods",
        "kubectl get deployment shop -o yaml",
        "kubectl get pods -l app=shop -o wide",
        "kubectl get pods -w",
        "kubectl get all -A",
        "kubectl get pods -o jsonpath='{.items[*].metadata.name}'",
    ],
    flags: &[
        options::OUTPUT,
        options::SELECTOR,
        FIELD_SELECTOR,
        options::ALL_NAMESPACES,
        WATCH,
        WATCH_ONLY,
        SHOW_LABELS,
        LABEL_COLUMNS,
        SORT_BY,
        NO_HEADERS,
        IGNORE_NOT_FOUND,
        SHOW_KIND,
    ],
    complete: Complete::Resources(&[]),
    run,
};

const fn switch(name: &'static str, short: Option<char>, help: &'static str) -> Flag {
    Flag {
        name,
        short,
        takes: Takes::Switch,
        help,
    }
}

const fn text(name: &'static str, help: &'static str) -> Flag {
    Flag {
        name,
        short: None,
        takes: Takes::Text(""),
        help,
    }
}

const FIELD_SELECTOR: &Flag = &text(
    "field-selector",
    "Take only objects whose fields match, e.g. status.phase=Running.",
);
const WATCH: &Flag = &switch("watch", Some('w'), "Show the objects, then each change of them.");
const WATCH_ONLY: &Flag = &switch(
    "watch-only",
    None,
    "Show each change, without the objects as they are now.",
);
const SHOW_LABELS: &Flag = &switch("show-labels", None, "Show all labels as the last column.");
const SORT_BY: &Flag = &text("sort-by", "A path to sort by, e.g. .metadata.creationTimestamp.");
const NO_HEADERS: &Flag = &switch("no-headers", None, "Leave out the headings.");
const IGNORE_NOT_FOUND: &Flag = &switch(
    "ignore-not-found",
    None,
    "It is no error if an object does not exist.",
);
const SHOW_KIND: &Flag = &switch("show-kind", None, "Write the resource before each name.");
const LABEL_COLUMNS: &Flag = &Flag {
    name: "label-columns",
    short: Some('L'),
    takes: Takes::Texts,
    help: "Labels to show as columns of their own.",
};

fn run(call: &Call) -> Result<Reply, Refusal> {
    let form = Form::read(call.flags.text("output"))?;
    if call.flags.is_on("show-labels") && !form.is_table() {
        let form = call.flags.text("output");
        return Err(Refusal::tool(format!(
            "--show-labels option cannot be used with {form} printer"
        )));
    }
    if call.args.is_empty() {
        return Err(nothing_named(call));
    }
    let asked = select::read(&call.args)?;
    if call.flags.is_on("all-namespaces") && matches!(asked, Asked::Names(_)) {
        return Err(Refusal::tool(
            "a resource cannot be retrieved by name across all namespaces",
        ));
    }
    let mut selection = asked.select(call, true)?;
    if let Some(wanted) = call.flags.some_text("field-selector") {
        selection.found = fields::filter(selection.found, wanted, call.flags.text("selector"))?;
    }
    let watches = call.flags.is_on("watch") || call.flags.is_on("watch-only");
    let mut objects: Vec<Value> = selection.found.iter().map(|it| json(&it.object)).collect();
    let mut reply = Reply::default();
    if let Some(path) = call.flags.some_text("sort-by").filter(|_| !watches) {
        sort::by(&mut objects, path)?;
    }
    if watches {
        watch(call, &asked, &selection.found, &objects, form, &mut reply)?;
    } else if form.is_table() {
        table(call, &objects, &form, &mut reply);
    } else {
        let one_by_name = matches!(&asked, Asked::Names(names) if names.len() == 1);
        if !(one_by_name && objects.is_empty()) {
            reply.out = form.several(&objects, one_by_name)?;
        }
    }
    let is_lenient = call.flags.is_on("ignore-not-found");
    if objects.is_empty() && selection.problems.is_empty() && output_is_empty(&reply) && !is_lenient {
        reply.err = nothing_found(call, &asked);
    }
    for problem in &selection.problems {
        if !(is_lenient && matches!(problem, Refusal::NotFound(..))) {
            reply.refuse(problem);
        }
    }
    Ok(reply)
}

fn output_is_empty(reply: &Reply) -> bool {
    reply.out.is_empty() && reply.follow.is_none()
}

/// What `kubectl get` alone answers.
fn nothing_named(call: &Call) -> Refusal {
    let misused = call.misused(
        "Required resource not specified.\n\
         Use \"kubectl explain <resource>\" for a detailed description of that resource (e.g. kubectl explain pods).",
    );
    Refusal::Plain(format!(
        "You must specify the type of resource to get. Use \"kubectl api-resources\" for a complete list of supported \
         resources.\n\n{misused}"
    ))
}

fn nothing_found(call: &Call, asked: &Asked) -> String {
    let namespaced = match asked {
        Asked::Types(types) => types.iter().all(|it| it.namespaced),
        Asked::Names(_) | Asked::Nothing => true,
    };
    if call.flags.is_on("all-namespaces") || !namespaced {
        "No resources found\n".into()
    } else {
        format!("No resources found in {} namespace.\n", call.namespace())
    }
}

fn options(call: &Call, wide: bool) -> Options {
    Options {
        wide,
        no_headers: call.flags.is_on("no-headers"),
        with_namespace: call.flags.is_on("all-namespaces"),
        show_labels: call.flags.is_on("show-labels"),
        label_columns: call.flags.items("label-columns").map(str::to_owned).collect(),
        name_prefix: String::new(),
    }
}

/// One table for each run of objects of a kind.
fn table(call: &Call, objects: &[Value], form: &Form, reply: &mut Reply) {
    let wide = *form == Form::Wide;
    let look = Look {
        now: call.view.now,
        wide,
    };
    let runs: Vec<&[Value]> = objects.chunk_by(|a, b| a["kind"] == b["kind"]).collect();
    for run in &runs {
        let [version, kind] = ["apiVersion", "kind"].map(|field| run[0][field].as_str().unwrap_or_default());
        let resource = Resource::of_manifest(version, kind);
        let mut options = options(call, wide);
        options.with_namespace &= resource.is_none_or(|it| it.namespaced);
        if runs.len() > 1 || call.flags.is_on("show-kind") {
            options.name_prefix = resource.map_or_else(String::new, |it| format!("{}/", it.one()));
        }
        let mut table = Table::default();
        for object in *run {
            table.add(print::printer(kind), object, &look, &options);
        }
        if !reply.out.is_empty() && !options.no_headers {
            reply.out.push('\n');
        }
        reply.out.push_str(&table.flush());
    }
}

/// Shows what is there, and says what is to be followed.
fn watch(
    call: &Call,
    asked: &Asked,
    found: &[Found],
    objects: &[Value],
    form: Form,
    reply: &mut Reply,
) -> Result<(), Refusal> {
    let resource = one_resource(asked)?;
    if resource.kind == Kind::Event {
        return Err(Refusal::NotSimulated(
            "watching events; kubectl get events shows them".into(),
        ));
    }
    if matches!(asked, Asked::Names(names) if names.len() > 1) {
        return Err(Refusal::tool(
            "watch is only supported on individual resources and resource collections - more than 1 resource was found",
        ));
    }
    let by_name = matches!(asked, Asked::Names(_));
    if by_name && found.is_empty() {
        return Ok(());
    }
    let mut watch = Watch {
        kind: resource.kind,
        namespace: (resource.namespaced && !call.flags.is_on("all-namespaces")).then(|| call.namespace()),
        names: if by_name {
            found.iter().map(|it| it.key().name).collect()
        } else {
            Vec::new()
        },
        selector: call
            .flags
            .text("selector")
            .parse()
            .unwrap_or_else(|_| Selector::of(Vec::new())),
        options: options(call, form == Form::Wide),
        form,
        table: Table::default(),
    };
    watch.options.with_namespace &= resource.namespaced;
    let now = if call.flags.is_on("watch-only") {
        &[]
    } else {
        objects
    };
    let look = Look {
        now: call.view.now,
        wide: watch.options.wide,
    };
    for object in now {
        if watch.form.is_table() {
            watch.table.add(
                print::printer(resource.kind.name()),
                object,
                &look,
                &watch.options,
            );
        } else {
            reply.out.push_str(&watch.form.one(object)?);
        }
    }
    reply.out.push_str(&watch.table.flush());
    reply.follow = Some(What::Watch(watch).into());
    Ok(())
}

fn one_resource(asked: &Asked) -> Result<&'static Resource, Refusal> {
    let mut kinds: Vec<&'static Resource> = match asked {
        Asked::Nothing => Vec::new(),
        Asked::Names(names) => names.iter().map(|(resource, _)| *resource).collect(),
        Asked::Types(types) => types.clone(),
    };
    kinds.dedup();
    match kinds[..] {
        [one] => Ok(one),
        _ => Err(Refusal::tool("you may only specify a single resource type")),
    }
}
