//! A list whose clones share its shelves.

use std::{
    hash::{Hash, Hasher},
    slice,
    sync::Arc,
};

/// As many items stand on a shelf. Chosen by us, by measuring `benches/`.
const SHELF_MAX: usize = 32;

/// Where an item stands: on which shelf, and the how manieth there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    shelf: usize,
    item: usize,
}

impl Place {
    /// Where the first item stands.
    pub(super) const FIRST: Self = Self { shelf: 0, item: 0 };
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
        self.between(Place::FIRST, self.end())
    }

    pub(super) fn end(&self) -> Place {
        Place {
            shelf: self.shelves.len(),
            item: 0,
        }
    }

    pub(super) fn between(&self, front: Place, back: Place) -> Iter<'_, T> {
        let shelf = |at: usize| self.shelves.get(at).map_or(&[][..], |shelf| &**shelf);
        if front.shelf == back.shelf {
            return Iter {
                front: shelf(front.shelf)[front.item..back.item].iter(),
                between: [].iter(),
                back: [].iter(),
            };
        }
        Iter {
            front: shelf(front.shelf)[front.item..].iter(),
            between: self.shelves[front.shelf + 1..back.shelf].iter(),
            back: shelf(back.shelf)[..back.item].iter(),
        }
    }

    pub(super) fn at(&self, place: Place) -> Option<&T> {
        self.shelves.get(place.shelf)?.get(place.item)
    }

    /// The first place whose item does not come `before`.
    pub(super) fn find(&self, before: impl Fn(&T) -> bool) -> Place {
        let shelf = first(&self.shelves, |shelf| shelf.last().is_some_and(&before));
        let items = self.shelves.get(shelf).map_or(&[][..], |items| &**items);
        let item = first(items, before);
        Place { shelf, item }
    }
}

/// The place of the first that does not come before, by halving; the standard library's is slower where little is inlined.
fn first<T>(items: &[T], is_before: impl Fn(&T) -> bool) -> usize {
    let (mut low, mut high) = (0, items.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        if is_before(&items[middle]) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
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
        (self.count > 0).then(|| self.remove(Place::FIRST))
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

    pub(super) fn insert(&mut self, mut place: Place, item: T) {
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

    pub(super) fn remove(&mut self, place: Place) -> T {
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

    pub(super) fn at_mut(&mut self, place: Place) -> Option<&mut T> {
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
    front: slice::Iter<'a, T>,
    /// The shelves of which nothing has been taken.
    between: slice::Iter<'a, Arc<Vec<T>>>,
    back: slice::Iter<'a, T>,
}

impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        loop {
            if let Some(item) = self.front.next() {
                return Some(item);
            }
            match self.between.next() {
                Some(shelf) => self.front = shelf.iter(),
                None => return self.back.next(),
            }
        }
    }

    fn fold<B, F: FnMut(B, &'a T) -> B>(self, start: B, mut add: F) -> B {
        let (front, back) = (self.front.as_slice(), self.back.as_slice());
        let between = self.between.map(|shelf| &shelf[..]);
        let mut sum = start;
        for shelf in std::iter::once(front).chain(between).chain([back]) {
            for item in shelf {
                sum = add(sum, item);
            }
        }
        sum
    }
}

impl<'a, T> DoubleEndedIterator for Iter<'a, T> {
    fn next_back(&mut self) -> Option<&'a T> {
        loop {
            if let Some(item) = self.back.next_back() {
                return Some(item);
            }
            match self.between.next_back() {
                Some(shelf) => self.back = shelf.iter(),
                None => return self.front.next_back(),
            }
        }
    }
}
