//! Sorting that costs little: the standard library's sorts take 4 kB of wasm for every type they are used with, ours a tenth.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

/// Stable sorting, compiled once for all types but for the moving of the items.
pub trait Sort<T> {
    /// Sorts by a comparison; equal items keep their order.
    fn order_by(&mut self, compare: impl Fn(&T, &T) -> Ordering);

    /// Sorts by what is found for each item.
    fn order_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
        self.order_by(|a, b| key(a).cmp(&key(b)));
    }

    /// Sorts by the items' own order.
    fn order(&mut self)
    where
        T: Ord,
    {
        self.order_by(T::cmp);
    }
}

impl<T> Sort<T> for Vec<T> {
    fn order_by(&mut self, compare: impl Fn(&T, &T) -> Ordering) {
        let places = places(self.len(), &|a, b| compare(&self[a], &self[b]));
        let mut items: Vec<Option<T>> = std::mem::take(self).into_iter().map(Some).collect();
        self.extend(places.into_iter().filter_map(|place| items[place].take()));
    }
}

/// Gathering in maps and sets without the sort that `collect` brings along.
pub trait Gather: Iterator + Sized {
    /// The pairs by their keys; the last of equal ones stays.
    fn to_map<K: Ord, V>(self) -> BTreeMap<K, V>
    where
        Self: Iterator<Item = (K, V)>,
    {
        let mut map = BTreeMap::new();
        self.for_each(|(key, value)| drop(map.insert(key, value)));
        map
    }

    /// The items, each once.
    fn to_set(self) -> BTreeSet<Self::Item>
    where
        Self::Item: Ord,
    {
        let mut set = BTreeSet::new();
        self.for_each(|item| {
            set.insert(item);
        });
        set
    }
}

impl<I: Iterator> Gather for I {}

/// Where the items of a sorted list stand in the unsorted one.
fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|a, b| compare(*a, *b));
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_items_keep_their_order() {
        let mut words = vec!["pear", "fig", "plum", "date", "kiwi", "nut"];
        words.order_by_key(|it| it.len());
        assert_eq!(words, ["fig", "nut", "pear", "plum", "date", "kiwi"]);
        words.order();
        assert_eq!(words, ["date", "fig", "kiwi", "nut", "pear", "plum"]);
    }
}
