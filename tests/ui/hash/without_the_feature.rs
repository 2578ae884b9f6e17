//! SipHash is compiled in on request.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq, Hash)]
#[fast_map(hash = "siphash")]
struct Token(String);

fn main() {}
