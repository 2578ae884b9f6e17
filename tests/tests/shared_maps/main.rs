//! The maps that threads share: the common vocabulary does the same on all three, closures that panic or call the map
//! leave it usable, every value is dropped, and `SyncMap` keeps the promises of Go's `sync.Map`.

mod as_in_go;
mod under_a_lock;
mod user_code;
mod vocabulary;
mod whole_tables;

/// Numbers that look random, the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}
