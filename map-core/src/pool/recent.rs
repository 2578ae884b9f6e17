//! When a map is too large to be kept as it is.

use crate::key::FastKey;
use crate::map::FastMap;

/// Returns that are looked back on: at least so many, at most twice.
const WINDOW: u32 = 32;

/// How many times larger than what was used of late a map may be.
const SLACK: usize = 4;

/// Maps that `SLACK` times this fits into are not worth trimming.
const SMALL: usize = 48;

/// How much of their maps the last users used.
pub(super) struct Recent {
    /// The most that was used in the window that is open.
    open: usize,
    /// The most that was used in the window before.
    closed: usize,
    /// Returns until the open window closes.
    left: u32,
}

impl Recent {
    pub(super) const fn new() -> Recent {
        Recent {
            open: 0,
            closed: 0,
            left: WINDOW,
        }
    }

    /// Notes what was used of an empty map, and trims the map if that and what was used before do not warrant its size.
    /// Says whether it did.
    pub(super) fn trim<K: FastKey, V>(&mut self, map: &mut FastMap<K, V>, used: usize) -> bool {
        let recent = self.note(used);
        let before = map.capacity();
        if before > SLACK * recent.max(SMALL) {
            map.shrink_to(recent.max(1));
        }
        map.capacity() < before
    }

    /// The most that was used in both windows.
    fn note(&mut self, used: usize) -> usize {
        if self.left == 0 {
            self.closed = std::mem::take(&mut self.open);
            self.left = WINDOW;
        }
        self.left -= 1;
        self.open = self.open.max(used);
        self.open.max(self.closed)
    }
}
