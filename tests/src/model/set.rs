//! The operations of sets.

use std::collections::HashSet;
use std::mem;

use map_core::{FastSet, Path};

use super::bulk::distinct;
use super::{Kind, Op, picks};
use crate::shapes::Shape;

/// Our set and that of the standard library.
#[derive(Clone)]
pub struct SetModel<K> {
    pub(super) ours: FastSet<K>,
    pub(super) theirs: HashSet<K>,
}

impl<K: Shape> SetModel<K> {
    pub(super) fn new(seed: u64) -> Self {
        SetModel {
            ours: FastSet::with_seed(seed),
            theirs: HashSet::new(),
        }
    }

    pub(super) fn check(&self) {
        self.ours.check_invariants();
        assert_eq!(self.ours.len(), self.theirs.len());
        assert_eq!(self.ours.is_empty(), self.theirs.is_empty());
        assert!(self.theirs.iter().all(|key| self.ours.contains(key)));
    }

    pub(super) fn point(&mut self, op: Op) {
        let key = K::sample(op.key.into());
        let (ours, theirs) = (&mut self.ours, &mut self.theirs);
        match op.kind {
            Kind::SetInsert => {
                assert_eq!(ours.insert(key.clone()), theirs.insert(key), "{op:?}");
            }
            Kind::SetRemove => assert_eq!(ours.remove(&key), theirs.remove(&key), "{op:?}"),
            Kind::SetContains => {
                assert_eq!(ours.contains(&key), theirs.contains(&key), "{op:?}");
            }
            Kind::SetGet => assert_eq!(ours.get(&key), theirs.get(&key), "{op:?}"),
            Kind::SetTake => assert_eq!(ours.take(&key), theirs.take(&key), "{op:?}"),
            Kind::SetReplace => {
                assert_eq!(ours.replace(key.clone()), theirs.replace(key), "{op:?}");
            }
            Kind::SetGetOrInsert => {
                assert_eq!(*ours.get_or_insert(key.clone()), key, "{op:?}");
                theirs.insert(key);
            }
            Kind::SetCheckedInsert => {
                let is_new = theirs.insert(key.clone());
                assert_eq!(ours.checked_insert(key), Ok(is_new), "{op:?}");
            }
            Kind::SetGetOrInsertWith => {
                let mut calls = 0;
                let found = ours.get_or_insert_with(&key, |key| {
                    calls += 1;
                    key.clone()
                });
                assert_eq!(*found, key, "{op:?}");
                assert_eq!(calls, u32::from(theirs.insert(key)), "{op:?}");
            }
            _ => unreachable!("{op:?} is not on one key of a set"),
        }
    }

