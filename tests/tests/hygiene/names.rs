//! Names of the standard library and of generated code that mean something else around the key.

use ::map_core::{FastKey, Path};
use ::std::assert_eq;

use super::path;

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

    /// A key whose variants are in scope by their own names.
    #[derive(FastMap, Clone, Copy, PartialEq, Eq)]
    pub enum Imported {
        /// By itself.
        Alone,
        /// With a field.
        With(u16),
    }

    pub use Imported::*;
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
    #[fast_map(map = "Routes", set = "SeenRoutes", borrow = "BorrowedRoute")]
    pub struct Route(pub u64, pub String);

    /// A key.
    #[derive(FastMap, PartialEq, Eq)]
    #[fast_map(no_alias)]
    pub struct Host(pub u64);
}

#[::std::prelude::rust_2024::test]
fn shadowed_names() {
    assert_eq!(path::<shadowed::Number>(), Path::Fast32);
    assert_eq!(path::<shadowed::Fieldless>(), Path::Direct);
    assert_eq!(path::<shadowed::Payload>(), Path::Fast64);
    assert_eq!(path::<shadowed::Text>(), Path::FastStr);
    assert_eq!(path::<shadowed::General>(), Path::General);
    assert_eq!(path::<shadowed::Direct>(), Path::Direct);
    assert_eq!(path::<shadowed::ViewedRef<'_>>(), Path::General);
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
    assert_eq!((taken::Alone.variant(), taken::With(7).variant()), (0, 1));
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
    assert_eq!(routes[&clashes::BorrowedRoute(1, "a")], 2);
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
