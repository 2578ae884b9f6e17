//! Maps as sequences of `[key, value]`, for keys that a format's maps cannot have: JSON's object keys are strings, so
//! strings, numbers and enums without fields can be keys of an object, and structs and tuples cannot.
//!
//! ```
//! # #[cfg(feature = "derive")] {
//! use map_core::FastMap;
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(FastMap, PartialEq, Eq, Debug, Serialize, Deserialize)]
//! struct Cell {
//!     x: i32,
//!     y: i32,
//! }
//!
//! #[derive(PartialEq, Debug, Serialize, Deserialize)]
//! struct Board {
//!     #[serde(with = "map_core::serde_pairs")]
//!     pieces: FastMap<Cell, char>,
//! }
//!
//! let board = Board { pieces: FastMap::from([(Cell { x: 0, y: 7 }, '♜')]) };
//! let json = serde_json::to_string(&board).unwrap();
//! assert_eq!(json, r#"{"pieces":[[{"x":0,"y":7},"♜"]]}"#);
//! assert_eq!(serde_json::from_str::<Board>(&json).unwrap(), board);
//! # }
//! ```

use core::marker::PhantomData;

use serde_core::de::{Deserialize, Deserializer};
use serde_core::ser::{Serialize, Serializer};

use super::{Collect, Elements};
use crate::error::KeyError;
use crate::key::FastKey;
use crate::map::FastMap;

/// Writes a map as a sequence of `[key, value]`.
///
/// # Errors
/// Returns the serializer's errors.
pub fn serialize<K, V, S>(map: &FastMap<K, V>, serializer: S) -> Result<S::Ok, S::Error>
where
    K: Serialize,
    V: Serialize,
    S: Serializer,
{
    serializer.collect_seq(map)
}

/// Reads a map from a sequence of `[key, value]`. Of equal keys the last one's value counts.
///
/// # Errors
/// Returns the deserializer's errors, among them that a key breaks the promise of a `#[fast_map(max = ...)]`.
pub fn deserialize<'de, K, V, D>(deserializer: D) -> Result<FastMap<K, V>, D::Error>
where
    K: FastKey + Deserialize<'de>,
    V: Deserialize<'de>,
    D: Deserializer<'de>,
{
    let mut map = FastMap::new();
    deserializer.deserialize_seq(Elements::<_, (K, V)>(&mut map, PhantomData))?;
    Ok(map)
}

impl<K: FastKey, V> Collect<(K, V)> for FastMap<K, V> {
    fn expect(&mut self, count: usize) {
        self.reserve(count);
    }

    fn take(&mut self, (key, value): (K, V)) -> Result<(), KeyError> {
        self.checked_insert(key, value).map(drop)
    }
}
