//! The table of apps: names, tags and numbers, all chosen by us.

/// One line of the catalogue: an app and the names it goes by.
pub struct Listing {
    /// The image without its tag.
    pub name: &'static str,
    /// The tags it has; none: whatever looks like a version.
    pub tags: &'static [&'static str],
    /// What it is for, in a few words.
    pub about: &'static str,
    /// Its size [MB]; a node pulls [`PULL_MB_PER_SEC`].
    pub size_mb: u64,
    /// When it listens [ms after its start].
    pub start_up_ms: u64,
    /// When it is ready [ms after it listens].
    pub warm_up_ms: u64,
    /// It never becomes ready.
    pub never_ready: bool,
    /// Requests it works on at once.
    pub workers: u32,
    /// A typical request [ms].
    pub work_ms: u64,
    /// The slowest in a hundred [ms].
    pub work_slowest_ms: u64,
    /// Answers in a hundred that are errors.
    pub errors_percent: u32,
    /// How long it finishes requests after SIGTERM [s]; none: it drops them.
    pub drain_secs: Option<u64>,
    /// How long its own shutting down takes after SIGTERM [s].
    pub shut_down_secs: u64,
    /// When it exits by itself [s], and with which code.
    pub exits: Option<(u64, i32)>,
    /// Memory when idle [MiB].
    pub memory_mib: i64,
    /// Memory lost [MiB per second].
    pub leak_mib: i64,
    /// CPU of a request at work [millicores].
    pub cpu_milli: i64,
}

/// How fast a node pulls an image [MB/s]. Chosen by us: a pull can be seen and is soon over.
pub const PULL_MB_PER_SEC: u64 = 25;

const SHOP: Listing = Listing {
    name: "shop",
    tags: &["v1", "v2", "v4", "v5"],
    about: "a small shop that behaves well",
    size_mb: 50,
    start_up_ms: 1000,
    warm_up_ms: 2000,
    never_ready: false,
    workers: 8,
    work_ms: 40,
    work_slowest_ms: 200,
    errors_percent: 0,
    drain_secs: Some(10),
    shut_down_secs: 0,
    exits: None,
    memory_mib: 64,
    leak_mib: 0,
    cpu_milli: 100,
};

/// A server as the public images are: quick to start, quick to answer.
pub(super) const SERVER: Listing = Listing {
    name: "nginx",
    tags: &[],
    about: "a web server",
    size_mb: 60,
    start_up_ms: 200,
    warm_up_ms: 0,
    workers: 64,
    work_ms: 5,
    work_slowest_ms: 30,
    memory_mib: 12,
    cpu_milli: 20,
    ..SHOP
};

/// A program that does its work and ends.
const PROGRAM: Listing = Listing {
    name: "busybox",
    about: "a shell: it ends at once unless its command waits",
    size_mb: 5,
    exits: Some((0, 0)),
    memory_mib: 2,
    ..SERVER
};

