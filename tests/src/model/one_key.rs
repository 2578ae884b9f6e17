//! The operations on one key, and on its entry, that our maps share with the standard library's: written once, done to each
//! of the three.

use std::collections::{HashMap, hash_map::Entry as StdEntry};
use std::mem;

use map_core::stable::Entry as StableEntry;
use map_core::{Entry, FastMap, KeyError, StableMap};

use super::{Kind, Op};
use crate::shapes::Shape;
use crate::values::Value;

/// What a map answers: a key and a value, where the operation gives them.
type Answer<K, V> = (Option<K>, Option<V>);

/// Does an operation to both maps, and compares what they answer.
///
/// # Panics
/// Where they differ.
pub(super) fn same_answer<K: Shape, V: Value>(
    op: Op,
    ours: &mut impl OneKey<K, V>,
    theirs: &mut HashMap<K, V>,
) {
    if op.kind.group() == super::Group::Entry {
        assert_eq!(ours.entry_op(op), theirs.entry_op(op), "{op:?}");
    } else {
        assert_eq!(ours.point_op(op), theirs.point_op(op), "{op:?}");
    }
}

/// A map that can be asked for one key.
pub(super) trait OneKey<K, V> {
    /// Does an operation on a key.
    fn point_op(&mut self, op: Op) -> Answer<K, V>;

    /// Does an operation on a key's entry; says also whether the key was there.
    fn entry_op(&mut self, op: Op) -> (bool, Answer<K, V>);
}

macro_rules! one_key {
    ($($map:ident, $entry:ident;)*) => {$(
        impl<K: Shape, V: Value> OneKey<K, V> for $map<K, V> {
            fn point_op(&mut self, op: Op) -> Answer<K, V> {
                let (key, value) = (K::sample(op.key.into()), V::of(op.arg.into()));
                match op.kind {
                    Kind::Get => (None, self.get(&key).cloned()),
                    Kind::GetMut => {
                        let mine = self.get_mut(&key);
                        (None, mine.map(|mine| mem::replace(mine, value)))
                    }
                    Kind::GetKeyValue => match self.get_key_value(&key) {
                        Some((key, value)) => (Some(key.clone()), Some(value.clone())),
                        None => (None, None),
                    },
                    Kind::ContainsKey => (self.contains_key(&key).then_some(key), None),
                    Kind::Index => {
                        let known = self.contains_key(&key);
                        (None, known.then(|| self[&key].clone()))
                    }
                    Kind::Insert => (None, self.insert(key, value)),
                    Kind::CheckedInsert => {
                        let old = self.checked_insert(key, value);
                        (None, old.expect("a key within its ranges"))
                    }
                    Kind::Remove => (None, self.remove(&key)),
                    Kind::RemoveEntry => self.remove_entry(&key).unzip(),
                    _ => unreachable!("{op:?} is not on one key of every map"),
                }
            }

            fn entry_op(&mut self, op: Op) -> (bool, Answer<K, V>) {
                let (key, value) = (K::sample(op.key.into()), V::of(op.arg.into()));
                let entry = self.entry(key.clone());
                assert_eq!(entry.key(), &key, "{op:?}");
                let known = matches!(entry, $entry::Occupied(_));
                let answer = match op.kind {
                    Kind::OrInsert => (None, Some(entry.or_insert(value).clone())),
                    Kind::OrInsertWith => {
                        let mut calls = 0;
                        let found = entry.or_insert_with(|| {
                            calls += 1;
                            value
                        });
                        let found = found.clone();
                        assert_eq!(calls, u32::from(!known), "{op:?}");
                        (None, Some(found))
                    }
                    Kind::OrInsertWithKey => {
                        let found = entry.or_insert_with_key(|given| {
                            assert_eq!(*given, key, "{op:?}");
                            value
                        });
                        (None, Some(found.clone()))
                    }
                    Kind::OrDefault => (None, Some(entry.or_default().clone())),
                    Kind::AndModify => {
                        let change = |old: &mut V| *old = V::of(u64::from(op.arg) + 1);
                        let found = entry.and_modify(change).or_insert(value);
                        (None, Some(found.clone()))
                    }
                    Kind::InsertEntry => {
                        let entry = entry.insert_entry(value);
                        (Some(entry.key().clone()), Some(entry.get().clone()))
                    }
                    Kind::EntryKey | Kind::EntryDropped => (None, None),
                    Kind::EntryLeaked => {
                        mem::forget(entry);
                        (None, None)
                    }
                    _ => match entry {
                        $entry::Occupied(mut entry) => match op.kind {
                            Kind::OccupiedGet => {
                                (Some(entry.key().clone()), Some(entry.get().clone()))
                            }
                            Kind::OccupiedGetMut => {
                                *entry.get_mut() = value;
                                (None, Some(entry.get().clone()))
                            }
                            Kind::OccupiedIntoMut => {
                                (None, Some(mem::replace(entry.into_mut(), value)))
                            }
                            Kind::OccupiedInsert => {
                                let old = entry.insert(value.clone());
                                assert_eq!(entry.get(), &value, "{op:?}");
                                (None, Some(old))
                            }
                            Kind::OccupiedRemove => (None, Some(entry.remove())),
                            Kind::OccupiedRemoveEntry => Some(entry.remove_entry()).unzip(),
                            _ => (None, None), // for vacant entries
                        },
                        $entry::Vacant(entry) => match op.kind {
                            Kind::VacantInsert => (None, Some(entry.insert(value).clone())),
                            Kind::VacantInsertEntry => {
                                let mut entry = entry.insert_entry(V::default());
                                *entry.get_mut() = value;
                                if op.arg.is_multiple_of(4) {
                                    Some(entry.remove_entry()).unzip()
                                } else {
                                    (Some(entry.key().clone()), Some(entry.get().clone()))
                                }
                            }
                            Kind::VacantIntoKey => {
                                assert_eq!(entry.key(), &key, "{op:?}");
                                (Some(entry.into_key()), None)
                            }
                            _ => (None, None), // for occupied entries
                        },
                    },
                };
                (known, answer)
            }
        }
    )*};
}

one_key! {
    FastMap, Entry;
    StableMap, StableEntry;
    HashMap, StdEntry;
}

/// The one method of the three that std has not.
trait CheckedInsert<K, V> {
    fn checked_insert(&mut self, key: K, value: V) -> Result<Option<V>, KeyError>;
}

impl<K: Shape, V> CheckedInsert<K, V> for HashMap<K, V> {
    fn checked_insert(&mut self, key: K, value: V) -> Result<Option<V>, KeyError> {
        Ok(self.insert(key, value))
    }
}
