//! Every object, those of each kind by themselves: whoever asks for one of a few nodes is not led past thousands of Events.

use std::hash::{Hash, Hasher};

use crate::shared::Map;

use super::{Key, Kind, Object};

/// Objects by their keys.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Objects([Map<Key, Object>; Kind::ALL.len()]);

impl Objects {
    /// Those of a kind.
    pub fn of(&self, kind: Kind) -> &Map<Key, Object> {
        &self.0[kind as usize]
    }

    /// Those of a kind, to be written to.
    pub fn of_mut(&mut self, kind: Kind) -> &mut Map<Key, Object> {
        &mut self.0[kind as usize]
    }

    /// The object of this key.
    pub fn get(&self, key: &Key) -> Option<&Object> {
        self.of(key.kind).get(key)
    }

    /// Every object, in the order of the keys, which begin with the kind.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &Object)> {
        self.0.iter().flatten().map(|(key, object)| (key, object))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.iter().map(Map::len).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Map::is_empty)
    }
}

impl Hash for Objects {
    /// As if they stood in one map, so that the hash of a state tells nothing of how it is kept.
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.len().hash(state);
        self.iter().for_each(|it| it.hash(state));
    }
}
