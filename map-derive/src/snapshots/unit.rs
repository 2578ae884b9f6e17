// #[derive(FastMap)] struct Marker;

/// Keys of maps. [`PLAN`](::map_core::FastKey::PLAN) says which path they take, and why.
#[automatically_derived]
impl ::map_core::FastKey for Marker {
    const SHAPE: ::map_core::private::Shape = ::map_core::private::Shape::UNIT;
}
/// A `FastMap` whose keys are `Marker`. [`PLAN`](::map_core::FastKey::PLAN) says which path they take, and why.
#[allow(dead_code, non_camel_case_types)]
type MarkerMap<V> = ::map_core::FastMap<Marker, V>;
/// A `FastSet` of `Marker`.
#[allow(dead_code, non_camel_case_types)]
type MarkerSet = ::map_core::FastSet<Marker>;
