//! The operations on whole maps, as both our maps have them.
//!
//! Orders differ between ours and the standard library's. Where only a part of a map is taken out, the other map therefore
//! loses what ours gave, once that is known to be right.

use std::collections::{HashMap, HashSet};
use std::fmt::Debug;
use std::hash::Hash;
use std::mem;

use map_core::{FastMap, StableMap};

use super::map::MapModel;
use super::stable::IsGrowing as _;
use super::{Kind, Op, picks};
use crate::shapes::Shape;
use crate::values::Value;

macro_rules! bulk {
    ($($map:ident)*) => {$(
        impl<K: Shape, V: Value> MapModel<$map<K, V>, K, V> {
            /// Does an operation that is not on one key.
            pub(super) fn bulk_op(&mut self, op: Op) {
                match op.kind {
                    Kind::Iter
                    | Kind::IterMut
                    | Kind::IterLeaked
                    | Kind::Keys
                    | Kind::Values
                    | Kind::ValuesMut => self.iterate(op),
                    Kind::Clone | Kind::CloneFrom | Kind::Drop | Kind::EqRebuilt | Kind::Collect => {
                        self.copy(op);
                    }
                    Kind::Retain
                    | Kind::RetainFew
                    | Kind::DrainAll
                    | Kind::DrainHalf
                    | Kind::DrainLeaked
                    | Kind::ExtractAll
                    | Kind::ExtractHalf
                    | Kind::ExtractLeaked
                    | Kind::Clear => self.take_out(op),
                    Kind::IntoIterHalf | Kind::IntoIterLeaked | Kind::IntoKeys | Kind::IntoValues => {
                        self.use_up(op)
                    }
                    Kind::DebugText => {
                        let text = format!("{:?}", self.ours);
                        let entries = self
                            .ours
                            .iter()
                            .map(|(key, value)| format!("{key:?}: {value:?}"));
                        let entries: Vec<String> = entries.collect();
                        assert_eq!(text, format!("{{{}}}", entries.join(", ")), "{op:?}");
                    }
                    _ => self.resize(op),
                }
            }

            fn iterate(&mut self, op: Op) {
                let (ours, theirs) = (&mut self.ours, &mut self.theirs);
                match op.kind {
                    Kind::Iter => {
                        let mut iter = ours.iter();
                        for left in (0..ours.len()).rev() {
                            assert!(iter.next().is_some(), "{op:?}");
                            assert_eq!(iter.len(), left, "{op:?}");
                            if left % 7 == 0 {
                                assert_eq!(iter.clone().count(), left, "{op:?}");
                            }
                        }
                        assert!(iter.next().is_none() && iter.next().is_none(), "{op:?}");
                    }
                    Kind::IterMut => {
                        for (key, mine) in ours.iter_mut().chain(&mut $map::new()) {
                            assert_eq!(theirs.get(key), Some(&*mine), "{op:?}");
                            *mine = V::of(op.arg.into());
                        }
                        theirs
                            .values_mut()
                            .for_each(|their| *their = V::of(op.arg.into()));
                    }
                    Kind::IterLeaked => {
                        let mut entries = ours.iter_mut();
                        for (key, mine) in entries.by_ref().take(theirs.len() / 2) {
                            *mine = V::of(op.arg.into());
                            theirs.insert(key.clone(), V::of(op.arg.into()));
                        }
                        mem::forget(entries);
                    }
                    Kind::Keys => assert_eq!(
                        distinct(op, ours.keys()),
                        distinct(op, theirs.keys()),
                        "{op:?}"
                    ),
                    Kind::Values => {
                        let by_key = ours.keys().map(|key| &theirs[key]);
                        assert!(ours.values().eq(by_key), "{op:?}");
                    }
                    _ => {
                        ours.values_mut()
                            .for_each(|mine| *mine = V::of(op.arg.into()));
                        theirs
                            .values_mut()
                            .for_each(|their| *their = V::of(op.arg.into()));
                    }
                }
            }

            fn copy(&mut self, op: Op) {
                match op.kind {
                    Kind::Clone => {
                        let mut copy = self.ours.clone();
                        // The copy of an empty map has no memory that could grow.
                        let growing = self.ours.is_growing() && !self.ours.is_empty();
                        assert_eq!(copy.is_growing(), growing, "{op:?}");
                        assert!(copy.keys().eq(self.ours.keys()), "a clone keeps the order");
                        Self::check_same(&copy, &self.theirs);
                        // One of the two lives on, and what happens to the other is not seen in it.
                        if op.arg.is_multiple_of(2) {
                            mem::swap(&mut copy, &mut self.ours);
                        }
                        copy.clear();
                    }
                    Kind::CloneFrom => {
                        let others = 0..u64::from(op.arg % 300);
                        let mut copy = $map::from_iter(others.map(|n| (K::sample(n), V::of(n))));
                        copy.clone_from(&self.ours);
                        copy.check_invariants();
                        self.ours = copy;
                    }
                    Kind::Drop => {
                        drop(mem::replace(
                            &mut self.ours,
                            $map::with_seed(op.arg.into()),
                        ));
                        self.theirs = HashMap::new();
                    }
                    Kind::Collect => {
                        let entries = mem::take(&mut self.theirs);
                        self.theirs = entries.clone();
                        self.ours = entries.into_iter().collect();
                    }
                    _ => {
                        let mut copy = $map::with_seed(op.arg.into());
                        copy.extend(
                            self.theirs
                                .iter()
                                .map(|(key, their)| (key.clone(), their.clone())),
                        );
                        assert_eq!(
                            (copy == self.ours, self.ours == copy),
                            (true, true),
                            "{op:?}"
                        );
                        if let Some(key) = self.theirs.keys().next() {
                            let value = copy.remove(key).expect("a key of the map");
                            assert_eq!(
                                (copy == self.ours, self.ours == copy),
                                (false, false),
                                "{op:?}"
                            );
                            copy.insert(key.clone(), value);
                            assert!(copy == self.ours, "{op:?}");
                            self.ours = copy;
                        }
                    }
                }
            }

            fn take_out(&mut self, op: Op) {
                let (ours, theirs) = (&mut self.ours, &mut self.theirs);
                let half = ours.len() / 2;
                match op.kind {
                    Kind::Retain | Kind::RetainFew => {
                        let few = op.kind == Kind::RetainFew;
                        let mut seen = 0;
                        ours.retain(|key, mine| {
                            seen += 1;
                            assert_eq!(theirs.get(key), Some(&*mine), "{op:?}");
                            *mine = V::of(op.arg.into());
                            picks(key, op.arg) == few
                        });
                        assert_eq!(seen, theirs.len(), "{op:?}");
                        theirs.retain(|key, their| {
                            *their = V::of(op.arg.into());
                            picks(key, op.arg) == few
                        });
                    }
                    Kind::DrainAll => {
                        let entries = ours.drain();
                        assert_eq!(entries.len(), theirs.len(), "{op:?}");
                        let entries: HashMap<K, V> = entries.collect();
                        assert_eq!(entries, mem::take(theirs), "{op:?}");
                    }
                    Kind::DrainHalf | Kind::DrainLeaked => {
                        let mut entries = ours.drain();
                        for (key, mine) in entries.by_ref().take(half) {
                            assert_eq!(theirs.remove(&key), Some(mine), "{op:?}");
                        }
                        assert_eq!(entries.len(), theirs.len(), "{op:?}");
                        if op.kind == Kind::DrainLeaked {
                            self.may_leak += entries.len();
                            mem::forget(entries);
                        }
                        theirs.clear();
                    }
                    Kind::ExtractAll => {
                        let mine = distinct(
                            op,
                            ours.extract_if(|key, _| picks(key, op.arg))
                                .map(|entry| entry.0),
                        );
                        let their = theirs.extract_if(|key, _| picks(key, op.arg));
                        assert_eq!(mine, their.map(|entry| entry.0).collect(), "{op:?}");
                    }
                    Kind::ExtractHalf | Kind::ExtractLeaked => {
                        let mut taken = ours.extract_if(|key, _| picks(key, op.arg));
                        for (key, mine) in taken.by_ref().take(half / 2) {
                            assert!(picks(&key, op.arg), "{op:?}");
                            assert_eq!(theirs.remove(&key), Some(mine), "{op:?}");
                        }
                        if op.kind == Kind::ExtractLeaked {
                            mem::forget(taken);
                        }
                    }
                    _ => {
                        let capacity = ours.capacity();
                        ours.clear();
                        assert!(ours.capacity() == capacity, "{op:?}");
                        theirs.clear();
                    }
                }
            }

            fn use_up(&mut self, op: Op) {
                let (ours, theirs) = (mem::take(&mut self.ours), mem::take(&mut self.theirs));
                let (len, half) = (ours.len(), ours.len() / 2);
                match op.kind {
                    Kind::IntoIterHalf | Kind::IntoIterLeaked => {
                        let mut entries = ours.into_iter();
                        for (key, mine) in entries.by_ref().take(half) {
                            assert_eq!(theirs.get(&key), Some(&mine), "{op:?}");
                        }
                        assert_eq!(entries.len(), len - half, "{op:?}");
                        if op.kind == Kind::IntoIterLeaked {
                            self.may_leak += entries.len();
                            mem::forget(entries);
                        }
                    }
                    Kind::IntoKeys => assert_eq!(
                        distinct(op, ours.into_keys()),
                        theirs.into_keys().collect(),
                        "{op:?}"
                    ),
                    _ => {
                        let keys: Vec<K> = ours.keys().cloned().collect();
                        assert!(
                            ours.into_values()
                                .eq(keys.iter().map(|key| theirs[key].clone()))
                        );
                    }
                }
            }
        }
    )*};
}

bulk!(FastMap StableMap);

/// All keys, none of them twice.
pub(super) fn distinct<K: Hash + Eq + Debug>(op: Op, keys: impl Iterator<Item = K>) -> HashSet<K> {
    let mut seen = HashSet::new();
    for key in keys {
        if let Some(twice) = seen.replace(key) {
            panic!("{op:?}: {twice:?} comes twice");
        }
    }
    seen
}
