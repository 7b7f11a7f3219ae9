//! Ordered maps, sets and lists whose clones cost one pointer: what a checkpoint of a whole run is made of.
//!
//! Items stand in short shelves, shelves in one list, both shared until they are written to. A write copies at most one shelf and
//! the list of shelves. Small in the wasm on purpose: a persistent B-tree takes 13 kB of it for every type of item, this a tenth.

use std::{
    hash::{Hash, Hasher},
    sync::Arc,
};

/// As many items stand on a shelf. Chosen by us, by measuring `benches/`.
const SHELF_MAX: usize = 64;

/// Where an item stands: on which shelf, and the how manieth there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    shelf: usize,
    item: usize,
}

/// Items in the order in which they were put. No shelf is ever empty.
#[derive(Clone, Debug)]
pub struct List<T> {
    shelves: Arc<Vec<Arc<Vec<T>>>>,
    count: usize,
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self {
            shelves: Arc::default(),
            count: 0,
        }
    }
}

impl<T> List<T> {
    /// How many items there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Every item, in order.
    pub fn iter(&self) -> Iter<'_, T> {
        self.between(Place { shelf: 0, item: 0 }, self.end())
    }

    fn end(&self) -> Place {
        Place {
            shelf: self.shelves.len(),
            item: 0,
        }
    }

    fn between(&self, front: Place, back: Place) -> Iter<'_, T> {
        Iter {
            shelves: &self.shelves,
            front,
            back,
        }
    }

    fn at(&self, place: Place) -> Option<&T> {
        self.shelves.get(place.shelf)?.get(place.item)
    }

    /// The first place whose item does not come `before`.
    fn find(&self, before: impl Fn(&T) -> bool) -> Place {
        let shelf = self
            .shelves
            .partition_point(|shelf| shelf.last().is_some_and(&before));
        let item = self
            .shelves
            .get(shelf)
            .map_or(0, |items| items.partition_point(&before));
        Place { shelf, item }
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<T: Clone> List<T> {
    /// Puts an item at the end.
    pub fn push_back(&mut self, item: T) {
        self.insert(self.end(), item);
    }

    /// Takes the first item.
    pub fn pop_front(&mut self) -> Option<T> {
        (self.count > 0).then(|| self.remove(Place { shelf: 0, item: 0 }))
    }

    /// The last item, to be written to.
    pub fn back_mut(&mut self) -> Option<&mut T> {
        let shelf = Arc::make_mut(&mut self.shelves).last_mut()?;
        Arc::make_mut(shelf).last_mut()
    }

    /// The item that is so many places before the end, to be written to.
    pub fn from_end_mut(&mut self, mut steps: usize) -> Option<&mut T> {
        for shelf in Arc::make_mut(&mut self.shelves).iter_mut().rev() {
            match shelf.len().checked_sub(steps + 1) {
                Some(item) => return Arc::make_mut(shelf).get_mut(item),
                None => steps -= shelf.len(),
            }
        }
        None
    }

    fn insert(&mut self, mut place: Place, item: T) {
        self.count += 1;
        let shelves = Arc::make_mut(&mut self.shelves);
        if let (Some(last), true) = (shelves.last(), place.shelf == shelves.len()) {
            // What comes at the end fills the last shelf first.
            if last.len() < SHELF_MAX {
                place = Place {
                    shelf: shelves.len() - 1,
                    item: last.len(),
                };
            }
        }
        let Some(shelf) = shelves.get_mut(place.shelf) else {
            shelves.push(Arc::new(vec![item]));
            return;
        };
        let items = Arc::make_mut(shelf);
        items.insert(place.item, item);
        if items.len() > SHELF_MAX {
            let rest = items.split_off(SHELF_MAX / 2);
            shelves.insert(place.shelf + 1, Arc::new(rest));
        }
    }

    fn remove(&mut self, place: Place) -> T {
        self.count -= 1;
        let shelves = Arc::make_mut(&mut self.shelves);
        let items = Arc::make_mut(&mut shelves[place.shelf]);
        let item = items.remove(place.item);
        if items.is_empty() {
            shelves.remove(place.shelf);
        } else if let Some(next) = shelves.get(place.shelf + 1)
            && shelves[place.shelf].len() + next.len() <= SHELF_MAX / 2
        {
            let next = shelves.remove(place.shelf + 1);
            Arc::make_mut(&mut shelves[place.shelf]).extend_from_slice(&next);
        }
        item
    }

    fn at_mut(&mut self, place: Place) -> Option<&mut T> {
        let shelf = Arc::make_mut(&mut self.shelves).get_mut(place.shelf)?;
        Arc::make_mut(shelf).get_mut(place.item)
    }
}

impl<T: PartialEq> PartialEq for List<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shelves, &other.shelves)
            || (self.count == other.count && self.iter().eq(other.iter()))
    }
}

impl<T: Eq> Eq for List<T> {}

impl<T: Hash> Hash for List<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.count.hash(state);
        self.iter().for_each(|it| it.hash(state));
    }
}

/// Items of a list or a map, from either end.
#[derive(Debug)]
pub struct Iter<'a, T> {
    shelves: &'a [Arc<Vec<T>>],
    front: Place,
    back: Place,
}

impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        if self.front >= self.back {
            return None;
        }
        let shelf = &self.shelves[self.front.shelf];
        let item = shelf.get(self.front.item);
        self.front.item += 1;
        if self.front.item >= shelf.len() {
            self.front = Place {
                shelf: self.front.shelf + 1,
                item: 0,
            };
        }
        item
    }
}

impl<'a, T> DoubleEndedIterator for Iter<'a, T> {
    fn next_back(&mut self) -> Option<&'a T> {
        if self.front >= self.back {
            return None;
        }
        if self.back.item == 0 {
            self.back.shelf -= 1;
            self.back.item = self.shelves[self.back.shelf].len();
        }
        self.back.item -= 1;
        self.shelves[self.back.shelf].get(self.back.item)
    }
}

/// Values by key, in the order of the keys.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Map<K, V> {
    items: List<(K, V)>,
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Self {
            items: List::default(),
        }
    }
}

impl<K: Ord, V> Map<K, V> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The value of a key.
    pub fn get(&self, key: &K) -> Option<&V> {
        self.items
            .at(self.place(key))
            .filter(|(its, _)| its == key)
            .map(|(_, value)| value)
    }

    /// Every key with its value.
    pub fn iter(&self) -> Iter<'_, (K, V)> {
        self.items.iter()
    }

    /// Every value.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.iter().map(|(_, value)| value)
    }

    /// The least key with its value.
    pub fn first(&self) -> Option<&(K, V)> {
        self.iter().next()
    }

    /// From a key on.
    pub fn from(&self, key: &K) -> Iter<'_, (K, V)> {
        self.items.between(self.place(key), self.items.end())
    }

    /// Up to a key, without it.
    pub fn until(&self, key: &K) -> Iter<'_, (K, V)> {
        self.items.between(Place { shelf: 0, item: 0 }, self.place(key))
    }

    fn place(&self, key: &K) -> Place {
        self.items.find(|(its, _)| its < key)
    }
}

impl<'a, K: Ord, V> IntoIterator for &'a Map<K, V> {
    type Item = &'a (K, V);
    type IntoIter = Iter<'a, (K, V)>;

    fn into_iter(self) -> Iter<'a, (K, V)> {
        self.iter()
    }
}

impl<K: Ord + Clone, V: Clone> Map<K, V> {
    /// Sets the value of a key.
    pub fn insert(&mut self, key: K, value: V) {
        let place = self.place(&key);
        match self.items.at_mut(place) {
            Some((its, known)) if *its == key => *known = value,
            _ => self.items.insert(place, (key, value)),
        }
    }

    /// Takes a key and its value out.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        let place = self.place(key);
        self.items.at(place).filter(|(its, _)| its == key)?;
        Some(self.items.remove(place).1)
    }

    /// The value of a key, to be written to.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let place = self.place(key);
        self.items.at(place).filter(|(its, _)| its == key)?;
        self.items.at_mut(place).map(|(_, value)| value)
    }
}

/// Keys in their order.
pub type Set<K> = Map<K, ()>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::luck;
    use std::collections::BTreeMap;

    #[test]
    fn a_map_is_as_a_btree_map_and_its_clones_stay_as_they_were() {
        let (mut ours, mut theirs) = (Map::default(), BTreeMap::new());
        let mut kept = Vec::new();
        for turn in 0..6000 {
            let draw = luck::number(1, "map", &turn.to_string());
            let key = draw % 700;
            // First it grows, then it shrinks.
            if draw / 1000 % 3 < if turn < 3000 { 2 } else { 1 } {
                ours.insert(key, turn);
                theirs.insert(key, turn);
            } else {
                assert_eq!(ours.remove(&key), theirs.remove(&key));
            }
            assert_eq!((ours.len(), ours.get(&key)), (theirs.len(), theirs.get(&key)));
            if turn % 500 == 0 {
                assert!(ours.iter().map(|(k, v)| (k, v)).eq(theirs.iter()));
                assert!(ours.iter().rev().map(|(k, v)| (k, v)).eq(theirs.iter().rev()));
                assert!(ours.from(&key).map(|(k, v)| (k, v)).eq(theirs.range(key..)));
                assert!(
                    ours.until(&key)
                        .map(|(k, v)| (k, v))
                        .rev()
                        .eq(theirs.range(..key).rev())
                );
                kept.push((ours.clone(), theirs.clone()));
            }
        }
        for (ours, theirs) in kept {
            assert!(ours.iter().map(|(k, v)| (k, v)).eq(theirs.iter()));
        }
    }

    #[test]
    fn a_list_loses_at_the_front_what_it_got_at_the_back() {
        let mut list = List::default();
        for number in 0..1000 {
            list.push_back(number);
            if list.len() > 300 {
                assert_eq!(list.pop_front(), Some(number - 300));
            }
        }
        assert!(list.iter().copied().eq(700..1000));
        *list.from_end_mut(299).unwrap() = 7;
        *list.back_mut().unwrap() = 8;
        assert_eq!(
            (list.iter().next(), list.iter().next_back()),
            (Some(&7), Some(&8))
        );
        assert_eq!(list.from_end_mut(300), None);
    }
}
