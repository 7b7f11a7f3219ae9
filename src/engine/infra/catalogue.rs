//! What an image name stands for: the apps that exist, and the annotations that change how one behaves.
//!
//! Every number here is ours, chosen for teaching; the page on what is simulated prints both tables.

mod listings;

use std::collections::BTreeMap;

use crate::{text::quantity::Quantity, time::Span, world::Text};

use super::App;
use listings::SERVER;
pub use listings::{LISTINGS, Listing, PULL_MB_PER_SEC};

/// Labels of a pod or settings of an environment.
type Settings = BTreeMap<Text, Text>;

/// How the names of these annotations begin.
pub const PREFIX: &str = "sim/";

/// What annotations of a pod change, with what each means. On a node they hold for all of its pods that do not say otherwise.
pub const ANNOTATIONS: &[(&str, &str)] = &[
    (
        "sim/start-delay",
        "seconds from when the kubelet takes the pod on until its containers run; the image counts as present",
    ),
    ("sim/never-start", "any value: the pod stays in ContainerCreating"),
    (
        "sim/ready-delay",
        "seconds from the start of a container until it is ready; stands in for a readiness probe where there is none",
    ),
    (
        "sim/ready-spacing",
        "seconds that lie at least between two pods of the same labels becoming ready, where there is no readiness probe",
    ),
    ("sim/never-ready", "any value: the container never becomes ready"),
    ("sim/stop-delay", "seconds that shutting down takes after SIGTERM"),
    (
        "sim/exit-after",
        "seconds after which the container exits by itself",
    ),
    ("sim/exit-code", "the exit code of that exit"),
    ("sim/latency", "seconds that a typical request takes"),
    (
        "sim/errors",
        "how many of a hundred requests are answered with an error",
    ),
    ("sim/workers", "how many requests are worked on at once"),
    ("sim/leak", "memory lost every second, e.g. 5Mi"),
    ("sim/memory", "memory used when idle, e.g. 100Mi"),
    (
        "sim/any-image",
        "any value: whatever the image and its command are, a plain server runs",
    ),
];

/// How many requests wait in the queue of an app. Chosen by us.
const QUEUE_MAX: u32 = 64;

/// Longer than any run.
const NEVER: Span = Span::secs(1_000_000);

/// Tags without a number that public images have, alone or before a dash.
const TAG_WORDS: [&str; 8] = [
    "latest", "stable", "mainline", "alpine", "slim", "bookworm", "trixie", "lts",
];

/// Why an image cannot be pulled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Missing {
    /// There is no image of this name.
    Name,
    /// There is, but not with this tag.
    Tag,
}

/// The app behind an image, as the annotations change it.
pub fn app(image: &str, command: &[&str], settings: &Settings) -> Result<App, Missing> {
    let mut app = match find(image) {
        _ if settings.contains_key("sim/any-image") => SERVER.app(image),
        Ok(listing) => listing.app(image),
        // The recordings run images of any name.
        Err(_) if settings.contains_key("sim/start-delay") => SERVER.app(image),
        Err(missing) => return Err(missing),
    };
    if !settings.contains_key("sim/any-image") {
        follow_command(&mut app, command);
    }
    follow_settings(&mut app, settings);
    Ok(app)
}

/// An image with its tag, `latest` if it names none.
pub fn with_tag(image: &str) -> String {
    let (_, tag) = split(image);
    if image.ends_with(tag) && !tag.is_empty() {
        image.to_owned()
    } else {
        format!("{image}:latest")
    }
}

/// A setting in seconds, e.g. `1.5`.
pub fn seconds(settings: &Settings, name: &str) -> Option<Span> {
    let millis = settings.get(name)?.parse::<Quantity>().ok()?.millis();
    u64::try_from(millis).ok().map(Span)
}

fn find(image: &str) -> Result<&'static Listing, Missing> {
    let (name, tag) = split(image);
    let mut missing = Missing::Name;
    for listing in LISTINGS.iter().filter(|it| it.name == name) {
        let fits = if listing.tags.is_empty() {
            looks_like_a_version(tag)
        } else {
            listing.tags.contains(&tag)
        };
        if fits {
            return Ok(listing);
        }
        missing = Missing::Tag;
    }
    Err(missing)
}

/// Name and tag; Docker Hub is understood where no registry is named. A digest counts as a tag.
fn split(image: &str) -> (&str, &str) {
    let image = image.strip_prefix("docker.io/").unwrap_or(image);
    let image = image.strip_prefix("library/").unwrap_or(image);
    if let Some((name, digest)) = image.split_once('@') {
        return (name, digest);
    }
    match image.rsplit_once(':') {
        Some((name, tag)) if !tag.contains('/') => (name, tag),
        _ => (image, "latest"),
    }
}

fn looks_like_a_version(tag: &str) -> bool {
    let first = tag.split(['-', '.']).next().unwrap_or_default();
    let number = first.strip_prefix('v').unwrap_or(first);
    number.starts_with(|it: char| it.is_ascii_digit())
        || TAG_WORDS.contains(&first)
        || tag.starts_with("sha256:")
}

impl Listing {
    fn app(&self, image: &str) -> App {
        App {
            image: image.into(),
            pull: Span(self.size_mb * 1000 / PULL_MB_PER_SEC),
            start_up: Span(self.start_up_ms),
            warm_up: Span(self.warm_up_ms),
            never_ready: self.never_ready,
            workers: self.workers,
            queue_max: QUEUE_MAX,
            work: Span(self.work_ms),
            work_slowest: Span(self.work_slowest_ms),
            errors_percent: self.errors_percent,
            drain: self.drain_secs.map(Span::secs),
            shut_down: Span::secs(self.shut_down_secs),
            exits_after: self.exits.map(|(secs, _)| Span::secs(secs)),
            exit_code: self.exits.map_or(0, |(_, code)| code),
            memory_bytes: self.memory_mib << 20,
            leak_bytes_per_sec: self.leak_mib << 20,
            cpu_milli_per_request: self.cpu_milli,
        }
    }
}

