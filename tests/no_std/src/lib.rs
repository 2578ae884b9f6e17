//! Maps of every path in a crate that links `core` and `alloc` only. It is compiled, for a target without std where one
//! is installed; what the maps do is tested elsewhere.
//!
//! A crate graph has one panic handler. That this one is accepted shows that no dependency brings std, which has its own.

#![no_std]
#![deny(missing_docs, unsafe_code)]

extern crate alloc;

use alloc::string::String;
use alloc::vec::Vec;

use map_core::{FastMap, FastSet};

/// The direct path.
#[derive(FastMap, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Pin {
    /// Reads.
    Input,
    /// Writes.
    Output,
}

/// A packed key.
#[derive(FastMap, Clone, Copy, PartialEq, Eq)]
pub struct Register {
    /// The device on the bus.
    pub device: u8,
    /// The address within the device.
    pub address: u16,
}

/// Text.
#[derive(FastMap, Clone, PartialEq, Eq)]
pub struct Name(pub String);

/// A composite key, and its view.
#[derive(FastMap, Clone, PartialEq, Eq)]
#[fast_map(borrow)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Topic {
    /// Which way.
    pub pin: Pin,
    /// The parts of its name.
    pub path: Vec<u8>,
}

/// Everything that is counted.
#[derive(Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Counts {
    /// By pin.
    pub pins: FastMap<Pin, u32>,
    /// By topic.
    #[cfg_attr(feature = "serde", serde(with = "map_core::serde_pairs"))]
    pub topics: FastMap<Topic, u32>,
    /// Seen at all.
    pub seen: FastSet<u64>,
}

impl Counts {
    /// Counts a message.
    pub fn count(&mut self, pin: Pin, path: &[u8], message: u64) -> bool {
        *self.pins.entry(pin).or_default() += 1;
        let topic = TopicRef { pin: &pin, path };
        *self.topics.entry_ref(&topic).or_default() += 1;
        self.seen.insert(message)
    }
}

/// The values of some registers, from a map whose seed is the caller's: without std there is no good source of one.
#[must_use]
pub fn read(seed: u64, registers: &[(Register, u32)], device: u8) -> Vec<u32> {
    let mut map = FastMap::with_seed(seed);
    map.extend(registers.iter().copied());
    let of_device = |(register, _): &(&Register, &u32)| register.device == device;
    map.iter()
        .filter(of_device)
        .map(|(_, value)| *value)
        .collect()
}

/// Whether a name is known.
#[must_use]
pub fn is_known(names: &FastSet<Name>, name: &str) -> bool {
    names.contains(name)
}

#[cfg(not(test))]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {}
}
