//! `kubectl explain`: what a field is for, in short, and whether Beanpod simulates it.
//!
//! The layout is kubectl's; the sentences are ours.

use crate::{
    shell::{
        Reply,
        flags::{Flag, Takes},
        kubectl::{options, resource::Resource},
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    text::{
        quote::go_quote,
        schema::{Field, Shape, Type, kind_info, type_of},
    },
};

const API_VERSION: &Flag = &options::quiet("api-version", Takes::Text(""));
const OUTPUT: &Flag = &options::quiet("output", Takes::Text("plaintext"));

/// The verb.
pub const EXPLAIN: &Verb = &Verb {
    tool: "kubectl",
    name: "explain",
    aliases: &[],
    usage: "TYPE[.FIELD...] [--recursive]",
    help: "Show what the fields of a resource are for.",
    examples: &[
        "kubectl explain deployment",
        "kubectl explain deployment.spec.strategy.rollingUpdate",
        "kubectl explain pod.spec --recursive",
    ],
    flags: &[RECURSIVE, API_VERSION, OUTPUT],
    complete: Complete::Resources(&[]),
    run,
};

const RECURSIVE: &Flag = &Flag {
    name: "recursive",
    short: None,
    takes: Takes::Switch,
    help: "List the fields of the fields, without what they are for.",
};

/// Where lines end [characters]. Source: the plaintext template of kubectl explain, Kubernetes 1.34, read 2026-11.
const WIDTH: usize = 80;

/// As deep are fields of fields listed.
const DEPTH_MAX: usize = 16;

fn run(call: &Call) -> Result<Reply, Refusal> {
    let path = match &call.args[..] {
        [] => {
            return Err(Refusal::tool(
                "You must specify the type of resource to explain. \
                 Use \"kubectl api-resources\" for a complete list of supported resources.",
            ));
        }
        [path] => path,
        _ => return Err(Refusal::tool("We accept only this format: explain RESOURCE")),
    };
    let mut steps = path.split('.').filter(|it| !it.is_empty());
    let resource = Resource::named(steps.next().unwrap_or_default()).map_err(|problem| match problem {
        // kubectl tells this one without its `error:`.
        Refusal::Tool(message) => Refusal::Plain(message),
        other => other,
    })?;
    let kind = resource.kind.name();
    let mut page = head(kind);
    let (mut field, mut of): (Option<&Field>, Option<&Type>) = (None, type_of(kind));
    for step in steps {
        let found = of.and_then(|it| it.field(step));
        let found = found.ok_or_else(|| Refusal::tool(format!("field {} does not exist", go_quote(step))))?;
        of = found.shape.object().and_then(type_of);
        field = Some(found);
    }
    if let Some(field) = field {
        let required = if field.required { " -required-" } else { "" };
        page.push_str(&format!(
            "FIELD: {} <{}>{required}\n\n",
            field.name,
            field.shape.explained()
        ));
        if let Shape::Text { values, .. } = &field.shape
            && !values.is_empty()
        {
            page.push_str(&format!("ENUM:\n    {}\n\n", values.join("\n    ")));
        }
    }
    page.push_str("DESCRIPTION:\n");
    let about = [field.map_or("", |it| it.about), of.map_or("", |it| it.about)];
    for (place, text) in about.into_iter().enumerate() {
        // A field and its type often say the same.
        if !text.is_empty() && (place == 0 || text != about[0]) {
            page.push_str(&indented(text));
        }
    }
    if about == ["", ""] {
        page.push_str("    <empty>\n");
    }
    if field.is_some_and(|it| !it.simulated) {
        page.push_str(&indented("Beanpod accepts this field and does not simulate it."));
    }
    if let Some(of) = of {
        page.push_str("\nFIELDS:\n");
        let recursive = call.flags.is_on("recursive");
        fields(&mut page, of, recursive, 1);
    }
    Ok(Reply::print(page))
}

fn head(kind: &str) -> String {
    let info = kind_info(kind);
    let group = match info.map_or("", |it| it.group()) {
        "" => String::new(),
        group => format!("GROUP:      {group}\n"),
    };
    let version = info.map_or("v1", |it| it.version());
    format!("{group}KIND:       {kind}\nVERSION:    {version}\n\n")
}

fn fields(page: &mut String, of: &Type, recursive: bool, level: usize) {
    for field in &of.fields {
        let required = if field.required { " -required-" } else { "" };
        let indent = "  ".repeat(level);
        let shape = field.shape.explained();
        page.push_str(&format!("{indent}{}\t<{shape}>{required}\n", field.name));
        if !recursive {
            page.push_str(&indented(if field.about.is_empty() {
                "<empty>"
            } else {
                field.about
            }));
            page.push('\n');
        } else if let Some(inner) = field.shape.object().and_then(type_of)
            && level < DEPTH_MAX
        {
            fields(page, inner, true, level + 1);
        }
    }
}

/// A text over several lines, indented by four.
fn indented(text: &str) -> String {
    let mut out = String::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && 4 + line.chars().count() + 1 + word.chars().count() > WIDTH {
            out.push_str(&format!("    {line}\n"));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    out.push_str(&format!("    {line}\n"));
    out
}
