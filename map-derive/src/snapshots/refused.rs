// #[derive(FastMap)] struct Price { cents: f64, lock: Mutex<u8> }

::core::compile_error! {
    "`f64` cannot be part of a key: floats have no `Eq`, as NaN is not equal to itself\nhelp: store its bits in a `u64` (`x.to_bits()`), or a whole number of a small unit: cents, micrometres"
}
#[automatically_derived]
impl ::map_core::FastKey for Price
where
    for<'__a> Self: ::map_core::private::Refused<
        {
            ::core::compile_error! {
                "a key cannot hold a `Mutex`: it could change while it is in a map\nhelp: store the value itself, `u8`; what changes belongs into the map's values"
            }
        },
    >,
{
    const SHAPE: ::map_core::private::Shape = ::map_core::private::Shape::MIXED;
}
/// A `FastMap` whose keys are `Price`. [`PLAN`](::map_core::FastKey::PLAN) says which path they take, and why.
#[allow(dead_code, non_camel_case_types)]
type PriceMap<V> = ::map_core::FastMap<Price, V>;
/// A `FastSet` of `Price`.
#[allow(dead_code, non_camel_case_types)]
type PriceSet = ::map_core::FastSet<Price>;
