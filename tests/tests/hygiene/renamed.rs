//! The crate under another name.

use ::map_core::Path;
use ::std::assert_eq;
use ::std::cmp::{Eq, PartialEq};
use ::std::prelude::rust_2024::derive;

use super::path;

/// As a crate of one's own would pass it on.
pub mod reexported {
    pub use ::map_core::*;
}

/// A key.
#[derive(reexported::FastMap, PartialEq, Eq)]
#[fast_map(crate = "self::reexported")]
pub struct Renamed(pub u16);

/// A key with a view.
#[derive(reexported::FastMap, PartialEq, Eq)]
#[fast_map(crate = "self::reexported", borrow)]
pub struct Viewed(pub u16, pub ::std::borrow::Cow<'static, str>);

/// A key that others may see no further than here.
pub mod inner {
    use super::reexported::FastMap;
    use ::std::cmp::{Eq, PartialEq};
    use ::std::prelude::rust_2024::derive;

    /// A key.
    #[derive(FastMap, PartialEq, Eq)]
    pub(in super::super) struct Restricted(pub(in super::super) u16);
}

#[::std::prelude::rust_2024::test]
fn renamed_crates() {
    assert_eq!(path::<Renamed>(), Path::Fast32);
    assert_eq!(path::<ViewedRef<'_>>(), Path::General);
    assert_eq!(path::<inner::Restricted>(), Path::Fast32);
}
