//! Derived keys compile where the crate is renamed in a manifest or passed on by another crate.

#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, unused_qualifications, unreachable_pub)]
#![deny(clippy::pedantic)]

extern crate std;

use ::reexport::maps::{FastKey, Path};
use ::std::assert_eq;

/// The crate renamed in a manifest and passed on by another crate, of which `map_core` need not be known.
pub mod passed_on {
    use ::reexport::OrderId;
    use ::reexport::maps::FastMap;
    use ::std::cmp::{Eq, PartialEq};
    use ::std::prelude::rust_2024::derive;
    use ::std::string::String;

    /// A key that holds one of the other crate's.
    #[derive(FastMap, PartialEq, Eq)]
    #[fast_map(crate = "::reexport::maps", borrow)]
    pub struct Parcel {
        /// Another crate's.
        pub order: OrderId,
        /// With a promise.
        #[fast_map(max = 9)]
        pub r#box: u8,
        /// Borrowed.
        pub label: String,
    }

    /// A key with a promise and a field that is left out.
    #[derive(FastMap, PartialEq, Eq)]
    #[fast_map(crate = "::reexport::maps")]
    pub enum Shelf {
        /// A promise.
        Low(#[fast_map(max = 7)] u8),
        /// Left out.
        High(#[fast_map(skip)] ()),
    }

    /// Visible in the parent alone.
    pub mod inner {
        use ::reexport::maps::FastMap;
        use ::std::cmp::{Eq, PartialEq};
        use ::std::prelude::rust_2024::derive;

        /// A key.
        #[derive(FastMap, PartialEq, Eq)]
        #[fast_map(crate = "::reexport::maps")]
        pub(in crate::passed_on) struct Restricted(pub(in crate::passed_on) u16);
    }

    const _: ::std::option::Option<inner::RestrictedMap<u8>> = ::std::option::Option::None;
}

#[::std::prelude::rust_2024::test]
fn keys_of_other_crates_get_their_path() {
    assert_eq!(<passed_on::Parcel as FastKey>::PLAN.path, Path::General);
    assert_eq!(<passed_on::Shelf as FastKey>::PLAN.path, Path::Direct);
    assert_eq!(<::reexport::Line as FastKey>::PLAN.path, Path::General);
    assert_eq!(<::reexport::OrderId as FastKey>::PLAN.path, Path::Fast64);
}
