//! `kubectl taint`: which pods a node keeps away.

use serde_json::{Value, json};

use crate::{
    shell::{
        Reply,
        flags::{Flag, Takes},
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    text::{
        names::{label_key, label_value},
        quote::go_quote,
    },
    world::Kind,
};

use super::{
    options,
    resource::Resource,
    select::Asked,
    target::{Done, edit_each},
};

const OVERWRITE: &Flag = &Flag {
    name: "overwrite",
    short: None,
    takes: Takes::Switch,
    help: "Allow a taint of the same key and effect to get another value.",
};

/// The verb.
pub static TAINT: Verb = Verb {
    tool: "kubectl",
    name: "taint",
    aliases: &[],
    usage: "NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N",
    help: "Update the taints on one or more nodes",
    examples: &[
        "kubectl taint nodes n1 dedicated=db:NoSchedule",
        "kubectl taint nodes n1 dedicated-",
    ],
    flags: options::flags![
        &[OVERWRITE, options::ALL, options::SELECTOR, options::DRY_RUN],
        options::PRINTED,
        &[options::FIELD_MANAGER, options::VALIDATE]
    ],
    complete: Complete::Resources(&[Kind::Node]),
    run,
};

/// A taint as it is typed; without an effect it can only be taken away.
#[derive(Clone, Debug, PartialEq)]
struct Typed {
    key: String,
    value: Option<String>,
    effect: Option<String>,
}

fn run(call: &Call) -> Result<Reply, Refusal> {
    let is_taint = |word: &String| word.contains(['=', ':']) || word.ends_with('-');
    let first = call.args.iter().position(is_taint).unwrap_or(call.args.len());
    let (words, taints) = call.args.split_at(first);
    if let Some(late) = taints.iter().find(|it| !is_taint(it)) {
        return Err(Refusal::tool(format!(
            "all resources must be specified before taint changes: {late}"
        )));
    }
    if words.is_empty() {
        return Err(Refusal::tool(
            "one or more resources must be specified as <resource> <name>",
        ));
    }
    if taints.is_empty() {
        return Err(Refusal::tool("at least one taint update is required"));
    }
    let (add, remove) = read(taints).map_err(|problem| call.misused(problem))?;
    let asked = asked(call, words, &add, &remove)?;
    let selection = asked.select(call, false)?;
    edit_each(call, selection, |found, form| {
        let known = form["spec"]["taints"].as_array().cloned().unwrap_or_default();
        if !call.flags.is_on("overwrite") {
            refuse_replaced(&found.key().name, &known, &add)?;
        }
        let (taints, done) = changed(&known, &add, &remove, call.flags.is_on("overwrite"))?;
        form["spec"]["taints"] = taints.into();
        Ok(Done::Told(done))
    })
}

fn asked(call: &Call, words: &[String], add: &[Typed], remove: &[Typed]) -> Result<Asked, Refusal> {
    let word = words[0].to_ascii_lowercase();
    let resource = Resource::named(&word).map_err(|problem| match problem {
        // kubectl tells this one without its `error:`.
        Refusal::Tool(message) => Refusal::Plain(message),
        other => other,
    })?;
    if resource.kind != Kind::Node {
        return Err(Refusal::tool(format!(
            "invalid resource type {word}, only node types are supported"
        )));
    }
    let clashes: Vec<String> = add
        .iter()
        .flat_map(|new| remove.iter().map(move |gone| (new, gone)))
        .filter(|(new, gone)| new.key == gone.key && (gone.effect.is_none() || gone.effect == new.effect))
        .map(|(_, gone)| format!("{}={}", gone.key, gone.effect.as_deref().unwrap_or_default()))
        .collect();
    if !clashes.is_empty() {
        return Err(Refusal::tool(format!(
            "can not both modify and remove the following taint(s) in the same command: {}",
            clashes.join(", ")
        )));
    }
    let (is_all, selects) = (call.flags.is_on("all"), options::selector(call).is_some());
    if is_all && selects {
        return Err(Refusal::tool(
            "setting 'all' parameter with a non empty selector is prohibited",
        ));
    }
    if is_all || selects {
        return Ok(Asked::Types(vec![resource]));
    }
    if words.len() < 2 {
        return Err(Refusal::tool(
            "at least one resource name must be specified since 'all' parameter is not set",
        ));
    }
    let names = words[1..].iter().map(|name| (resource, name.as_str().into()));
    Ok(Asked::Names(names.collect()))
}

fn read(words: &[String]) -> Result<(Vec<Typed>, Vec<Typed>), String> {
    let (mut add, mut remove) = (Vec::new(), Vec::new());
    for word in words {
        if let Some(word) = word.strip_suffix('-') {
            remove.push(typed(word)?);
        } else {
            let taint = typed(word)?;
            if taint.effect.is_none() {
                return Err(format!("invalid taint spec: {word}"));
            }
            if add
                .iter()
                .any(|it: &Typed| it.key == taint.key && it.effect == taint.effect)
            {
                let [value, effect] =
                    [&taint.value, &taint.effect].map(|it| it.as_deref().unwrap_or_default());
                return Err(format!(
                    "duplicated taints with the same key and effect: {{{} {value} {effect} <nil>}}",
                    taint.key
                ));
            }
            add.push(taint);
        }
    }
    Ok((add, remove))
}

fn typed(word: &str) -> Result<Typed, String> {
    let invalid = || format!("invalid taint spec: {word}");
    let (pair, effect) = match word.split(':').collect::<Vec<_>>()[..] {
        [key] => (key, None),
        [pair, effect] => (pair, Some(effect)),
        _ => return Err(invalid()),
    };
    if let Some(effect) = effect
        && !matches!(effect, "NoSchedule" | "PreferNoSchedule" | "NoExecute")
    {
        return Err(format!(
            "invalid taint effect: {effect}, unsupported taint effect"
        ));
    }
    // Without an effect the whole word is the key.
    let (key, value) = match pair.split('=').collect::<Vec<_>>()[..] {
        _ if effect.is_none() => (pair, None),
        [key] => (key, None),
        [key, value] => (key, Some(value)),
        _ => return Err(invalid()),
    };
    for problems in [value.map(label_value).unwrap_or_default(), label_key(key)] {
        if !problems.is_empty() {
            return Err(format!("{}, {}", invalid(), problems.join("; ")));
        }
    }
    Ok(Typed {
        key: key.to_owned(),
        value: value.filter(|it| !it.is_empty()).map(str::to_owned),
        effect: effect.map(str::to_owned),
    })
}

impl Typed {
    /// Whether a taint of a node is the same one, whatever its value.
    fn is(&self, taint: &Value) -> bool {
        taint["key"] == *self.key
            && self
                .effect
                .as_ref()
                .is_none_or(|effect| taint["effect"] == **effect)
    }

    fn title(&self) -> String {
        match &self.effect {
            Some(effect) => format!("{}:{effect}", self.key),
            None => self.key.clone(),
        }
    }

    fn form(&self) -> Value {
        let mut form = json!({ "key": self.key, "effect": self.effect });
        if let Some(value) = &self.value {
            form["value"] = json!(value);
        }
        form
    }
}

fn refuse_replaced(node: &str, known: &[Value], add: &[Typed]) -> Result<(), Refusal> {
    let same: Vec<&str> = add
        .iter()
        .filter(|new| known.iter().any(|it| new.is(it)))
        .map(|new| new.key.as_str())
        .collect();
    if same.is_empty() {
        return Ok(());
    }
    Err(Refusal::tool(format!(
        "node {node} already has {} taint(s) with same effect(s) and --overwrite is false",
        same.join(",")
    )))
}

fn changed(
    known: &[Value],
    add: &[Typed],
    remove: &[Typed],
    overwrite: bool,
) -> Result<(Vec<Value>, &'static str), Refusal> {
    let mut taints: Vec<Value> = add.iter().map(Typed::form).collect();
    taints.extend(
        known
            .iter()
            .filter(|it| !add.iter().any(|new| new.is(it)))
            .cloned(),
    );
    let has_added = taints.len() != known.len();
    let mut has_removed = false;
    let mut problems = Vec::new();
    for gone in remove {
        let before = taints.len();
        taints.retain(|it| !gone.is(it));
        has_removed = taints.len() != before;
        if !has_removed {
            problems.push(Refusal::tool(format!(
                "taint {} not found",
                go_quote(&gone.title())
            )));
        }
    }
    if let Some(problem) = Refusal::join(problems) {
        return Err(problem);
    }
    let done = if (has_added && has_removed) || overwrite {
        "modified"
    } else if has_added {
        "tainted"
    } else {
        "untainted"
    };
    Ok((taints, done))
}
