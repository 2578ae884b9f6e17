//! The maps that `FastMap` is measured beside, and which of them a key can be put into.
//!
//! What a key implements is known where [`main!`](crate::bench::main) is expanded. There, `(&Candidate::<K, R>::NEW).offer()`
//! finds [`Offered::offer`] if rival `R` takes keys `K`, and otherwise, one automatic reference later,
//! [`NotOffered::offer`]: so a key without `Hash` or `Ord` has fewer rivals, and no error.

use std::collections::BTreeMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};
use std::marker::PhantomData;

use super::map::{ByBits, Map};
use super::memory::{self, Growth};
use super::operations::{self, Reading};
use super::workload::Workload;
use crate::sample::{Random, Sample};
use crate::{FastKey, FastMap, Path};

/// A map that keys `K` can be put into.
pub struct Contender<K> {
    pub(super) name: &'static str,
    /// Whether it is measured only when it is named, or in a full run.
    pub(super) extra: bool,
    pub(super) turn: fn(&Workload<K>) -> Vec<Reading>,
    pub(super) grow: fn(Vec<K>) -> Option<Growth>,
}

impl<K: Clone> Contender<K> {
    const fn of<M: Map<K>>(name: &'static str, extra: bool) -> Contender<K> {
        Contender {
            name,
            extra,
            turn: operations::turn::<K, M>,
            grow: memory::grow::<K, M>,
        }
    }
}

/// `FastMap` itself.
pub(super) const fn ours<K: FastKey + Clone>() -> Contender<K> {
    Contender::of::<FastMap<K, u64>>("FastMap", false)
}

/// A rival that takes keys `K`.
pub trait Rival<K> {
    /// Its map.
    type Map: Map<K>;

    /// What tables and pages call it.
    const NAME: &'static str;

    /// Whether it is left out of quick runs.
    const EXTRA: bool = false;

    /// Whether it is for keys of such a path. A constant: a map that is not is not even compiled.
    const SUITS: bool = true;

    /// Whether a program with such keys would think of it.
    fn applies() -> bool {
        true
    }
}

macro_rules! rivals {
    ($($(#[$doc:meta])* $rival:ident[$($bounds:tt)*]: $map:ty, $name:literal $(, extra: $extra:literal)? $(, on $($path:ident)|+)? $(, if $applies:expr)?;)*) => {
        $(
            $(#[$doc])*
            pub struct $rival;

            impl<K: FastKey + Clone + $($bounds)*> Rival<K> for $rival {
                type Map = $map;
                const NAME: &'static str = $name;
                $(const EXTRA: bool = $extra;)?
                $(const SUITS: bool = matches!(K::PLAN.path, $(Path::$path)|+);)?
                $(fn applies() -> bool { $applies })?
            }
        )*

        /// Every rival that applies to a key type, as the place of the call sees it.
        #[doc(hidden)]
        #[macro_export]
        macro_rules! __bench_rivals {
            ($key:ty) => {{
                #[allow(unused_imports)]
                use $crate::bench::rivals::{Candidate, NotOffered as _, Offered as _};
                [$((&Candidate::<$key, $crate::bench::rivals::$rival>::NEW).offer()),*]
            }};
        }
    };
}

type Table<K, S> = hashbrown::HashMap<K, u64, S>;

rivals! {
    /// The standard library's, which hashes by SipHash.
    Std[Hash + Eq]: std::collections::HashMap<K, u64>, "std";
    /// Seeded, as `FastMap` is.
    Foldhash[Hash + Eq]: Table<K, foldhash::fast::RandomState>, "hashbrown + foldhash";
    /// One multiplication, no seed.
    Fx[Hash + Eq]: Table<K, rustc_hash::FxBuildHasher>, "hashbrown + Fx";
    /// The key is the hash.
    NoHash[Hash + Eq + Sample]: Table<K, BuildHasherDefault<nohash_hasher::NoHashHasher<u64>>>, "hashbrown + nohash",
        on Fast32 | Fast64, if is_integer::<K>();
    /// A good hash for strings.
    Rapid[Hash + Eq]: Table<K, rapidhash::fast::RandomState>, "hashbrown + rapidhash", on FastStr;
    /// hashbrown's hash until 0.14.
    AHash[Hash + Eq]: Table<K, ahash::RandomState>, "hashbrown + ahash", on FastStr;
    /// Made for integer keys.
    Int[Hash + Eq + Sample]: ByBits, "intmap", on Fast32 | Fast64, if is_integer::<K>();
    /// hashbrown that grows a little at a time.
    Griddle[Hash + Eq]: griddle::HashMap<K, u64, foldhash::fast::RandomState>, "griddle + foldhash", extra: true;
    /// Keeps the order of insertion.
    Index[Hash + Eq]: indexmap::IndexMap<K, u64, foldhash::fast::RandomState>, "indexmap + foldhash", extra: true;
    /// Keeps keys sorted.
    BTree[Ord]: BTreeMap<K, u64>, "BTreeMap", extra: true;
    /// An array with a place for every key, where `enum_map::Enum` is derived.
    Enums[enum_map::Enum<Array<Option<u64>>: Clone>]: enum_map::EnumMap<K, Option<u64>>, "enum-map";
    /// The same, where `fixed_map::Key` is derived. Of keys with many values it makes a hashbrown map.
    Fixed[fixed_map::Key<MapStorage<u64>: Clone>]: fixed_map::Map<K, u64>, "fixed-map", on Direct;
}

/// Whether the key is one integer to `Hash`, which then can do without hashing. Enums of few variants are, too, but
/// nobody would.
fn is_integer<K: FastKey + Hash + Sample>() -> bool {
    /// Counts what is written.
    #[derive(Default)]
    struct Writes {
        integers: u32,
        others: u32,
    }

    macro_rules! count {
        ($($write:ident: $int:ty;)*) => {$(
            fn $write(&mut self, _: $int) {
                self.integers += 1;
            }
        )*};
    }

    impl Hasher for Writes {
        fn write(&mut self, _: &[u8]) {
            self.others += 1;
        }

        count! {
            write_u8: u8;
            write_u16: u16;
            write_u32: u32;
            write_u64: u64;
            write_usize: usize;
            write_i8: i8;
            write_i16: i16;
            write_i32: i32;
            write_i64: i64;
            write_isize: isize;
        }

        fn finish(&self) -> u64 {
            0
        }
    }

    let mut random = Random::new(0);
    (0..32).all(|_| {
        let mut writes = Writes::default();
        K::sample(&mut random).hash(&mut writes);
        (writes.integers, writes.others) == (1, 0)
    })
}

/// The question whether rival `R` takes keys `K`.
pub struct Candidate<K, R>(PhantomData<(K, R)>);

impl<K, R> Candidate<K, R> {
    /// The question.
    pub const NEW: Candidate<K, R> = Candidate(PhantomData);
}

/// Yes.
pub trait Offered<K> {
    /// The rival, where it applies.
    fn offer(&self) -> Option<Contender<K>>;
}

impl<K: FastKey + Clone, R: Rival<K>> Offered<K> for Candidate<K, R> {
    fn offer(&self) -> Option<Contender<K>> {
        if const { !R::SUITS } || !R::applies() {
            return None;
        }
        Some(Contender::of::<R::Map>(R::NAME, R::EXTRA))
    }
}

/// No.
pub trait NotOffered<K> {
    /// No rival.
    fn offer(&self) -> Option<Contender<K>>;
}

impl<K, R> NotOffered<K> for &Candidate<K, R> {
    fn offer(&self) -> Option<Contender<K>> {
        None
    }
}
