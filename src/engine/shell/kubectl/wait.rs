//! `kubectl wait`: until conditions hold, or objects are gone.
//!
//! Source: kubectl pkg/cmd/wait, Kubernetes 1.28, read 2026-11.

use serde_json::Value;

use crate::{
    shell::{
        Reply,
        flags::{Flag, Takes},
        follow::{Followed, Seen, What},
        kubectl::{
            form::relaxed,
            options,
            print::{
                fields::{list, number, plain, text},
                json,
            },
            select,
            target::targets,
        },
        refusal::Refusal,
        verb::{Call, Complete, Verb},
    },
    text::{jsonpath::JsonPath, quote::go_quote},
    time::{Span, Time},
    world::{Key, Object},
};

/// The verb.
pub const WAIT: &Verb = &Verb {
    tool: "kubectl",
    name: "wait",
    aliases: &[],
    usage: "(TYPE NAME | TYPE/NAME | TYPE -l label) --for=condition=NAME|delete|jsonpath='{...}'=VALUE",
    help: "Wait until objects meet a condition, or are gone.",
    examples: &[
        "kubectl wait --for=condition=Available deployment/shop --timeout=60s",
        "kubectl wait --for=condition=Ready pod -l app=shop",
        "kubectl wait --for=delete pod/shop-0",
    ],
    flags: options::flags![
        &[
            FOR,
            TIMEOUT,
            options::SELECTOR,
            options::ALL,
            options::FILENAME,
            options::RECURSIVE,
            options::FIELD_SELECTOR,
            options::ALL_NAMESPACES,
            options::LOCAL
        ],
        options::PRINTED
    ],
    complete: Complete::Resources(&[]),
    run,
};

const FOR: &Flag = &Flag {
    name: "for",
    short: None,
    takes: Takes::Text(""),
    help: "What to wait for: condition=NAME[=VALUE], delete, or jsonpath='{...}'=VALUE.",
};

/// kubectl gives up after 30 s unless told otherwise. Source: kubectl pkg/cmd/wait/wait.go, Kubernetes 1.34.9, read 2026-11.
const TIMEOUT: &Flag = &Flag {
    name: "timeout",
    short: None,
    takes: Takes::Seconds(30),
    help: "How long to wait; 0s: look once.",
};

/// A negative time means a week. Source: kubectl pkg/cmd/wait/wait.go, Kubernetes 1.34.9, read 2026-11.
const A_WEEK: Span = Span::secs(168 * 3600);

/// What is waited for.
#[derive(Clone, Debug, PartialEq)]
enum Goal {
    /// The object is gone.
    Gone,
    /// A condition has this status.
    Condition { kind: String, status: String },
    /// A path picks out this value, or anything.
    Path(JsonPath, Option<String>),
}

/// One object that is waited for.
#[derive(Clone, Debug, PartialEq)]
struct Item {
    key: Key,
    /// As messages call it: `pod/shop`.
    title: String,
    /// As time-outs call it: `pods/shop`.
    plural: String,
    /// Whether it is so already.
    met: bool,
}

/// The objects that are still waited for, one after the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Wait {
    goal: Goal,
    items: Vec<Item>,
    timeout: Span,
}

fn run(call: &Call) -> Result<Reply, Refusal> {
    let goal = read(call.flags.text("for"))?;
    let timeout = call.flags.span("timeout").unwrap_or(A_WEEK);
    let selection = targets(call, &call.args)?;
    let item = |found: &select::Found| Item {
        key: found.key(),
        title: found.title(),
        plural: format!("{}/{}", found.resource.qualified(), found.key().name),
        met: goal.holds(Some(&found.object)),
    };
    let mut items: Vec<Item> = selection.found.iter().map(item).collect();
    let mut reply = Reply::default();
    if items.is_empty() && selection.problems.is_empty() && goal != Goal::Gone {
        return Err(Refusal::tool("no matching resources found"));
    }
    let mut problems = selection.problems;
    problems.retain(|it| goal != Goal::Gone || !matches!(it, Refusal::NotFound(..)));
    if let Some(problem) = Refusal::join(problems) {
        reply.refuse(&problem);
    }
    let met = items.iter().take_while(|it| it.met).count();
    for it in items.drain(..met) {
        reply.out.push_str(&format!("{} condition met\n", it.title));
    }
    if timeout == Span::ZERO {
        for it in &items {
            reply.refuse(&Refusal::tool(format!("condition not met for {}", it.plural)));
        }
    } else if !items.is_empty() {
        let wait = Wait { goal, items, timeout };
        reply.follow = Some(What::Wait(wait).into());
    }
    Ok(reply)
}

