// #[derive(FastMap)] #[fast_map(no_alias)] enum Move { To(#[fast_map(max = 63)] u8, #[fast_map(skip)] f64), Drop { #[fast_map(max = 63)] at: u8 }, Pass(#[fast_map(skip)] f64) }

/// Keys of maps. [`PLAN`](::map_core::FastKey::PLAN) says which path they take, and why.
#[automatically_derived]
impl ::map_core::FastKey for Move {
    const SHAPE: ::map_core::private::Shape = ::map_core::private::Shape::sum(
        <Self as ::map_core::FastKey>::VARIANTS,
    );
    const VARIANTS: &'static [::map_core::private::Variant] = &::map_core::private::Variant::list([
        <::map_core::private::UpTo<u8, 63> as ::map_core::FastKey>::SHAPE,
        <::map_core::private::UpTo<u8, 63> as ::map_core::FastKey>::SHAPE,
        ::map_core::private::Shape::UNIT,
    ]);
    #[inline(always)]
    fn variant(&self) -> ::core::primitive::usize {
        match self {
            Move::To(..) => 0,
            Move::Drop { .. } => 1,
            Move::Pass(..) => 2,
        }
    }
    #[inline(always)]
    fn visit<__V: ::map_core::private::Visitor>(&self, __visitor: __V) -> __V::Output {
        match self {
            Move::To { 0: __field0, .. } => {
                __visitor.fields(<::map_core::private::UpTo<u8, 63>>::of(__field0, "0"))
            }
            Move::Drop { at: __field0 } => {
                __visitor.fields(<::map_core::private::UpTo<u8, 63>>::of(__field0, "at"))
            }
            Move::Pass(..) => __visitor.fields(()),
        }
    }
}