/// A shell or `sleep` as command decides how long the container runs: `sleep 30`, `sh -c "sleep 5; exit 1"`, `tail -f`.
fn follow_command(app: &mut App, command: &[&str]) {
    let tool = command
        .first()
        .map_or("", |it| it.rsplit('/').next().unwrap_or(it));
    if ![
        "sh", "bash", "ash", "sleep", "tail", "echo", "true", "false", "date",
    ]
    .contains(&tool)
    {
        return;
    }
    // A shell that is the first process of a container does not heed SIGTERM.
    app.shut_down = NEVER;
    let text = command.join(" ");
    if [
        "while true",
        "while :",
        "sleep infinity",
        "sleep inf",
        "tail -f",
        "wait",
    ]
    .iter()
    .any(|it| text.contains(it))
    {
        app.exits_after = None;
        return;
    }
    let words: Vec<&str> = text
        .split(|it: char| it.is_whitespace() || ";&|()\"'".contains(it))
        .filter(|it| !it.is_empty())
        .collect();
    let after = |word: &str| {
        let word = word.to_owned();
        words
            .windows(2)
            .filter(move |it| it[0].rsplit('/').next() == Some(&word))
            .map(|it| it[1])
    };
    let sleeps = after("sleep").filter_map(|it| it.trim_end_matches('s').parse::<u64>().ok());
    app.exits_after = Some(Span::secs(sleeps.fold(0, u64::saturating_add)));
    let code = after("exit").filter_map(|it| it.parse().ok()).next_back();
    app.exit_code = code.unwrap_or_else(|| i32::from(words.last() == Some(&"false")));
}

fn follow_settings(app: &mut App, settings: &Settings) {
    let whole = |name: &str| settings.get(name).and_then(|it| it.parse::<u32>().ok());
    let bytes = |name: &str| {
        settings
            .get(name)
            .and_then(|it| Some(it.parse::<Quantity>().ok()?.bytes()))
    };
    if let Some(delay) = seconds(settings, "sim/ready-delay") {
        (app.start_up, app.warm_up) = (delay, Span::ZERO);
    }
    if let Some(delay) = seconds(settings, "sim/stop-delay") {
        (app.shut_down, app.drain) = (delay, Some(Span::ZERO));
    }
    if let Some(after) = seconds(settings, "sim/exit-after") {
        app.exits_after = Some(after);
        app.exit_code = 0;
    }
    if let Some(code) = settings.get("sim/exit-code").and_then(|it| it.parse().ok()) {
        app.exit_code = code;
    }
    if let Some(work) = seconds(settings, "sim/latency") {
        (app.work, app.work_slowest) = (work, work);
    }
    app.never_ready |= settings.contains_key("sim/never-ready");
    app.errors_percent = whole("sim/errors").map_or(app.errors_percent, |it| it.min(100));
    app.workers = whole("sim/workers").map_or(app.workers, |it| it.max(1));
    app.leak_bytes_per_sec = bytes("sim/leak").unwrap_or(app.leak_bytes_per_sec);
    app.memory_bytes = bytes("sim/memory").unwrap_or(app.memory_bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_are_found_by_name_and_tag() {
        for (image, found) in [
            ("shop:v1", Ok(())),
            ("shop:v9", Err(Missing::Tag)),
            ("shop", Err(Missing::Tag)),
            ("docker.io/library/nginx:1.27-alpine", Ok(())),
            ("nginx", Ok(())),
            ("nginx:broken", Err(Missing::Tag)),
            ("registry.k8s.io/pause:3.10", Ok(())),
            ("localhost:5000/shop", Err(Missing::Name)),
            ("sohp:v1", Err(Missing::Name)),
        ] {
            assert_eq!(find(image).map(|_| ()), found, "{image}");
        }
        assert_eq!(with_tag("localhost:5000/shop"), "localhost:5000/shop:latest");
        assert_eq!(with_tag("nginx:1"), "nginx:1");
    }

    #[test]
    fn a_shell_command_says_how_long_it_runs() {
        for (command, after, code) in [
            (&["sleep", "30"][..], Some(30), 0),
            (&["/bin/sh", "-c", "echo hi; sleep 5 && exit 3"], Some(5), 3),
            (&["sh", "-c", "while true; do sleep 1; done"], None, 0),
            (&["sh", "-c", "false"], Some(0), 1),
            (&[], Some(0), 0),
        ] {
            let it = app("busybox", command, &Settings::new()).unwrap();
            assert_eq!(
                (it.exits_after, it.exit_code),
                (after.map(Span::secs), code),
                "{command:?}"
            );
        }
    }

    #[test]
    fn every_listing_can_be_reached() {
        for listing in LISTINGS {
            let tag = listing.tags.first().unwrap_or(&"1.0");
            let found = find(&format!("{}:{tag}", listing.name)).unwrap();
            assert_eq!((found.name, found.tags), (listing.name, listing.tags));
        }
    }

    #[test]
    fn every_annotation_changes_something() {
        // These three are read by whoever runs the app.
        let for_others = ["sim/start-delay", "sim/never-start", "sim/ready-spacing"];
        let plain = app("shop:v1", &[], &Settings::new()).unwrap();
        for (name, _) in ANNOTATIONS.iter().filter(|(name, _)| !for_others.contains(name)) {
            let settings = Settings::from([((*name).into(), "7".into())]);
            assert_ne!(app("shop:v1", &[], &settings).unwrap(), plain, "{name}");
        }
    }
}
