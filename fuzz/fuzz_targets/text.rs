//! Keys of the path `FastStr`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tests::shapes::*;

fuzz_target!(|input: &[u8]| fuzz::run(fuzz::models![Name], input));
