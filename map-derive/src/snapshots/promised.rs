// #[derive(FastMap)] #[fast_map(no_alias)] struct Seat { #[fast_map(max = 99)] row: u8, #[fast_map(max = 9)] r#in: Column, #[fast_map(skip)] booked: f64 }

/// Keys of maps. [`PLAN`](::map_core::FastKey::PLAN) says which path they take, and why.
#[automatically_derived]
impl ::map_core::FastKey for Seat {
    const SHAPE: ::map_core::private::Shape = ::map_core::private::Shape::product(
        &[
            <::map_core::private::UpTo<u8, 99> as ::map_core::FastKey>::SHAPE,
            <::map_core::private::UpTo<Column, 9> as ::map_core::FastKey>::SHAPE,
        ],
    );
    #[inline(always)]
    fn visit<__V: ::map_core::private::Visitor>(&self, __visitor: __V) -> __V::Output {
        __visitor
            .fields((
                <::map_core::private::UpTo<u8, 99>>::of(&self.row, "row"),
                <::map_core::private::UpTo<Column, 9>>::of(&self.r#in, "in"),
            ))
    }
}
const _: () = ::map_core::private::assert_limits::<Column>(9);
