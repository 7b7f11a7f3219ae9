//! Signals for many. A memo wakes everything behind it to ask whether its value differs, which for hundreds of tiles costs
//! more than drawing them; these wake only whoever shows what has changed.

use std::{collections::BTreeMap, sync::Arc};

use leptos::prelude::*;

type Source<K, V> = Arc<dyn Fn() -> BTreeMap<K, V> + Send + Sync>;

/// The values of a map, each a signal of its own.
pub struct Keyed<K: 'static, V: 'static> {
    source: StoredValue<Source<K, V>>,
    values: StoredValue<BTreeMap<K, ArcRwSignal<V>>>,
}

impl<K, V> Clone for Keyed<K, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K, V> Copy for Keyed<K, V> {}

impl<K, V> Keyed<K, V>
where
    K: Ord + Send + Sync + 'static,
    V: PartialEq + Send + Sync + 'static,
{
    /// Follows a map from now on.
    pub fn of(source: impl Fn() -> BTreeMap<K, V> + Send + Sync + 'static) -> Self {
        let source: Source<K, V> = Arc::new(source);
        let it = Self {
            source: StoredValue::new(source.clone()),
            values: StoredValue::default(),
        };
        Effect::new(move |_| it.take(source()));
        it
    }

    /// The value of a key, if it is there; once it is gone it keeps its last value.
    pub fn signal(self, key: &K) -> Option<RwSignal<V>> {
        let known = || self.values.with_value(|all| all.get(key).cloned());
        let found = known().or_else(|| {
            // Whoever asks for a new key may be told of it earlier than the effect.
            let source = self.source.get_value();
            self.take(untrack(|| source()));
            known()
        });
        found.map(RwSignal::from)
    }

    fn take(self, map: BTreeMap<K, V>) {
        // Signals are set after the map is let go: whoever hears may look others up.
        let mut changed = Vec::new();
        self.values.update_value(|all| {
            let differs = |known: &ArcRwSignal<V>, value: &V| known.with_untracked(|known| known != value);
            if all.keys().eq(map.keys()) {
                let pairs = all.values().cloned().zip(map.into_values());
                changed.extend(pairs.filter(|(known, value)| differs(known, value)));
                return;
            }
            all.retain(|key, _| map.contains_key(key));
            for (key, value) in map {
                match all.get(&key) {
                    Some(known) if differs(known, &value) => changed.push((known.clone(), value)),
                    Some(_) => {}
                    None => {
                        all.insert(key, ArcRwSignal::new(value));
                    }
                }
            }
        });
        for (signal, value) in changed {
            signal.set(value);
        }
    }
}

/// The same value as `source`, as a signal that wakes nobody unless the value differs.
pub fn calm<T>(source: impl Fn() -> T + Send + Sync + 'static) -> Signal<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    let signal = RwSignal::new(untrack(&source));
    Effect::new(move |_| {
        let value = source();
        if signal.with_untracked(|known| *known != value) {
            signal.set(value);
        }
    });
    signal.into()
}
