//! The map's operations on one key, and how whole maps are compared.

use std::collections::HashMap;

use map_core::FastMap;

use super::{Kind, Op};
use crate::shapes::Shape;
use crate::values::Value;

/// Our map and that of the standard library.
#[derive(Clone)]
pub struct MapModel<K, V> {
    pub(super) ours: FastMap<K, V>,
    pub(super) theirs: HashMap<K, V>,
    pub(super) may_leak: usize,
}

impl<K: Shape, V: Value> MapModel<K, V> {
    pub(super) fn new(seed: u64) -> Self {
        MapModel {
            ours: FastMap::with_seed(seed),
            theirs: HashMap::new(),
            may_leak: 0,
        }
    }

    /// Compares all that can be seen, and checks what cannot.
    pub(super) fn check(&self) {
        self.ours.check_invariants();
        same_entries(&self.ours, &self.theirs);
    }

    pub(super) fn point(&mut self, op: Op) {
        let (key, value) = (K::sample(op.key.into()), V::of(op.arg.into()));
        let (ours, theirs) = (&mut self.ours, &mut self.theirs);
        match op.kind {
            Kind::Get => assert_eq!(ours.get(&key), theirs.get(&key), "{op:?}"),
            Kind::GetMut => {
                let (mine, their) = (ours.get_mut(&key), theirs.get_mut(&key));
                assert_eq!(mine, their, "{op:?}");
                if let (Some(mine), Some(their)) = (mine, their) {
                    *their = value.clone();
                    *mine = value;
                }
            }
            Kind::GetKeyValue => {
                assert_eq!(
                    ours.get_key_value(&key),
                    theirs.get_key_value(&key),
                    "{op:?}"
                );
            }
            Kind::GetKeyValueMut => {
                let mine = ours.get_key_value_mut(&key);
                let mine = mine.map(|(key, mine)| (key, std::mem::replace(mine, value.clone())));
                let their = theirs
                    .get_mut(&key)
                    .map(|their| std::mem::replace(their, value));
                assert_eq!(mine, their.map(|their| (&key, their)), "{op:?}");
            }
            Kind::ContainsKey => {
                assert_eq!(ours.contains_key(&key), theirs.contains_key(&key), "{op:?}");
            }
            Kind::Index => match theirs.get(&key) {
                Some(their) => assert_eq!(&ours[&key], their, "{op:?}"),
                None => assert!(!ours.contains_key(&key), "{op:?}"),
            },
            Kind::Insert => {
                let old = theirs.insert(key.clone(), value.clone());
                assert_eq!(ours.insert(key, value), old, "{op:?}");
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
            Kind::CheckedInsert => {
                let old = theirs.insert(key.clone(), value.clone());
                assert_eq!(ours.checked_insert(key, value), Ok(old), "{op:?}");
            }
            Kind::Remove => assert_eq!(ours.remove(&key), theirs.remove(&key), "{op:?}"),
            Kind::RemoveEntry => {
                assert_eq!(ours.remove_entry(&key), theirs.remove_entry(&key), "{op:?}");
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
            _ => unreachable!("{op:?} is not on one key"),
        }
    }
}

/// Whether two maps have the same entries, whichever way they are looked at.
///
/// # Panics
/// If not.
pub(super) fn same_entries<K: Shape, V: Value>(ours: &FastMap<K, V>, theirs: &HashMap<K, V>) {
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
