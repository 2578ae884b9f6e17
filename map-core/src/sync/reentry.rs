//! Debug builds notice where what runs under a map's lock calls the same map, which would wait for itself.
//! (Not under loom, whose threads share those of the system.)

/// A map, to tell whether a thread holds a lock of it.
#[derive(Clone, Copy)]
pub(super) struct MapId {
    /// Its address, which it keeps while it is borrowed.
    #[cfg(all(debug_assertions, not(loom)))]
    map: usize,
}

/// What a thread holds exactly while it has, or waits for, a lock of a map.
pub(super) struct ReentrancyGuard {
    #[cfg(all(debug_assertions, not(loom)))]
    map: usize,
}

#[cfg(not(all(debug_assertions, not(loom))))]
impl MapId {
    #[inline(always)]
    pub(super) const fn of<M>(_map: &M) -> MapId {
        MapId {}
    }

    #[inline(always)]
    pub(super) const fn hold(self) -> ReentrancyGuard {
        ReentrancyGuard {}
    }
}

#[cfg(all(debug_assertions, not(loom)))]
mod noticed {
    use core::cell::RefCell;
    use std::thread_local;
    use std::vec::Vec;

    use super::{MapId, ReentrancyGuard};

    thread_local! {
        /// The maps of which this thread holds a lock, by their addresses.
        static HELD: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
    }

    impl MapId {
        pub(in super::super) fn of<M>(map: &M) -> MapId {
            MapId {
                map: core::ptr::from_ref(map).addr(),
            }
        }

        /// # Panics
        /// Where this thread holds a lock of the map already.
        #[track_caller]
        pub(in super::super) fn hold(self) -> ReentrancyGuard {
            // Once the thread's locals are gone nothing is noticed any more.
            let again = HELD.try_with(|held| {
                let mut held = held.borrow_mut();
                let again = held.contains(&self.map);
                if !again {
                    held.push(self.map);
                }
                again
            });
            assert!(
                again != Ok(true),
                "what a shared map runs under its lock, a closure most likely, calls the same map, which would deadlock; \
                 help: let the closure return what the second call needs, and make that call after it"
            );
            ReentrancyGuard { map: self.map }
        }
    }

    impl Drop for ReentrancyGuard {
        fn drop(&mut self) {
            let _ = HELD.try_with(|held| {
                let mut held = held.borrow_mut();
                if let Some(at) = held.iter().rposition(|map| *map == self.map) {
                    held.swap_remove(at);
                }
            });
        }
    }
}
