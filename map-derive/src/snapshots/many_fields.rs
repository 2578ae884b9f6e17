// #[derive(FastMap)] #[fast_map(no_alias)] struct Wide(u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, bool);

/// Keys of maps. `Wide::PLAN` says which path they take, and why.
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
                    <u8 as ::map_core::FastKey>::field(&self.0),
                    <u8 as ::map_core::FastKey>::field(&self.1),
                    <u8 as ::map_core::FastKey>::field(&self.2),
                    <u8 as ::map_core::FastKey>::field(&self.3),
                    <u8 as ::map_core::FastKey>::field(&self.4),
                    <u8 as ::map_core::FastKey>::field(&self.5),
                    <u8 as ::map_core::FastKey>::field(&self.6),
                    <u8 as ::map_core::FastKey>::field(&self.7),
                    <u8 as ::map_core::FastKey>::field(&self.8),
                    <u8 as ::map_core::FastKey>::field(&self.9),
                    <u8 as ::map_core::FastKey>::field(&self.10),
                    <u8 as ::map_core::FastKey>::field(&self.11),
                ),
                <bool as ::map_core::FastKey>::field(&self.12),
            ))
    }
}
