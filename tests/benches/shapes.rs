//! Maps of every shape of key beside other maps, `cargo bench -p tests --features every-shape --bench shapes`. It takes
//! ten minutes to compile on two cores, and all sizes of all shapes take hours: name some by `-- --key`, or one size and few
//! rounds.

use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::NonZeroU64;
use std::process::ExitCode;
use std::rc::Rc;
use std::sync::Arc;

use tests::for_each_shape;
use tests::shapes::*;

macro_rules! suite {
    ($($name:ident: $key:ty = $path:ident $bits:literal $cardinality:expr;)*) => {
        fn main() -> ExitCode {
            map_core::bench::suite!($(stringify!($name) => $key),*).main()
        }
    };
}

for_each_shape!(suite);
