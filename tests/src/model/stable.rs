//! The operations of maps whose values never move. They are those of the other map that there are, and sets have none.

use std::collections::{HashMap, hash_map};
use std::mem;

use map_core::StableMap;
use map_core::stable::Entry;

use super::bulk::distinct;
use super::{Coverage, Kind, Lockstep, Op, picks};
use crate::shapes::Shape;
use crate::values::Value;

/// Our map with values that stay where they are, and that of the standard library.
#[derive(Clone)]
pub struct StableModel<K, V> {
    ours: StableMap<K, V>,
    theirs: HashMap<K, V>,
    /// Where values were seen, of keys that have not been taken out since.
    places: HashMap<K, usize>,
    may_leak: usize,
    coverage: Coverage,
}

impl<K: Shape, V: Value> StableModel<K, V> {
    /// Empty maps. Ours gets `seed`.
    pub fn new(seed: u64) -> Self {
        StableModel {
            ours: StableMap::with_seed(seed),
            theirs: HashMap::new(),
            places: HashMap::new(),
            may_leak: 0,
            coverage: Coverage::new(),
        }
    }

    /// Does an operation on one key, or says that it is none, or that there is no such method.
    fn point(&mut self, op: Op) -> bool {
        let (key, value) = (K::sample(op.key.into()), V::of(op.arg.into()));
        let (ours, theirs) = (&mut self.ours, &mut self.theirs);
        match op.kind {
            Kind::Get => assert_eq!(ours.get(&key), theirs.get(&key), "{op:?}"),
            Kind::GetMut => {
                let (mine, their) = (ours.get_mut(&key), theirs.get_mut(&key));
                assert_eq!(mine, their, "{op:?}");
                if let (Some(mine), Some(their)) = (mine, their) {
                    (*mine, *their) = (value.clone(), value);
                }
            }
            Kind::GetKeyValue => {
                let their = theirs.get_key_value(&key);
                assert_eq!(ours.get_key_value(&key), their, "{op:?}");
            }
            Kind::ContainsKey => {
                assert_eq!(ours.contains_key(&key), theirs.contains_key(&key), "{op:?}");
            }
            Kind::Index => {
                if let Some(their) = theirs.get(&key) {
                    assert_eq!(&ours[&key], their, "{op:?}");
                }
            }
            Kind::Insert => {
                let old = theirs.insert(key.clone(), value.clone());
                assert_eq!(ours.insert(key, value), old, "{op:?}");
            }
            Kind::CheckedInsert => {
                let old = theirs.insert(key.clone(), value.clone());
                assert_eq!(ours.checked_insert(key, value), Ok(old), "{op:?}");
            }
            Kind::Remove => assert_eq!(ours.remove(&key), theirs.remove(&key), "{op:?}"),
            Kind::RemoveEntry => {
                assert_eq!(ours.remove_entry(&key), theirs.remove_entry(&key), "{op:?}");
            }
            Kind::GetDisjoint => {
                let other = K::sample(op.arg.into());
                if key != other {
                    let keys = [&key, &other];
                    let (mine, their) =
                        (ours.get_disjoint_mut(keys), theirs.get_disjoint_mut(keys));
                    assert_eq!(mine, their, "{op:?}");
                }
            }
            Kind::Generation => {
                let place = ours.address_of(&key).map(|place| place.addr().get());
                assert_eq!(place, ours.get(&key).map(address), "{op:?}");
                let generation = ours.generation(&key);
                assert_eq!(
                    generation.map(|generation| generation.address()),
                    place,
                    "{op:?}"
                );
            }
            _ => return self.entry(op, key, value),
        }
        true
    }

