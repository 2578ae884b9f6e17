//! Values that make room for other threads just where a map is in the middle of something.

use super::chance::pause;

/// A number whose clones and comparisons sometimes take long, so that other threads come in between.
#[derive(Debug)]
pub struct Slow(pub u64);

impl Clone for Slow {
    fn clone(&self) -> Slow {
        pause();
        Slow(self.0)
    }
}

impl PartialEq for Slow {
    fn eq(&self, other: &Slow) -> bool {
        pause();
        self.0 == other.0
    }
}
