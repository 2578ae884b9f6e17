//! A type that is a subtype of another, as `for<'a> fn(&'a ())` is of `fn(&'static ())`, can be a key of another path, and
//! its map is a map of the other as well.
#![expect(
    coherence_leak_check,
    reason = "the compiler only warns of such a pair of types"
)]

use std::marker::PhantomData;

use map_core::private::{Path, Plan, Shape};
use map_core::{FastKey, FastMap};
use tests::values::{Counted, Value};

use crate::liar::{attempt, below, hold, start};

#[derive(Debug)]
struct Key<S, const PAIR: u8>(u64, Counted, PhantomData<S>);

type Sub = for<'a> fn(&'a ());
type Super = fn(&'static ());

/// Few keys with a slot each become many.
const GROWS: u8 = 0;
/// Many become few.
const SHRINKS: u8 = 1;
/// Keys with a slot each become hashed ones.
const HASHED_LATER: u8 = 2;
/// Hashed keys become such with a slot each.
const HASHED_BEFORE: u8 = 3;

impl<S, const PAIR: u8> Key<S, PAIR> {
    fn any() -> Self {
        let number = match below(4) {
            0 => below(1 << 16),
            _ => below(64),
        };
        Key(number, Counted::of(number), PhantomData)
    }
}

impl<S, const PAIR: u8> Clone for Key<S, PAIR> {
    fn clone(&self) -> Self {
        Key(self.0, self.1.clone(), PhantomData)
    }
}

impl<S, const PAIR: u8> PartialEq for Key<S, PAIR> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<S, const PAIR: u8> Eq for Key<S, PAIR> {}

const FEW: (Shape, Path) = (Shape::packed(5, Some(20)), Path::Direct);
const MANY: (Shape, Path) = (Shape::packed(16, Some(1 << 16)), Path::Direct);
const HASHED: (Shape, Path) = (Shape::packed(64, None), Path::Fast64);

const fn pair(pair: u8) -> [(Shape, Path); 2] {
    match pair {
        GROWS => [FEW, MANY],
        SHRINKS => [MANY, FEW],
        HASHED_LATER => [FEW, HASHED],
        _ => [HASHED, MANY],
    }
}

macro_rules! keys {
    ($($type:ty: $index:literal;)*) => {$(
        impl<const PAIR: u8> FastKey for Key<$type, PAIR> {
            const PLAN: Plan = Plan::forced(pair(PAIR)[$index].1, Self::SHAPE);
            const SHAPE: Shape = pair(PAIR)[$index].0;

            fn pack(&self) -> u128 {
                self.0.into()
            }

            fn ordinal(&self) -> u64 {
                self.0
            }

            fn mix(&self, state: u64) -> u64 {
                state ^ self.0
            }
        }
    )*};
}

keys! {
    Sub: 0;
    Super: 1;
}

type Map<S, const PAIR: u8> = FastMap<Key<S, PAIR>, Counted>;

/// What can be done to a map of either type.
fn step<S, const PAIR: u8>(map: &mut Map<S, PAIR>)
where
    Key<S, PAIR>: FastKey,
{
    match below(10) {
        0..5 => drop(map.insert(Key::any(), Counted::of(1))),
        5 => drop(map.remove(&Key::any())),
        6 => _ = map.entry(Key::any()).or_default(),
        7 => map.reserve(below(100) as usize),
        8 => {
            let keys: Vec<_> = (0..40).map(|_| Key::any()).collect();
            hold(map.get_batch(&keys).count() == 40, "a value for each key");
        }
        _ => match below(4) {
            0 => map.shrink_to_fit(),
            1 => map.retain(|_, _| below(4) != 0),
            2 => map.finish_growth(),
            _ => *map = map.clone(),
        },
    }
    _ = map.get(&Key::any());
}

fn assert_whole<S, const PAIR: u8>(map: &Map<S, PAIR>) {
    let len = map.len();
    assert_eq!(Counted::alive(), 2 * len);
    assert_eq!(map.iter().take(len + 1).count(), len);
}

fn change<const PAIR: u8>() {
    for seed in 0..200 {
        start(seed);
        let mut map: Map<Sub, PAIR> = FastMap::with_seed(seed);
        for _ in 0..below(300) {
            attempt(|| step(&mut map));
            assert_whole(&map);
        }
        let mut map: Map<Super, PAIR> = map;
        for _ in 0..300 {
            attempt(|| step(&mut map));
            assert_whole(&map);
        }
    }
}

#[test]
fn few_become_many() {
    change::<GROWS>();
}

#[test]
fn many_become_few() {
    change::<SHRINKS>();
}

#[test]
fn counted_ones_become_hashed() {
    change::<HASHED_LATER>();
}

#[test]
fn hashed_ones_become_counted() {
    change::<HASHED_BEFORE>();
}
