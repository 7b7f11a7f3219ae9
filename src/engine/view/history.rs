//! What the pictures need to know of the whole run, kept up with the log line by line: where each pod stands, which
//! versions there have been, how many pods each had when.
//!
//! It is a cache of the log: following the log from zero gives the same.

use std::collections::BTreeMap;

use crate::{
    kube::{Pod, Uid},
    log::{Entry, Log},
    time::Time,
    world::{Key, Object, Text},
};

use super::marks;

/// As many counts are kept; the older half is then thinned out.
const COUNTS_MAX: usize = 20_000;

/// A run so far, up to the furthest moment that has been played.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// The number of the entry that comes next.
    next: u64,
    stays: BTreeMap<Uid, Vec<Stay>>,
    /// The places of each node, and who stands there now.
    nodes: BTreeMap<Text, Vec<Option<Uid>>>,
    versions: Vec<Version>,
    counts: Vec<Counts>,
    of_key: BTreeMap<Key, Vec<u64>>,
    /// The entries that are worth a mark.
    noted: Vec<u64>,
    /// The pods that left their place: with which entry, when, and which of their stays it was.
    left: Vec<(u64, Time, Uid, usize)>,
}

/// The time a pod spends at one place of one node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stay {
    /// The pod.
    pub pod: Key,
    /// The node.
    pub node: Text,
    /// Its place on the node, counted from 0; it never moves.
    pub slot: usize,
    /// The version, by its number.
    pub version: usize,
    /// The entry with which it came, and when.
    pub from: (u64, Time),
    /// The entry with which it went, and when.
    pub to: Option<(u64, Time)>,
}

/// An image that pods have run, numbered in the order of appearance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The image.
    pub image: Text,
    /// The entry with which it appeared.
    pub from: u64,
}

/// How many pods there are of each version, from a moment on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// The entry that made it so.
    pub number: u64,
    /// When.
    pub at: Time,
    /// Ready pods and all pods that are neither over nor on their way out, by version.
    pub of_version: Vec<(u32, u32)>,
}

impl History {
    /// Reads on to the end of the log.
    pub fn follow(&mut self, log: &Log) {
        for number in self.next.max(log.first())..log.next() {
            if let Some(entry) = log.get(number) {
                self.take(entry);
            }
        }
        self.next = log.next();
    }

    /// Forgets the entry `end` and all after it: a fork has left them.
    pub fn forget_from(&mut self, end: u64) {
        if self.next <= end {
            return;
        }
        self.next = end;
        self.stays.retain(|_, stays| {
            stays.retain(|it| it.from.0 < end);
            for stay in stays.iter_mut() {
                stay.to = stay.to.filter(|(number, _)| *number < end);
            }
            !stays.is_empty()
        });
        self.nodes.clear();
        for (uid, stays) in &self.stays {
            for stay in stays {
                let places = self.nodes.entry(stay.node.clone()).or_default();
                places.resize(places.len().max(stay.slot + 1), None);
                if stay.to.is_none() {
                    places[stay.slot] = Some(*uid);
                }
            }
        }
        self.versions.retain(|it| it.from < end);
        self.counts.retain(|it| it.number < end);
        self.left.truncate(self.left.partition_point(|it| it.0 < end));
        self.noted.truncate(self.noted.partition_point(|it| *it < end));
        let known = self.versions.len();
        for counts in &mut self.counts {
            counts.of_version.truncate(known);
        }
        self.of_key.retain(|_, numbers| {
            numbers.truncate(numbers.partition_point(|it| *it < end));
            !numbers.is_empty()
        });
    }

    /// Where a pod stands after the first `entries` entries.
    pub fn stay(&self, pod: Uid, entries: u64) -> Option<&Stay> {
        self.stays.get(&pod)?.iter().rev().find(|it| it.from.0 < entries)
    }

