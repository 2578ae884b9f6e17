//! The operations of entries.

use std::collections::hash_map;
use std::mem;

use map_core::{Entry, EntryRef};

use super::map::MapModel;
use super::{Kind, Op};
use crate::shapes::Shape;
use crate::values::Value;

impl<K: Shape, V: Value> MapModel<K, V> {
    pub(super) fn entry(&mut self, op: Op) {
        let (key, value) = (K::sample(op.key.into()), V::of(op.arg.into()));
        let known = self.theirs.contains_key(&key);
        let (ours, theirs) = (self.ours.entry(key.clone()), self.theirs.entry(key.clone()));
        assert_eq!(matches!(ours, Entry::Occupied(_)), known, "{op:?}");
        match op.kind {
            Kind::OrInsert => {
                assert_eq!(
                    ours.or_insert(value.clone()),
                    theirs.or_insert(value),
                    "{op:?}"
                );
            }
            Kind::OrInsertWith => {
                let mut calls = 0;
                let mine = ours.or_insert_with(|| {
                    calls += 1;
                    value.clone()
                });
                assert_eq!(mine, theirs.or_insert(value), "{op:?}");
                assert_eq!(calls, u32::from(!known), "{op:?}");
            }
            Kind::OrInsertWithKey => {
                let mine = ours.or_insert_with_key(|given| {
                    assert_eq!(*given, key, "{op:?}");
                    value.clone()
                });
                assert_eq!(mine, theirs.or_insert(value), "{op:?}");
            }
            Kind::OrDefault => assert_eq!(ours.or_default(), theirs.or_default(), "{op:?}"),
            Kind::AndModify => {
                let change = |mine: &mut V| *mine = V::of(u64::from(op.arg) + 1);
                let mine = ours.and_modify(change).or_insert(value.clone());
                assert_eq!(mine, theirs.and_modify(change).or_insert(value), "{op:?}");
            }
            Kind::InsertEntry => {
                let (mine, their) = (ours.insert_entry(value.clone()), theirs.insert_entry(value));
                assert_eq!(
                    (mine.key(), mine.get()),
                    (their.key(), their.get()),
                    "{op:?}"
                );
            }
            Kind::EntryKey => assert_eq!(ours.key(), theirs.key(), "{op:?}"),
            Kind::EntryDropped => {}
            Kind::EntryLeaked => mem::forget(ours),
            Kind::ReplaceEntryWith => {
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
            _ => match (ours, theirs) {
                (Entry::Occupied(mine), hash_map::Entry::Occupied(their)) => {
                    occupied(op, value, mine, their);
                }
                (Entry::Vacant(mine), hash_map::Entry::Vacant(their)) => {
                    vacant(op, value, mine, their);
                }
                _ => unreachable!("compared above"),
            },
        }
    }

    /// As [`entry`](MapModel::entry), where the map is given the key only if it needs it.
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
            Kind::RefInsertWithKey => {
                let (mine, their) = match (ours, theirs) {
                    (EntryRef::Vacant(mine), hash_map::Entry::Vacant(their)) => (
                        mine.insert_with_key(key.clone(), value.clone()),
                        their.insert(value),
                    ),
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

fn occupied<K: Shape, V: Value>(
    op: Op,
    value: V,
    mut mine: map_core::OccupiedEntry<'_, K, V>,
    mut their: hash_map::OccupiedEntry<'_, K, V>,
) {
    match op.kind {
        Kind::OccupiedGet => {
            assert_eq!(
                (mine.key(), mine.get()),
                (their.key(), their.get()),
                "{op:?}"
            );
        }
        Kind::OccupiedGetMut => {
            *mine.get_mut() = value.clone();
            *their.get_mut() = value;
            assert_eq!(mine.get(), their.get(), "{op:?}");
        }
        Kind::OccupiedIntoMut => {
            *mine.into_mut() = value.clone();
            *their.into_mut() = value;
        }
        Kind::OccupiedInsert => {
            assert_eq!(mine.insert(value.clone()), their.insert(value), "{op:?}");
            assert_eq!(mine.get(), their.get(), "{op:?}");
        }
        Kind::OccupiedReplaceWith => {
            let keep = op.arg.is_multiple_of(2);
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
        Kind::OccupiedRemove => assert_eq!(mine.remove(), their.remove(), "{op:?}"),
        Kind::OccupiedRemoveEntry => {
            assert_eq!(mine.remove_entry(), their.remove_entry(), "{op:?}");
        }
        _ => {} // for vacant entries
    }
}

fn vacant<K: Shape, V: Value>(
    op: Op,
    value: V,
    mine: map_core::VacantEntry<'_, K, V>,
    their: hash_map::VacantEntry<'_, K, V>,
) {
    match op.kind {
        Kind::VacantInsert => {
            assert_eq!(mine.insert(value.clone()), their.insert(value), "{op:?}");
        }
        Kind::VacantInsertEntry => {
            let (mut mine, their) = (
                mine.insert_entry(V::default()),
                their.insert_entry(value.clone()),
            );
            *mine.get_mut() = value;
            assert_eq!(
                (mine.key(), mine.get()),
                (their.key(), their.get()),
                "{op:?}"
            );
            if op.arg.is_multiple_of(4) {
                assert_eq!(mine.remove_entry(), their.remove_entry(), "{op:?}");
            }
        }
        Kind::VacantIntoKey => {
            assert_eq!(mine.key(), their.key(), "{op:?}");
            assert_eq!(mine.into_key(), their.into_key(), "{op:?}");
        }
        _ => {} // for occupied entries
    }
}
