// #[derive(FastMap)] #[fast_map(no_alias)] struct Wide(u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, bool);

/// Keys of maps. [`PLAN`](::map_core::FastKey::PLAN) says which path they take, and why.
#[automatically_derived]
impl ::map_core::FastKey for Wide {
    const SHAPE: ::map_core::private::Shape = ::map_core::private::Shape::product(
        &[
            <u8 as ::map_core::FastKey>::SHAPE,
            <u8 as ::map_core::FastKey>::SHAPE,
            <u8 as ::map_core::FastKey>::SHAPE,
            <u8 as ::map_core::FastKey>::SHAPE,
            <u8 as ::map_core::FastKey>::SHAPE,
            <u8 as ::map_core::FastKey>::SHAPE,
            <u8 as ::map_core::FastKey>::SHAPE,
            <u8 as ::map_core::FastKey>::SHAPE,
            <u8 as ::map_core::FastKey>::SHAPE,
            <u8 as ::map_core::FastKey>::SHAPE,
            <u8 as ::map_core::FastKey>::SHAPE,
            <u8 as ::map_core::FastKey>::SHAPE,
            <bool as ::map_core::FastKey>::SHAPE,
        ],
    );
    #[inline(always)]
    fn visit<__V: ::map_core::private::Visitor>(&self, __visitor: __V) -> __V::Output {
        __visitor
            .fields((
                (
                    &self.0,
                    &self.1,
                    &self.2,
                    &self.3,
                    &self.4,
                    &self.5,
                    &self.6,
                    &self.7,
                    &self.8,
                    &self.9,
                    &self.10,
                    &self.11,
                ),
                &self.12,
            ))
    }
}
