//! The containers of a pod or a pod template, as describe shows them.

use crate::sort::Sort;
use serde_json::Value;

use super::page::Page;
use crate::{
    shell::kubectl::print::fields::{flag, list, map, number, or, plain, text},
    text::quote::go_quote,
};

/// Writes a group of containers; with what runs of them, where they are a pod's.
pub fn describe(
    page: &mut Page,
    title: &str,
    containers: &[Value],
    statuses: Option<&[Value]>,
    pod: Option<&Value>,
) {
    // A template stands one step to the right of its heading.
    let (space, name_space) = if pod.is_some() { ("", "") } else { ("  ", " ") };
    let none = if containers.is_empty() { " <none>" } else { "" };
    page.line(0, format!("{space}{title}:{none}"));
    for container in containers {
        let name = text(container, "/name");
        let status = statuses
            .unwrap_or_default()
            .iter()
            .find(|it| text(it, "/name") == name);
        page.line(1, format!("{name_space}{name}:"));
        basics(page, container, status);
        command(page, "Command", list(container, "/command"));
        command(page, "Args", list(container, "/args"));
        if let Some(status) = status {
            state(page, "State", &status["state"]);
            if status.pointer("/lastState/terminated").is_some() {
                state(page, "Last State", &status["lastState"]);
            }
            page.field(2, "Ready", if flag(status, "/ready") { "True" } else { "False" });
            page.field(2, "Restart Count", number(status, "/restartCount"));
        }
        resources(page, "Limits", container, "/resources/limits");
        resources(page, "Requests", container, "/resources/requests");
        for (title, field) in [
            ("Liveness", "/livenessProbe"),
            ("Readiness", "/readinessProbe"),
            ("Startup", "/startupProbe"),
        ] {
            if let Some(it) = container.pointer(field) {
                page.field(2, title, probe(it));
            }
        }
        environment(page, container, pod);
        mounts(page, container);
    }
}

fn basics(page: &mut Page, container: &Value, status: Option<&Value>) {
    if let Some(status) = status {
        page.field(2, "Container ID", text(status, "/containerID"));
    }
    page.field(2, "Image", text(container, "/image"));
    if let Some(status) = status {
        page.field(2, "Image ID", text(status, "/imageID"));
    }
    for (title, field) in [("Port", "/containerPort"), ("Host Port", "/hostPort")] {
        let one = |port: &Value| format!("{}/{}", number(port, field), text(port, "/protocol"));
        let ports: Vec<String> = list(container, "/ports").iter().map(one).collect();
        let plural = if ports.len() > 1 { "s" } else { "" };
        page.line(
            2,
            format!("{title}{plural}:\t{}", or(&ports.join(", "), "<none>")),
        );
    }
}

fn command(page: &mut Page, title: &str, words: &[Value]) {
    if words.is_empty() {
        return;
    }
    page.line(2, format!("{title}:"));
    for line in words
        .iter()
        .filter_map(Value::as_str)
        .flat_map(|word| word.split('\n'))
    {
        page.line(3, line);
    }
}

fn state(page: &mut Page, title: &str, state: &Value) {
    let moment = |path: &str| super::moment(state, path);
    if state.get("running").is_some() {
        page.field(2, title, "Running");
        page.field(3, "Started", moment("/running/startedAt"));
    } else if let Some(ended) = state.get("terminated") {
        page.field(2, title, "Terminated");
        for (title, field) in [("Reason", "/reason"), ("Message", "/message")] {
            if !text(ended, field).is_empty() {
                page.field(3, title, text(ended, field));
            }
        }
        page.field(3, "Exit Code", number(ended, "/exitCode"));
        if number(ended, "/signal") > 0 {
            page.field(3, "Signal", number(ended, "/signal"));
        }
        page.field(3, "Started", moment("/terminated/startedAt"));
        page.field(3, "Finished", moment("/terminated/finishedAt"));
    } else {
        page.field(2, title, "Waiting");
        let reason = text(state, "/waiting/reason");
        if !reason.is_empty() {
            page.field(3, "Reason", reason);
        }
    }
}

fn resources(page: &mut Page, title: &str, container: &Value, path: &str) {
    let amounts = map_of_any(container, path);
    if amounts.is_empty() {
        return;
    }
    page.line(2, format!("{title}:"));
    for (name, amount) in amounts {
        page.field(3, name, amount);
    }
}

/// Amounts may be given as numbers.
fn map_of_any<'a>(object: &'a Value, path: &str) -> Vec<(&'a str, String)> {
    let mut pairs: Vec<(&str, String)> = object
        .pointer(path)
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.as_str(), plain(value)))
        .collect();
    pairs.order();
    pairs
}