    /// As [`point`](StableModel::point), on the entry of a key.
    fn entry(&mut self, op: Op, key: K, value: V) -> bool {
        let theirs = self.theirs.entry(key.clone());
        let ours = self.ours.entry(key);
        assert_eq!(ours.key(), theirs.key(), "{op:?}");
        match op.kind {
            Kind::EntryKey | Kind::EntryDropped => {}
            Kind::EntryLeaked => mem::forget(ours),
            Kind::OrInsert => {
                assert_eq!(
                    ours.or_insert(value.clone()),
                    theirs.or_insert(value),
                    "{op:?}"
                );
            }
            Kind::OrInsertWith => {
                let mine = ours.or_insert_with(|| value.clone());
                assert_eq!(mine, theirs.or_insert(value), "{op:?}");
            }
            Kind::OrInsertWithKey => {
                let mine = ours.or_insert_with_key(|_| value.clone());
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
            _ => match (ours, theirs) {
                (Entry::Occupied(mut mine), hash_map::Entry::Occupied(mut their)) => {
                    match op.kind {
                        Kind::OccupiedGet => assert_eq!(mine.get(), their.get(), "{op:?}"),
                        Kind::OccupiedGetMut => {
                            (*mine.get_mut(), *their.get_mut()) = (value.clone(), value);
                        }
                        Kind::OccupiedIntoMut => {
                            (*mine.into_mut(), *their.into_mut()) = (value.clone(), value);
                        }
                        Kind::OccupiedInsert => {
                            assert_eq!(mine.insert(value.clone()), their.insert(value), "{op:?}");
                        }
                        Kind::OccupiedRemove => assert_eq!(mine.remove(), their.remove(), "{op:?}"),
                        Kind::OccupiedRemoveEntry => {
                            assert_eq!(mine.remove_entry(), their.remove_entry(), "{op:?}");
                        }
                        _ => return false,
                    }
                }
                (Entry::Vacant(mine), hash_map::Entry::Vacant(their)) => match op.kind {
                    Kind::VacantInsert => {
                        assert_eq!(mine.insert(value.clone()), their.insert(value), "{op:?}");
                    }
                    Kind::VacantInsertEntry => {
                        let mine = mine.insert_entry(value.clone());
                        assert_eq!(mine.get(), their.insert_entry(value).get(), "{op:?}");
                    }
                    Kind::VacantIntoKey => {
                        assert_eq!(mine.into_key(), their.into_key(), "{op:?}");
                    }
                    _ => return false,
                },
                _ => panic!("{op:?}: the key is in one of the two maps"),
            },
        }
        true
    }

    /// Does an operation on the whole map, or says that there is no such method.
    fn bulk(&mut self, op: Op) -> bool {
        let (ours, theirs) = (&mut self.ours, &mut self.theirs);
        let half = ours.len() / 2;
        match op.kind {
            Kind::Iter => assert_eq!(ours.iter().len(), theirs.len(), "{op:?}"),
            Kind::IterMut | Kind::IterLeaked => {
                let mut entries = ours.iter_mut();
                let leaked = op.kind == Kind::IterLeaked;
                let some = if leaked { half } else { theirs.len() };
                for (key, mine) in entries.by_ref().take(some) {
                    *mine = V::of(op.arg.into());
                    theirs.insert(key.clone(), V::of(op.arg.into()));
                }
                mem::forget(entries);
            }
            Kind::Keys => assert_eq!(distinct(op, ours.keys()), theirs.keys().collect(), "{op:?}"),
            Kind::Values => {
                assert!(
                    ours.values().eq(ours.keys().map(|key| &theirs[key])),
                    "{op:?}"
                );
            }
            Kind::ValuesMut => (ours.values_mut())
                .chain(theirs.values_mut())
                .for_each(|value| *value = V::of(op.arg.into())),
            Kind::Retain => {
                ours.retain(|key, _| !picks(key, op.arg));
                theirs.retain(|key, _| !picks(key, op.arg));
            }
            Kind::DrainAll | Kind::DrainHalf | Kind::DrainLeaked => {
                let mut entries = ours.drain();
                let some = if op.kind == Kind::DrainAll {
                    theirs.len()
                } else {
                    half
                };
                for (key, mine) in entries.by_ref().take(some) {
                    assert_eq!(theirs.remove(&key), Some(mine), "{op:?}");
                }
                if op.kind == Kind::DrainLeaked {
                    self.may_leak += entries.len();
                    mem::forget(entries);
                }
                theirs.clear();
            }
            Kind::ExtractAll | Kind::ExtractHalf | Kind::ExtractLeaked => {
                let mut taken = ours.extract_if(|key, _| picks(key, op.arg));
                let some = if op.kind == Kind::ExtractAll {
                    usize::MAX
                } else {
                    half / 2
                };
                for (key, mine) in taken.by_ref().take(some) {
                    assert_eq!(theirs.remove(&key), Some(mine), "{op:?}");
                }
                if op.kind == Kind::ExtractLeaked {
                    mem::forget(taken);
                }
            }
            Kind::Clear => {
                ours.clear();
                theirs.clear();
            }
            Kind::Extend => {
                let entries = || (0..op.arg % 32).map(|n| (op.key.wrapping_add(n), n));
                let entries = || entries().map(|(key, n)| (K::sample(key.into()), V::of(n.into())));
                ours.extend(entries());
                theirs.extend(entries());
            }
            Kind::Reserve => ours.reserve((op.arg % 512).into()),
            Kind::TryReserveTooMuch => {
                let before = (ours.len(), ours.capacity());
                if ours.try_reserve(usize::MAX).is_err() {
                    assert_eq!((ours.len(), ours.capacity()), before, "{op:?}");
                }
            }
            Kind::ShrinkToFit => ours.shrink_to_fit(),
            Kind::ShrinkTo => ours.shrink_to((op.arg % 512).into()),
            _ => return self.replace(op),
        }
        true
    }

    /// As [`bulk`](StableModel::bulk), where the map becomes another, and its values move after all.
    fn replace(&mut self, op: Op) -> bool {
        let (ours, theirs) = (&mut self.ours, &mut self.theirs);
        let half = ours.len() / 2;
        match op.kind {
            Kind::Clone | Kind::CloneFrom => {
                let mut copy = ours.clone();
                assert!(copy == *ours, "{op:?}");
                mem::swap(ours, &mut copy);
                copy.clear();
            }
            Kind::EqRebuilt => {
                let mut copy = StableMap::with_seed(op.arg.into());
                copy.extend(
                    theirs
                        .iter()
                        .map(|(key, their)| (key.clone(), their.clone())),
                );
                assert!(copy == *ours, "{op:?}");
                *ours = copy;
            }
            Kind::Collect => *ours = mem::take(ours).into_iter().collect(),
            Kind::WithCapacity => {
                let mut other = StableMap::with_capacity((op.arg % 512).into());
                other.extend(ours.drain());
                *ours = other;
            }
            Kind::Drop => {
                *ours = StableMap::with_seed(op.arg.into());
                theirs.clear();
            }
            Kind::IntoIterHalf | Kind::IntoIterLeaked => {
                let mut entries = mem::take(ours).into_iter();
                for (key, mine) in entries.by_ref().take(half) {
                    assert_eq!(theirs.remove(&key), Some(mine), "{op:?}");
                }
                assert_eq!(entries.len(), theirs.len(), "{op:?}");
                if op.kind == Kind::IntoIterLeaked {
                    self.may_leak += entries.len();
                    mem::forget(entries);
                }
                theirs.clear();
            }
            Kind::IntoKeys => {
                let keys = distinct(op, mem::take(ours).into_keys());
                assert_eq!(keys, mem::take(theirs).into_keys().collect(), "{op:?}");
            }
            Kind::IntoValues => {
                let keys: Vec<K> = ours.keys().cloned().collect();
                let their = keys.iter().map(|key| theirs[key].clone());
                assert!(mem::take(ours).into_values().eq(their), "{op:?}");
                theirs.clear();
            }
            _ => return false,
        }
        self.places.clear();
        true
    }

    /// Writes down where values are that were not seen before.
    fn note_places(&mut self, op: Op) {
        if op.kind.is_bulk() {
            self.places.retain(|key, _| self.theirs.contains_key(key));
            for (key, value) in &self.ours {
                self.places.entry(key.clone()).or_insert(address(value));
            }
            return;
        }
        let key = K::sample(op.key.into());
        match self.ours.get(&key) {
            Some(value) => {
                let place = *self.places.entry(key).or_insert(address(value));
                assert_eq!(address(value), place, "{op:?}");
            }
            None => {
                self.places.remove(&key);
            }
        }
    }
}

fn address<V>(value: &V) -> usize {
    (&raw const *value).addr()
}

impl<K: Shape, V: Value> Lockstep for StableModel<K, V> {
    fn apply(&mut self, op: Op) {
        let is_done = if op.kind.is_bulk() {
            self.bulk(op)
        } else {
            self.point(op)
        };
        if !is_done {
            return;
        }
        self.coverage.count(op.kind, false);
        self.note_places(op);
        assert_eq!(self.ours.len(), self.theirs.len(), "{op:?}");
        if op.kind.is_bulk() {
            self.check();
        }
    }

    fn check(&self) {
        self.ours.check_invariants();
        assert_eq!(self.ours.len(), self.theirs.len());
        assert_eq!(self.ours.is_empty(), self.theirs.is_empty());
        assert!(self.ours.capacity() >= self.ours.len());
        for (key, their) in &self.theirs {
            assert_eq!(self.ours.get(key), Some(their), "{key:?}");
        }
        assert_eq!(self.ours.iter().count(), self.theirs.len());
        for (key, place) in &self.places {
            let now = self.ours.get(key).map(address);
            assert_eq!(now, Some(*place), "{key:?} stays where it is");
        }
    }

    fn coverage(&self) -> &Coverage {
        &self.coverage
    }

    fn may_leak(&self) -> usize {
        self.may_leak
    }

    /// Not that it could be seen.
    fn is_growing(&self) -> bool {
        false
    }

    fn len(&self) -> usize {
        self.ours.len()
    }

    fn boxed_clone(&self) -> Box<dyn Lockstep> {
        let mut copy = self.clone();
        copy.places.clear();
        Box::new(copy)
    }
}