    /// The stays that were over within the time since `since`, seen after the first `entries` entries.
    pub fn left_since(&self, since: Time, entries: u64) -> impl Iterator<Item = (Uid, &Stay)> {
        let end = self.left.partition_point(|it| it.0 < entries);
        let recent = self.left[..end].iter().rev().take_while(move |it| since <= it.1);
        recent.filter_map(|(_, _, uid, place)| Some((*uid, self.stays.get(uid)?.get(*place)?)))
    }

    /// How many places a node has needed at most so far. It never shrinks, so that nothing on screen jumps.
    pub fn places(&self, node: &str) -> usize {
        self.nodes.get(node).map_or(0, Vec::len)
    }

    /// Every version so far, in the order of appearance.
    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    /// The number of a version.
    pub fn version_of(&self, image: &str) -> Option<usize> {
        self.versions.iter().position(|it| &*it.image == image)
    }

    /// The counts so far, in order of time.
    pub fn counts(&self) -> &[Counts] {
        &self.counts
    }

    /// The numbers of the entries about an object, in order.
    pub fn entries_about(&self, key: &Key) -> &[u64] {
        self.of_key.get(key).map_or(&[], Vec::as_slice)
    }

    /// The newest entry about an object among the first `entries` entries.
    pub fn newest_about(&self, key: &Key, entries: u64) -> Option<u64> {
        let numbers = self.entries_about(key);
        let after = numbers.partition_point(|it| *it < entries);
        numbers[..after].last().copied()
    }

    /// The numbers of the entries that are worth a mark, in order.
    pub fn noted(&self) -> &[u64] {
        &self.noted
    }

    fn take(&mut self, entry: &Entry) {
        if marks::notable(entry).is_some() {
            self.noted.push(entry.number);
        }
        self.of_key
            .entry(entry.key.clone())
            .or_default()
            .push(entry.number);
        let pod = |object: &Option<Object>| match object {
            Some(Object::Pod(pod)) => Some(pod.clone()),
            _ => None,
        };
        let (before, after) = (pod(&entry.before), pod(&entry.after));
        if before.is_none() && after.is_none() {
            return;
        }
        self.place(before.as_deref(), after.as_deref(), entry);
        self.count(before.as_deref(), after.as_deref(), entry);
    }

    fn place(&mut self, before: Option<&Pod>, after: Option<&Pod>, entry: &Entry) {
        let node = |pod: Option<&Pod>| pod.and_then(|it| it.node_name.clone());
        let (old, new) = (node(before), node(after));
        let is_same = old == new && before.map(|it| it.meta.uid) == after.map(|it| it.meta.uid);
        if is_same {
            return;
        }
        if let Some(gone) = before
            && let Some(stays) = self.stays.get_mut(&gone.meta.uid)
            && let Some(stay) = stays.last_mut()
        {
            stay.to = Some((entry.number, entry.at));
            if let Some(places) = self.nodes.get_mut(&stay.node) {
                places[stay.slot] = None;
            }
            let leaving = (entry.number, entry.at, gone.meta.uid, stays.len() - 1);
            self.left.push(leaving);
        }
        if let (Some(pod), Some(node)) = (after, new) {
            let stay = Stay {
                pod: entry.key.clone(),
                slot: self.take_slot(&node, pod.meta.uid),
                node,
                version: self.version(pod, entry.number),
                from: (entry.number, entry.at),
                to: None,
            };
            self.stays.entry(pod.meta.uid).or_default().push(stay);
        }
    }

    /// Puts a pod on the first place of a node where none stands.
    fn take_slot(&mut self, node: &Text, pod: Uid) -> usize {
        let places = self.nodes.entry(node.clone()).or_default();
        let slot = places.iter().position(Option::is_none).unwrap_or(places.len());
        places.resize(places.len().max(slot + 1), None);
        places[slot] = Some(pod);
        slot
    }

    fn version(&mut self, pod: &Pod, number: u64) -> usize {
        let image = image_of(pod);
        self.version_of(&image).unwrap_or_else(|| {
            self.versions.push(Version { image, from: number });
            self.versions.len() - 1
        })
    }

