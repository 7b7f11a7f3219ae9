//! What a container answers to a probe: by HTTP, TCP, gRPC or a command.
//!
//! Messages: pkg/probe/{http,tcp,grpc,exec}, Kubernetes 1.34.9, read 2026-11. Any path and command asks the same: the
//! readiness probe whether the app is ready, the others whether it listens.

use crate::{
    infra::Process,
    kube::{Container, Probe, Rest},
    luck,
    reason::pod::ProbeKind,
    time::{Span, Time},
    world::Text,
};

/// How many of a hundred requests a process answers with an error.
pub fn errors_percent(process: &Process) -> u32 {
    process.app.errors_percent + process.errors_percent
}

/// Whether the app answers a probe by HTTP with an error, as it does so many of a hundred requests.
fn errs(process: &Process, seed: u64, now: Time) -> bool {
    let percent = u64::from(errors_percent(process));
    percent > 0 && luck::number(seed, "probe", &format!("{}/{}", process.name, now.0)) % 100 < percent
}

/// What a container answers, in the words of the Event where it answers badly.
pub fn ask(
    kind: ProbeKind,
    probe: &Probe,
    process: Option<&Process>,
    pod_ip: &Text,
    container: &Container,
    (now, seed): (Time, u64),
) -> Result<(), String> {
    let process = process.filter(|it| it.listens(now));
    let is_well = |it: &Process| match kind {
        ProbeKind::Readiness => it.answers_ready(now),
        ProbeKind::Startup | ProbeKind::Liveness => true,
    };
    let timeout = Span::secs(probe.timeout_seconds.max(1));
    let is_late =
        |it: &Process| it.hangs || Span(it.app.work.0 * u64::from(it.slowness_percent) / 100) > timeout;
    let secs = timeout.as_secs();
    let handler = &probe.handler;
    if let Some(get) = handler.get("httpGet") {
        let host = get["host"].as_str().unwrap_or(pod_ip);
        let port = || port_of(&get["port"], container);
        // Put into words only when it is needed: most probes are answered well.
        let fails = |how: &str| {
            let scheme = get["scheme"].as_str().unwrap_or("HTTP").to_ascii_lowercase();
            let path = get["path"].as_str().unwrap_or("/");
            Err(format!("Get \"{scheme}://{host}:{}{path}\": {how}", port()))
        };
        return match process {
            None => fails(&format!(
                "dial tcp {host}:{}: connect: connection refused",
                port()
            )),
            Some(it) if is_late(it) => {
                fails("context deadline exceeded (Client.Timeout exceeded while awaiting headers)")
            }
            Some(it) if errs(it, seed, now) => Err("HTTP probe failed with statuscode: 500".to_owned()),
            Some(it) if is_well(it) => Ok(()),
            Some(_) => Err("HTTP probe failed with statuscode: 503".to_owned()),
        };
    }
    if let Some(socket) = handler.get("tcpSocket") {
        let host = socket["host"].as_str().unwrap_or(pod_ip);
        let port = port_of(&socket["port"], container);
        // Whoever listens accepts the connection, however it fares.
        return match process {
            Some(it) if !it.app.never_ready => Ok(()),
            _ => Err(format!("dial tcp {host}:{port}: connect: connection refused")),
        };
    }
    if let Some(grpc) = handler.get("grpc") {
        let port = port_of(&grpc["port"], container);
        return match process {
            Some(it) if is_late(it) => Err(format!("timeout: health rpc did not complete within {secs}s")),
            Some(it) if is_well(it) => Ok(()),
            Some(_) => Err("service unhealthy (responded with \"NOT_SERVING\")".to_owned()),
            None => Err(format!(
                "timeout: failed to connect service \"{pod_ip}:{port}\" within {secs}s: context deadline exceeded"
            )),
        };
    }
    match process {
        Some(it) if is_late(it) => Err(format!(
            "command timed out: {} timed out after {secs}s",
            command_of(handler)
        )),
        Some(it) if is_well(it) => Ok(()),
        _ => Err(String::new()),
    }
}

fn command_of(handler: &Rest) -> String {
    let words = handler.get("exec").and_then(|it| it["command"].as_array());
    let words: Vec<&str> = words.into_iter().flatten().filter_map(|it| it.as_str()).collect();
    crate::text::quote::go_quote(&words.join(" "))
}

/// A port as a number; a name is looked up among the container's ports.
fn port_of(port: &serde_json::Value, container: &Container) -> String {
    match port.as_str() {
        None => port.to_string(),
        Some(name) => {
            let known = container.ports.iter().find(|it| it.name.as_deref() == Some(name));
            known.map_or_else(|| name.to_owned(), |it| it.container_port.to_string())
        }
    }
}
