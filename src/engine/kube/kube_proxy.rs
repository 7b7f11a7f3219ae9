//! kube-proxy: turns the EndpointSlices of a Service into the rules that decide where its requests go.
//!
//! Upstream every node has its own; here one set of rules stands for all nodes. Among the endpoints each request takes
//! one by chance, as with `--random` matches of the iptables mode. A headless Service has no rules upstream: its clients
//! are given the same addresses by DNS, which is drawn as rules here.
//! Source: pkg/proxy/topology.go and pkg/proxy/iptables/proxier.go, Kubernetes 1.34.9, read 2026-11.

use std::sync::Arc;

use crate::{
    controller::{Controller, Outcome, View},
    infra::{Balancer, Target},
    reason::{Reason, traffic::Why},
    sort::Sort,
    time::Span,
    world::{Change, Changed, Key, Kind, Object, Text, World},
};

use super::{Container, Endpoint, EndpointSlice, PodSpec, SERVICE_NAME, endpointslice::heads::Heads};

/// From a change of a slice to the rules being in place: the watch, and iptables-restore on a small node. Chosen by us.
const PROGRAMS_AFTER: Span = Span(100);

/// Rules are programmed at most this often. Source: `IPTables.MinSyncPeriod` in
/// pkg/proxy/apis/config/v1alpha1/defaults.go, Kubernetes 1.34.9, read 2026-11. Upstream it holds for all Services of a node at once.
const MIN_SYNC_PERIOD: Span = Span::secs(1);

/// Looks at a Service and writes its balancer.
pub struct KubeProxy;

impl Controller for KubeProxy {
    fn name(&self) -> &'static str {
        "kube-proxy"
    }

    fn notices_after(&self) -> Span {
        PROGRAMS_AFTER
    }

    fn woken_by(&self, changed: &Changed, _: &World, wake: &mut dyn FnMut(Key)) {
        match (&changed.before, &changed.after) {
            (None, Some(Object::Service(_))) | (Some(Object::Service(_)), None) => wake(changed.key.clone()),
            (before, after) => {
                let slices = [before, after].into_iter().flatten();
                let mut services: Vec<Key> = slices.filter_map(service_of).collect();
                services.dedup();
                services.into_iter().for_each(wake);
            }
        }
    }

    fn reconcile(&self, key: &Key, view: &View) -> Outcome {
        let mut outcome = Outcome::settled();
        let balancer_key = Key::new(Kind::Balancer, &key.namespace, &key.name);
        let known = view.world.balancer(&balancer_key);
        if view.world.service(key).is_none() {
            if known.is_some() {
                outcome.step(Change::Remove(balancer_key), Reason::Traffic(Why::ServiceGone));
            }
            return outcome;
        }
        let slices = slices_of(key, view.world);
        let endpoints = slices.iter().map(|slice| slice.endpoints.len()).sum::<usize>();
        let (usable, terminating_only) = usable(stands(key, &slices, view.world));
        let is_same = |known: &Balancer| {
            let pairs = usable.iter().zip(&known.targets);
            usable.len() == known.targets.len()
                && pairs
                    .into_iter()
                    .all(|(it, target)| it.is_at(target, &known.targets))
        };
        if known.is_some_and(is_same) {
            return outcome;
        }
        let rest = known.map_or(Span::ZERO, |known| {
            (known.since + MIN_SYNC_PERIOD).since(view.now)
        });
        if rest > Span::ZERO {
            return Outcome::again_in(rest);
        }
        let before = known.map_or(&[][..], |known| &known.targets);
        let targets = targets(&usable, before);
        let why = Why::RulesProgrammed {
            added: missing(&targets, before),
            removed: missing(before, &targets),
            ready: if terminating_only { 0 } else { count(targets.len()) },
            endpoints: count(endpoints),
            terminating_only,
        };
        let next = Balancer {
            namespace: key.namespace.clone(),
            name: key.name.clone(),
            since: view.now,
            targets,
        };
        outcome.step(Change::Put(next.into()), Reason::Traffic(why));
        outcome
    }
}

fn service_of(object: &Object) -> Option<Key> {
    let Object::EndpointSlice(slice) = object else {
        return None;
    };
    let name = slice.meta.labels.get(SERVICE_NAME)?;
    Some(Key::new(Kind::Service, &slice.meta.namespace, name))
}

/// The slices of a Service, by label as upstream. There are few slices, so they are simply gone through.
fn slices_of<'a>(service: &Key, world: &'a World) -> Vec<&'a EndpointSlice> {
    let is_its = |slice: &&EndpointSlice| {
        slice.meta.namespace == service.namespace
            && slice.meta.labels.get(SERVICE_NAME) == Some(&service.name)
    };
    world.endpoint_slices().filter(is_its).collect()
}

