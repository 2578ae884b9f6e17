// #[derive(FastMap)] pub struct Tagged<'a, T: Clone, V = u8, const N: usize = 2>(&'a [T; N], PhantomData<V>) where T: Copy;

/// Keys of maps. [`PLAN`](::map_core::FastKey::PLAN) says which path they take, and why.
#[automatically_derived]
impl<'a, T: Clone, V, const N: usize> ::map_core::FastKey for Tagged<'a, T, V, N>
where
    T: Copy,
    &'a [T; N]: ::map_core::FastKey,
    Self: ::core::cmp::Eq,
{
    const SHAPE: ::map_core::private::Shape = ::map_core::private::Shape::product(
        &[
            <&'a [T; N] as ::map_core::FastKey>::SHAPE,
            <PhantomData<V> as ::map_core::FastKey>::SHAPE,
        ],
    );
    #[inline(always)]
    fn visit<__V: ::map_core::private::Visitor>(&self, __visitor: __V) -> __V::Output {
        __visitor
            .fields((
                <&'a [T; N] as ::map_core::FastKey>::field(&self.0),
                <PhantomData<V> as ::map_core::FastKey>::field(&self.1),
            ))
    }
}
/// A `FastMap` whose keys are `Tagged`. [`PLAN`](::map_core::FastKey::PLAN) says which path they take, and why.
#[allow(dead_code, non_camel_case_types)]
pub type TaggedMap<'a, T, V, const N: usize, Value> = ::map_core::FastMap<
    Tagged<'a, T, V, N>,
    Value,
>;
/// A `FastSet` of `Tagged`.
#[allow(dead_code, non_camel_case_types)]
pub type TaggedSet<'a, T, V, const N: usize> = ::map_core::FastSet<Tagged<'a, T, V, N>>;
