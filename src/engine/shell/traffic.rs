//! `traffic`: how many requests clients send, to which Service, and how long they wait.

use crate::{
    controller::View,
    infra::{
        Network,
        network::{CLIENTS_MAX, Client, Counts, Rate, Shape},
    },
    text::{duration::parse_go_duration, quote::go_quote},
    time::Span,
    world::{Change, Key, Kind},
};

use super::{
    Reply,
    flags::{Flag, Takes},
    refusal::Refusal,
    suggest::suggest,
    verb::{Call, Complete, Tool, Verb},
};

/// The most requests per second of all clients together. Chosen by us: what a page can draw and count in time.
const RATE_MAX: Rate = Rate(1_000_000);

/// The longest that clients may be told to wait, and the longest period. Chosen by us.
const SPAN_MAX: Span = Span::secs(3600);

/// The words that may begin a line.
const WORDS: &[&str] = &["off", "wave", "spike", "50rps"];

/// The tool.
pub const TOOL: &Tool = &Tool {
    name: "traffic",
    verbs: &[&TRAFFIC],
    flags: &[],
    check: |_| Ok(()),
    words: || WORDS.to_vec(),
    help: || TRAFFIC.manual(),
    not_here: |_| None,
};

static TRAFFIC: Verb = Verb {
    tool: "traffic",
    name: "",
    aliases: &[],
    usage: "[RATE | wave LOW..HIGH | spike LOW..HIGH | off] [--to=SERVICE[.NAMESPACE]] [--timeout=2s]",
    help: "Send requests to a Service: steadily, in waves or in a spike. They arrive by chance, whether or not they are answered. Alone it says what is sent now.",
    examples: &[
        "traffic 50rps",
        "traffic 50rps --to=shop.team-a --timeout=500ms",
        "traffic wave 20..80rps --period=60s",
        "traffic spike 20..200rps --for=30s",
        "traffic off",
        "traffic",
    ],
    flags: &[TO, TIMEOUT, PERIOD, FOR],
    complete: Complete::Words(WORDS),
    run,
};

const TO: &Flag = &Flag {
    name: "to",
    short: None,
    takes: Takes::Text(""),
    help: "The Service, with its namespace unless that is default. May be left out if there is only one.",
};
const TIMEOUT: &Flag = &Flag {
    name: "timeout",
    short: None,
    takes: Takes::Text("2s"),
    help: "How long a client waits for its answer.",
};
const PERIOD: &Flag = &Flag {
    name: "period",
    short: None,
    takes: Takes::Text("60s"),
    help: "How long a wave takes from one low end to the next.",
};
const FOR: &Flag = &Flag {
    name: "for",
    short: None,
    takes: Takes::Text("30s"),
    help: "How long a spike lasts.",
};

fn run(call: &Call) -> Result<Reply, Refusal> {
    let view = call.view;
    let known = view.world.network(&Network::key()).cloned().unwrap_or_default();
    let words: Vec<&str> = call.args.iter().map(String::as_str).collect();
    if words.is_empty() {
        return Ok(Reply::print(report(&known, view)));
    }
    let shape = shape(call, &words)?;
    let patience = span(call, "timeout")?;
    if shape == Shape::Off && known.clients().next().is_none() {
        return Ok(Reply::print(report(&known, view)));
    }
    let mut next = known.clone();
    let mut said = String::new();
    for to in names(call, &known, shape)? {
        let client = Client {
            to,
            shape,
            patience,
            since: view.now,
        };
        said.push_str(&format!("{}\n", line_of(&client)));
        if shape != Shape::Off && !is_known(&client.to, view) {
            said.push_str(&format!(
                "note: there is no Service {} yet, so these requests fail until there is\n",
                go_quote(&client.to.name)
            ));
        }
        next = next.with_client(client, view.now, view.seed);
    }
    if next.clients().count() > CLIENTS_MAX {
        return Err(Refusal::tool(format!(
            "at most {CLIENTS_MAX} Services can have clients"
        )));
    }
    let all: u64 = next.clients().map(|it| u64::from(it.shape.highest().0)).sum();
    if all > u64::from(RATE_MAX.0) {
        return Err(Refusal::tool(format!(
            "{} would be too many: all clients together send at most {}",
            rate_text(Rate(u32::try_from(all).unwrap_or(u32::MAX))),
            rate_text(RATE_MAX)
        )));
    }
    let mut reply = Reply::print(said);
    reply.change(call.line, Change::Put(next.into()));
    Ok(reply)
}

fn shape(call: &Call, words: &[&str]) -> Result<Shape, Refusal> {
    match words {
        [] | ["off"] => Ok(Shape::Off),
        ["wave", range] => {
            let (low, high) = range_of(call, range)?;
            let period = span(call, "period")?;
            Ok(Shape::Wave { low, high, period })
        }
        ["spike", range] => {
            let (low, high) = range_of(call, range)?;
            let lasts = span(call, "for")?;
            Ok(Shape::Spike { low, high, lasts })
        }
        ["wave" | "spike"] => Err(call.misused(format!("{} needs a range such as 20..80rps", words[0]))),
        [word] if word.starts_with(|it: char| it.is_ascii_digit()) => Ok(Shape::Steady(rate(call, word)?)),
        [word, ..] => {
            let near = suggest(word, WORDS.iter().copied());
            if near.is_empty() || WORDS.contains(word) {
                return Err(call.misused(format!("cannot read {}", go_quote(&words.join(" ")))));
            }
            Err(Refusal::UnknownCommand("traffic", (*word).to_owned(), near))
        }
    }
}