/// A probe in one line: how it asks, and how often.
fn probe(probe: &Value) -> String {
    let attributes = format!(
        "delay={}s timeout={}s period={}s #success={} #failure={}",
        number(probe, "/initialDelaySeconds"),
        number(probe, "/timeoutSeconds"),
        number(probe, "/periodSeconds"),
        number(probe, "/successThreshold"),
        number(probe, "/failureThreshold"),
    );
    if let Some(exec) = probe.get("exec") {
        let words: Vec<String> = list(exec, "/command").iter().map(plain).collect();
        return format!("exec [{}] {attributes}", words.join(" "));
    }
    if let Some(http) = probe.get("httpGet") {
        let scheme = text(http, "/scheme").to_ascii_lowercase();
        let port = http.get("port").map(plain).unwrap_or_default();
        let path = text(http, "/path");
        let slash = if path.is_empty() || path.starts_with('/') {
            ""
        } else {
            "/"
        };
        return format!(
            "http-get {}://{}:{port}{slash}{path} {attributes}",
            or(&scheme, "http"),
            text(http, "/host")
        );
    }
    if let Some(tcp) = probe.get("tcpSocket") {
        let port = tcp.get("port").map(plain).unwrap_or_default();
        return format!("tcp-socket {}:{port} {attributes}", text(tcp, "/host"));
    }
    if let Some(grpc) = probe.get("grpc") {
        return format!(
            "grpc <pod>:{} {} {attributes}",
            number(grpc, "/port"),
            text(grpc, "/service")
        );
    }
    format!("unknown {attributes}")
}

fn environment(page: &mut Page, container: &Value, pod: Option<&Value>) {
    let sources = list(container, "/envFrom");
    if !sources.is_empty() {
        page.line(2, "Environment Variables from:");
    }
    for source in sources {
        let (kind, reference) = match source.get("configMapRef") {
            Some(reference) => ("ConfigMap", reference),
            None => ("Secret", &source["secretRef"]),
        };
        let prefix = match text(source, "/prefix") {
            "" => String::new(),
            prefix => format!(" with prefix '{prefix}'"),
        };
        let optional = flag(reference, "/optional");
        page.line(
            3,
            format!(
                "{}\t{kind}{prefix}\tOptional: {optional}",
                text(reference, "/name")
            ),
        );
    }
    let variables = list(container, "/env");
    let none = if variables.is_empty() { "\t<none>" } else { "" };
    page.line(2, format!("Environment:{none}"));
    for variable in variables {
        let name = text(variable, "/name");
        match variable.get("valueFrom") {
            None => {
                let mut lines = text(variable, "/value").split('\n');
                page.field(3, name, lines.next().unwrap_or_default());
                lines.for_each(|line| page.line(3, format!("\t{line}")));
            }
            Some(source) => page.field(3, name, value_from(source, pod)),
        }
    }
}

fn value_from(source: &Value, pod: Option<&Value>) -> String {
    if let Some(field) = source.get("fieldRef") {
        let path = text(field, "/fieldPath");
        let value = pod
            .and_then(|pod| pod.pointer(&format!("/{}", path.replace('.', "/"))))
            .map(plain)
            .unwrap_or_default();
        return format!("{value} ({}:{path})", or(text(field, "/apiVersion"), "v1"));
    }
    if let Some(field) = source.get("resourceFieldRef") {
        return format!(" ({})", text(field, "/resource"));
    }
    let (kind, reference) = match source.get("secretKeyRef") {
        Some(reference) => ("in secret", reference),
        None => ("of config map", &source["configMapKeyRef"]),
    };
    let [key, name] = ["/key", "/name"].map(|field| text(reference, field));
    let optional = flag(reference, "/optional");
    format!("<set to the key '{key}' {kind} '{name}'>\tOptional: {optional}")
}

fn mounts(page: &mut Page, container: &Value) {
    let mut mounts: Vec<&Value> = list(container, "/volumeMounts").iter().collect();
    mounts.order_by_key(|it| text(it, "/mountPath"));
    let none = if mounts.is_empty() { "\t<none>" } else { "" };
    page.line(2, format!("Mounts:{none}"));
    for mount in mounts {
        let mut flags = if flag(mount, "/readOnly") { "ro" } else { "rw" }.to_owned();
        if !text(mount, "/subPath").is_empty() {
            flags.push_str(&format!(",path={}", go_quote(text(mount, "/subPath"))));
        }
        let [path, name] = ["/mountPath", "/name"].map(|field| text(mount, field));
        page.line(3, format!("{path} from {name} ({flags})"));
    }
}

/// The template of a workload.
pub fn template(page: &mut Page, template: &Value) {
    page.line(0, "Pod Template:");
    page.labels("  Labels", template, "/metadata/labels");
    if !map(template, "/metadata/annotations").is_empty() {
        page.annotations("  Annotations", template, "/metadata/annotations");
    }
    let account = text(template, "/spec/serviceAccountName");
    if !account.is_empty() {
        page.field(1, "Service Account", account);
    }
    let first = list(template, "/spec/initContainers");
    if !first.is_empty() {
        describe(page, "Init Containers", first, None, None);
    }
    describe(page, "Containers", list(template, "/spec/containers"), None, None);
    super::volume::describe(page, list(template, "/spec/volumes"), true);
    super::pod::spread(page, list(template, "/spec/topologySpreadConstraints"), "  ");
    let class = text(template, "/spec/priorityClassName");
    if !class.is_empty() {
        page.field(1, "Priority Class Name", class);
    }
}
