//! Maps as serde maps, sets as serde sequences; [`pairs`] for keys that a format's maps cannot have.
//!
//! What a format says about the number of entries to come is a hint by whoever wrote the data. It saves growing, but never
//! allocates more than [`MOST_BYTES`] before the entries are there.

mod inspect;
pub mod pairs;

use core::fmt;
use core::marker::PhantomData;

use serde_core::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_core::ser::{Serialize, Serializer};

use crate::error::KeyError;
use crate::key::FastKey;
use crate::map::FastMap;
use crate::set::FastSet;
use crate::stable::StableMap;

/// Most bytes of entries that are reserved because of a hint.
const MOST_BYTES: usize = 1 << 20;

/// The entries to reserve for, where `hint` are announced.
fn cautious<T>(hint: Option<usize>) -> usize {
    hint.unwrap_or(0).min(MOST_BYTES / size_of::<T>().max(1))
}

impl<K: Serialize, V: Serialize> Serialize for FastMap<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self)
    }
}

/// Of equal keys the last one's value counts, as with std's map.
impl<'de, K, V> Deserialize<'de> for FastMap<K, V>
where
    K: FastKey + Deserialize<'de>,
    V: Deserialize<'de>,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut map = FastMap::new();
        deserializer.deserialize_map(Entries(&mut map))?;
        Ok(map)
    }

    /// Keeps the memory that the map has.
    fn deserialize_in_place<D: Deserializer<'de>>(
        deserializer: D,
        place: &mut Self,
    ) -> Result<(), D::Error> {
        place.clear();
        deserializer.deserialize_map(Entries(place))
    }
}

impl<K: Serialize, V: Serialize> Serialize for StableMap<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.map.serialize(serializer)
    }
}

/// Of equal keys the last one's value counts, as with std's map.
impl<'de, K, V> Deserialize<'de> for StableMap<K, V>
where
    K: FastKey + Deserialize<'de>,
    V: Deserialize<'de>,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let map = FastMap::deserialize(deserializer)?;
        Ok(StableMap { map })
    }
}

/// Fills a map.
struct Entries<'a, K, V>(&'a mut FastMap<K, V>);

impl<'de, K, V> Visitor<'de> for Entries<'_, K, V>
where
    K: FastKey + Deserialize<'de>,
    V: Deserialize<'de>,
{
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        self.0.reserve(cautious::<(K, V)>(entries.size_hint()));
        while let Some((key, value)) = entries.next_entry()? {
            self.0.checked_insert(key, value).map_err(Error::custom)?;
        }
        Ok(())
    }
}

impl<K: Serialize> Serialize for FastSet<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

impl<'de, K: FastKey + Deserialize<'de>> Deserialize<'de> for FastSet<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut set = FastSet::new();
        deserializer.deserialize_seq(Elements(&mut set, PhantomData))?;
        Ok(set)
    }

    /// Keeps the memory that the set has.
    fn deserialize_in_place<D: Deserializer<'de>>(
        deserializer: D,
        place: &mut Self,
    ) -> Result<(), D::Error> {
        place.clear();
        deserializer.deserialize_seq(Elements(place, PhantomData))
    }
}

/// What takes the elements of a sequence.
trait Collect<T> {
    /// Called once, with how many are announced.
    fn expect(&mut self, count: usize);

    /// Takes one, if its key is in the range that it promises.
    fn take(&mut self, element: T) -> Result<(), KeyError>;
}

impl<K: FastKey> Collect<K> for FastSet<K> {
    fn expect(&mut self, count: usize) {
        self.reserve(count);
    }

    fn take(&mut self, key: K) -> Result<(), KeyError> {
        key.check()?;
        self.insert(key);
        Ok(())
    }
}

/// Fills a collection with the elements of a sequence.
struct Elements<'a, C, T>(&'a mut C, PhantomData<T>);

impl<'de, C: Collect<T>, T: Deserialize<'de>> Visitor<'de> for Elements<'_, C, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        self.0.expect(cautious::<T>(elements.size_hint()));
        while let Some(element) = elements.next_element()? {
            self.0.take(element).map_err(Error::custom)?;
        }
        Ok(())
    }
}
