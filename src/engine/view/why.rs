//! Why something is as it is: the chain of entries from what was typed to what is now.

use crate::{
    log::Entry,
    reason::Reason,
    time::Time,
    world::{Key, Text},
};

use super::{
    Moment,
    deed::{Deed, deed},
};

/// One link of the chain.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The entry.
    pub number: u64,
    /// When.
    pub at: Time,
    /// Who: a component by its upstream name, or `you`.
    pub by: &'static str,
    /// On which node the component runs, if it runs on one.
    pub host: Option<Text>,
    /// What changed.
    pub key: Key,
    /// How.
    pub deed: Deed,
    /// Why.
    pub why: Reason,
}

/// The chain that ends with the newest entry about an object, oldest link first.
pub fn chain_of(moment: &Moment, key: &Key) -> Vec<Link> {
    let newest = moment.history.newest_about(key, moment.sim.entries());
    newest.map_or_else(Vec::new, |number| chain(moment, number))
}

/// The chain that ends with an entry, oldest link first.
pub fn chain(moment: &Moment, number: u64) -> Vec<Link> {
    const MOST: usize = 40;
    let mut links: Vec<Link> = moment.log.causes(number).take(MOST).map(link).collect();
    links.reverse();
    links
}

/// The newest entries about an object, newest first.
pub fn entries_about(moment: &Moment, key: &Key) -> Vec<Link> {
    const MOST: usize = 60;
    let numbers = moment.history.entries_about(key);
    let after = numbers.partition_point(|it| *it < moment.sim.entries());
    let newest = numbers[..after].iter().rev().take(MOST);
    newest.filter_map(|it| moment.log.get(*it)).map(link).collect()
}

/// The newest entries of the run up to now, newest first. A status that follows from the entries around it tells nothing new
/// and is left out: where hundreds of pods are in trouble it would hide all else.
pub fn newest(moment: &Moment) -> Vec<Link> {
    const MOST: usize = 60;
    /// No more entries are gone through, however little they tell.
    const LOOKED_AT: usize = 2000;
    let recent = moment.entries().rev().take(LOOKED_AT);
    let telling = recent.filter(|it| deed(it) != Deed::Reported);
    telling.take(MOST).map(link).collect()
}

fn link(entry: &Entry) -> Link {
    let host = match (&entry.before, &entry.after) {
        (_, Some(crate::world::Object::Pod(pod))) | (Some(crate::world::Object::Pod(pod)), None)
            if entry.by == "kubelet" =>
        {
            pod.node_name.clone()
        }
        _ => None,
    };
    Link {
        number: entry.number,
        at: entry.at,
        by: entry.by,
        host,
        key: entry.key.clone(),
        deed: deed(entry),
        why: entry.why.clone(),
    }
}