    pub(super) fn bulk(&mut self, op: Op) {
        let (ours, theirs) = (&mut self.ours, &mut self.theirs);
        let half = ours.len() / 2;
        match op.kind {
            Kind::SetIter => {
                assert_eq!(ours.iter().len(), theirs.len(), "{op:?}");
                assert_eq!(distinct(op, ours.iter()), theirs.iter().collect(), "{op:?}");
            }
            Kind::SetIterFromRandom => {
                assert_eq!(
                    distinct(op, ours.iter_from_random()),
                    theirs.iter().collect(),
                    "{op:?}"
                );
            }
            Kind::SetCollect => *ours = mem::take(ours).into_iter().collect(),
            Kind::SetClone => {
                let copy = ours.clone();
                copy.check_invariants();
                assert!(copy == *ours && copy.iter().eq(ours.iter()), "{op:?}");
                *ours = copy;
            }
            Kind::SetCloneFrom => {
                let others = 0..u64::from(op.arg % 300);
                let mut copy: FastSet<K> = others.map(K::sample).collect();
                copy.clone_from(ours);
                copy.check_invariants();
                *ours = copy;
            }
            Kind::SetRetain => {
                ours.retain(|key| !picks(key, op.arg));
                theirs.retain(|key| !picks(key, op.arg));
            }
            Kind::SetDrain | Kind::SetDrainLeaked => {
                let mut keys = ours.drain();
                let taken = distinct(op, keys.by_ref().take(half));
                assert!(taken.len() == half && taken.is_subset(theirs), "{op:?}");
                assert_eq!(keys.len(), theirs.len() - half, "{op:?}");
                if op.kind == Kind::SetDrainLeaked {
                    mem::forget(keys);
                }
                theirs.clear();
            }
            Kind::SetExtractIf => {
                let taken = distinct(op, ours.extract_if(|key| picks(key, op.arg)).take(half));
                assert!(taken.iter().all(|key| picks(key, op.arg)), "{op:?}");
                assert!(taken.iter().all(|key| theirs.remove(key)), "{op:?}");
            }
            Kind::SetExtractLeaked => {
                let mut taken = ours.extract_if(|key| picks(key, op.arg));
                for key in taken.by_ref().take(half / 2) {
                    assert!(picks(&key, op.arg) && theirs.remove(&key), "{op:?}");
                }
                mem::forget(taken);
            }
            Kind::SetExtend => {
                let keys = || (0..op.arg % 64).map(|n| K::sample(op.key.wrapping_add(n).into()));
                ours.extend(keys());
                theirs.extend(keys());
            }
            Kind::SetClear => {
                ours.clear();
                theirs.clear();
            }
            Kind::SetReserve => {
                ours.reserve(usize::from(op.arg % 512));
                if op.arg.is_multiple_of(2) {
                    ours.finish_growth();
                    assert!(!ours.is_growing(), "{op:?}");
                }
                let result = ours.try_reserve(usize::MAX);
                assert_eq!(result.is_ok(), K::PATH == Path::Direct, "{op:?}");
            }
            Kind::SetShrinkTo => {
                ours.shrink_to(usize::from(op.arg % 512));
                assert!(ours.capacity() >= theirs.len(), "{op:?}");
            }
            Kind::SetShrinkToFit => {
                ours.shrink_to_fit();
                assert_eq!(ours.iter().count(), theirs.len(), "{op:?}");
            }
            Kind::SetIntoIterHalf => {
                let (ours, theirs) = (mem::take(ours), mem::take(theirs));
                let taken = distinct(op, ours.into_iter().take(half));
                assert!(taken.len() == half && taken.is_subset(&theirs), "{op:?}");
            }
            _ => self.algebra(op),
        }
    }

    /// With another set, some of whose keys are in this one.
    fn algebra(&mut self, op: Op) {
        let (ours, theirs) = (&mut self.ours, &mut self.theirs);
        let keys = || (0..op.arg % 64).map(|n| K::sample(op.key.wrapping_add(n).into()));
        let (a, b) = (&FastSet::from_iter(keys()), &HashSet::from_iter(keys()));
        match op.kind {
            Kind::SetAlgebra => {
                let same = |mine: &mut dyn Iterator<Item = &K>,
                            their: &mut dyn Iterator<Item = &K>| {
                    let (least, most) = mine.size_hint();
                    let mine: HashSet<K> = distinct(op, mine.cloned());
                    assert_eq!(mine, their.cloned().collect(), "{op:?}");
                    assert!(least <= mine.len() && most.is_none_or(|most| mine.len() <= most));
                };
                same(&mut ours.union(a), &mut theirs.union(b));
                same(&mut ours.intersection(a), &mut theirs.intersection(b));
                same(&mut ours.difference(a), &mut theirs.difference(b));
                same(&mut a.difference(ours), &mut b.difference(theirs));
                same(
                    &mut ours.symmetric_difference(a),
                    &mut theirs.symmetric_difference(b),
                );
                assert_eq!(ours.is_subset(a), theirs.is_subset(b), "{op:?}");
                assert_eq!(a.is_subset(ours), b.is_subset(theirs), "{op:?}");
                assert_eq!(ours.is_superset(a), theirs.is_superset(b), "{op:?}");
                assert_eq!(ours.is_disjoint(a), theirs.is_disjoint(b), "{op:?}");
                assert_eq!(ours == a, theirs == b, "{op:?}");
            }
            Kind::SetOperators => {
                let (mine, their) = match op.arg % 4 {
                    0 => (&*ours | a, &*theirs | b),
                    1 => (&*ours & a, &*theirs & b),
                    2 => (&*ours ^ a, &*theirs ^ b),
                    _ => (&*ours - a, &*theirs - b),
                };
                (*ours, *theirs) = (mine, their);
            }
            Kind::SetAssigning => match op.arg % 4 {
                0 => {
                    *ours |= a;
                    *theirs = &*theirs | b;
                }
                1 => {
                    *ours &= a;
                    *theirs = &*theirs & b;
                }
                2 => {
                    *ours ^= a;
                    *theirs = &*theirs ^ b;
                }
                _ => {
                    *ours -= a;
                    *theirs = &*theirs - b;
                }
            },
            _ => unreachable!("{op:?} is not on a whole set"),
        }
    }
}
