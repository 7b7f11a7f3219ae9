//! Requests against processes and rules made by hand: what Kubernetes would do with both is left out.

mod promises;
mod stopping;
mod ways;

use super::*;
use crate::{
    infra::{App, Balancer, Exit, ExitCause, Process, Target, usage},
    log::Log,
    luck,
    sim::Sim,
    world::{Change, Object, Text},
};

struct Run {
    sim: Sim,
    log: Log,
}

fn app() -> App {
    App {
        image: "shop:v1".into(),
        pull: Span::ZERO,
        start_up: Span(500),
        warm_up: Span::ZERO,
        never_ready: false,
        workers: 4,
        queue_max: 8,
        work: Span(40),
        work_slowest: Span(200),
        errors_percent: 0,
        drain: Some(Span::secs(5)),
        shut_down: Span::ZERO,
        exits_after: None,
        exit_code: 1,
        memory_bytes: 10 << 20,
        leak_bytes_per_sec: 0,
        cpu_milli_per_request: 100,
    }
}

fn shop() -> Key {
    Key::new(Kind::Balancer, &"default".into(), &"shop".into())
}

fn process_key(name: &str) -> Key {
    Key::new(Kind::Process, &"default".into(), &name.into())
}

impl Run {
    fn new(seed: u64) -> Self {
        Self {
            sim: Sim::new(seed),
            log: Log::default(),
        }
    }

    fn put(&mut self, object: impl Into<Object>) {
        self.sim.force(Change::Put(object.into()), &mut self.log);
    }

    fn until(&mut self, ms: u64) {
        self.sim.run_until(Time(ms), &mut self.log);
    }

    fn network(&self) -> &Network {
        self.sim
            .world()
            .network(&Network::key())
            .expect("there is traffic")
    }

    fn counts(&self) -> Counts {
        self.network().counts(self.sim.now(), None)
    }

    fn start(&mut self, name: &str, app: App) {
        let now = self.sim.now();
        self.put(Process::start(
            "default".into(),
            name.into(),
            Arc::new(app),
            now,
            None,
        ));
    }

    fn change(&mut self, name: &str, change: impl FnOnce(&mut Process)) {
        let mut process = self.sim.world().process(&process_key(name)).unwrap().clone();
        change(&mut process);
        self.put(process);
    }

    fn rules(&mut self, names: &[&str]) {
        let target = |name: &&str| Target {
            process: (*name).into(),
            address: "10.0.0.1".into(),
        };
        self.put(Balancer {
            namespace: "default".into(),
            name: "shop".into(),
            targets: names.iter().map(target).collect(),
            ..Balancer::default()
        });
    }

    fn traffic(&mut self, rps: u32) {
        let client = Client {
            to: shop(),
            shape: Shape::Steady(Rate(rps * 1000)),
            patience: Span::secs(2),
            since: self.sim.now(),
        };
        let known = self.sim.world().network(&Network::key()).cloned();
        let next = known
            .unwrap_or_default()
            .with_client(client, self.sim.now(), self.sim.seed());
        self.put(next);
    }

    /// Two processes that listen, and traffic.
    fn shop(rps: u32) -> Self {
        let mut run = Self::new(1);
        run.start("a/shop", app());
        run.start("b/shop", app());
        run.rules(&["a/shop", "b/shop"]);
        run.until(1000);
        run.traffic(rps);
        run
    }
}

#[track_caller]
fn check_balance(run: &Run) {
    let counts = run.counts();
    assert_eq!(
        counts.offered,
        counts.answered + counts.failures() + counts.in_flight
    );
    assert_eq!(counts.offered, run.network().next_id);
    let under_way = run.network().in_flight(run.sim.now()).count() as u64;
    assert_eq!(counts.in_flight, under_way);
}