/// Every app there is. The first that fits a name and tag counts.
#[rustfmt::skip]
pub const LISTINGS: &[Listing] = &[
    SHOP,
    Listing { tags: &["v3"], about: "the shop with a slower start", start_up_ms: 4000, ..SHOP },
    Listing { tags: &["v3-crash"], about: "crashes after 20 s, again and again", exits: Some((20, 1)), ..SHOP },
    Listing { tags: &["crash"], about: "crashes 2 s after its start", exits: Some((2, 1)), ..SHOP },
    Listing { tags: &["never-ready"], about: "runs but never says that it is ready", never_ready: true, ..SHOP },
    Listing { tags: &["leaky"], about: "loses 4 MiB of memory every second", leak_mib: 4, ..SHOP },
    Listing { tags: &["slow"], about: "takes ten times as long for a request", work_ms: 400, work_slowest_ms: 2000, ..SHOP },
    Listing { tags: &["slow-start"], about: "takes 30 s before it listens", start_up_ms: 30_000, ..SHOP },
    Listing { tags: &["errors"], about: "answers every third request with an error", errors_percent: 33, ..SHOP },
    Listing { tags: &["rude"], about: "drops its requests at SIGTERM", drain_secs: None, ..SHOP },
    Listing { tags: &["stubborn"], about: "takes 60 s to shut down", shut_down_secs: 60, ..SHOP },
    Listing { name: "web", tags: &[], about: "a plain web app", size_mb: 30, start_up_ms: 500, warm_up_ms: 500, ..SHOP },
    Listing { name: "api", tags: &[], about: "a web app behind another", size_mb: 40, ..SHOP },
    Listing { name: "echo", tags: &[], about: "answers with what it was asked", size_mb: 10, ..SERVER },
    Listing { name: "log-shipper", tags: &[], about: "a sidecar", size_mb: 20, memory_mib: 20, ..SERVER },
    Listing { name: "job", about: "works for 5 s and ends well", exits: Some((5, 0)), ..PROGRAM },
    SERVER,
    Listing { name: "httpd", about: "a web server", ..SERVER },
    Listing { name: "caddy", about: "a web server", size_mb: 20, ..SERVER },
    Listing { name: "traefik", about: "a reverse proxy", size_mb: 50, ..SERVER },
    Listing { name: "envoyproxy/envoy", about: "a reverse proxy", size_mb: 70, ..SERVER },
    Listing { name: "fluent/fluent-bit", about: "a sidecar that ships logs", size_mb: 40, ..SERVER },
    Listing { name: "redis", about: "a key-value store", size_mb: 45, start_up_ms: 300, ..SERVER },
    Listing { name: "memcached", about: "a cache", size_mb: 30, ..SERVER },
    Listing { name: "postgres", about: "a database", size_mb: 150, start_up_ms: 2000, memory_mib: 60, ..SERVER },
    Listing { name: "mysql", about: "a database", size_mb: 200, start_up_ms: 5000, memory_mib: 350, ..SERVER },
    Listing { name: "mariadb", about: "a database", size_mb: 120, start_up_ms: 3000, memory_mib: 100, ..SERVER },
    Listing { name: "mongo", about: "a database", size_mb: 250, start_up_ms: 2000, memory_mib: 150, ..SERVER },
    Listing { name: "rabbitmq", about: "a message broker", size_mb: 90, start_up_ms: 6000, memory_mib: 120, ..SERVER },
    Listing { name: "node", about: "a web app in Node.js", size_mb: 350, start_up_ms: 800, ..SERVER },
    Listing { name: "tomcat", about: "a Java server", size_mb: 200, start_up_ms: 4000, memory_mib: 200, ..SERVER },
    Listing { name: "registry.k8s.io/pause", about: "holds a place and does nothing", size_mb: 1, memory_mib: 1, ..SERVER },
    Listing { name: "registry.k8s.io/e2e-test-images/agnhost", about: "the test server of Kubernetes", size_mb: 50, ..SERVER },
    Listing { name: "registry.k8s.io/echoserver", about: "answers with what it was asked", size_mb: 40, ..SERVER },
    Listing { name: "registry.k8s.io/hpa-example", about: "a web app that is hard on the CPU", size_mb: 180, work_ms: 200, cpu_milli: 500, ..SERVER },
    Listing { name: "gcr.io/google-samples/hello-app", about: "says hello", size_mb: 10, ..SERVER },
    Listing { name: "hello-world", about: "says hello and ends", size_mb: 1, ..PROGRAM },
    Listing { name: "perl", about: "works for 5 s and ends well", size_mb: 350, exits: Some((5, 0)), ..PROGRAM },
    PROGRAM,
    Listing { name: "alpine", ..PROGRAM },
    Listing { name: "debian", size_mb: 50, ..PROGRAM },
    Listing { name: "ubuntu", size_mb: 30, ..PROGRAM },
    Listing { name: "curlimages/curl", size_mb: 10, ..PROGRAM },
    Listing { name: "python", size_mb: 350, ..PROGRAM },
];
