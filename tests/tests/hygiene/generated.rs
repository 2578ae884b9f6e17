//! Keys written by other macros.

use ::map_core::{FastMap, Path};
use ::std::assert_eq;
use ::std::clone::Clone;
use ::std::cmp::{Eq, PartialEq};
use ::std::prelude::rust_2024::derive;
use ::std::string::String;

use super::path;

macro_rules! key {
    ($name:ident, $field:ident: $ty:ty) => {
        /// A key.
        #[derive(FastMap, Clone, PartialEq, Eq)]
        pub struct $name {
            /// Its field.
            pub $field: $ty,
        }
    };
    ($name:ident { $($variant:ident($($ty:ty),*))* }) => {
        /// A key.
        #[derive(FastMap, Clone, PartialEq, Eq)]
        pub enum $name {
            $(
                /// A variant.
                $variant($($ty),*),
            )*
        }
    };
    ($name:ident of $path:literal) => {
        /// A key.
        #[derive(FastMap, Clone, PartialEq, Eq)]
        #[fast_map(path = $path)]
        pub struct $name(u16);
    };
}

key!(Number, number: u32);
key!(Text, text: String);
key!(Tuple, both: (u32, [u8; 2]));
key!(Choice { First(u32) Second(u32, String) Third(u32) Nothing() });
key!(Forced of "direct");

#[::std::prelude::rust_2024::test]
fn generated_keys() {
    assert_eq!(path::<Number>(), Path::Fast32);
    assert_eq!(path::<Text>(), Path::FastStr);
    assert_eq!(path::<Tuple>(), Path::Fast64);
    assert_eq!(path::<Choice>(), Path::General);
    assert_eq!(path::<Forced>(), Path::Direct);
}
