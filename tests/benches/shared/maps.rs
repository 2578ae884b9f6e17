//! The maps, by what the mixes do to them.

use std::collections::HashMap;
use std::sync::RwLock;

use foldhash::fast::RandomState;
use map_core::FastMap;
use map_core::sync::{LockedMap, ShardedMap, SyncMap};

/// An id, as databases give them.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[fast_map(no_alias)]
pub(super) struct UserId(u64);

impl UserId {
    /// Different for different numbers, and looks random.
    pub(super) fn new(number: u64) -> UserId {
        let z = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        UserId(z ^ (z >> 27))
    }
}

/// What the mixes do to a map.
pub(super) trait Shared: Sync {
    const NAME: &'static str;
    fn empty() -> Self;
    fn find(&self, key: UserId) -> Option<u64>;
    fn put(&self, key: UserId, value: u64);
    fn take(&self, key: UserId);
    /// Visits all entries.
    fn total(&self) -> u64;
}

macro_rules! ours {
    ($($map:ident)*) => {$(
        impl Shared for $map<UserId, u64> {
            const NAME: &'static str = stringify!($map);

            fn empty() -> Self {
                $map::new()
            }

            #[inline]
            fn find(&self, key: UserId) -> Option<u64> {
                self.load(&key)
            }

            #[inline]
            fn put(&self, key: UserId, value: u64) {
                self.store(key, value);
            }

            #[inline]
            fn take(&self, key: UserId) {
                self.delete(&key);
            }

            fn total(&self) -> u64 {
                let mut total = 0u64;
                self.range(|_, value| {
                    total = total.wrapping_add(*value);
                    true
                });
                total
            }
        }
    )*};
}

ours!(SyncMap ShardedMap LockedMap);

pub(super) type Dashmap = dashmap::DashMap<UserId, u64, RandomState>;
pub(super) type Papaya = papaya::HashMap<UserId, u64, RandomState>;
pub(super) type Scc = scc::HashMap<UserId, u64, RandomState>;
pub(super) type LockedStd = RwLock<HashMap<UserId, u64>>;

impl Shared for Dashmap {
    const NAME: &'static str = "dashmap";

    fn empty() -> Self {
        Dashmap::with_hasher(RandomState::default())
    }

    #[inline]
    fn find(&self, key: UserId) -> Option<u64> {
        self.get(&key).map(|value| *value)
    }

    #[inline]
    fn put(&self, key: UserId, value: u64) {
        self.insert(key, value);
    }

    #[inline]
    fn take(&self, key: UserId) {
        self.remove(&key);
    }

    fn total(&self) -> u64 {
        let values = self.iter().map(|entry| *entry.value());
        values.fold(0, u64::wrapping_add)
    }
}

impl Shared for Papaya {
    const NAME: &'static str = "papaya";

    fn empty() -> Self {
        Papaya::with_hasher(RandomState::default())
    }

    #[inline]
    fn find(&self, key: UserId) -> Option<u64> {
        self.pin().get(&key).copied()
    }

    #[inline]
    fn put(&self, key: UserId, value: u64) {
        self.pin().insert(key, value);
    }

    #[inline]
    fn take(&self, key: UserId) {
        self.pin().remove(&key);
    }

    fn total(&self) -> u64 {
        self.pin().values().copied().fold(0, u64::wrapping_add)
    }
}

impl Shared for Scc {
    const NAME: &'static str = "scc";

    fn empty() -> Self {
        Scc::with_hasher(RandomState::default())
    }

    #[inline]
    fn find(&self, key: UserId) -> Option<u64> {
        self.read_sync(&key, |_, value| *value)
    }

    #[inline]
    fn put(&self, key: UserId, value: u64) {
        self.upsert_sync(key, value);
    }

    #[inline]
    fn take(&self, key: UserId) {
        self.remove_sync(&key);
    }

    fn total(&self) -> u64 {
        let mut total = 0u64;
        self.iter_sync(|_, value| {
            total = total.wrapping_add(*value);
            true
        });
        total
    }
}

impl Shared for LockedStd {
    const NAME: &'static str = "RwLock<std>";

    fn empty() -> Self {
        LockedStd::default()
    }

    #[inline]
    fn find(&self, key: UserId) -> Option<u64> {
        self.read().expect("no panic").get(&key).copied()
    }

    #[inline]
    fn put(&self, key: UserId, value: u64) {
        self.write().expect("no panic").insert(key, value);
    }

    #[inline]
    fn take(&self, key: UserId) {
        self.write().expect("no panic").remove(&key);
    }

    fn total(&self) -> u64 {
        let map = self.read().expect("no panic");
        map.values().copied().fold(0, u64::wrapping_add)
    }
}
