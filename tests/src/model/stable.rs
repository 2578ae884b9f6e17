//! Maps whose values never move: the operations that they share with [`FastMap`](struct@map_core::FastMap), after each of
//! which every value is where it was first seen.

use std::collections::HashMap;

use map_core::StableMap;

use super::map::MapModel;
use super::one_key::same_answer;
use super::{Coverage, Group, Kind, Lockstep, Op};
use crate::shapes::Shape;
use crate::values::Value;

/// Our map with values that stay where they are, and that of the standard library.
#[derive(Clone)]
pub struct StableModel<K, V> {
    map: MapModel<StableMap<K, V>, K, V>,
    /// Where values were seen, of keys that have not been taken out since.
    places: HashMap<K, usize>,
    coverage: Coverage,
}

impl<K: Shape, V: Value> StableModel<K, V> {
    /// Empty maps. Ours gets `seed`.
    pub fn new(seed: u64) -> Self {
        StableModel {
            map: MapModel::<StableMap<K, V>, K, V>::new(seed),
            places: HashMap::new(),
            coverage: Coverage::new(),
        }
    }

    /// Does an operation on one key.
    fn point(&mut self, op: Op) {
        let MapModel { ours, theirs, .. } = &mut self.map;
        match op.kind {
            Kind::GetDisjoint => {
                let (key, other) = (K::sample(op.key.into()), K::sample(op.arg.into()));
                if key != other {
                    let keys = [&key, &other];
                    let their = theirs.get_disjoint_mut(keys);
                    assert_eq!(ours.get_disjoint_mut(keys), their, "{op:?}");
                }
            }
            Kind::Generation => {
                let key = K::sample(op.key.into());
                let place = ours.address_of(&key).map(|place| place.addr().get());
                assert_eq!(place, ours.get(&key).map(address), "{op:?}");
                let seen = ours.generation(&key).map(|generation| generation.address());
                assert_eq!(seen, place, "{op:?}");
            }
            _ => same_answer(op, ours, theirs),
        }
    }

    /// Writes down where values are that were not seen before.
    fn note_places(&mut self, op: Op) {
        if op.kind.is_bulk() {
            self.places
                .retain(|key, _| self.map.theirs.contains_key(key));
            for (key, value) in &self.map.ours {
                self.places.entry(key.clone()).or_insert(address(value));
            }
            return;
        }
        let key = K::sample(op.key.into());
        match self.map.ours.get(&key) {
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

/// Whether stable maps have the operation as well.
fn is_shared(kind: Kind) -> bool {
    match kind.group() {
        Group::Point => !matches!(kind, Kind::GetKeyValueMut | Kind::TryInsert),
        Group::Entry => !matches!(kind, Kind::ReplaceEntryWith | Kind::OccupiedReplaceWith),
        Group::Bulk => !matches!(
            kind,
            Kind::IterFromRandom | Kind::GetBatch | Kind::Inspect | Kind::FinishGrowth
        ),
        Group::EntryRef | Group::SetPoint | Group::SetBulk => false,
    }
}

/// Whether the map becomes another, and its values move after all.
fn makes_anew(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Clone
            | Kind::CloneFrom
            | Kind::EqRebuilt
            | Kind::Collect
            | Kind::WithCapacity
            | Kind::Drop
            | Kind::IntoIterHalf
            | Kind::IntoIterLeaked
            | Kind::IntoKeys
            | Kind::IntoValues
    )
}

/// Whether it grows by steps cannot be seen of a stable map.
pub(super) trait IsGrowing {
    fn is_growing(&self) -> bool {
        false
    }
}

impl<K, V> IsGrowing for StableMap<K, V> {}

fn address<V>(value: &V) -> usize {
    (&raw const *value).addr()
}

impl<K: Shape, V: Value> Lockstep for StableModel<K, V> {
    fn apply(&mut self, op: Op) {
        if !is_shared(op.kind) {
            return;
        }
        self.coverage.count(op.kind, false);
        if op.kind.is_bulk() {
            self.map.bulk_op(op);
        } else {
            self.point(op);
        }
        if makes_anew(op.kind) {
            self.places.clear();
        }
        self.note_places(op);
        assert_eq!(self.map.ours.len(), self.map.theirs.len(), "{op:?}");
        if op.kind.is_bulk() {
            self.check();
        }
    }

    fn check(&self) {
        self.map.check();
        for (key, place) in &self.places {
            let now = self.map.ours.get(key).map(address);
            assert_eq!(now, Some(*place), "{key:?} stays where it is");
        }
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
        let mut copy = self.clone();
        copy.places.clear();
        Box::new(copy)
    }
}
