//! Which processes a fault is about: those of pods by name, or of pods of a deployment.

use crate::sort::Sort;
use crate::{
    infra::Process,
    kube::Pod,
    luck,
    shell::{refusal::Refusal, suggest::suggest, verb::Call},
    text::quote::go_quote,
    world::{Key, Kind, Object},
};

/// The running processes that a line means; never none.
pub fn processes<'a>(call: &Call<'a>) -> Result<Vec<&'a Process>, Refusal> {
    if call.args.is_empty() {
        return Err(call.misused("which pod? Name a POD or deployment/NAME"));
    }
    let mut found: Vec<&Process> = Vec::new();
    for arg in &call.args {
        let more = match arg.split_once('/') {
            None | Some(("pod" | "pods" | "po", _)) => {
                let name = arg.split_once('/').map_or(arg.as_str(), |(_, name)| name);
                of_pod(call, pod(call, name)?)?
            }
            Some(("deployment" | "deployments" | "deploy" | "deployment.apps", name)) => {
                of_deployment(call, name)?
            }
            Some((kind, _)) => {
                let message = format!("faults are for pods and deployments, not for {}", go_quote(kind));
                return Err(call.misused(message));
            }
        };
        found.extend(more);
    }
    found.order_by_key(|process| process.key());
    found.dedup_by_key(|process| process.key());
    Ok(found)
}

fn pod<'a>(call: &Call<'a>, name: &str) -> Result<&'a Pod, Refusal> {
    let namespace = call.namespace();
    let world = call.view.world;
    world
        .pod(&Key::new(Kind::Pod, &namespace, &name.into()))
        .ok_or_else(|| {
            let names = world.pods().filter(|it| it.meta.namespace == namespace);
            let near = suggest(name, names.map(|it| &*it.meta.name));
            not_found("pods", name, &near)
        })
}

fn not_found(resource: &str, name: &str, near: &[&str]) -> Refusal {
    let refusal = Refusal::NotFound(resource.to_owned(), name.to_owned());
    if near.is_empty() {
        return refusal;
    }
    let near: String = near.iter().map(|it| format!("\n\t{it}")).collect();
    Refusal::Plain(format!("{refusal}\n\nDid you mean this?{near}"))
}

/// The running processes of a pod; a refusal if there is none.
fn of_pod<'a>(call: &Call<'a>, pod: &'a Pod) -> Result<Vec<&'a Process>, Refusal> {
    let wanted = call.flags.text("container");
    if !wanted.is_empty() && !pod.spec.containers.iter().any(|it| &*it.name == wanted) {
        let names: Vec<&str> = pod.spec.containers.iter().map(|it| &*it.name).collect();
        return Err(Refusal::tool(format!(
            "container {wanted} is not valid for pod {}; it has {}",
            pod.meta.name,
            names.join(", ")
        )));
    }
    let running = running(call, pod);
    if running.is_empty() {
        let message = format!("no container of pod {} is running", go_quote(&pod.meta.name));
        return Err(Refusal::tool(message));
    }
    Ok(running)
}

fn running<'a>(call: &Call<'a>, pod: &Pod) -> Vec<&'a Process> {
    let wanted = call.flags.text("container");
    let all = pod.spec.init_containers.iter().chain(&pod.spec.containers);
    all.filter(|it| wanted.is_empty() || wanted == &*it.name)
        .filter_map(|it| {
            let name = format!("{}/{}", pod.meta.name, it.name).into();
            let key = Key::new(Kind::Process, &pod.meta.namespace, &name);
            call.view.world.process(&key)
        })
        .filter(|process| process.exited.is_none())
        .collect()
}

/// Of all pods of a deployment that run, or of one by chance.
fn of_deployment<'a>(call: &Call<'a>, name: &str) -> Result<Vec<&'a Process>, Refusal> {
    let (namespace, world) = (call.namespace(), call.view.world);
    let key = Key::new(Kind::Deployment, &namespace, &name.into());
    let deployment = world.deployment(&key).ok_or_else(|| {
        let names = world.deployments().filter(|it| it.meta.namespace == namespace);
        let near = suggest(name, names.map(|it| &*it.meta.name));
        not_found("deployments.apps", name, &near)
    })?;
    let sets = world.owned_by(deployment.meta.uid).filter_map(Object::meta);
    let pods: Vec<&Pod> = sets
        .flat_map(|set| world.owned_by(set.uid))
        .filter_map(|object| match object {
            Object::Pod(pod) if !running(call, pod).is_empty() => Some(&**pod),
            _ => None,
        })
        .collect();
    if pods.is_empty() {
        let message = format!("no pod of deployment {} is running", go_quote(name));
        return Err(Refusal::tool(message));
    }
    if call.flags.is_on("all") {
        return Ok(pods.iter().flat_map(|pod| running(call, pod)).collect());
    }
    let subject = format!("{} {}", call.view.now.0, call.line);
    let draw = luck::number(call.view.seed, "fault", &subject) % pods.len() as u64;
    let pod = pods[usize::try_from(draw).expect("an index is small")];
    of_pod(call, pod)
}
