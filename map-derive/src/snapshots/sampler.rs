// #[derive(FastMap)] #[fast_map(bench, no_alias)] struct Seat<T> where T: Copy { row: T, #[fast_map(max = 9)] column: u8, #[fast_map(skip)] booked: f64 }

/// Keys of maps. [`PLAN`](::map_core::FastKey::PLAN) says which path they take, and why.
#[automatically_derived]
impl<T> ::map_core::FastKey for Seat<T>
where
    T: Copy,
    T: ::map_core::FastKey,
    Self: ::core::cmp::Eq,
{
    const SHAPE: ::map_core::private::Shape = ::map_core::private::Shape::product(
        &[
            <T as ::map_core::FastKey>::SHAPE,
            <::map_core::private::UpTo<u8, 9> as ::map_core::FastKey>::SHAPE,
        ],
    );
    #[inline(always)]
    fn visit<__V: ::map_core::private::Visitor>(&self, __visitor: __V) -> __V::Output {
        __visitor
            .fields((
                <T as ::map_core::FastKey>::field(&self.row),
                <::map_core::private::UpTo<u8, 9>>::of(&self.column, "column"),
            ))
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl<T> ::map_core::Sample for Seat<T>
where
    T: Copy,
    T: ::map_core::Sample,
{
    fn sample(__random: &mut ::map_core::sample::Random) -> Self {
        Self {
            row: <T as ::map_core::Sample>::sample(__random),
            column: <::map_core::private::UpTo<u8, 9>>::sample(__random),
            booked: <f64 as ::core::default::Default>::default(),
        }
    }
}
