//! Going through slices pod by pod: each slice is ordered by pod, so together they are too.

use std::sync::Arc;

use crate::{
    kube::{Endpoint, EndpointSlice},
    world::Text,
};

/// How much of each slice is still to be gone through.
pub struct Heads<'a> {
    rests: Vec<&'a [Arc<Endpoint>]>,
}

impl<'a> Heads<'a> {
    /// Before the first pod of all.
    pub fn new(slices: impl Iterator<Item = &'a EndpointSlice>) -> Self {
        Self {
            rests: slices.map(|slice| &*slice.endpoints).collect(),
        }
    }

    /// Goes on to a pod: what a slice says of it, and which one. `passed` is told what lies before it, by slice.
    ///
    /// Whoever asks for all pods in their order finds most endpoints to be the very ones that `expected` says, without reading a name.
    pub fn find(
        &mut self,
        pod: &Text,
        expected: &Arc<Endpoint>,
        passed: &mut dyn FnMut(usize, &'a Arc<Endpoint>),
    ) -> Option<(usize, &'a Arc<Endpoint>)> {
        let mut place = None;
        for (at, rest) in self.rests.iter().enumerate() {
            if let [first, ..] = rest
                && Arc::ptr_eq(first, expected)
            {
                place = Some(at);
                break;
            }
        }
        if place.is_none() {
            self.pass(|it| it.pod < *pod, passed);
            let is_it = |rest: &&[Arc<Endpoint>]| rest.first().is_some_and(|it| it.pod == *pod);
            place = self.rests.iter().position(is_it);
        }
        let place = place?;
        let (first, rest) = self.rests[place].split_first()?;
        self.rests[place] = rest;
        Some((place, first))
    }

    /// Goes on to the end.
    pub fn finish(mut self, passed: &mut dyn FnMut(usize, &'a Arc<Endpoint>)) {
        self.pass(|_| true, passed);
    }

    fn pass(
        &mut self,
        is_before: impl Fn(&Endpoint) -> bool,
        passed: &mut dyn FnMut(usize, &'a Arc<Endpoint>),
    ) {
        for (place, rest) in self.rests.iter_mut().enumerate() {
            while let Some((first, others)) = rest.split_first()
                && is_before(first)
            {
                passed(place, first);
                *rest = others;
            }
        }
    }
}
