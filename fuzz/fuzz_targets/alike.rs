//! Keys whose hashes are alike.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tests::shapes::*;

fuzz_target!(|input: &[u8]| fuzz::run(fuzz::models![Alike], input));
