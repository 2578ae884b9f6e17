// #[derive(FastMap)] enum Id { User(u32), Group(u32), Cell { x: u8, y: u8 }, Root, Nobody }

/// Keys of maps. [`PLAN`](::map_core::FastKey::PLAN) says which path they take, and why.
#[automatically_derived]
impl ::map_core::FastKey for Id {
    const SHAPE: ::map_core::private::Shape = ::map_core::private::Shape::sum(
        <Self as ::map_core::FastKey>::VARIANTS,
    );
    const VARIANTS: &'static [::map_core::private::Variant] = &::map_core::private::Variant::list([
        <u32 as ::map_core::FastKey>::SHAPE,
        <u32 as ::map_core::FastKey>::SHAPE,
        ::map_core::private::Shape::product(
            &[<u8 as ::map_core::FastKey>::SHAPE, <u8 as ::map_core::FastKey>::SHAPE],
        ),
        ::map_core::private::Shape::UNIT,
        ::map_core::private::Shape::UNIT,
    ]);
    #[inline(always)]
    fn variant(&self) -> ::core::primitive::usize {
        match self {
            Id::User(..) => 0,
            Id::Group(..) => 1,
            Id::Cell { .. } => 2,
            Id::Root => 3,
            Id::Nobody => 4,
        }
    }
    #[inline(always)]
    fn visit<__V: ::map_core::private::Visitor>(&self, __visitor: __V) -> __V::Output {
        match self {
            Id::User(__field0) | Id::Group(__field0) => __visitor.fields(__field0),
            Id::Cell { x: __field0, y: __field1 } => {
                __visitor.fields((__field0, __field1))
            }
            Id::Root | Id::Nobody => __visitor.fields(()),
        }
    }
}
/// A `FastMap` whose keys are `Id`. [`PLAN`](::map_core::FastKey::PLAN) says which path they take, and why.
#[allow(dead_code, non_camel_case_types)]
type IdMap<V> = ::map_core::FastMap<Id, V>;
/// A `FastSet` of `Id`.
#[allow(dead_code, non_camel_case_types)]
type IdSet = ::map_core::FastSet<Id>;
