//! Ordered maps, sets and lists whose clones cost one pointer: what a checkpoint of a whole run is made of.
//!
//! Items stand in short shelves, shelves in one list, both shared until they are written to. A write copies at most one shelf and
//! the list of shelves. Small in the wasm on purpose: a persistent B-tree takes 13 kB of it for every type of item, this a tenth.

mod list;
mod map;

pub use list::{Iter, List};
pub use map::{Map, Set};

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
