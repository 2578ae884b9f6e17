// #[derive(FastMap)] pub struct Name<'a>(Cow<'a, str>);

/// Keys of maps. [`PLAN`](::map_core::FastKey::PLAN) says which path they take, and why.
#[automatically_derived]
impl<'a> ::map_core::FastKey for Name<'a> {
    const SHAPE: ::map_core::private::Shape = <Cow<
        'a,
        str,
    > as ::map_core::FastKey>::SHAPE;
    #[inline(always)]
    fn visit<__V: ::map_core::private::Visitor>(&self, __visitor: __V) -> __V::Output {
        __visitor.fields(<Cow<'a, str> as ::map_core::FastKey>::field(&self.0))
    }
}
#[automatically_derived]
impl<'a> ::map_core::private::Equivalent<Name<'a>> for ::core::primitive::str {
    #[inline(always)]
    fn equivalent(&self, __key: &Name<'a>) -> ::core::primitive::bool {
        ::map_core::private::Equivalent::equivalent(self, &__key.0)
    }
}
/// A `FastMap` whose keys are `Name`. [`PLAN`](::map_core::FastKey::PLAN) says which path they take, and why.
#[allow(dead_code, non_camel_case_types)]
pub type NameMap<'a, V> = ::map_core::FastMap<Name<'a>, V>;
/// A `FastSet` of `Name`.
#[allow(dead_code, non_camel_case_types)]
pub type NameSet<'a> = ::map_core::FastSet<Name<'a>>;
