//! A map whose clones share its shelves.

use super::list::{Iter, List, Place};

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
        self.get_pair(key).map(|(_, value)| value)
    }

    /// A key as it stands here, with its value.
    pub fn get_pair(&self, key: &K) -> Option<&(K, V)> {
        self.items.at(self.place(key)).filter(|(its, _)| its == key)
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
        self.items.between(Place::FIRST, self.place(key))
    }

    /// Where a key stands, or would stand: for whoever first reads and then writes there.
    pub fn place(&self, key: &K) -> Place {
        self.items.find(|(its, _)| its.cmp(key).is_lt())
    }

    /// The value at the place of a key.
    pub fn get_at(&self, place: Place, key: &K) -> Option<&V> {
        self.items
            .at(place)
            .filter(|(its, _)| its == key)
            .map(|(_, value)| value)
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
        self.insert_at(self.place(&key), key, value);
    }

    /// Sets the value of a key, whose place is known.
    pub fn insert_at(&mut self, place: Place, key: K, value: V) {
        let is_there = self.items.at(place).is_some_and(|(its, _)| *its == key);
        match self.items.at_mut(place).filter(|_| is_there) {
            Some((_, known)) => *known = value,
            None => self.items.insert(place, (key, value)),
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