    fn count(&mut self, before: Option<&Pod>, after: Option<&Pod>, entry: &Entry) {
        let worth = |pod: Option<&Pod>| {
            pod.map_or((0, 0), |it| {
                (u32::from(is_serving(it)), u32::from(it.is_active()))
            })
        };
        let (old, new) = (worth(before), worth(after));
        if old == new {
            return;
        }
        let last = self.counts.last();
        let mut of_version = last.map(|it| it.of_version.clone()).unwrap_or_default();
        for (pod, sign) in [(before, false), (after, true)] {
            let Some(pod) = pod else { continue };
            let place = self.version(pod, entry.number);
            if of_version.len() <= place {
                of_version.resize(place + 1, (0, 0));
            }
            let (ready, all) = worth(Some(pod));
            let (known_ready, known_all) = &mut of_version[place];
            if sign {
                *known_ready += ready;
                *known_all += all;
            } else {
                *known_ready = known_ready.saturating_sub(ready);
                *known_all = known_all.saturating_sub(all);
            }
        }
        self.counts.push(Counts {
            number: entry.number,
            at: entry.at,
            of_version,
        });
        self.thin_out();
    }

    fn thin_out(&mut self) {
        if self.counts.len() > COUNTS_MAX {
            let half = self.counts.len() / 2;
            let mut place = 0;
            self.counts.retain(|_| {
                place += 1;
                place > half || place % 2 == 0
            });
        }
    }
}

/// What a pod runs: the image of its first container.
pub fn image_of(pod: &Pod) -> Text {
    let first = pod.spec.containers.first();
    first.map_or_else(|| "".into(), |it| it.image.clone())
}

fn is_serving(pod: &Pod) -> bool {
    pod.is_active() && pod.is_ready()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{reason::Reason, world::Kind};

    #[expect(clippy::unnecessary_wraps, reason = "an entry holds an object or none")]
    fn pod(name: &str, uid: u64, node: &str) -> Option<Object> {
        let mut pod = Pod::default();
        pod.meta.name = name.into();
        pod.meta.uid = Uid(uid);
        pod.node_name = Some(node.into());
        Some(pod.into())
    }

    fn log(steps: &[(&str, Option<Object>, Option<Object>)]) -> Log {
        let mut log = Log::default();
        for (place, (name, before, after)) in steps.iter().enumerate() {
            log.push(Entry {
                number: place as u64,
                at: Time(place as u64),
                by: "you",
                key: Key::new(Kind::Pod, &"default".into(), &(*name).into()),
                before: before.clone(),
                after: after.clone(),
                why: Reason::Command { line: "".into() },
                because: None,
            });
        }
        log
    }

    fn a_comes_b_comes_a_goes_c_comes() -> Log {
        log(&[
            ("a", None, pod("a", 1, "n")),
            ("b", None, pod("b", 2, "n")),
            ("a", pod("a", 1, "n"), None),
            ("c", None, pod("c", 3, "n")),
        ])
    }

    #[test]
    fn a_pod_keeps_its_place_and_a_free_one_is_taken_again() {
        let mut history = History::default();
        history.follow(&a_comes_b_comes_a_goes_c_comes());
        let slot = |uid, entries| history.stay(Uid(uid), entries).map(|it| it.slot);
        assert_eq!((slot(1, 1), slot(2, 2), slot(3, 4)), (Some(0), Some(1), Some(0)));
        assert_eq!(slot(2, 4), Some(1));
        assert_eq!(slot(3, 3), None, "it is not there yet");
        assert_eq!(history.places("n"), 2);
        assert_eq!(
            history.newest_about(&log(&[("a", None, None)]).get(0).unwrap().key, 2),
            Some(0)
        );
    }

    #[test]
    fn forgetting_equals_never_having_read() {
        let log = a_comes_b_comes_a_goes_c_comes();
        for end in 0..=4 {
            let mut forgot = History::default();
            forgot.follow(&log);
            forgot.forget_from(end);
            let mut short = log.clone();
            short.truncate(end);
            let mut fresh = History::default();
            fresh.follow(&short);
            assert_eq!(forgot, fresh, "at entry {end}");
        }
    }
}
