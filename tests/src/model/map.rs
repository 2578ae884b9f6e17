//! [`MapModel`], and the operations that only [`FastMap`](struct@FastMap) has; those of entries are beside it.

use std::collections::HashMap;

use map_core::{FastMap, StableMap};

use super::bulk::distinct;
use super::one_key::same_answer;
use super::{Kind, Op};
use crate::shapes::Shape;
use crate::values::Value;

/// One of our maps and that of the standard library.
#[derive(Clone)]
pub struct MapModel<Ours, K, V> {
    pub(super) ours: Ours,
    pub(super) theirs: HashMap<K, V>,
    /// Values that leaked iterators may have taken with them.
    pub(super) may_leak: usize,
}

macro_rules! map_model {
    ($($map:ident)*) => {$(
        impl<K: Shape, V: Value> MapModel<$map<K, V>, K, V> {
            /// Empty maps. Ours gets `seed`.
            pub(super) fn new(seed: u64) -> Self {
                MapModel {
                    ours: $map::with_seed(seed),
                    theirs: HashMap::new(),
                    may_leak: 0,
                }
            }

            /// Compares all that can be seen, and checks what cannot.
            pub(super) fn check(&self) {
                Self::check_same(&self.ours, &self.theirs);
            }

            /// The same of `ours`, which may be a copy.
            pub(super) fn check_same(ours: &$map<K, V>, theirs: &HashMap<K, V>) {
                ours.check_invariants();
                assert_eq!(ours.len(), theirs.len());
                assert_eq!(ours.is_empty(), theirs.is_empty());
                assert!(ours.capacity() >= ours.len());
                for (key, their) in theirs {
                    assert_eq!(ours.get(key), Some(their), "{key:?}");
                }
                let mut entries = 0;
                for (key, mine) in ours {
                    assert_eq!(theirs.get(key), Some(mine), "{key:?}");
                    entries += 1;
                }
                assert_eq!(entries, ours.len());
            }
        }
    )*};
}

map_model!(FastMap StableMap);

/// [`FastMap`](struct@FastMap) and the standard library's.
pub type FastModel<K, V> = MapModel<FastMap<K, V>, K, V>;

impl<K: Shape, V: Value> FastModel<K, V> {
    pub(super) fn point(&mut self, op: Op) {
        let (key, value) = (K::sample(op.key.into()), V::of(op.arg.into()));
        let (ours, theirs) = (&mut self.ours, &mut self.theirs);
        match op.kind {
            Kind::GetKeyValueMut => {
                let mine = ours.get_key_value_mut(&key);
                let mine = mine.map(|(key, mine)| (key, std::mem::replace(mine, value.clone())));
                let their = theirs
                    .get_mut(&key)
                    .map(|their| std::mem::replace(their, value));
                assert_eq!(mine, their.map(|their| (&key, their)), "{op:?}");
            }
            Kind::TryInsert => {
                let known = theirs.contains_key(&key);
                match ours.try_insert(key.clone(), value.clone()) {
                    Ok(mine) => {
                        assert!(!known, "{op:?}");
                        assert_eq!(*mine, value, "{op:?}");
                        theirs.insert(key, value);
                    }
                    Err(refused) => {
                        assert_eq!(Some(refused.entry.get()), theirs.get(&key), "{op:?}");
                        assert_eq!((refused.entry.key(), &refused.value), (&key, &value));
                    }
                }
            }
            Kind::GetDisjoint => {
                let others = [op.arg, op.key.wrapping_add(1)].map(|other| K::sample(other.into()));
                let keys = [&key, &others[0], &others[1]];
                if keys[0] != keys[1] && keys[1] != keys[2] && keys[0] != keys[2] {
                    let their = theirs.get_disjoint_mut(keys);
                    let mine = ours.get_disjoint_key_value_mut(keys);
                    for ((key, mine), their) in keys.into_iter().zip(mine).zip(their) {
                        assert_eq!(mine.is_some(), their.is_some(), "{op:?}");
                        if let (Some((found, mine)), Some(their)) = (mine, their) {
                            assert_eq!((found, &*mine), (key, &*their), "{op:?}");
                            *mine = value.clone();
                            *their = value.clone();
                        }
                    }
                    let mine = ours.get_disjoint_mut(keys).map(|mine| mine.cloned());
                    assert_eq!(mine, keys.map(|key| theirs.get(key).cloned()), "{op:?}");
                }
            }
            Kind::Generation => {
                let before = ours.generation(&key);
                assert_eq!(
                    ours.address_of(&key)
                        .map(|place| place.as_ptr().cast_const()),
                    ours.get(&key).map(|mine| &raw const *mine),
                    "{op:?}"
                );
                if let Some(mine) = ours.get_mut(&key) {
                    *mine = value.clone();
                    theirs.insert(key.clone(), value);
                }
                assert_eq!(
                    ours.generation(&key),
                    before,
                    "{op:?}: overwriting moves nothing"
                );
            }
            _ => same_answer(op, ours, theirs),
        }
    }

    pub(super) fn bulk(&mut self, op: Op) {
        let (ours, theirs) = (&mut self.ours, &self.theirs);
        match op.kind {
            Kind::GetBatch => self.batch(op),
            Kind::IterFromRandom => assert_eq!(
                distinct(op, ours.iter_from_random().map(|entry| entry.0)),
                theirs.keys().collect(),
                "{op:?}"
            ),
            Kind::FinishGrowth => {
                ours.finish_growth();
                assert!(!ours.is_growing(), "{op:?}");
            }
            Kind::Inspect => {
                let inspection = ours.inspect();
                assert_eq!(inspection.count, theirs.len(), "{op:?}");
                assert_eq!(inspection.growing, ours.is_growing(), "{op:?}");
                assert_eq!(inspection.capacity, ours.capacity(), "{op:?}");
            }
            _ => self.bulk_op(op),
        }
    }

    /// Asks for many keys at once, some of which are not there.
    fn batch(&self, op: Op) {
        let more: Vec<K> = (0..op.arg % 64).map(|n| K::sample(n.into())).collect();
        let keys: Vec<&K> = self.theirs.keys().chain(&more).collect();
        let their = keys.iter().map(|key| self.theirs.get(*key));
        let ours = self.ours.get_batch(keys.iter().copied());
        assert!(ours.eq(their), "{op:?}");
    }
}
