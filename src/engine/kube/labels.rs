//! Labels and annotations: shared by all states of an object and all pods of a template, until one is given others.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, btree_map},
    hash::{Hash, Hasher},
    ops::{Deref, DerefMut},
    sync::Arc,
};

use serde::{Deserialize, Serialize, Serializer};

use crate::world::Text;

type Pairs = BTreeMap<Text, Text>;

/// Labels or annotations.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "Pairs")]
pub struct Labels(Option<Arc<Pairs>>);

static NONE: Pairs = Pairs::new();

impl Labels {
    /// None at all.
    pub const fn new() -> Self {
        Self(None)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        (**self).is_empty()
    }

    fn is_same(&self, other: &Self) -> bool {
        std::ptr::eq(&raw const **self, &raw const **other)
    }
}

impl Deref for Labels {
    type Target = Pairs;

    fn deref(&self) -> &Pairs {
        self.0.as_deref().unwrap_or(&NONE)
    }
}

impl DerefMut for Labels {
    fn deref_mut(&mut self) -> &mut Pairs {
        Arc::make_mut(self.0.get_or_insert_default())
    }
}

impl PartialEq for Labels {
    fn eq(&self, other: &Self) -> bool {
        self.is_same(other) || **self == **other
    }
}

impl Eq for Labels {}

impl Ord for Labels {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.is_same(other) {
            return Ordering::Equal;
        }
        (**self).cmp(&**other)
    }
}

impl PartialOrd for Labels {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for Labels {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl From<Pairs> for Labels {
    fn from(pairs: Pairs) -> Self {
        Self(Some(Arc::new(pairs)))
    }
}

impl<const COUNT: usize> From<[(Text, Text); COUNT]> for Labels {
    fn from(pairs: [(Text, Text); COUNT]) -> Self {
        pairs.into_iter().collect()
    }
}

impl FromIterator<(Text, Text)> for Labels {
    fn from_iter<I: IntoIterator<Item = (Text, Text)>>(pairs: I) -> Self {
        let mut labels = Self::new();
        pairs.into_iter().for_each(|(name, value)| {
            labels.insert(name, value);
        });
        labels
    }
}

impl<'a> IntoIterator for &'a Labels {
    type Item = (&'a Text, &'a Text);
    type IntoIter = btree_map::Iter<'a, Text, Text>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Serialize for Labels {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(to)
    }
}