/// An endpoint, and the container that stands behind it: the one that has the port, else the first; none once the pod is gone.
struct Stand<'a> {
    endpoint: &'a Endpoint,
    container: Option<&'a Container>,
}

impl<'a> Stand<'a> {
    fn of(slice: &EndpointSlice, endpoint: &'a Endpoint, spec: Option<&'a PodSpec>) -> Self {
        let port = slice.ports.first().map(|port| port.port);
        let has_port = |it: &&Container| it.ports.iter().any(|its| Some(its.container_port) == port);
        let containers = spec.map_or(&[][..], |spec| &spec.containers);
        Self {
            endpoint,
            container: containers.iter().find(has_port).or(containers.first()),
        }
    }

    fn target(&self, known: &[Target]) -> Target {
        let pod = &self.endpoint.pod;
        let process: Text = match self.container {
            Some(container) => format!("{pod}/{}", container.name).into(),
            // A pod that is gone stays in the rules as it was until its slice says so.
            None => known
                .iter()
                .find(|it| pod_of(it) == &**pod)
                .map_or_else(|| pod.clone(), |it| it.process.clone()),
        };
        Target {
            process,
            address: self.endpoint.address.clone(),
        }
    }

    /// Whether this is what the target would be written as.
    fn is_at(&self, target: &Target, known: &[Target]) -> bool {
        let Some(container) = self.container else {
            return self.target(known) == *target;
        };
        let container_of = |process: &str| {
            process
                .strip_prefix(&*self.endpoint.pod)?
                .strip_prefix('/')
                .map(str::len)
        };
        self.endpoint.address == target.address
            && container_of(&target.process) == Some(container.name.len())
            && target.process.ends_with(&*container.name)
    }
}

/// The rules for these, sharing what stays with the rules before; both are ordered by pod.
fn targets(usable: &[Stand], before: &[Target]) -> Vec<Target> {
    let mut at = 0;
    let target = |it: &Stand| {
        let is_next = |at: usize| before.get(at).filter(|known| it.is_at(known, before));
        if is_next(at).is_none() {
            at = before.partition_point(|known| pod_of(known) < &*it.endpoint.pod);
        }
        let known = is_next(at);
        at += usize::from(known.is_some());
        known.map_or_else(|| it.target(before), Target::clone)
    };
    usable.iter().map(target).collect()
}

/// Every endpoint of the slices, ordered by pod.
fn stands<'a>(service: &Key, slices: &[&'a EndpointSlice], world: &'a World) -> Vec<Stand<'a>> {
    let mut stands = Vec::new();
    let mut heads = Heads::new(slices.iter().copied());
    let rows = world.service(service).map(|it| it.pod_rows(world));
    stands.reserve(rows.as_ref().map_or(0, Vec::len));
    // Those of pods that are gone, or have no endpoint any more, come out late.
    let late = |place: usize, endpoint: &'a Arc<Endpoint>| {
        let pod = world.pod(&Key::new(Kind::Pod, &service.namespace, &endpoint.pod));
        Stand::of(slices[place], endpoint, pod.map(|pod| &*pod.spec))
    };
    let mut others = Vec::new();
    for (pod, row) in rows.into_iter().flatten() {
        let Some(expected) = &row.endpoint else { continue };
        let found = heads.find(pod, expected, &mut |place, it| others.push(late(place, it)));
        stands.extend(found.map(|(place, it)| Stand::of(slices[place], it, Some(&row.spec))));
    }
    heads.finish(&mut |place, it| others.push(late(place, it)));
    if !others.is_empty() {
        stands.extend(others);
        stands.order_by(|a, b| a.endpoint.pod.cmp(&b.endpoint.pod));
    }
    stands
}

/// Those that may be sent requests: the ready ones, or if there is none those that still serve while they
/// terminate; and whether it is the latter.
fn usable(mut stands: Vec<Stand>) -> (Vec<Stand>, bool) {
    if stands.iter().any(|it| it.endpoint.conditions.ready) {
        stands.retain(|it| it.endpoint.conditions.ready);
        return (stands, false);
    }
    stands.retain(|it| it.endpoint.conditions.serving && it.endpoint.conditions.terminating);
    let is_any = !stands.is_empty();
    (stands, is_any)
}

/// The pods of those targets that the others do not name. Both are ordered by pod.
fn missing(targets: &[Target], others: &[Target]) -> Vec<Text> {
    let mut others = others.iter().peekable();
    let mut is_new = |target: &&Target| {
        if others.next_if_eq(target).is_some() {
            return false;
        }
        while others.next_if(|it| pod_of(it) < pod_of(target)).is_some() {}
        others.next_if_eq(target).is_none()
    };
    targets
        .iter()
        .filter(|it| is_new(it))
        .map(|it| pod_of(it).into())
        .collect()
}