/// A rate such as `50rps`, `0.5rps`, `50/s` or `50`.
fn rate(call: &Call, text: &str) -> Result<Rate, Refusal> {
    let wrong = || {
        call.misused(format!(
            "{} is not a rate such as 50rps or 0.5rps",
            go_quote(text)
        ))
    };
    let number = text.trim_end_matches("rps").trim_end_matches("/s");
    let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    if !is_digits(whole) || !is_digits(part) || whole.len() > 6 || part.len() > 3 {
        return Err(wrong());
    }
    let whole: u32 = whole.parse().map_err(|_| wrong())?;
    let part: u32 = format!("{part:0<3}").parse().map_err(|_| wrong())?;
    let rate = Rate(whole * 1000 + part);
    if rate > RATE_MAX {
        return Err(Refusal::tool(format!(
            "{} is too many: at most {}",
            go_quote(text),
            rate_text(RATE_MAX)
        )));
    }
    Ok(rate)
}

fn range_of(call: &Call, text: &str) -> Result<(Rate, Rate), Refusal> {
    let Some((low, high)) = text.split_once("..") else {
        return Err(call.misused(format!("{} is not a range such as 20..80rps", go_quote(text))));
    };
    let (low, high) = (rate(call, low)?, rate(call, high)?);
    if high < low {
        return Err(call.misused(format!("the range {} runs downwards", go_quote(text))));
    }
    Ok((low, high))
}

fn span(call: &Call, flag: &'static str) -> Result<Span, Refusal> {
    let text = call.flags.text(flag);
    let span = parse_go_duration(text).map(|ns| Span(u64::try_from(ns).unwrap_or(0) / 1_000_000));
    match span {
        Ok(span) if (Span(1)..=SPAN_MAX).contains(&span) => Ok(span),
        Ok(_) => Err(call.misused(format!("--{flag} must lie between 1ms and 1h, not {text}"))),
        Err(error) => Err(call.misused(format!(
            "invalid argument {} for --{flag}: {error}",
            go_quote(text)
        ))),
    }
}

/// Which names the line is about: the one it gives, else the only one there is; `off` without a name means all.
fn names(call: &Call, known: &Network, shape: Shape) -> Result<Vec<Key>, Refusal> {
    let given = call.flags.text("to");
    if !given.is_empty() {
        let (name, namespace) = given.split_once('.').unwrap_or((given, "default"));
        let namespace = namespace.trim_end_matches(".svc.cluster.local");
        if name.is_empty() || namespace.is_empty() || given.len() > 253 {
            return Err(call.misused(format!("{} is not SERVICE or SERVICE.NAMESPACE", go_quote(given))));
        }
        return Ok(vec![Key::new(Kind::Balancer, &namespace.into(), &name.into())]);
    }
    let asked: Vec<Key> = known.clients().map(|client| client.to.clone()).collect();
    if shape == Shape::Off || asked.len() == 1 {
        return Ok(asked);
    }
    let services: Vec<Key> = call
        .view
        .world
        .services()
        .filter(|it| !(&*it.meta.namespace == "default" && &*it.meta.name == "kubernetes"))
        .map(|it| Key::new(Kind::Balancer, &it.meta.namespace, &it.meta.name))
        .collect();
    match services.len() {
        1 => Ok(services),
        0 => Err(call.misused("there is no Service yet; name one with --to=SERVICE")),
        _ => {
            let names: Vec<String> = services.iter().map(name_of).collect();
            Err(call.misused(format!(
                "which Service? Name one with --to=SERVICE: {}",
                names.join(", ")
            )))
        }
    }
}

fn is_known(to: &Key, view: &View) -> bool {
    let service = Key::new(Kind::Service, &to.namespace, &to.name);
    view.world.balancer(to).is_some() || view.world.service(&service).is_some()
}

fn name_of(to: &Key) -> String {
    match &*to.namespace {
        "default" => to.name.to_string(),
        namespace => format!("{}.{namespace}", to.name),
    }
}

fn rate_text(Rate(rate): Rate) -> String {
    let part = format!("{:03}", rate % 1000);
    match part.trim_end_matches('0') {
        "" => format!("{}rps", rate / 1000),
        part => format!("{}.{part}rps", rate / 1000),
    }
}

fn seconds_text(span: Span) -> String {
    match span.0 % 1000 {
        0 => format!("{}s", span.as_secs()),
        _ => format!("{}ms", span.0),
    }
}

/// What a group of clients does, in a line.
fn line_of(client: &Client) -> String {
    let to = name_of(&client.to);
    let range = |low, high| format!("{}..{}", rate_text(low).trim_end_matches("rps"), rate_text(high));
    let what = match client.shape {
        Shape::Off => return format!("traffic to {to}: off"),
        Shape::Steady(rate) => rate_text(rate),
        Shape::Wave { low, high, period } => {
            format!("wave {} every {}", range(low, high), seconds_text(period))
        }
        Shape::Spike { low, high, lasts } => {
            format!("spike {} for {}", range(low, high), seconds_text(lasts))
        }
    };
    format!(
        "traffic to {to}: {what}, timeout {}",
        seconds_text(client.patience)
    )
}

/// What `traffic` alone prints.
fn report(network: &Network, view: &View) -> String {
    let mut text = String::new();
    for client in network.clients() {
        let counts = network.counts(view.now, Some(&client.to));
        text.push_str(&format!("{}\n  {}\n", line_of(client), counts_text(&counts)));
    }
    if text.is_empty() {
        text.push_str("No traffic. Try: traffic 50rps --to=SERVICE\n");
    }
    text
}

fn counts_text(counts: &Counts) -> String {
    format!(
        "{} sent, {} answered, {} failed, {} under way",
        counts.offered,
        counts.answered,
        counts.failures(),
        counts.in_flight
    )
}

#[cfg(test)]
mod tests;
