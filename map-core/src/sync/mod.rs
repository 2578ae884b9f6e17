//! Maps that threads share: [`LockedMap`], [`ShardedMap`] and [`SyncMap`].
//!
//! All three are used by shared reference, so an `Arc<LockedMap<K, V>>`, a `&LockedMap<K, V>` in a scope of threads, or
//! a `static` is all there is to sharing one.
//!
//! # Which one
//! | | is | for |
//! |---|---|---|
//! | [`ShardedMap`] | many tables, each behind a lock of its own | threads that write: the one to begin with |
//! | [`SyncMap`] | Go's `sync.Map`: a read-only table without a lock, and a dirty one behind one | keys that are written once and read ever after |
//! | [`LockedMap`] | one table behind a readers-writer lock | few threads; operations that must see the whole map at one moment; a `static` without a `LazyLock` |
//!
//! What each does worst: a [`ShardedMap`] has no moment at which all of it can be seen; a [`SyncMap`] takes a lock for each
//! lookup of a new key until it is promoted, copies itself once for each promotion, and allocates for each value; in a
//! [`LockedMap`] even readers wait for each other's access to the lock itself. How much that is on a machine of yours, and
//! beside other crates' maps, `cargo bench -p tests --bench shared` of the repository tells.
//!
//! ```
//! use map_core::sync::ShardedMap;
//! use std::thread;
//!
//! let squares = ShardedMap::new();
//! thread::scope(|scope| {
//!     for thread in 0..4u64 {
//!         let squares = &squares;
//!         scope.spawn(move || (0..100).for_each(|n| squares.store(thread * 100 + n, n * n)));
//!     }
//! });
//! assert_eq!((squares.len(), squares.load(&212)), (400, Some(144)));
//! ```
//!
//! # One vocabulary
//! The names are those of Go's `sync.Map`, and do the same on all three maps, so that changing from one to another is a
//! matter of the type alone. `Q` is what a [`FastMap`](struct@crate::FastMap) is searched by: `&str` for strings, a
//! view, the key.
//!
//! | | gives | |
//! |---|---|---|
//! | `load(&q)`, `get_cloned(&q)` | `Option<V>` | a copy of the value |
//! | `get_with(&q, \|&V\| R)` | `Option<R>` | what the closure makes of the value |
//! | `contains_key(&q)` | `bool` | |
//! | `store(k, v)` | | sets the value |
//! | `swap(k, v)` | `Option<V>` | sets the value, gives the one from before |
//! | `load_or_store(k, v)` | [`LoadOrStore<V>`] | sets the value only if the key is new |
//! | `load_or_insert_with(k, \|\| V)` | [`LoadOrStore<V>`] | the same, of a value that is only then made |
//! | `load_and_delete(&q)` | `Option<V>` | takes the key out, gives its value |
//! | `delete(&q)` | `bool` | takes the key out, says whether it was there |
//! | `compare_and_swap(&q, &old, new)` | `Result<(), `[`CompareError<V>`]`>` | sets the value if it is `old` |
//! | `compare_and_delete(&q, &old)` | `bool` | takes the key out if its value is `old` |
//! | `alter(k, \|Option<&V>\| Option<V>)` | `Option<V>` | an atomic change of any kind; gives the value from before |
//! | `entry_with(k, \|Entry\| R)` | `R` | a change in place; not on [`SyncMap`], whose values others may be reading |
//! | `range(\|&K, &V\| bool)` | | visits entries until `false` |
//! | `retain(\|&K, &V\| bool)`, `clear()` | | |
//! | `len()`, `is_empty()` | | |
//! | `snapshot()`, `into_inner()` | [`FastMap<K, V>`](struct@crate::FastMap) | a copy of the entries; the entries themselves |
//!
//! On [`SyncMap`] values are only ever replaced, and an old one may still be read by others: what gives an old value
//! copies it, and needs `V: Clone`.
//!
//! # Closures instead of guards
//! Nothing here gives out a guard that holds a lock, because with one in hand the next call of the same map waits for
//! oneself. A closure has that hazard only if it calls the map that runs it: **do not**. What closures run under, by map:
//!
//! | | [`LockedMap`] | [`ShardedMap`] | [`SyncMap`] |
//! |---|---|---|---|
//! | `get_with`, `range` | the lock, with other readers | one shard's lock, with other readers | nothing |
//! | `load_or_insert_with`, `alter`, `entry_with`, `retain` | the lock | one shard's lock | nothing: `alter`'s closure runs again where another thread was quicker, and what `load_or_insert_with` made may come too late and be dropped |
//!
//! Debug builds notice a closure that calls the map it runs under, of whichever shard, and panic with these words. (They
//! cannot notice two maps that threads lock in different orders.)
//!
//! Besides closures, keys' `Hash` and `Eq` and what listens to the feature `trace` run under locks, on [`LockedMap`] and
//! [`ShardedMap`] also `Clone`, `PartialEq` and `Debug`. `Drop` does not: what an operation was given, replaced or took out
//! is dropped after the lock, and may call the map. Only what a closure drops itself, such as the key of `entry_with` where
//! it is not put in, is dropped under what the closure runs under.
//!
//! # Panics
//! Whatever of yours panics leaves no lock held or poisoned, and every entry but the operation's own as it was.
//! `load_or_insert_with`, `alter` and `get_with` have changed nothing where their closure panics; `entry_with` and
//! `write_with` keep what was done until then; `retain` has looked at some entries and not at others. A `Clone` that
//! panics while [`SyncMap`] copies the value from before comes too late to undo the operation. Where one of many values
//! panics as it is dropped, by `clear`, by `retain` or with the map of a [`SyncMap`], the others are dropped too, and then
//! the first panic goes on.

mod all;
mod ask;
mod at;
mod lock;
mod locked;
mod methods;
mod missing;
mod outcome;
mod reclaim;
mod reentry;
mod sharded;
mod shim;
mod sync_map;

pub use locked::LockedMap;
pub use outcome::{CompareError, LoadOrStore};
pub use sharded::{ShardedIntoIter, ShardedMap};
pub use sync_map::{SyncIntoIter, SyncMap, SyncStats};
