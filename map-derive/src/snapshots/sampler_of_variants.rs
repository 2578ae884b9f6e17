// #[derive(FastMap)] #[fast_map(bench, no_alias)] enum Id { User(u32), Cell { x: u8, #[fast_map(max = 99)] y: u8 }, Root }

/// Keys of maps. [`PLAN`](::map_core::FastKey::PLAN) says which path they take, and why.
#[automatically_derived]
impl ::map_core::FastKey for Id {
    const SHAPE: ::map_core::private::Shape = ::map_core::private::Shape::sum(
        <Self as ::map_core::FastKey>::VARIANTS,
    );
    const VARIANTS: &'static [::map_core::private::Variant] = &::map_core::private::Variant::list([
        <u32 as ::map_core::FastKey>::SHAPE,
        ::map_core::private::Shape::product(
            &[
                <u8 as ::map_core::FastKey>::SHAPE,
                <::map_core::private::UpTo<u8, 99> as ::map_core::FastKey>::SHAPE,
            ],
        ),
        ::map_core::private::Shape::UNIT,
    ]);
    #[inline(always)]
    fn variant(&self) -> ::core::primitive::usize {
        match self {
            Id::User(..) => 0,
            Id::Cell { .. } => 1,
            Id::Root => 2,
        }
    }
    #[inline(always)]
    fn visit<__V: ::map_core::private::Visitor>(&self, __visitor: __V) -> __V::Output {
        match self {
            Id::User(__field0) => __visitor.fields(__field0),
            Id::Cell { x: __field0, y: __field1 } => {
                __visitor
                    .fields((
                        __field0,
                        <::map_core::private::UpTo<u8, 99>>::of(__field1, "y"),
                    ))
            }
            Id::Root => __visitor.fields(()),
        }
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::map_core::Sample for Id {
    fn sample(__random: &mut ::map_core::sample::Random) -> Self {
        match __random.up_to(2) {
            0 => {
                Self::User {
                    0: <u32 as ::map_core::Sample>::sample(__random),
                }
            }
            1 => {
                Self::Cell {
                    x: <u8 as ::map_core::Sample>::sample(__random),
                    y: <::map_core::private::UpTo<u8, 99>>::sample(__random),
                }
            }
            _ => Self::Root {},
        }
    }
}
