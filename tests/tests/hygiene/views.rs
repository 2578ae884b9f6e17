//! Views of keys whose parts have names of all kinds.

use ::map_core::{FastMap, Path};
use ::std::assert_eq;
use ::std::borrow::Cow;
use ::std::clone::Clone;
use ::std::cmp::{Eq, PartialEq};
use ::std::prelude::rust_2024::derive;
use ::std::string::String;

use super::path;

/// Keywords as names.
#[derive(FastMap, PartialEq, Eq)]
#[fast_map(borrow)]
#[allow(non_camel_case_types)]
pub struct r#type {
    /// A keyword.
    pub r#fn: String,
    /// Another.
    pub r#match: u8,
}

/// Keywords as variants.
#[derive(FastMap, PartialEq, Eq)]
#[fast_map(borrow = "r#try")]
#[allow(non_camel_case_types)]
pub enum Keywords {
    /// A keyword.
    r#struct(String),
    /// Another.
    r#enum {
        /// And one more.
        r#dyn: u16,
    },
    /// Without fields.
    r#mod,
}

/// Lifetimes and parameters that the view could have chosen.
#[derive(FastMap, PartialEq, Eq)]
#[fast_map(borrow)]
pub struct Parameters<'a, 'view, 'gone, V: Clone, const N: usize>
where
    'gone: 'a,
{
    /// Kept.
    pub kept: &'a str,
    /// Kept as well.
    pub list: &'view [u8],
    /// Borrowed for another lifetime.
    pub text: Cow<'gone, str>,
    /// Referred to.
    pub values: [V; N],
    /// Restricted.
    pub(crate) restricted: V,
}

macro_rules! key {
    ($name:ident, $view:literal, $($field:ident: $ty:ty),*) => {
        /// A key.
        #[derive(FastMap, PartialEq, Eq)]
        #[fast_map(borrow = $view)]
        pub struct $name {
            $(
                /// A field.
                pub $field: $ty,
            )*
        }
    };
}

key!(Generated, "GeneratedView", text: String, number: u8);

/// A key.
#[derive(FastMap)]
#[fast_map(borrow)]
pub enum Old {
    /// Not any more.
    #[deprecated]
    Deprecated(String),
    /// Still.
    Kept(u32),
}

impl PartialEq for Old {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

impl Eq for Old {}

#[::std::prelude::rust_2024::test]
fn views_of_keys() {
    assert_eq!(path::<typeRef<'_>>(), Path::General);
    assert_eq!(path::<r#try<'_>>(), Path::General);
    assert_eq!(path::<GeneratedView<'_>>(), Path::General);
    assert_eq!(path::<OldRef<'_>>(), Path::General);
    assert_eq!(path::<ParametersRef<'_, '_, '_, u8, 2>>(), Path::General);
    let view = typeRef {
        r#fn: "a",
        r#match: 1,
    };
    assert_eq!(
        ::std::format!("{view:?}"),
        "typeRef { fn: \"a\", match: 1 }"
    );
    let view = r#try::r#struct("a");
    assert_eq!(::std::format!("{view:?}"), "struct(\"a\")");
}
