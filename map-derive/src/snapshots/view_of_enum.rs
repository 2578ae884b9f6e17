// #[derive(FastMap)] #[fast_map(borrow = "IdView", no_alias)] enum Id<'a, T: Clone> { Name(Cow<'a, str>, Option<String>), Tags { all: Vec<T> }, Nobody }

/// Keys of maps. [`PLAN`](::map_core::FastKey::PLAN) says which path they take, and why.
#[automatically_derived]
impl<'a, T: Clone> ::map_core::FastKey for Id<'a, T>
where
    Vec<T>: ::map_core::FastKey,
    Self: ::core::cmp::Eq,
{
    const SHAPE: ::map_core::private::Shape = ::map_core::private::Shape::sum(
        <Self as ::map_core::FastKey>::VARIANTS,
    );
    const VARIANTS: &'static [::map_core::private::Variant] = &::map_core::private::Variant::list([
        ::map_core::private::Shape::product(
            &[
                <Cow<'a, str> as ::map_core::FastKey>::SHAPE,
                <Option<String> as ::map_core::FastKey>::SHAPE,
            ],
        ),
        <Vec<T> as ::map_core::FastKey>::SHAPE,
        ::map_core::private::Shape::UNIT,
    ]);
    #[inline(always)]
    fn variant(&self) -> ::core::primitive::usize {
        match self {
            Id::Name(..) => 0,
            Id::Tags { .. } => 1,
            Id::Nobody => 2,
        }
    }
    #[inline(always)]
    fn visit<__V: ::map_core::private::Visitor>(&self, __visitor: __V) -> __V::Output {
        match self {
            Id::Name(__field0, __field1) => {
                __visitor
                    .fields((
                        <Cow<'a, str> as ::map_core::FastKey>::field(__field0),
                        <Option<String> as ::map_core::FastKey>::field(__field1),
                    ))
            }
            Id::Tags { all: __field0 } => {
                __visitor.fields(<Vec<T> as ::map_core::FastKey>::field(__field0))
            }
            Id::Nobody => __visitor.fields(()),
        }
    }
}
/// `Id` with all it owns borrowed: maps of `Id` are searched by it, and nothing is allocated.
#[allow(dead_code, missing_docs, non_camel_case_types)]
#[derive(::core::cmp::PartialEq, ::core::cmp::Eq)]
enum IdView<'view, T: Clone> {
    Name(&'view str, ::core::option::Option<&'view ::core::primitive::str>),
    Tags { all: &'view [T] },
    Nobody,
}
#[automatically_derived]
impl<'view, T: Clone> ::core::marker::Copy for IdView<'view, T> {}
#[automatically_derived]
impl<'view, T: Clone> ::core::clone::Clone for IdView<'view, T> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}
#[automatically_derived]
impl<'view, T: Clone> ::core::fmt::Debug for IdView<'view, T>
where
    for<'__a> T: ::core::fmt::Debug,
{
    fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        match self {
            IdView::Name(__field0, __field1) => {
                __f.debug_tuple("Name").field(__field0).field(__field1).finish()
            }
            IdView::Tags { all: __field0 } => {
                __f.debug_struct("Tags").field("all", __field0).finish()
            }
            IdView::Nobody => __f.write_str("Nobody"),
        }
    }
}
/// Keys of maps. [`PLAN`](::map_core::FastKey::PLAN) says which path they take, and why.
#[automatically_derived]
impl<'view, T: Clone> ::map_core::FastKey for IdView<'view, T>
where
    &'view [T]: ::map_core::FastKey,
    Self: ::core::cmp::Eq,
    for<'__a> T: ::map_core::FastKey,
{
    const SHAPE: ::map_core::private::Shape = ::map_core::private::Shape::sum(
        <Self as ::map_core::FastKey>::VARIANTS,
    );
    const VARIANTS: &'static [::map_core::private::Variant] = &::map_core::private::Variant::list([
        ::map_core::private::Shape::product(
            &[
                <&'view str as ::map_core::FastKey>::SHAPE,
                <::core::option::Option<
                    &'view ::core::primitive::str,
                > as ::map_core::FastKey>::SHAPE,
            ],
        ),
        <&'view [T] as ::map_core::FastKey>::SHAPE,
        ::map_core::private::Shape::UNIT,
    ]);
    #[inline(always)]
    fn variant(&self) -> ::core::primitive::usize {
        match self {
            IdView::Name(..) => 0,
            IdView::Tags { .. } => 1,
            IdView::Nobody => 2,
        }
    }
    #[inline(always)]
    fn visit<__V: ::map_core::private::Visitor>(&self, __visitor: __V) -> __V::Output {
        match self {
            IdView::Name(__field0, __field1) => {
                __visitor
                    .fields((
                        <&'view str as ::map_core::FastKey>::field(__field0),
                        <::core::option::Option<
                            &'view ::core::primitive::str,
                        > as ::map_core::FastKey>::field(__field1),
                    ))
            }
            IdView::Tags { all: __field0 } => {
                __visitor.fields(<&'view [T] as ::map_core::FastKey>::field(__field0))
            }
            IdView::Nobody => __visitor.fields(()),
        }
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl<'view, 'a, T: Clone> ::core::convert::From<&'view Id<'a, T>> for IdView<'view, T> {
    #[inline(always)]
    fn from(__key: &'view Id<'a, T>) -> Self {
        match __key {
            Id::Name(__field0, __field1) => {
                IdView::Name {
                    0: &**__field0,
                    1: ::core::option::Option::map(
                        ::core::option::Option::as_ref(__field1),
                        |__inner| &**__inner,
                    ),
                }
            }
            Id::Tags { all: __field0 } => IdView::Tags { all: &**__field0 },
            Id::Nobody => IdView::Nobody {},
        }
    }
}
#[automatically_derived]
impl<'view, 'a, T: Clone> ::map_core::private::Equivalent<Id<'a, T>> for IdView<'view, T>
where
    T: ::core::cmp::PartialEq,
{
    #[inline(always)]
    fn equivalent(&self, __key: &Id<'a, T>) -> ::core::primitive::bool {
        ::core::cmp::PartialEq::eq(
            self,
            &<IdView<'_, T> as ::core::convert::From<_>>::from(__key),
        )
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl<'view, 'a, T: Clone> ::core::convert::From<&IdView<'view, T>> for Id<'a, T>
where
    for<'__a> T: ::core::clone::Clone,
{
    #[inline]
    fn from(__view: &IdView<'view, T>) -> Self {
        match __view {
            IdView::Name(__field0, __field1) => {
                Id::Name {
                    0: ::core::convert::From::from(
                        ::map_core::private::ToOwned::to_owned(*__field0),
                    ),
                    1: ::core::option::Option::map(
                        ::core::option::Option::as_ref(__field1),
                        |__inner| ::core::convert::From::from(*__inner),
                    ),
                }
            }
            IdView::Tags { all: __field0 } => {
                Id::Tags {
                    all: ::core::convert::From::from(*__field0),
                }
            }
            IdView::Nobody => Id::Nobody {},
        }
    }
}
