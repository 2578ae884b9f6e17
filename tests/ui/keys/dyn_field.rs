//! Two values behind a `dyn` cannot be compared.

use map_core::FastMap;

#[derive(FastMap)]
struct Anything(Box<dyn std::any::Any>);

fn main() {}
