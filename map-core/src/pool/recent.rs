//! When a map is too large to be kept as it is.

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

    /// Notes what was used of a map of this capacity. If that and what was used before do not warrant it: the capacity
    /// that it is to be trimmed to.
    pub(super) fn trim(&mut self, capacity: usize, used: usize) -> Option<usize> {
        let recent = self.note(used);
        (capacity > SLACK * recent.max(SMALL)).then_some(recent.max(1))
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
