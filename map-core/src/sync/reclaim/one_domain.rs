//! Catches an entry that is used with pins of two domains, in debug builds.

use core::sync::atomic::AtomicUsize;
use core::sync::atomic::Ordering::Relaxed;

pub(super) struct Id(usize);

impl Id {
    pub(super) fn new() -> Id {
        static LAST: AtomicUsize = AtomicUsize::new(0);
        Id(LAST.fetch_add(1, Relaxed) + 1)
    }
}

/// The domain by which an entry was used first; 0 before that.
pub(super) struct Check(AtomicUsize);

impl Check {
    pub(super) const fn new() -> Check {
        Check(AtomicUsize::new(0))
    }

    pub(super) fn check(&self, id: &Id) {
        let first = self.0.compare_exchange(0, id.0, Relaxed, Relaxed);
        assert!(
            first.is_ok() || first == Err(id.0),
            "an entry is used with a pin of another map"
        );
    }
}
