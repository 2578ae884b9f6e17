//! Derived keys compile whatever stands around them: no prelude, names of the standard library taken, the strictest
//! lints, function bodies, macros.

#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, unused_qualifications, unreachable_pub)]
#![deny(clippy::pedantic)]

extern crate std;

use ::map_core::{FastKey, Path};
use ::std::assert_eq;

/// The path of a key.
fn path<K: FastKey>() -> Path {
    K::PLAN.path
}

/// Everything that generated code could have meant by a short name is something else here.
pub mod shadowed {
    #![allow(
        non_camel_case_types,
        clippy::upper_case_acronyms,
        dead_code,
        missing_docs
    )]

    use ::map_core::FastMap;
    use ::std::prelude::rust_2024::derive;

    pub(crate) struct Option;
    pub(crate) struct Some;
    pub(crate) struct None;
    pub(crate) struct Result;
    pub(crate) struct usize;
    pub(crate) struct u64;
    pub(crate) struct u8;
    pub(crate) struct bool;
    pub(crate) struct str;
    pub(crate) struct PhantomData;
    pub(crate) struct Self_;
    pub(crate) struct Shape;
    pub(crate) struct Plan;
    pub(crate) struct Visitor;
    pub(crate) trait Eq {}
    pub(crate) trait Hash {}
    pub(crate) trait FastKey {}
    pub(crate) mod core {}
    pub(crate) mod std {}
    pub(crate) mod map_core {}
    pub(crate) struct Box;
    pub(crate) struct StableMap;
    pub(crate) struct FastSet;

    #[derive(FastMap, Debug)]
    #[fast_map(stable)]
    pub(crate) struct Number(pub(crate) u32);

    #[derive(FastMap, Debug)]
    pub(crate) enum Fieldless {
        PLAN,
        SHAPE,
        VARIANTS,
    }

    #[derive(FastMap, Debug)]
    pub(crate) enum Payload {
        VARIANTS(u32),
        SHAPE { number: u32, other: char },
        PLAN,
        None,
        Some,
    }

    #[derive(FastMap, Debug)]
    pub(crate) struct Text(pub(crate) ::std::string::String);

    #[derive(FastMap, Debug)]
    #[fast_map(borrow)]
    pub(crate) struct Viewed {
        pub(crate) text: ::std::string::String,
        pub(crate) list: ::std::vec::Vec<::core::primitive::u16>,
        pub(crate) number: ::core::primitive::u64,
    }

    #[derive(FastMap, Debug)]
    #[fast_map(path = "general")]
    pub(crate) struct General(pub(crate) u32);

    #[derive(FastMap, Debug)]
    #[fast_map(path = "direct")]
    pub(crate) struct Direct(pub(crate) char16);

    pub(crate) type char16 = u16;

    macro_rules! equal {
        ($($key:ty)*) => {$(
            impl ::core::cmp::PartialEq for $key {
                fn eq(&self, _: &Self) -> ::core::primitive::bool {
                    false
                }
            }
            impl ::core::cmp::Eq for $key {}
        )*};
    }

    equal!(Number Fieldless Payload Text Viewed General Direct);

    impl ::core::hash::Hash for General {
        fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
            ::core::hash::Hash::hash(&self.0, state);
        }
    }

    use ::std::fmt::Debug;
}

/// Names that generated code might choose for its own.
pub mod taken {
    use ::map_core::FastMap;
    use ::std::clone::Clone;
    use ::std::cmp::{Eq, PartialEq};
    use ::std::prelude::rust_2024::derive;

    /// A key called like the visitor's or the value's parameter.
    #[derive(FastMap, Clone, Copy, PartialEq, Eq)]
    pub struct V(pub u8);

    /// A field of that type.
    #[derive(FastMap, Clone, Copy, PartialEq, Eq)]
    pub struct HoldsV(pub V);

    /// Parameters of those names.
    #[derive(FastMap, Clone, Copy, PartialEq, Eq)]
    pub struct Parameters<V, Value, const K: usize> {
        /// Another name of the generated code.
        pub visitor: V,
        /// And one more.
        pub state: [Value; K],
    }

    /// Keywords as names.
    #[derive(FastMap, Clone, Copy, PartialEq, Eq)]
    #[allow(non_camel_case_types)]
    pub struct r#type {
        /// A keyword.
        pub r#fn: u16,
        /// Another.
        pub r#match: u8,
    }

    /// Keywords as variants.
    #[derive(FastMap, Clone, Copy, PartialEq, Eq)]
    #[allow(non_camel_case_types)]
    pub enum Keywords {
        /// A keyword.
        r#struct(u16),
        /// Another.
        r#enum {
            /// And one more.
            r#dyn: u16,
        },
    }

    /// Constants and unit structs that a binding could be taken for.
    #[allow(non_upper_case_globals, non_camel_case_types, dead_code)]
    mod bindings {
        use super::*;

        const state: u8 = 1;
        const key: u8 = 1;
        struct visitor;
        struct field0;

        #[derive(FastMap, Clone, Copy, PartialEq, Eq)]
        enum Bindings {
            One(u16),
            Two { state: u8, key: u16 },
        }

        const _: ::map_core::Plan = <Bindings as ::map_core::FastKey>::PLAN;
    }
}

/// The aliases' and the view's usual names are taken, and the attributes name them otherwise or leave them out.
pub mod clashes {
    use ::map_core::FastMap;
    use ::std::cmp::{Eq, PartialEq};
    use ::std::prelude::rust_2024::derive;
    use ::std::string::String;

