//! One model of the public operations: every [`Op`] is done to a [`FastMap`](struct@map_core::FastMap) or
//! [`FastSet`](map_core::FastSet) and to its counterpart of the standard library, and what they answer is compared.
//!
//! Property tests, long random runs and fuzzers differ only in where their operations come from.
#![expect(
    clippy::forget_non_drop,
    reason = "what leaks nothing today is leaked all the same"
)]

mod bulk;
mod entry;
mod map;
mod one_key;
mod op;
mod resize;
mod set;
mod stable;

use std::hash::{DefaultHasher, Hash, Hasher};

pub use map::{FastModel, MapModel};
pub use op::{Group, Kind, Op, Rng};
pub use set::SetModel;
pub use stable::StableModel;

use crate::shapes::Shape;
use crate::values::Value;

/// What was done so far.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// How often each kind was done, in the order of [`Kind::ALL`].
    done: Vec<u64>,
    /// How often it was done to a table in the middle of growth.
    growing: Vec<u64>,
}

impl Coverage {
    fn new() -> Coverage {
        Coverage {
            done: vec![0; Kind::ALL.len()],
            growing: vec![0; Kind::ALL.len()],
        }
    }

    /// How many operations were done in all.
    pub fn total(&self) -> u64 {
        self.done.iter().sum()
    }

    /// How often `kind` was done.
    pub fn done(&self, kind: Kind) -> u64 {
        self.done[kind as usize]
    }

    /// How often `kind` was done to a table in the middle of growth.
    pub fn growing(&self, kind: Kind) -> u64 {
        self.growing[kind as usize]
    }

    fn count(&mut self, kind: Kind, growing: bool) {
        self.done[kind as usize] += 1;
        self.growing[kind as usize] += u64::from(growing);
    }
}

/// A map and a set of one type of key in lockstep with those of the standard library; type-erased, so that the code
/// that drives it is compiled once.
pub trait Lockstep {
    /// Does an operation to both and compares.
    ///
    /// # Panics
    /// Where they differ.
    fn apply(&mut self, op: Op);

    /// Compares everything, and checks the invariants.
    ///
    /// # Panics
    /// Where something is wrong.
    fn check(&self);

    /// What was done so far.
    fn coverage(&self) -> &Coverage;

    /// The values that leaked iterators may have taken with them, in map and counterpart.
    fn may_leak(&self) -> usize;

    /// Whether the map is in the middle of growth.
    fn is_growing(&self) -> bool;

    /// How many entries the map has.
    fn len(&self) -> usize;

    /// Whether the map has no entries.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A copy, growth under way included.
    fn boxed_clone(&self) -> Box<dyn Lockstep>;
}

/// [`Lockstep`] for keys `K` and values `V`.
#[derive(Clone)]
pub struct Model<K: Shape, V: Value> {
    map: FastModel<K, V>,
    set: SetModel<K>,
    coverage: Coverage,
}

impl<K: Shape, V: Value> Model<K, V> {
    /// Empty maps and sets. Ours get `seed`.
    pub fn new(seed: u64) -> Self {
        Model {
            map: FastModel::new(seed),
            set: SetModel::new(seed),
            coverage: Coverage::new(),
        }
    }
}

impl<K: Shape, V: Value> Lockstep for Model<K, V> {
    fn apply(&mut self, op: Op) {
        let is_set = matches!(op.kind.group(), Group::SetPoint | Group::SetBulk);
        let growing = if is_set {
            self.set.ours.is_growing()
        } else {
            self.map.ours.is_growing()
        };
        self.coverage.count(op.kind, growing);
        match op.kind.group() {
            Group::Point => self.map.point(op),
            Group::Entry => self.map.entry(op),
            Group::EntryRef => self.map.entry_ref(op),
            Group::Bulk => self.map.bulk(op),
            Group::SetPoint => self.set.point(op),
            Group::SetBulk => self.set.bulk(op),
        }
        assert_eq!(self.map.ours.len(), self.map.theirs.len(), "{op:?}");
        assert_eq!(self.set.ours.len(), self.set.theirs.len(), "{op:?}");
        if op.kind.is_bulk() {
            if is_set {
                self.set.check();
            } else {
                self.map.check();
            }
        }
    }

    fn check(&self) {
        self.map.check();
        self.set.check();
    }

    fn coverage(&self) -> &Coverage {
        &self.coverage
    }

    fn may_leak(&self) -> usize {
        self.map.may_leak
    }

    fn is_growing(&self) -> bool {
        self.map.ours.is_growing()
    }

    fn len(&self) -> usize {
        self.map.ours.len()
    }

    fn boxed_clone(&self) -> Box<dyn Lockstep> {
        Box::new(self.clone())
    }
}

/// A closure's whim: whether it picks this key. The same on both sides.
fn picks<K: Hash>(key: &K, arg: u16) -> bool {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    (hasher.finish() >> 16).is_multiple_of(u64::from(arg % 5) + 1)
}
