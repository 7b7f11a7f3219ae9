//! What a `kubectl logs` line asks for, and why it is turned down.

use crate::{
    shell::{refusal::Refusal, verb::Call},
    text::quote::go_quote,
    time::{Span, Time},
};

/// What the words name: an object, and perhaps a container of it.
pub(super) fn words<'a>(call: &'a Call) -> Result<(Option<&'a str>, Option<&'a str>), Refusal> {
    let has_selector = call.flags.some_text("selector").is_some();
    match &call.args[..] {
        [] if has_selector => Ok((None, None)),
        [_] if has_selector => Err(call.misused("only a selector (-l) or a POD name is allowed")),
        [object] => Ok((Some(object), None)),
        [object, container] => Ok((Some(object), Some(container))),
        _ => Err(call.misused(
            "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command",
        )),
    }
}

/// Refuses flags that contradict each other or make no sense. Source: kubectl pkg/cmd/logs/logs.go, Kubernetes 1.28.7, read 2026-11.
pub(super) fn check(call: &Call, inline: Option<&str>) -> Result<(), Refusal> {
    let flags = &call.flags;
    let since_is_negative = flags.has("since") && flags.span("since").is_none();
    let container = inline.unwrap_or(flags.text("container"));
    let problem = if flags.has("since-time") && (since_is_negative || flags.span("since") > Some(Span::ZERO))
    {
        "at most one of `sinceTime` or `sinceSeconds` may be specified".to_owned()
    } else if flags.is_on("all-containers") && !container.is_empty() {
        format!("--all-containers=true should not be specified with container name {container}")
    } else if flags.has("container") && inline.is_some() {
        "only one of -c or an inline [CONTAINER] arg is allowed".to_owned()
    } else if flags.number("limit-bytes") < 0 {
        "--limit-bytes must be greater than 0".to_owned()
    } else if since_is_negative {
        "--since must be greater than 0".to_owned()
    } else if flags.number("tail") < -1 {
        "--tail must be greater than or equal to -1".to_owned()
    } else {
        return Ok(());
    };
    Err(Refusal::tool(problem))
}

/// From when on lines are asked for.
pub(super) fn since_time(call: &Call) -> Result<Option<Time>, Refusal> {
    let Some(text) = call.flags.some_text("since-time") else {
        return Ok(None);
    };
    let millis = Time::parse_rfc3339(text).ok_or_else(|| {
        let text = go_quote(text);
        Refusal::tool(format!(
            "parsing time {text} as \"2006-01-02T15:04:05Z07:00\": cannot parse {text} as \"2006\""
        ))
    })?;
    Ok(Some(Time(u64::try_from(millis).unwrap_or(0))))
}
