//! The primitives under the maps: the real ones, or under `--cfg loom` those that loom explores.

pub(super) use parking_lot::RwLock;
