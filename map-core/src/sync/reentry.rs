//! Debug builds notice where a closure that runs under a map's lock calls the same map, which would wait for itself.
//! (Not under loom, whose threads share those of the system.)

/// What a thread holds while it has, or waits for, a lock of a map.
pub(super) struct Held {
    #[cfg(all(debug_assertions, not(loom)))]
    map: usize,
}

#[cfg(not(all(debug_assertions, not(loom))))]
impl Held {
    #[inline(always)]
    pub(super) const fn of<M>(_map: &M) -> Held {
        Held {}
    }
}

#[cfg(all(debug_assertions, not(loom)))]
mod noticed {
    use core::cell::RefCell;
    use std::thread_local;
    use std::vec::Vec;

    use super::Held;

    thread_local! {
        /// The maps of which this thread holds a lock, by their addresses.
        static HELD: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
    }

    impl Held {
        /// # Panics
        /// Where this thread holds a lock of the map already.
        #[track_caller]
        pub(in super::super) fn of<M>(map: &M) -> Held {
            let map = core::ptr::from_ref(map).addr();
            // Once the thread's locals are gone nothing is noticed any more.
            let again = HELD.try_with(|held| {
                let mut held = held.borrow_mut();
                let again = held.contains(&map);
                if !again {
                    held.push(map);
                }
                again
            });
            assert!(
                again != Ok(true),
                "a closure that a shared map runs under its lock calls the same map, which would deadlock; \
                 help: let the closure return what the second call needs, and make that call after it"
            );
            Held { map }
        }
    }

    impl Drop for Held {
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
