//! Derived keys compile whatever stands around them: no prelude, names of the standard library taken, the strictest
//! lints, function bodies, macros.

#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, unused_qualifications, unreachable_pub)]
#![deny(clippy::pedantic)]

extern crate std;

pub mod generated;
pub mod names;
pub mod renamed;
pub mod views;

use ::map_core::{FastKey, Path};
use ::std::assert_eq;

/// The path of a key.
fn path<K: FastKey>() -> Path {
    K::PLAN.path
}

/// Deprecated parts are not used by the derive, only named.
pub mod deprecated {
    use ::map_core::FastMap;
    use ::std::cmp::{Eq, PartialEq};
    use ::std::prelude::rust_2024::derive;

    /// A key.
    #[derive(FastMap)]
    pub enum Old {
        /// Not any more.
        #[deprecated]
        Deprecated(u16),
        /// Still.
        Kept(u32),
    }

    impl PartialEq for Old {
        fn eq(&self, _: &Self) -> bool {
            false
        }
    }

    impl Eq for Old {}

    /// A key.
    #[derive(FastMap, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct Growing {
        /// Public.
        pub number: u16,
    }
}

#[::std::prelude::rust_2024::test]
fn inside_a_function() {
    use ::map_core::FastMap;
    use ::std::cmp::{Eq, PartialEq};
    use ::std::prelude::rust_2024::derive;

    #[derive(PartialEq, Eq, FastMap)]
    struct Local<'a, T: 'a>(&'a [u8], ::std::marker::PhantomData<T>);

    #[derive(PartialEq, Eq, FastMap)]
    #[fast_map(path = "fast32")]
    enum LocalEnum {
        One,
        Two(u16),
    }

    #[derive(PartialEq, Eq, FastMap)]
    #[fast_map(borrow)]
    struct LocalView(::std::string::String, u16);

    assert_eq!(path::<LocalViewRef<'_>>(), Path::General);
    assert_eq!(path::<Local<'_, u8>>(), Path::FastStr);
    assert_eq!(path::<LocalEnum>(), Path::Fast32);
    assert_eq!(LocalEnum::One.variant(), 0);
    assert_eq!(LocalEnum::Two(7).variant(), 1);
}

#[::std::prelude::rust_2024::test]
fn deprecated_parts() {
    assert_eq!(path::<deprecated::Old>(), Path::Fast64);
    assert_eq!(path::<deprecated::Growing>(), Path::Fast32);
}
