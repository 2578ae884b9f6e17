// #[derive(FastMap)] #[fast_map(path = "direct", no_alias)] struct Port(u16);

/// Keys of maps. The path is `Direct`, as the attribute asks.
#[automatically_derived]
impl ::map_core::FastKey for Port {
    const PLAN: ::map_core::private::Plan = ::map_core::private::Plan::forced(
        ::map_core::private::Path::Direct,
        <Self as ::map_core::FastKey>::SHAPE,
    );
    const SHAPE: ::map_core::private::Shape = <u16 as ::map_core::FastKey>::SHAPE;
    #[inline(always)]
    fn visit<__V: ::map_core::private::Visitor>(&self, __visitor: __V) -> __V::Output {
        __visitor.fields(&self.0)
    }
}
const _: ::map_core::private::Plan = <Port as ::map_core::FastKey>::PLAN;
