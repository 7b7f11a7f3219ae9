//! `kubectl get`: objects as rows, or in another form.

use serde_json::Value;

use crate::{
    shell::{
        Reply,
        flags::{Flag, Takes},
        follow::What,
        kubectl::{
            files,
            form::Form,
            options,
            print::{self, Look, Options, Table, json},
            resource::Resource,
            select::{self, Asked, Selection},
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
    usage: "[(-o|--output=)json|yaml|name|wide|jsonpath|go-template|custom-columns] (TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE/NAME ... | -f FILENAME) [flags]",
    help: "Show one or many objects.",
    examples: &[
        "kubectl get pods",
        "kubectl get deployment shop -o yaml",
        "kubectl get pods -l app=shop -o wide",
        "kubectl get pods -w",
        "kubectl get all -A",
        "kubectl get -f shop.yaml",
        "kubectl get pods -o jsonpath='{.items[*].metadata.name}'",
    ],
    flags: options::flags![
        options::PRINTED,
        &[options::SELECTOR, options::FIELD_SELECTOR],
        options::FILES,
        &[
            options::ALL_NAMESPACES,
            WATCH,
            WATCH_ONLY,
            SHOW_LABELS,
            LABEL_COLUMNS,
            SORT_BY,
            NO_HEADERS,
            IGNORE_NOT_FOUND,
            SHOW_KIND,
            options::CHUNK_SIZE,
            OUTPUT_WATCH_EVENTS,
            SERVER_PRINT,
            options::SUBRESOURCE,
            RAW
        ]
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

const OUTPUT_WATCH_EVENTS: &Flag = &options::quiet("output-watch-events", Takes::Switch);
const SERVER_PRINT: &Flag = &options::quiet("server-print", Takes::SwitchOn);
const RAW: &Flag = &options::quiet("raw", Takes::Text(""));
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
    let form = Form::of(call)?;
    if call.flags.is_on("show-labels") && !form.is_table() {
        let form = call.flags.text("output");
        return Err(Refusal::tool(format!(
            "--show-labels option cannot be used with {form} printer"
        )));
    }
    let watches = call.flags.is_on("watch") || call.flags.is_on("watch-only");
    if call.flags.is_on("output-watch-events") {
        return Err(if watches {
            Refusal::NotSimulated("--output-watch-events".to_owned())
        } else {
            Refusal::tool("--output-watch-events option can only be used with --watch or --watch-only")
        });
    }
    if call.args.is_empty() && !call.flags.has("filename") {
        return Err(nothing_named(call));
    }
    let wanted = Wanted::of(call)?;
    let mut reply = Reply::default();
    if watches {
        let ignored = "warning: --watch or --watch-only requested, --sort-by will be ignored\n";
        if call.flags.some_text("sort-by").is_some() {
            reply.err.push_str(ignored);
        }
        watch(call, &wanted, form, &mut reply)?;
        return Ok(reply);
    }
    let mut objects: Vec<Value> = wanted.selection.found.iter().map(|it| json(&it.object)).collect();
    if let Some(path) = call.flags.some_text("sort-by") {
        sort::by(&mut objects, path)?;
    }
    let is_lenient = call.flags.is_on("ignore-not-found");
    let mut problems = wanted.selection.problems;
    problems.retain(|it| !(is_lenient && matches!(it, Refusal::NotFound(..))));
    if form.is_table() {
        table(call, &objects, &form, &mut reply);
        if objects.is_empty() && problems.is_empty() && !is_lenient {
            reply.err = nothing_found(call, wanted.asked.as_ref());
        }
    } else if !(objects.is_empty() && (is_lenient || (wanted.is_one && !problems.is_empty()))) {
        reply.out = form.several(&objects, wanted.is_one)?;
    }
    if let Some(problem) = Refusal::join(problems) {
        reply.refuse(&problem);
    }
    Ok(reply)
}

/// What a line wants to see.
struct Wanted {
    selection: Selection,
    /// What words name; none of files.
    asked: Option<Asked>,
    /// Whether one object is meant, which then is printed without a list around it.
    is_one: bool,
}

impl Wanted {
    fn of(call: &Call) -> Result<Self, Refusal> {
        if call.flags.has("filename") {
            let selection = files::find(call, &call.args, |refusal, _| refusal)?;
            return Ok(Self {
                selection,
                asked: None,
                is_one: files::count(call)? == 1,
            });
        }
        let asked = select::read(&call.args)?;
        if call.flags.is_on("all-namespaces")
            && matches!(&asked, Asked::Names(all) if all.iter().any(|it| it.0.namespaced))
        {
            return Err(Refusal::tool(
                "a resource cannot be retrieved by name across all namespaces",
            ));
        }
        Ok(Self {
            selection: asked.select(call, true)?,
            is_one: matches!(&asked, Asked::Names(names) if names.len() == 1),
            asked: Some(asked),
        })
    }

    /// The one resource that can be watched.
    fn resource(&self) -> Result<&'static Resource, Refusal> {
        let mut kinds: Vec<&'static Resource> = match &self.asked {
            None => self.selection.found.iter().map(|it| it.resource).collect(),
            Some(Asked::Nothing) => Vec::new(),
            Some(Asked::Names(names)) => names.iter().map(|(resource, _)| *resource).collect(),
            Some(Asked::Types(types)) => types.clone(),
        };
        kinds.dedup();
        match (&kinds[..], &self.asked) {
            ([one], _) => Ok(one),
            (_, None) => Err(Refusal::tool(
                "watch is only supported on individual resources and resource collections - more than 1 resource was found",
            )),
            (_, Some(_)) => Err(Refusal::tool("you may only specify a single resource type")),
        }
    }
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

fn nothing_found(call: &Call, wanted: Option<&Asked>) -> String {
    let namespaced = match wanted {
        Some(Asked::Types(types)) => types.iter().all(|it| it.namespaced),
        _ => true,
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
fn watch(call: &Call, wanted: &Wanted, form: Form, reply: &mut Reply) -> Result<(), Refusal> {
    let found = &wanted.selection.found;
    if let Some(problem) = Refusal::join(wanted.selection.problems.clone()) {
        return Err(problem);
    }
    let resource = wanted.resource()?;
    if resource.kind == Kind::Event {
        return Err(Refusal::NotSimulated(
            "watching events; kubectl get events shows them".into(),
        ));
    }
    let by_name = !matches!(wanted.asked, Some(Asked::Types(_)));
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
        &found[..]
    };
    let look = Look {
        now: call.view.now,
        wide: watch.options.wide,
    };
    for object in now.iter().map(|it| json(&it.object)) {
        if watch.form.is_table() {
            watch.table.add(
                print::printer(resource.kind.name()),
                &object,
                &look,
                &watch.options,
            );
        } else {
            reply.out.push_str(&watch.form.one(&object)?);
        }
    }
    reply.out.push_str(&watch.table.flush());
    match found.len() {
        several if by_name && several > 1 => reply.refuse(&Refusal::tool(if wanted.asked.is_some() {
            "you may only watch a single resource or type of resource at a time".to_owned()
        } else {
            format!(
                "watch is only supported on individual resources and resource collections - {several} resources were found"
            )
        })),
        _ => reply.follow = Some(What::Watch(watch).into()),
    }
    Ok(())
}