fn pod_of(target: &Target) -> &str {
    target.process.split('/').next().unwrap_or(&target.process)
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        kube::{ContainerPort, EndpointConditions, EndpointPort, Meta, Pod, PodSpec, Service, Uid},
        log::Log,
        sim::Sim,
        time::Time,
    };

    const READY: EndpointConditions = EndpointConditions {
        ready: true,
        serving: true,
        terminating: false,
    };
    const STARTING: EndpointConditions = EndpointConditions {
        ready: false,
        serving: false,
        terminating: false,
    };
    const LEAVING: EndpointConditions = EndpointConditions {
        ready: false,
        serving: true,
        terminating: true,
    };

    struct Run(Sim, Log);

    impl Run {
        fn new() -> Self {
            let mut run = Self(Sim::new(1), Log::default());
            for name in ["a", "b", "c"] {
                let container = |name: &str, port| Container {
                    name: name.into(),
                    ports: vec![ContainerPort {
                        container_port: port,
                        ..ContainerPort::default()
                    }],
                    ..Container::default()
                };
                let mut spec = PodSpec::default();
                spec.containers = vec![container("side", 9000), container("shop", 8080)];
                run.put(Pod {
                    meta: Meta::named(&"default".into(), name),
                    spec: Arc::new(spec),
                    ..Pod::default()
                });
            }
            run.put(Service {
                meta: Meta::named(&"default".into(), "shop"),
                ..Service::default()
            });
            run
        }

        fn put(&mut self, object: impl Into<Object>) {
            self.0.force(Change::Put(object.into()), &mut self.1);
        }

        fn slice(&mut self, endpoints: &[(&str, EndpointConditions)]) {
            let endpoint = |(pod, conditions): &(&str, EndpointConditions)| Endpoint {
                pod: (*pod).into(),
                uid: Uid(0),
                address: format!("10.0.0.{pod}").into(),
                node: None,
                zone: None,
                conditions: *conditions,
            };
            let mut meta = Meta::named(&"default".into(), "shop-x2k4p");
            meta.labels.insert(SERVICE_NAME.into(), "shop".into());
            self.put(EndpointSlice {
                meta,
                ports: vec![EndpointPort {
                    name: "".into(),
                    port: 8080,
                    protocol: "TCP".into(),
                }],
                endpoints: endpoints.iter().map(endpoint).map(Arc::new).collect(),
            });
        }

        /// The rules at a moment.
        #[track_caller]
        fn check(&mut self, ms: u64, rules: &str) {
            self.0.run_until(Time(ms), &mut self.1);
            let balancer = self.0.world().balancers().next().expect("the Service has rules");
            let names: Vec<&str> = balancer.targets.iter().map(|it| &*it.process).collect();
            assert_eq!(names.join(" "), rules);
        }
    }

    #[test]
    fn only_ready_endpoints_stand_in_the_rules_by_the_container_with_the_port() {
        let mut run = Run::new();
        run.slice(&[("a", READY), ("b", STARTING), ("c", LEAVING)]);
        run.check(200, "a/shop");
    }

    #[test]
    fn without_a_ready_endpoint_those_that_still_serve_step_in() {
        let mut run = Run::new();
        run.slice(&[("a", STARTING), ("b", LEAVING), ("c", LEAVING)]);
        run.check(200, "b/shop c/shop");
        run.slice(&[("a", STARTING)]);
        run.check(2000, "");
    }

    #[test]
    fn rules_are_programmed_at_most_once_a_second() {
        let mut run = Run::new();
        run.check(150, "");
        run.slice(&[("a", READY)]);
        run.check(1099, "");
        run.check(1100, "a/shop");
        run.check(5000, "a/shop");
        run.slice(&[("a", READY), ("b", READY)]);
        run.check(5099, "a/shop");
        run.check(5100, "a/shop b/shop");
        run.slice(&[("b", READY)]);
        run.slice(&[("b", READY), ("c", READY)]);
        run.check(6099, "a/shop b/shop");
        run.check(6100, "b/shop c/shop");
    }

    #[test]
    fn a_pod_that_is_gone_stays_in_the_rules_until_its_slice_says_so() {
        let mut run = Run::new();
        run.slice(&[("a", READY), ("b", READY)]);
        run.check(2000, "a/shop b/shop");
        let gone = Change::Remove(Key::new(Kind::Pod, &"default".into(), &"a".into()));
        run.0.force(gone, &mut run.1);
        run.slice(&[("a", READY), ("b", READY), ("c", READY)]);
        run.check(4000, "a/shop b/shop c/shop");
    }

    #[test]
    fn rules_go_with_their_service() {
        let mut run = Run::new();
        run.slice(&[("a", READY)]);
        run.check(2000, "a/shop");
        let gone = Change::Remove(Key::new(Kind::Service, &"default".into(), &"shop".into()));
        run.0.force(gone, &mut run.1);
        run.0.run_until(Time(3000), &mut run.1);
        assert_eq!(run.0.world().balancers().count(), 0);
    }
}
