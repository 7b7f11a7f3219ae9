//! Images: whether a node has one, and pulling it, one at a time for a node.
//!
//! Source: pkg/kubelet/images/image_manager.go, Kubernetes 1.35; messages of containerd 2. Read 2026-11.

use crate::{
    infra::{
        App,
        catalogue::{self, Missing},
    },
    kube::{Container, Node, kubelet::Work},
    reason::pod::Why,
    text::{duration::go_duration, quote::go_quote},
    time::{Span, Time},
    world::{Change, Text},
};

use super::{CREATE, RESYNC, backoff, containers::Going, probes::container_of, sync::Sync};

/// How long the registry takes to say that all layers are known, or that there is no such image. Chosen by us.
const ASK_REGISTRY: Span = Span(400);

/// How long `ErrImagePull` stands before the kubelet says `ImagePullBackOff`. Chosen by us, so that both can be seen.
const SHOW_FAILURE: Span = Span(1500);

/// The app behind a container's image.
pub fn app_of(sync: &Sync, container: &Container) -> Result<App, Missing> {
    let words: Vec<&str> = container
        .command
        .iter()
        .chain(&container.args)
        .map(|it| &**it)
        .collect();
    catalogue::app(&container.image, &words, &sync.settings())
}

/// Sees to it that the image of the container at a place is there, then makes the container.
pub fn fetch(sync: &mut Sync, place: usize) -> Going {
    let spec = sync.spec();
    let container = container_of(&spec, place);
    let image = &container.image;
    let is_present = sync.steering().start_delay.is_some()
        || sync.node.status.images.contains(&*catalogue::with_tag(image));
    match policy(container) {
        "Never" if !is_present => {
            let message = format!(
                "Container image {} is not present with pull policy of Never",
                go_quote(image)
            );
            sync.warn(place, "ErrImageNeverPull", message.clone());
            sync.warn(place, "Failed", "Error: ErrImageNeverPull");
            sync.because(Why::PullForbidden { image: image.clone() });
            sync.wait(place, "ErrImageNeverPull", message);
            let until = sync.now() + RESYNC;
            sync.memory(place).work = Work::PullBackOff {
                since: sync.now(),
                until,
            };
            sync.look_at(until);
            Going::On
        }
        "Always" if sync.steering().start_delay.is_none() => pull(sync, place),
        _ if is_present => {
            let message = format!("Container image {} already present on machine", go_quote(image));
            sync.tell(place, "Pulled", message);
            make(sync, place)
        }
        _ => pull(sync, place),
    }
}

/// As the API server fills it in: `Always` for the tag `latest` or none.
fn policy(container: &Container) -> &str {
    match &container.image_pull_policy {
        Some(policy) => policy,
        None if catalogue::with_tag(&container.image).ends_with(":latest") => "Always",
        None => "IfNotPresent",
    }
}

fn pull(sync: &mut Sync, place: usize) -> Going {
    let spec = sync.spec();
    let container = container_of(&spec, place);
    let image = &container.image;
    let (begins, is_known) = queue(sync, &catalogue::with_tag(image));
    let takes = match app_of(sync, container) {
        Ok(app) if !is_known => app.pull.max(ASK_REGISTRY),
        _ => ASK_REGISTRY,
    };
    let now = sync.now();
    sync.tell(place, "Pulling", format!("Pulling image {}", go_quote(image)));
    sync.because(Why::PullBegan {
        image: image.clone(),
        waits: begins.since(now),
        takes,
    });
    let due = begins + takes;
    sync.memory(place).work = Work::Pulling {
        asked: now,
        begins,
        due,
    };
    sync.look_at(due);
    Going::Wait
}

/// When the node gets to a new pull, and whether it will know the image by then.
fn queue(sync: &Sync, image: &str) -> (Time, bool) {
    let (mut begins, mut is_known) = (sync.now(), sync.node.status.images.contains(image));
    for (due, pulled) in sync.view().world.pulls_on(&sync.node.meta.name) {
        begins = begins.max(*due);
        is_known = is_known || catalogue::with_tag(pulled) == image;
    }
    (begins, is_known)
}

