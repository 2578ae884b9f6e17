//! The operations of entries that only [`FastMap`](struct@map_core::FastMap) has.

use std::collections::hash_map;

use map_core::{Entry, EntryRef};

use super::map::FastModel;
use super::one_key::same_answer;
use super::{Kind, Op};
use crate::shapes::Shape;
use crate::values::Value;

impl<K: Shape, V: Value> FastModel<K, V> {
    pub(super) fn entry(&mut self, op: Op) {
        match op.kind {
            Kind::ReplaceEntryWith => self.and_replace(op),
            Kind::OccupiedReplaceWith => self.replace(op),
            _ => same_answer(op, &mut self.ours, &mut self.theirs),
        }
    }

    fn and_replace(&mut self, op: Op) {
        let (key, value) = (K::sample(op.key.into()), V::of(op.arg.into()));
        let (ours, theirs) = (self.ours.entry(key.clone()), self.theirs.entry(key.clone()));
        let known = matches!(theirs, hash_map::Entry::Occupied(_));
        let keep = op.arg.is_multiple_of(2);
        let mine = ours.and_replace_entry_with(|given, old| {
            assert_eq!(*given, key, "{op:?}");
            drop(old);
            keep.then(|| V::of(u64::from(op.arg) + 1))
        });
        assert_eq!(mine.key(), &key, "{op:?}");
        assert_eq!(matches!(mine, Entry::Occupied(_)), known && keep, "{op:?}");
        if let hash_map::Entry::Occupied(mut their) = theirs {
            if keep {
                their.insert(V::of(u64::from(op.arg) + 1));
            } else {
                their.remove();
            }
        }
        if op.key.is_multiple_of(3) {
            mine.or_insert(value.clone());
            self.theirs.entry(key).or_insert(value);
        }
    }

    fn replace(&mut self, op: Op) {
        let (key, value) = (K::sample(op.key.into()), V::of(op.arg.into()));
        let keep = op.arg.is_multiple_of(2);
        match (self.ours.entry(key.clone()), self.theirs.entry(key)) {
            (Entry::Occupied(mine), hash_map::Entry::Occupied(mut their)) => {
                let mine = mine.replace_entry_with(|_, old| {
                    assert_eq!(&old, their.get(), "{op:?}");
                    keep.then(|| value.clone())
                });
                assert_eq!(mine.key(), their.key(), "{op:?}");
                assert_eq!(matches!(mine, Entry::Occupied(_)), keep, "{op:?}");
                if keep {
                    their.insert(value);
                } else {
                    their.remove();
                }
            }
            (Entry::Vacant(_), hash_map::Entry::Vacant(_)) => {}
            _ => panic!("{op:?}: the key is in one of the two maps"),
        }
    }

    /// As [`entry`](FastModel::entry), where the map is given the key only if it needs it.
    pub(super) fn entry_ref(&mut self, op: Op) {
        let (key, value) = (K::sample(op.key.into()), V::of(op.arg.into()));
        let theirs = self.theirs.entry(key.clone());
        let ours = self.ours.entry_ref(&key);
        assert_eq!(ours.key(), theirs.key(), "{op:?}");
        match op.kind {
            Kind::RefAndModify => {
                let _ = ours.and_modify(|mine| *mine = value.clone());
                let _ = theirs.and_modify(|their| *their = value);
            }
            Kind::RefOrInsertPair => {
                let mine = ours.or_insert_pair_with(|key| (key.clone(), value.clone()));
                assert_eq!(mine, theirs.or_insert(value), "{op:?}");
            }
            Kind::RefInsertWithKey | Kind::RefInsertEntry => {
                let (mine, their) = match (ours, theirs) {
                    (EntryRef::Vacant(mine), hash_map::Entry::Vacant(their)) => {
                        let (key, mine_value) = (key.clone(), value.clone());
                        let mine = if op.kind == Kind::RefInsertWithKey {
                            mine.insert_with_key(key, mine_value)
                        } else {
                            mine.insert_entry_with_key(key, mine_value).into_mut()
                        };
                        (mine, their.insert(value))
                    }
                    (EntryRef::Occupied(mine), hash_map::Entry::Occupied(their)) => {
                        (mine.into_mut(), their.into_mut())
                    }
                    _ => panic!("{op:?}: the key is in one of the two maps"),
                };
                assert_eq!(mine, their, "{op:?}");
            }
            _ => unreachable!("{op:?} is not on a borrowed key"),
        }
    }
}
