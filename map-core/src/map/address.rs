//! Where a value is, and whether it has moved.

use core::fmt;
use core::ptr::NonNull;

use equivalent::Equivalent;

use super::FastMap;
use crate::key::FastKey;

/// A mark of where a value was, or a key of a set, and when; see [`FastMap::generation`].
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Generation {
    address: usize,
    moves: u64,
}

impl Generation {
    pub(crate) const fn new(address: usize, moves: u64) -> Generation {
        Generation { address, moves }
    }

    /// Returns the address of the value, or in a set of the key.
    #[must_use]
    pub const fn address(self) -> usize {
        self.address
    }

    /// Returns how many steps had moved entries of the map by then: buckets that were split or merged, new seeds,
    /// regions of memory that were extended.
    #[must_use]
    pub const fn moves(self) -> u64 {
        self.moves
    }
}

impl fmt::Debug for Generation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Generation")
            .field("address", &format_args!("{:#x}", self.address))
            .field("moves", &self.moves)
            .finish()
    }
}

/// Writes the two methods that say where what a key leads to is; `$moves` counts what moved it.
macro_rules! addresses {
    (
        $map:ident<K $(, $value:ident)?> gives $found:ty, moved as |$this:pat_param| $moves:expr;
        $(#[$address_of:meta])* address_of
        $(#[$generation:meta])* generation
    ) => {
        impl<K: FastKey $(, $value)?> $map<K $(, $value)?> {
            $(#[$address_of])*
            pub fn address_of<Q>(&self, key: &Q) -> Option<NonNull<$found>>
            where
                Q: FastKey + Equivalent<K> + ?Sized,
            {
                self.get(key).map(NonNull::from)
            }

            $(#[$generation])*
            pub fn generation<Q>(&self, key: &Q) -> Option<Generation>
            where
                Q: FastKey + Equivalent<K> + ?Sized,
            {
                let $this = self;
                let address = self.address_of(key)?.addr().get();
                Some(Generation::new(address, $moves))
            }
        }
    };
}

pub(crate) use addresses;

addresses! {
    FastMap<K, V> gives V, moved as |map| map.table.moves();

    /// Returns the address of the value of `key`, to print and to compare.
    ///
    /// It is good until the map is next changed. [`generation`](FastMap::generation) tells whether it still is.
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map = FastMap::from([(1u64, 10)]);
    /// let address = map.address_of(&1).unwrap();
    /// assert_eq!(address.as_ptr().cast_const(), &raw const map[&1]);
    /// map.insert(1, 11); // overwritten where it is
    /// assert_eq!(map.address_of(&1), Some(address));
    /// assert_eq!(map.address_of(&2), None);
    /// ```
    address_of

    /// Returns a mark of where the value of `key` is now, to compare with one taken later from the same map for the
    /// same key.
    ///
    /// **Equal** marks promise that the value has not moved in between, unless the key was taken out and put in again: a
    /// pointer taken with the first is good with the second. Overwriting moves nothing, and neither does inserting or
    /// removing other keys, until one of the following happens.
    ///
    /// **Different** marks say that the value moved, or that the map moved entries and cannot vouch for this one: it grew
    /// (also where growth, which goes by buckets, left this one in its place), was shrunk, or took a new seed. If a bucket was
    /// too full and the value lay in the overflow, the removal of another key may have brought it back.
    ///
    /// A map on the direct path moves nothing once it has memory. Computes in the time of a
    /// [`get`](crate::FastMap::get).
    ///
    /// ```
    /// use map_core::FastMap;
    /// let mut map = FastMap::from([(1u64, 10)]);
    /// let before = map.generation(&1);
    /// map.insert(2, 20);
    /// *map.get_mut(&1).unwrap() += 1;
    /// assert_eq!(map.generation(&1), before);
    ///
    /// map.extend((0..100).map(|key| (key, 0))); // grows
    /// assert_ne!(map.generation(&1), before);
    /// ```
    generation
}