/// A pull is over: the image is there, or there is none.
pub fn pulled(sync: &mut Sync, place: usize, asked: Time, begins: Time) -> Going {
    let spec = sync.spec();
    let container = container_of(&spec, place);
    let image = container.image.clone();
    match app_of(sync, container) {
        Err(missing) => {
            fail(sync, place, &image, missing);
            Going::On
        }
        Ok(app) => {
            let now = sync.now();
            let (took, pulling) = (now.since(asked), now.since(begins));
            let message = format!(
                "Successfully pulled image {} in {} ({} including waiting). Image size: {} bytes.",
                go_quote(&image),
                duration(pulling),
                duration(took),
                app.pull.0 * catalogue::PULL_MB_PER_SEC * 1000
            );
            sync.tell(place, "Pulled", message);
            let why = Why::Pulled {
                image: image.clone(),
                took,
            };
            sync.because(why.clone());
            let mut node: Node = sync.node.clone();
            if node.status.images.insert(catalogue::with_tag(&image).into()) {
                sync.change(Change::Put(node.into()), why);
            }
            make(sync, place)
        }
    }
}

fn make(sync: &mut Sync, place: usize) -> Going {
    let now = sync.now();
    if sync.steering().start_delay.is_some() {
        sync.memory(place).work = Work::Creating { due: now };
        return Going::Again;
    }
    let spec = sync.spec();
    sync.memory(place).work = Work::Creating { due: now + CREATE };
    sync.because(Why::ContainerBegan {
        container: container_of(&spec, place).name.clone(),
    });
    Going::Again
}

fn fail(sync: &mut Sync, place: usize, image: &Text, missing: Missing) {
    let now = sync.now();
    let problem = problem(image, missing);
    sync.warn(
        place,
        "Failed",
        format!("Failed to pull image {}: {problem}", go_quote(image)),
    );
    sync.warn(place, "Failed", "Error: ErrImagePull");
    sync.wait(place, "ErrImagePull", problem);
    let memory = sync.memory(place);
    memory.pull_backoff.next(now, now, backoff::KUBELET);
    memory.work = Work::PullFailed { since: now, missing };
    let retry_in = memory.pull_backoff.delay;
    sync.because(Why::PullFailed {
        image: image.clone(),
        missing,
        retry_in,
    });
    super::containers::give_address(sync);
    sync.look_at(now + SHOW_FAILURE);
}

/// The failure has been shown; now the kubelet says that it waits.
pub fn back_off(sync: &mut Sync, place: usize, since: Time, missing: Missing) -> Going {
    let now = sync.now();
    if now < since + SHOW_FAILURE {
        sync.look_at(since + SHOW_FAILURE);
        return Going::On;
    }
    let spec = sync.spec();
    let image = &container_of(&spec, place).image;
    let backoff = sync.memory(place).pull_backoff;
    let until = backoff.updated + backoff.delay;
    let message = format!(
        "Back-off pulling image {}: ErrImagePull: {}",
        go_quote(image),
        problem(image, missing)
    );
    sync.wait(place, "ImagePullBackOff", message);
    sync.memory(place).work = Work::PullBackOff { since: now, until };
    sync.because(Why::PullBackOff {
        image: image.clone(),
        delay: backoff.delay,
    });
    Going::Again
}

/// What is told again and again while a pull is put off.
pub fn remind(sync: &mut Sync, place: usize) {
    let spec = sync.spec();
    let image = &container_of(&spec, place).image;
    sync.tell(
        place,
        "BackOff",
        format!("Back-off pulling image {}", go_quote(image)),
    );
    sync.warn(place, "Failed", "Error: ImagePullBackOff");
}

/// As containerd words it.
fn problem(image: &str, missing: Missing) -> String {
    let full = full_name(&catalogue::with_tag(image));
    let start = format!("failed to pull and unpack image \"{full}\": failed to resolve reference \"{full}\"");
    match missing {
        Missing::Tag => format!("rpc error: code = NotFound desc = {start}: {full}: not found"),
        Missing::Name => format!(
            "rpc error: code = Unknown desc = {start}: pull access denied, repository does not exist or may require \
             authorization: server message: insufficient_scope: authorization failed"
        ),
    }
}

/// With registry and `library/`, as Docker Hub's short names stand for.
fn full_name(image: &str) -> String {
    match image.split_once('/') {
        None => format!("docker.io/library/{image}"),
        Some((host, _)) if host.contains(['.', ':']) || host == "localhost" => image.to_owned(),
        Some(_) => format!("docker.io/{image}"),
    }
}

fn duration(span: Span) -> String {
    go_duration(i64::try_from(span.0).unwrap_or(i64::MAX))
}
