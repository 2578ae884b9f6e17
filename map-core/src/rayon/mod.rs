//! Parallel iterators over maps and sets, by [rayon](https://docs.rs/rayon).
//!
//! Maps and sets implement rayon's traits: with its prelude in scope they have `par_iter`, `par_iter_mut`,
//! `into_par_iter` and `par_extend`, and parallel iterators collect into them. Threads share a map by its buckets, also
//! in the middle of growth.
//!
//! ```
//! use map_core::FastMap;
//! use rayon::prelude::*;
//!
//! let mut squares: FastMap<u64, u64> = (0..1_000u64).into_par_iter().map(|i| (i, i * i)).collect();
//! squares.par_iter_mut().for_each(|(_, square)| *square += 1);
//! assert_eq!(squares.par_values().sum::<u64>(), (0..1_000).map(|i| i * i + 1).sum::<u64>());
//! ```

mod map;
mod set;

use alloc::collections::LinkedList;
use alloc::vec::Vec;

use ::rayon::iter::plumbing::{Folder, UnindexedConsumer, UnindexedProducer, bridge_unindexed};
use ::rayon::iter::{IntoParallelIterator, ParallelIterator};

pub use map::{IntoParIter, ParDrain, ParIter, ParIterMut, ParKeys, ParValues, ParValuesMut};
pub use set::{SetIntoParIter, SetParDrain, SetParIter};

use crate::engine::Part;

/// A part of a table, as rayon divides and visits it.
struct Shared<P>(P);

impl<P: Part<Item: Send> + Send> ParallelIterator for Shared<P> {
    type Item = P::Item;

    fn drive_unindexed<C: UnindexedConsumer<P::Item>>(self, consumer: C) -> C::Result {
        bridge_unindexed(self, consumer)
    }
}

impl<P: Part<Item: Send> + Send> UnindexedProducer for Shared<P> {
    type Item = P::Item;

    fn split(self) -> (Self, Option<Self>) {
        let (first, second) = self.0.split();
        (Shared(first), second.map(Shared))
    }

    fn fold_with<F: Folder<P::Item>>(self, folder: F) -> F {
        folder.consume_iter(self.0)
    }
}

/// All items, in pieces, and how many they are.
fn collect<I: IntoParallelIterator>(items: I) -> (LinkedList<Vec<I::Item>>, usize) {
    let pieces = items.into_par_iter().collect_vec_list();
    let count = pieces.iter().map(Vec::len).sum();
    (pieces, count)
}