fn read(text: &str) -> Result<Goal, Refusal> {
    if text.eq_ignore_ascii_case("delete") {
        return Ok(Goal::Gone);
    }
    if let Some(condition) = text.strip_prefix("condition=") {
        let (kind, status) = condition.split_once('=').unwrap_or((condition, "true"));
        return Ok(Goal::Condition {
            kind: kind.to_owned(),
            status: status.to_owned(),
        });
    }
    if let Some(rest) = text.strip_prefix("jsonpath=") {
        let (path, value) = match rest.split('=').collect::<Vec<_>>()[..] {
            [path] => (path, None),
            [path, value] => (path, Some(value.trim_matches(['\'', '"']).to_owned())),
            _ => {
                return Err(Refusal::tool(
                    "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or \
                     --for=jsonpath='{.status.readyReplicas}'",
                ));
            }
        };
        let path = relaxed(path)?;
        if value.as_deref() == Some("") {
            return Err(Refusal::tool(
                "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3",
            ));
        }
        return Ok(Goal::Path(path, value));
    }
    Err(Refusal::tool(format!(
        "unrecognized condition: {}",
        go_quote(text)
    )))
}

impl Goal {
    fn holds(&self, object: Option<&Object>) -> bool {
        match (self, object) {
            (Self::Gone, object) => object.is_none(),
            (_, None) => false,
            (Self::Condition { kind, status }, Some(object)) => condition_holds(&json(object), kind, status),
            (Self::Path(path, value), Some(object)) => {
                let shown = json(object);
                let found = path.find(&shown).unwrap_or_default();
                match value {
                    Some(value) => found.first().is_some_and(|it| plain(it) == *value),
                    None => !found.is_empty(),
                }
            }
        }
    }
}

fn condition_holds(object: &Value, kind: &str, status: &str) -> bool {
    let conditions = list(object, "/status/conditions");
    let Some(it) = conditions
        .iter()
        .find(|it| text(it, "/type").eq_ignore_ascii_case(kind))
    else {
        return false;
    };
    // What is said about an older spec does not count.
    let is_old = object.pointer("/status/observedGeneration").is_some()
        && number(object, "/status/observedGeneration") < number(object, "/metadata/generation");
    !is_old && text(it, "/status").eq_ignore_ascii_case(status)
}

impl Wait {
    /// What has come about since the command was typed.
    pub fn text(&self, seen: &Seen) -> Followed {
        let mut followed = Followed::default();
        let mut since = seen.from;
        let over = seen.over(self.timeout);
        let mut failed = false;
        for item in &self.items {
            match self
                .met_at(item, since, seen)
                .filter(|at| over.is_none_or(|end| *at < end))
            {
                Some(at) => {
                    followed.out.push_str(&format!("{} condition met\n", item.title));
                    since = at;
                }
                None if over.is_some() => {
                    let message = format!("timed out waiting for the condition on {}", item.plural);
                    followed.err.push_str(&format!("{}\n", Refusal::tool(message)));
                    failed = true;
                }
                None => return followed,
            }
        }
        followed.code = Some(u8::from(failed));
        followed
    }

    /// The first moment from `since` on at which it is so.
    fn met_at(&self, item: &Item, since: Time, seen: &Seen) -> Option<Time> {
        let mut met = item.met;
        for entry in seen.entries().filter(|entry| entry.key == item.key) {
            if met && since < entry.at {
                return Some(since);
            }
            met = self.goal.holds(entry.after.as_ref());
            if met && since <= entry.at {
                return Some(entry.at);
            }
        }
        met.then_some(since)
    }
}