    /// Taken.
    pub struct RouteMap;
    /// Taken.
    pub struct RouteSet;
    /// Taken.
    pub struct RouteRef;
    /// Taken.
    pub struct HostMap;
    /// Taken.
    pub struct HostSet;

    /// A key.
    #[derive(FastMap, PartialEq, Eq)]
    #[fast_map(map = "Routes", set = "SeenRoutes", borrow = "LentRoute")]
    pub struct Route(pub u64, pub String);

    /// A key.
    #[derive(FastMap, PartialEq, Eq)]
    #[fast_map(no_alias)]
    pub struct Host(pub u64);
}

/// Keys written by other macros.
pub mod generated {
    use ::map_core::FastMap;
    use ::std::clone::Clone;
    use ::std::cmp::{Eq, PartialEq};
    use ::std::prelude::rust_2024::derive;
    use ::std::string::String;

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
}

/// Views of keys whose parts have names of all kinds.
pub mod views {
    use ::map_core::FastMap;
    use ::std::borrow::Cow;
    use ::std::clone::Clone;
    use ::std::cmp::{Eq, PartialEq};
    use ::std::prelude::rust_2024::derive;
    use ::std::string::String;

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
}

/// The crate under another name.
pub mod renamed {
    /// As a crate of one's own would pass it on.
    pub mod reexported {
        pub use ::map_core::*;
    }

    use ::std::cmp::{Eq, PartialEq};
    use ::std::prelude::rust_2024::derive;

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
fn shadowed_names() {
    assert_eq!(path::<shadowed::Number>(), Path::Fast32);
    assert_eq!(path::<shadowed::Fieldless>(), Path::Direct);
    assert_eq!(path::<shadowed::Payload>(), Path::Fast64);
    assert_eq!(path::<shadowed::Text>(), Path::FastStr);
    assert_eq!(path::<shadowed::General>(), Path::General);
    assert_eq!(path::<shadowed::Direct>(), Path::Direct);
    assert_eq!(shadowed::Fieldless::VARIANTS.ordinal(), 2);
    let payload = shadowed::Payload::SHAPE {
        number: 0,
        other: 'a',
    };
    assert_eq!(payload.variant(), 1);
}

#[::std::prelude::rust_2024::test]
fn taken_names() {
    assert_eq!(path::<taken::V>(), Path::Direct);
    assert_eq!(path::<taken::HoldsV>(), Path::Direct);
    assert_eq!(path::<taken::Parameters<u8, u16, 3>>(), Path::Fast64);
    assert_eq!(path::<taken::r#type>(), Path::Fast32);
    assert_eq!(path::<taken::Keywords>(), Path::Fast32);
    let _: ::std::option::Option<taken::typeMap<u8>> = ::std::option::Option::None;
    let _: ::std::option::Option<taken::ParametersMap<u8, u16, 3, u32>> =
        ::std::option::Option::None;
}

#[::std::prelude::rust_2024::test]
fn clashing_names() {
    let mut routes = clashes::Routes::new();
    routes.insert(
        clashes::Route(
            1,
            <::std::string::String as ::core::convert::From<&str>>::from("a"),
        ),
        2,
    );
    assert_eq!(routes[&clashes::LentRoute(1, "a")], 2);
    assert_eq!(clashes::SeenRoutes::new().len(), 0);
    assert_eq!(path::<clashes::Host>(), Path::Fast64);
    let _ = (
        clashes::RouteMap,
        clashes::RouteSet,
        clashes::RouteRef,
        clashes::HostMap,
        clashes::HostSet,
    );
}

#[::std::prelude::rust_2024::test]
fn generated_keys() {
    assert_eq!(path::<generated::Number>(), Path::Fast32);
    assert_eq!(path::<generated::Text>(), Path::FastStr);
    assert_eq!(path::<generated::Tuple>(), Path::Fast64);
    assert_eq!(path::<generated::Choice>(), Path::General);
    assert_eq!(path::<generated::Forced>(), Path::Direct);
    assert_eq!(path::<renamed::Renamed>(), Path::Fast32);
    assert_eq!(path::<renamed::inner::Restricted>(), Path::Fast32);
    assert_eq!(path::<deprecated::Old>(), Path::Fast64);
    assert_eq!(path::<deprecated::Growing>(), Path::Fast32);
}

#[::std::prelude::rust_2024::test]
fn views_of_keys() {
    assert_eq!(path::<shadowed::ViewedRef<'_>>(), Path::General);
    assert_eq!(path::<views::typeRef<'_>>(), Path::General);
    assert_eq!(path::<views::r#try<'_>>(), Path::General);
    assert_eq!(path::<views::GeneratedView<'_>>(), Path::General);
    assert_eq!(path::<views::OldRef<'_>>(), Path::General);
    assert_eq!(path::<renamed::ViewedRef<'_>>(), Path::General);
    assert_eq!(
        path::<views::ParametersRef<'_, '_, '_, u8, 2>>(),
        Path::General
    );
    let view = views::typeRef {
        r#fn: "a",
        r#match: 1,
    };
    assert_eq!(
        ::std::format!("{view:?}"),
        "typeRef { fn: \"a\", match: 1 }"
    );
    let view = views::r#try::r#struct("a");
    assert_eq!(::std::format!("{view:?}"), "struct(\"a\")");
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
