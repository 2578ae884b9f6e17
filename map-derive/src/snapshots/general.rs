// #[derive(FastMap)] #[fast_map(path = "general", map = "Ways", set = "WaySet")] struct Way<T>(T);

/// Keys of maps. The path is `General`, as the attribute asks.
#[automatically_derived]
impl<T> ::map_core::FastKey for Way<T>
where
    Self: ::core::hash::Hash + ::core::cmp::Eq,
{
    const PLAN: ::map_core::private::Plan = ::map_core::private::Plan::forced(
        ::map_core::private::Path::General,
        <Self as ::map_core::FastKey>::SHAPE,
    );
    const SHAPE: ::map_core::private::Shape = ::map_core::private::Shape::MIXED;
    #[inline]
    fn mix(&self, __state: ::core::primitive::u64) -> ::core::primitive::u64 {
        ::map_core::private::mix_hash(
            __state,
            |__hasher| ::core::hash::Hash::hash(self, __hasher),
        )
    }
}
/// A `FastMap` whose keys are `Way`. The path is `General`, as the attribute asks.
#[allow(dead_code, non_camel_case_types)]
type Ways<T, V> = ::map_core::FastMap<Way<T>, V>;
/// A `FastSet` of `Way`.
#[allow(dead_code, non_camel_case_types)]
type WaySet<T> = ::map_core::FastSet<Way<T>>;
