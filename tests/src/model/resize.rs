//! The operations that make room in a map, or give it back, as both our maps have them.

use map_core::{FastMap, Path, StableMap};

use super::map::MapModel;
use super::stable::IsGrowing as _;
use super::{Kind, Op};
use crate::shapes::Shape;
use crate::values::Value;

macro_rules! resize {
    ($($map:ident)*) => {$(
        impl<K: Shape, V: Value> MapModel<$map<K, V>, K, V> {
            pub(super) fn resize(&mut self, op: Op) {
                let (ours, theirs) = (&mut self.ours, &mut self.theirs);
                let room = usize::from(op.arg % 512);
                match op.kind {
                    Kind::Reserve | Kind::TryReserve => {
                        if op.kind == Kind::Reserve {
                            ours.reserve(room);
                        } else {
                            assert_eq!(ours.try_reserve(room), Ok(()), "{op:?}");
                        }
                        let wanted = in_slots::<K>(ours.len() + room);
                        assert!(room == 0 || ours.capacity() >= wanted, "{op:?}");
                    }
                    Kind::WithCapacity => {
                        let mut other = $map::with_capacity(room);
                        assert!(other.capacity() >= in_slots::<K>(room), "{op:?}");
                        other.extend(ours.drain());
                        *ours = other;
                    }
                    Kind::TryReserveTooMuch => {
                        let before = (ours.len(), ours.capacity(), ours.is_growing());
                        // A direct table has room for every key there is.
                        let result = ours.try_reserve(usize::MAX);
                        assert_eq!(result.is_ok(), K::PATH == Path::Direct, "{op:?}");
                        if result.is_err() {
                            assert_eq!(before, (ours.len(), ours.capacity(), ours.is_growing()));
                        }
                    }
                    Kind::ShrinkToFit => {
                        let before = ours.allocation_size();
                        ours.shrink_to_fit();
                        assert!(ours.allocation_size() <= before, "{op:?}");
                    }
                    Kind::ShrinkTo => {
                        let before = ours.capacity();
                        ours.shrink_to(room);
                        assert!(ours.capacity() >= before.min(room), "{op:?}");
                    }
                    Kind::Extend => {
                        let entries = || (0..op.arg % 32).map(|n| (op.key.wrapping_add(n), n));
                        let entries = || entries().map(|(key, n)| (K::sample(key.into()), V::of(n.into())));
                        ours.extend(entries());
                        theirs.extend(entries());
                    }
                    _ => unreachable!("{op:?} is not on the whole map"),
                }
            }
        }
    )*};
}

resize!(FastMap StableMap);

/// How many of so many entries there can be: a direct table has a slot for each key that there is, and no more.
fn in_slots<K: Shape>(entries: usize) -> usize {
    match (K::PATH, K::CARDINALITY) {
        (Path::Direct, Some(keys)) => entries.min(keys as usize),
        _ => entries,
    }
}
